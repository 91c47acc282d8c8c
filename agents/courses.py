"""The course of a conversation or a person, as the API gives it."""

from agents.minds.listener.course import Crowd, course_of
from kizashi.clock import Clock
from kizashi.course import Course
from kizashi.ids import ConversationId, PersonId
from memory.course import crowd_of, person_of, surrounded_readings
from memory.journal import Journal


class Courses:
    """Reads courses from the journal's projections."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    async def of_conversation(self, conversation: ConversationId) -> Course:
        """The course of one conversation. Raises `NotFound`."""
        workspace = self._journal.workspace
        person = await self._journal.store.read(lambda c: person_of(c, workspace, conversation))
        return await self._of(person, conversation)

    async def of_person(self, person: PersonId) -> Course:
        """The course of a person over all their conversations. Raises `NotFound`."""
        return await self._of(person, None)

    async def _of(self, person: PersonId, conversation: ConversationId | None) -> Course:
        workspace = self._journal.workspace
        readings, crowd = await self._journal.store.read(
            lambda c: (
                surrounded_readings(c, workspace, person),
                crowd_of(c, workspace),
            )
        )
        known = Crowd(*crowd) if crowd is not None else Crowd()
        return course_of(person, readings, known, self._clock.now(), conversation)
