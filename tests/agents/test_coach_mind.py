"""The owner read from what they decided and wrote."""

import pytest

from agents.minds.coach import EmbeddedCoach
from agents.situation import OwnerAct
from kizashi.reading import OwnerIntent


async def intents(*acts: OwnerAct) -> list[str]:
    return [intent.name for intent in (await EmbeddedCoach().read_owner(acts)).intents]


def approved(**more: object) -> OwnerAct:
    return OwnerAct.model_validate(
        {"kind": "approved", "draft_text": "はい", "seconds": 60, **more}
    )


def edited(before: str, after: str) -> OwnerAct:
    return OwnerAct(kind="edited", draft_text=before, final_text=after, seconds=60)


REJECTED = OwnerAct(kind="rejected", draft_text="はい", reason="短く", seconds=60)


async def test_few_acts_say_nothing() -> None:
    assert await intents(*[approved()] * 3) == []


async def test_who_approves_everything_wants_to_delegate() -> None:
    assert await intents(*[approved()] * 6) == [OwnerIntent.DELEGATE]


async def test_who_rewrites_nearly_everything_wants_it_perfect() -> None:
    assert await intents(*[edited("はい", "はい、そうです")] * 5, approved()) == [
        OwnerIntent.PERFECT
    ]


@pytest.mark.parametrize(
    ("added", "intent"),
    [
        ("本日中にお決めください", OwnerIntent.CLOSE_FAST),
        ("today only!", OwnerIntent.CLOSE_FAST),
        ("10%割引いたします", OwnerIntent.RESCUE),
        ("You get 10% off.", OwnerIntent.RESCUE),
        ("どうぞご無理なさらず", OwnerIntent.CARE),
        ("No rush at all.", OwnerIntent.CARE),
    ],
)
async def test_what_the_owner_adds_shows_what_moves_them(added: str, intent: OwnerIntent) -> None:
    assert intent in await intents(*[edited("はい。", f"はい。{added}")] * 4)


async def test_words_that_the_draft_already_had_are_not_the_owners() -> None:
    acts = [edited("10%割引です。", "10%割引です。はい。")] * 4
    assert OwnerIntent.RESCUE not in await intents(*acts)


async def test_quick_approvals_late_at_night_look_like_too_much_on_one_plate() -> None:
    assert OwnerIntent.OVERLOAD in await intents(*[approved(seconds=2, local_hour=23)] * 5)
    assert OwnerIntent.OVERLOAD not in await intents(*[approved(seconds=2, local_hour=14)] * 5)


async def test_drafts_left_waiting_for_hours_look_like_putting_off() -> None:
    assert OwnerIntent.AVOID in await intents(*[approved(seconds=8 * 3600)] * 4)


async def test_taking_over_and_asking_why_look_like_doubt() -> None:
    doubt = OwnerAct(kind="rejected", reason="根拠はどこですか", seconds=60)
    assert OwnerIntent.DOUBT in await intents(
        doubt, doubt, OwnerAct(kind="took_over"), OwnerAct(kind="took_over")
    )


async def test_a_mixed_owner_shows_no_sign() -> None:
    mixed = [approved(), REJECTED, edited("はい", "ええ"), approved(), REJECTED]
    assert await intents(*mixed) == []


async def test_a_sign_names_the_words_it_rests_on_and_is_never_certain() -> None:
    reading = await EmbeddedCoach().read_owner((approved(final_text="はい、どうぞ"),) * 8)
    (delegate,) = reading.intents
    assert {evidence.quote for evidence in delegate.evidence} == {"はい、どうぞ"}
    assert 0.5 < delegate.confidence < 1.0


async def test_at_most_three_signs_the_strongest_first() -> None:
    acts = [edited("はい", "今だけ割引、ありがとうございます")] * 6
    found = (await EmbeddedCoach().read_owner(tuple(acts))).intents
    confidences = [intent.confidence for intent in found]
    assert len(found) == 3
    assert confidences == sorted(confidences, reverse=True)
