"""What memory brought back of a person is kept with the draft that it served."""

from pathlib import Path

from agents.situation import Situation
from kizashi.ids import MemoryId, PersonId
from kizashi.reading import Reading
from kizashi.recollection import Hit, Recollection
from tests.rooms import a_house


def a_hit(text: str) -> Hit:
    return Hit(
        id=MemoryId(f"mem_{text}"),
        text=text,
        speaker="customer",
        at=None,
        reference=None,
        score=0.5,
        source="memories",
    )


class Remembers:
    """Brings back two old lines, and the words that are being answered."""

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        lines = (situation.text, "娘が七歳になります。", "左利きです。")
        return Recollection(own=tuple(a_hit(line) for line in lines))


async def test_a_draft_keeps_what_was_remembered_but_not_the_words_it_answers(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path, memory=Remembers()) as house:
        await house.hear("体験を申し込みたいです。")
        draft = await house.held()
        assert [hit.text for hit in draft.remembered] == ["娘が七歳になります。", "左利きです。"]
