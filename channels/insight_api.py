"""The HTTP API of what lies behind a reading: the course it stands in, and what it rests on."""

from fastapi import APIRouter

from channels.callers import Calling, Here
from kizashi.course import Course
from kizashi.explained import Explained
from kizashi.ids import ConversationId, PersonId, ReadingId
from memory.alike import explained

router = APIRouter(prefix="/v1")


@router.get("/conversations/{conversation}/course")
async def conversation_course(here: Here, caller: Calling, conversation: ConversationId) -> Course:
    """The course of one conversation."""
    caller.needs("read")
    return await here.courses.of_conversation(conversation)


@router.get("/readings/{reading}")
async def explained_reading(here: Here, caller: Calling, reading: ReadingId) -> Explained:
    """A stored reading: which words, which behaviour, which similar earlier moment, how sure."""
    caller.needs("read")
    workspace = here.journal.workspace
    return await here.journal.store.read(lambda c: explained(c, workspace, reading))


@router.get("/people/{person}/course")
async def person_course(here: Here, caller: Calling, person: PersonId) -> Course:
    """The course of a person over all their conversations."""
    caller.needs("read")
    return await here.courses.of_person(person)
