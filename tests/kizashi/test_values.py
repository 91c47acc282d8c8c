"""What travels is frozen, strict about its keys, and comes back from JSON as it was."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kizashi import errors as e
from kizashi.clock import SystemClock
from kizashi.events import EVENT, AutonomySet, MessageReceived
from kizashi.ids import MessageId, random_id
from kizashi.language import Bilingual, Language
from kizashi.reading import Phase, phase_at
from kizashi.signal import Behaviour, Observation, Speaker


def test_a_value_does_not_change() -> None:
    value = MessageReceived(id=MessageId("m1"), text="x")
    with pytest.raises(ValidationError, match="frozen"):
        value.text = "y"  # type: ignore[misc]


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="txet"):
        MessageReceived.model_validate({"id": "m1", "text": "x", "txet": "y"})


@given(st.text())
def test_an_event_comes_back_from_its_stored_body(text: str) -> None:
    event = MessageReceived(id=MessageId("m1"), text=text)
    assert EVENT.validate_python(event.model_dump(mode="json")) == event


def test_an_event_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"everything\.forgotten"):
        EVENT.validate_python({"kind": "everything.forgotten"})


def test_an_autonomy_is_one_of_three() -> None:
    with pytest.raises(ValidationError):
        AutonomySet.model_validate({"autonomy": "fly", "by": "owner"})


@pytest.mark.parametrize(
    ("temperature", "phase"),
    [
        (0, Phase.DORMANT),
        (14.9, Phase.DORMANT),
        (15, Phase.STIRRING),
        (45, Phase.PREPARING),
        (74.9, Phase.PREPARING),
        (75, Phase.HESITATING),
        (95, Phase.DECIDING),
        (100, Phase.DECIDING),
    ],
)
def test_a_temperature_lies_in_its_nearest_phase_the_warmer_on_a_tie(
    temperature: float, phase: Phase
) -> None:
    assert phase_at(temperature) is phase


def test_a_phase_has_the_vocabularys_id() -> None:
    assert [phase.id for phase in Phase] == [
        "dormant",
        "stirring",
        "preparing",
        "hesitating",
        "deciding",
    ]


def test_everybody_but_the_customer_speaks_for_the_business() -> None:
    assert [speaker for speaker in Speaker if not speaker.is_business] == [Speaker.CUSTOMER]


def test_a_behaviour_may_not_tell_a_time_without_a_zone() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        Observation.model_validate(
            {
                "id": "b1",
                "person": "p",
                "conversation": "c",
                "behaviour": Behaviour(event="page"),
                "observed_at": "2026-07-01T12:00:00",
            }
        )


def test_a_text_in_two_languages_is_shown_in_the_viewers() -> None:
    both = Bilingual(ja="はい", en="yes")
    assert (both.of(Language.JA), both.of(Language.EN)) == ("はい", "yes")


def test_an_id_says_its_kind_and_never_repeats() -> None:
    made = {random_id("msg") for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(one.startswith("msg_") and len(one) == 28 for one in made)


def test_the_systems_clock_knows_its_zone() -> None:
    assert SystemClock().now().tzinfo is UTC


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (e.BadInput("a", "b"), "input.invalid", 422),
        (e.TooLarge("a", "b"), "input.too_large", 413),
        (e.NotAllowed("a", "b"), "auth.denied", 401),
        (e.NotFound("a", "b"), "not_found", 404),
        (e.Conflict("a", "b", code="draft.decided"), "draft.decided", 409),
        (e.TooMany("a", "b", retry_after=2), "rate.limited", 429),
        (e.Misconfigured("a", "b"), "config.invalid", 500),
        (e.StorageUnavailable("a", "b"), "storage.unavailable", 503),
    ],
)
def test_an_error_says_what_was_wrong_and_what_to_do_under_a_stable_code(
    error: e.KizashiError, code: str, status: int
) -> None:
    assert (error.code, error.status, str(error)) == (code, status, "a b")
