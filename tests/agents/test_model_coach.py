"""The Coach's answers in a model's words: there at once, then worded, and never saying more."""

import asyncio
import json
from pathlib import Path

import pytest

from agents.minds.model.coach import ModelCoach
from kizashi.counsel import Counsel, Paragraph, Reference
from kizashi.events import CoachAsked
from kizashi.language import Language
from tests.agents.test_coach_room import rooms
from tests.agents.test_model_minds import caller
from tests.support import events, until

ANSWER = Counsel(
    kind="people",
    language=Language.EN,
    paragraphs=(
        Paragraph(text="Stalled by the price", tone="heading"),
        Paragraph(
            text="Aiko Mori asked about the annual plan 2 days ago and has not written since.",
            references=(Reference(label="Aiko Mori", quote="I like the annual plan, but..."),),
        ),
        Paragraph(text="Please do not press her.", tone="warning"),
    ),
)
BETTER = "Aiko Mori has not written since she asked about the annual plan 2 days ago."


def answered(*paragraphs: tuple[int, str]) -> str:
    return json.dumps(
        {"paragraphs": [{"number": number, "text": text} for number, text in paragraphs]}
    )


async def worded(line: str | Exception) -> tuple[Counsel, str]:
    asks = caller("coach", line)
    counsel = await ModelCoach(asks).word("Who hesitates?", ANSWER, ["Aiko Mori"])
    return counsel, "\n".join(asks._client.asked)


async def test_a_paragraph_is_said_in_the_models_words_and_keeps_what_it_refers_to():
    counsel, asked = await worded(answered((2, BETTER.replace("Aiko Mori", "[person-1]"))))

    assert counsel.paragraphs[1].text == BETTER
    assert counsel.paragraphs[1].references == ANSWER.paragraphs[1].references
    assert (counsel.paragraphs[0], counsel.paragraphs[2]) == (
        ANSWER.paragraphs[0],
        ANSWER.paragraphs[2],
    )
    assert "Aiko" not in asked


@pytest.mark.parametrize(
    "line",
    [
        answered((2, "[person-1] asked about the annual plan 3 days ago.")),
        answered((2, "[person-1] asked about the annual plan 2 days ago. Offer her a refund.")),
        answered((2, "[person-1] has a large family and asked 2 days ago.")),
        answered((3, "Press her now."), (1, "Other heading"), (9, "What?")),
        "no idea",
        RuntimeError("down"),
    ],
)
async def test_what_rests_on_nothing_leaves_the_embedded_words(line):
    assert (await worded(line))[0] == ANSWER


class SlowWords:
    """Words that come when the gate opens."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def word(self, question, counsel, names):
        await self.gate.wait()
        return counsel.model_copy(update={"paragraphs": (Paragraph(text="Better."),)})


async def test_the_embedded_answer_is_there_at_once_and_the_worded_one_takes_its_place(
    tmp_path: Path,
) -> None:
    words = SlowWords()
    async with rooms(tmp_path, words) as found:
        journal = found.house.journal

        async def so_many(count: int) -> bool:
            return len(await events(journal, "coach.answered")) == count

        await found.room.ask(CoachAsked(id="ask_1", text="Who waits?", language=Language.EN))
        await until(lambda: so_many(1))
        await found.room.ask(CoachAsked(id="ask_2", text="Who hesitates?", language=Language.EN))
        await until(lambda: so_many(2))

        words.gate.set()
        await until(lambda: so_many(4))
        told = await events(journal, "coach.answered")
        assert [one.rewords for one in told] == [False, False, True, True]
        # Which of the two is worded first is the model's affair.
        assert [one.asked for one in told[:2]] == ["ask_1", "ask_2"]
        assert {one.asked for one in told[2:]} == {"ask_1", "ask_2"}
