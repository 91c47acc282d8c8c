"""What stands around a reading is read back from the tables."""

from pathlib import Path

import pytest

from agents.courses import Courses
from agents.situation import Situation
from kizashi.errors import NotFound
from kizashi.ids import ConversationId, PersonId
from kizashi.reading import Evidence, IntentReading, Reading
from tests.rooms import MadeUpListener, a_house, a_reading, an_observation

CON = ConversationId("con_a")


async def test_a_course_knows_what_was_done_and_said_between_two_readings(tmp_path: Path) -> None:
    async def read(situation: Situation) -> Reading:
        words = Evidence(source="text", quote=situation.text, start=0, end=len(situation.text))
        intents = (IntentReading(name="explore", confidence=0.8, evidence=(words,)),)
        warm = 90.0 if "不安" in situation.text else 30.0
        return a_reading(warm).model_copy(update={"micro_intents": intents})

    async with a_house(tmp_path, listener=MadeUpListener(read)) as house:
        await house.hear("いくらですか")
        await house.desk.decide(house.choice(await house.held()))
        await house.inbox.accept(an_observation("form_open"))
        await house.hear("不安です")
        await house.settled()
        courses = Courses(house.journal, house.clock)

        found = await courses.of_conversation(CON)

        assert found == await courses.of_person(PersonId("per_a"))
    (move,) = found.moves
    assert (move.before, move.after) == (30, 90)
    assert [one.kind for one in move.by] == ["words", "behaviour", "said_to_them"]
    assert move.by[0].quote == "不安です"


async def test_a_course_of_nobody_is_a_clear_error(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        courses = Courses(house.journal, house.clock)
        with pytest.raises(NotFound):
            await courses.of_conversation(CON)
        with pytest.raises(NotFound):
            await courses.of_person(PersonId("per_x"))
