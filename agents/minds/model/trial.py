"""Trying a language model: does it answer, in shape, in Japanese, word by word, and how fast?"""

import time
from dataclasses import dataclass
from pathlib import Path

from autogen_core.models import ChatCompletionClient, UserMessage
from pydantic import BaseModel

from agents.minds.model.caller import Caller, World
from agents.minds.model.clients import client_of
from agents.minds.model.local import served
from agents.minds.model.spending import Spending
from agents.minds.model.unavailable import ModelUnavailable
from kizashi.clock import Clock
from kizashi.language import Language
from kizashi.minds import Agent, Budget, Model
from memory.documents.script import language_of

SECONDS = 60.0


class _Greeting(BaseModel):
    """The shape that the trial asks for."""

    greeting: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model can do: answer in the asked shape, in Japanese, in a stream; and the seconds of
    one short answer."""

    shape: bool
    japanese: bool
    streams: bool
    seconds: float


async def tried(agent: Agent, model: Model, root: Path, clock: Clock) -> Trial:
    """Asks the model for three short answers. Raises `ModelUnavailable` or `Misconfigured` when it
    answers nothing at all."""
    if model.provider == "local" and model.endpoint is None:
        async with served(root / model.name, model.context_tokens) as address:
            return await _tried(agent, model.model_copy(update={"endpoint": address}), clock)
    return await _tried(agent, model, clock)


async def _tried(agent: Agent, model: Model, clock: Clock) -> Trial:
    patient = model.model_copy(update={"seconds": SECONDS, "retries": 0, "answer_tokens": 64})
    client = client_of(model)
    try:
        return await _asked(agent, patient, client, clock)
    finally:
        await client.close()


async def _asked(agent: Agent, model: Model, client: ChatCompletionClient, clock: Clock) -> Trial:
    today = clock.now().date()
    world = World(now=time.monotonic, chance=lambda: 0.0, today=lambda: today, used=lambda _: None)
    caller = Caller(agent, model, client, Spending(Budget(), day=today), world)
    begun = time.monotonic()
    pieces = 0
    try:
        async for _ in caller.stream([_user("Reply with one short greeting.")]):
            pieces += 1
    except ModelUnavailable as error:
        # One that rambles on is cut off; it did speak.
        if error.code != "model.stopped":
            raise
    seconds = time.monotonic() - begun
    asked = 'Answer with JSON alone, in Japanese: {"greeting": "…"}'
    shape, japanese = False, False
    try:
        said = await caller.ask([_user(asked)], _Greeting)
        shape, japanese = True, language_of(said.greeting) is Language.JA
    except ModelUnavailable as error:
        if error.code != "model.malformed":
            raise
    return Trial(shape, japanese, pieces > 1, seconds)


def _user(words: str) -> UserMessage:
    return UserMessage(content=words, source="kizashi")
