"""The HTTP API of questions that the knowledge did not answer."""

from fastapi import APIRouter

from channels.callers import Calling, Here
from kizashi.ids import MessageId
from kizashi.unanswered import OpenQuestion
from kizashi.values import Value

router = APIRouter(prefix="/v1/knowledge")


class OpenQuestions(Value):
    """Questions without an answer, what was asked most often first."""

    items: tuple[OpenQuestion, ...]


@router.get("/unanswered")
async def unanswered(here: Here, caller: Calling) -> OpenQuestions:
    """What customers asked and the documents did not answer; questions that ask the same come
    once."""
    caller.needs("read")
    return OpenQuestions(items=await here.unanswered.open())


@router.delete("/unanswered/{question}")
async def close(here: Here, caller: Calling, question: MessageId) -> OpenQuestions:
    """Takes a question, and those that ask the same, off the list. Gives what is left."""
    caller.needs("decide")
    await here.unanswered.close(question, caller.name)
    return OpenQuestions(items=await here.unanswered.open())
