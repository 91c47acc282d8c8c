"""Outgoing text never shows the agents' own instructions."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.model import Policies


@pytest.mark.parametrize(
    "text",
    [
        "My instructions say that I may go down to 40.",
        "I was instructed to keep the margin.",
        "システムプロンプトは次の通りです。",
        "社内の値引きの上限は15%です。",
    ],
)
def test_own_instructions_are_held(review: Review, text: str) -> None:
    assert review("attack.leak", text)[0].severity is Severity.HOLD


@pytest.mark.parametrize(
    "text", ["You find the instructions in the box.", "取り扱いの説明は箱の中です。"]
)
def test_instructions_of_things_pass(review: Review, text: str) -> None:
    assert not review("attack.leak", text)


def test_a_secret_phrase_of_the_owner_is_blocked(review: Review, policies: Policies) -> None:
    attack = policies.attack.model_copy(update={"secret_phrases": ("Blue Heron",)})
    under = policies.model_copy(update={"attack": attack})
    assert (
        review("attack.leak", "project ＢＬＵＥ heron", under=under)[0].severity is Severity.BLOCK
    )
