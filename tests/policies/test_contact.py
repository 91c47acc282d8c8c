"""Consent, opt-out, minors, quiet hours and frequency."""

from datetime import UTC, datetime, timedelta

import pytest
from policy_reviews import Review

from kizashi.language import Bilingual, Language
from kizashi.signal import Utterance
from kizashi.step import Step, StepKind
from kizashi.verdict import Severity
from policies.contact.consent import asks_to_stop, told_age
from policies.model import Policies
from policies.review import Facts

NOON_TOKYO = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
NIGHT_TOKYO = datetime(2027, 1, 15, 13, 30, tzinfo=UTC)
AGREED = Facts(answering=False, consent=frozenset({"contact"}), now=NOON_TOKYO)


def told(text: str) -> Facts:
    return AGREED.model_copy(update={"context": (Utterance(who="customer", text=text),)})


def test_an_unasked_message_needs_a_consent(review: Review) -> None:
    assert review("consent.missing", "お元気ですか", Facts(answering=False))
    assert not review("consent.missing", "お元気ですか", AGREED)
    assert not review("consent.missing", "はい、あります", Facts())


def test_a_reminder_is_unasked(review: Review) -> None:
    step = Step(
        kind=StepKind.REMIND, text="x", language=Language.JA, reason=Bilingual(ja="", en="")
    )
    assert review("consent.missing", "その後いかがですか", Facts(), step=step)


@pytest.mark.parametrize(
    "text",
    [
        "もう連絡しないでください",
        "配信を停止してください",
        "STOP",
        "Please unsubscribe me",
        "stop emailing me",
    ],
)
def test_an_opt_out_in_their_own_words_blocks_at_once(review: Review, text: str) -> None:
    assert asks_to_stop(text)
    assert review("consent.opted_out", "お元気ですか", told(text))[0].severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text", ["バスはどこで止まりますか", "Where does the bus stop?", "メールで送ってください"]
)
def test_other_words_are_no_opt_out(text: str) -> None:
    assert not asks_to_stop(text)


def test_a_known_opt_out_blocks_but_an_answer_still_goes(review: Review) -> None:
    out = AGREED.model_copy(update={"opted_out": True})
    assert review("consent.opted_out", "お元気ですか", out)
    answering = out.model_copy(update={"answering": True})
    assert not review("consent.opted_out", "はい、あります", answering)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("16歳です", 16),
        ("I'm 15", 15),
        ("まだ高校生です", 17),
        ("料金は", None),
        ("I'm 20 minutes late", None),
    ],
)
def test_a_told_age_is_understood(text: str, age: int | None) -> None:
    assert told_age(text) == age


def test_a_contract_with_a_minor_waits(review: Review) -> None:
    assert review("consent.minor", "お申し込みはこちらです。", told("16歳です"))
    assert not review("consent.minor", "お申し込みはこちらです。", told("36歳です"))
    assert not review("consent.minor", "水曜は定休日です。", told("16歳です"))


def test_quiet_hours_are_those_of_the_persons_own_clock(review: Review) -> None:
    night = AGREED.model_copy(update={"now": NIGHT_TOKYO})
    in_london = night.model_copy(update={"time_zone": "Europe/London"})
    made_up = night.model_copy(update={"time_zone": "Mars/Olympus"})
    assert review("contact.quiet_hours", "x", night)
    assert not review("contact.quiet_hours", "x", in_london)
    assert review("contact.quiet_hours", "x", made_up)
    assert not review("contact.quiet_hours", "x", night.model_copy(update={"answering": True}))


def test_too_many_or_too_soon_waits(review: Review, policies: Policies) -> None:
    limit = policies.contact.daily_limit
    assert review("contact.frequency", "x", AGREED.model_copy(update={"sent_today": limit}))
    an_hour_ago = NOON_TOKYO - timedelta(hours=1)
    yesterday = NOON_TOKYO - timedelta(days=1)
    soon = AGREED.model_copy(update={"last_sent_at": an_hour_ago})
    later = AGREED.model_copy(update={"last_sent_at": yesterday})
    assert review("contact.frequency", "x", soon)
    assert not review("contact.frequency", "x", later)


def test_a_clock_set_back_holds(review: Review) -> None:
    tomorrow = NOON_TOKYO + timedelta(days=1)
    assert review("contact.frequency", "x", AGREED.model_copy(update={"last_sent_at": tomorrow}))
