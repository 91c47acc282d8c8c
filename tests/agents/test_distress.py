"""Who may be in danger meets a person, not a machine that sells."""

from pathlib import Path

import pytest

from agents.distress import in_danger
from agents.minds.negotiator.stance import Stance, stance_of
from agents.minds.negotiator.steps import fixed
from kizashi.autonomy import Autonomy
from kizashi.language import Language
from kizashi.step import StepKind
from tests.rooms import a_house, a_reading
from tests.support import events


@pytest.mark.parametrize(
    "words",
    [
        "もう死にたいです",
        "消えてしまいたい。もう生きていたくない",
        "生きる意味がわからない",
        "I want to kill myself",
        "i don’t want to be alive any more",
        "There is no point in living",
        "I've been thinking about suicide",
    ],
)
def test_danger_is_heard(words: str) -> None:
    assert in_danger(words)
    assert stance_of(words, a_reading()) is Stance.DANGER


@pytest.mark.parametrize(
    "words",
    [
        "死ぬほど楽しみです",
        "このケーキ、to die for ですね",
        "Can I dye the clay?",
        "I cut myself on a broken cup yesterday",
        "自殺防止の募金箱はありますか",
        "駐車場はありますか？",
    ],
)
def test_a_manner_of_speaking_is_none(words: str) -> None:
    assert not in_danger(words)


@pytest.mark.parametrize("language", list(Language))
def test_a_person_is_called_and_nothing_is_sold(language: Language) -> None:
    step = fixed(Stance.DANGER, language)
    assert step.kind is StepKind.HAND_OVER
    assert step.sources == ()


async def test_the_owner_is_told_at_once_and_no_machine_answers(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.desk.set_autonomy(Autonomy.RUN, "owner")
        await house.hear("もう死にたいです")
        await house.settled()
        assert await events(house.journal, "person.requested")
        assert not await events(house.journal, "message.sent")
