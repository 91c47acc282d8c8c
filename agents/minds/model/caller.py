"""Calling a language model so that it can fail in any way and cost nothing but its refinement.

Time limit, retries with full jitter (M. Brooker, "Exponential Backoff And Jitter", AWS 2015),
circuit breaker, a bounded queue, and the tokens' budget stand between the agents and the client.
Each call has a cancellation token of its own: shared ones leak callbacks in AutoGen.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from autogen_core import CancellationToken
from autogen_core.models import (
    ChatCompletionClient,
    CreateResult,
    LLMMessage,
    RequestUsage,
)
from pydantic import BaseModel, ValidationError

from agents.allowance import Use, current_allowance
from agents.minds.model.breaker import Breaker
from agents.minds.model.json_text import first_object
from agents.minds.model.spending import Spending, estimated_tokens
from agents.minds.model.unavailable import ModelUnavailable, meant, unavailable
from kizashi.minds import Agent, Model

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer", bound=BaseModel)

QUEUE = 8
"""Callers that may wait for each place; more would wait longer than their turn lasts."""
LEAST_SECONDS = 0.2
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0


@dataclass(frozen=True, slots=True)
class World:
    """What a caller needs of the world, handed in: monotonic seconds, a number from 0 to 1, the
    day of the budget, sleeping, and who is told of each use."""

    now: Callable[[], float]
    chance: Callable[[], float]
    today: Callable[[], date]
    used: Callable[[Use], None]
    sleep: Callable[[float], Any] = asyncio.sleep


class Caller:
    """One agent's way to its model."""

    def __init__(
        self,
        agent: Agent,
        model: Model,
        client: ChatCompletionClient,
        spending: Spending,
        world: World,
    ) -> None:
        self.agent = agent
        self.model = model
        self.breaker = Breaker(world.now)
        self._client = client
        self._spending = spending
        self._world = world
        self._places = asyncio.Semaphore(model.at_once)
        self._waiting = 0
        self._not_asked: str | None = None

    @property
    def name(self) -> str:
        """The model as readings and steps name it."""
        return f"{self.model.provider}:{self.model.name}"

    async def ask(self, messages: Sequence[LLMMessage], shape: type[Answer]) -> Answer:
        """The model's answer in the wanted shape. An answer of another shape is asked for once
        more. Raises `ModelUnavailable`."""
        for attempt in (1, 2):
            said = await self._said(messages, shape)
            found = first_object(said)
            if found is not None:
                try:
                    return shape.model_validate(found)
                except ValidationError:
                    pass
            if attempt == 1:
                _log.info("model %s: answered in another shape", self.agent)
        self._tell("model.malformed")
        raise unavailable("malformed")

    async def stream(self, messages: Sequence[LLMMessage]) -> AsyncGenerator[str, None]:
        """The model's words as they come. Raises `ModelUnavailable` before the first word, in
        between, or after the last one when the model had not come to its end (its tokens ran out,
        its server broke off); what came until then was real. A server that fails before its first
        word is asked again. To close the generator ends the call.
        """
        # A task of its own: a time limit inside a generator would strike whoever reads it.
        said: asyncio.Queue[str | ModelUnavailable | None] = asyncio.Queue()
        speaking = asyncio.create_task(self._speak(messages, said))
        try:
            while (word := await said.get()) is not None:
                if isinstance(word, ModelUnavailable):
                    raise word
                yield word
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)

    async def _speak(
        self,
        messages: Sequence[LLMMessage],
        said: "asyncio.Queue[str | ModelUnavailable | None]",
    ) -> None:
        """Puts the model's words into the queue, then `None`, or why there are no more."""
        pause = FIRST_PAUSE
        for attempt in range(self.model.retries + 1):
            spoken: list[str] = []
            try:
                seconds = self._may_begin(messages)
                async with asyncio.timeout(seconds), self._place():
                    await self._stream_once(messages, spoken, said)
                said.put_nowait(None)
                return
            except TimeoutError:
                self.breaker.failed()
                said.put_nowait(unavailable("timeout"))
                return
            except ModelUnavailable as failure:
                worth_it = failure.code in _WORTH_A_RETRY and not spoken
                if not worth_it or attempt == self.model.retries:
                    said.put_nowait(failure)
                    return
            await self._world.sleep(self._world.chance() * pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _stream_once(
        self,
        messages: Sequence[LLMMessage],
        spoken: list[str],
        said: "asyncio.Queue[str | ModelUnavailable | None]",
    ) -> None:
        begun = self._world.now()
        token = CancellationToken()
        usage, ended, whole = None, "model.stopped", True
        try:
            async for chunk in self._client.create_stream(
                messages, extra_create_args=self._arguments(), cancellation_token=token
            ):
                if isinstance(chunk, CreateResult):
                    usage, whole = chunk.usage, chunk.finish_reason == "stop"
                    continue
                spoken.append(chunk)
                said.put_nowait(chunk)
            if not whole:
                raise unavailable("stopped" if spoken else "failed")
            self.breaker.succeeded()
            ended = "answered"
        except asyncio.CancelledError:
            self.breaker.gave_up()
            raise
        except Exception as error:
            failure = meant(error)
            if failure.code == "model.stopped":
                self.breaker.succeeded()  # it did answer, at too great a length
            else:
                self.breaker.failed()
            ended = failure.code
            raise failure from error
        finally:
            token.cancel()
            self._book(messages, "".join(spoken), usage, begun, ended)

    async def _said(self, messages: Sequence[LLMMessage], shape: type[BaseModel]) -> str:
        pause = FIRST_PAUSE
        for attempt in range(self.model.retries + 1):
            seconds = self._may_begin(messages)
            try:
                async with asyncio.timeout(seconds):
                    async with self._place():
                        return await self._once(messages, shape)
            except TimeoutError:
                self.breaker.failed()
                raise unavailable("timeout") from None
            except ModelUnavailable as failure:
                if failure.code not in _WORTH_A_RETRY or attempt == self.model.retries:
                    raise
            await self._world.sleep(self._world.chance() * pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        raise unavailable("failed")

    async def _once(self, messages: Sequence[LLMMessage], shape: type[BaseModel]) -> str:
        begun = self._world.now()
        token = CancellationToken()
        said, usage, ended = "", None, "model.stopped"
        wanted: Any = {"schema": shape, "json": True, "words": None}[self._told]
        try:
            result = await self._client.create(
                messages,
                json_output=wanted,
                extra_create_args=self._arguments(),
                cancellation_token=token,
            )
            said = result.content if isinstance(result.content, str) else ""
            usage, ended = result.usage, "answered"
            self.breaker.succeeded()
            return said
        except asyncio.CancelledError:
            self.breaker.gave_up()
            raise
        except Exception as error:
            self.breaker.failed()
            failure = meant(error)
            ended = failure.code
            raise failure from error
        finally:
            token.cancel()
            self._book(messages, said, usage, begun, ended)

    def _may_begin(self, messages: Sequence[LLMMessage]) -> float:
        """The seconds that the call may take. Of calls that may not begin one by one for the same
        reason the first is told."""
        try:
            seconds = self._seconds_for(messages)
        except ModelUnavailable as error:
            if error.code in _TOLD and error.code != self._not_asked:
                self._not_asked = error.code
                self._tell(error.code)
            raise
        self._not_asked = None
        return seconds

    def _tell(self, code: str) -> None:
        """Puts on record why there was no use of the model."""
        allowance = current_allowance()
        person = allowance.person if allowance is not None else None
        self._world.used(
            Use(
                agent=self.agent,
                model=self.name,
                person=person,
                asked=0,
                answered=0,
                seconds=0.0,
                ended=code,
                turn=allowance.turn if allowance is not None else None,
            )
        )

    def _seconds_for(self, messages: Sequence[LLMMessage]) -> float:
        allowance = current_allowance()
        seconds = self.model.seconds
        if allowance is not None:
            seconds = min(seconds, allowance.seconds_left(self._world.now()))
        if seconds < LEAST_SECONDS:
            raise unavailable("timeout")
        wanted = estimated_tokens(_words(messages)) + self.model.answer_tokens
        if wanted > self.model.context_tokens:
            raise unavailable("overflow")
        if self._spending.left(allowance, self._world.today()) < wanted:
            raise unavailable("budget")
        if self._waiting >= self.model.at_once * QUEUE:
            raise unavailable("busy")
        if not self.breaker.allows():
            raise unavailable("resting")
        return seconds

    @property
    def _told(self) -> str:
        """How the shape is told. AutoGen's client for Anthropic can only be told in the prompt."""
        return "words" if self.model.provider == "anthropic" else self.model.structured

    def _place(self) -> "_Place":
        return _Place(self)

    def _arguments(self) -> dict[str, Any]:
        # Ollama's client names its options differently; its own defaults hold there.
        if self.model.provider == "ollama":
            options = {
                "temperature": self.model.temperature,
                "num_predict": self.model.answer_tokens,
            }
            return {"options": options}
        return {"temperature": self.model.temperature, "max_tokens": self.model.answer_tokens}

    def _book(
        self,
        messages: Sequence[LLMMessage],
        said: str,
        usage: RequestUsage | None,
        begun: float,
        ended: str,
    ) -> None:
        asked = usage.prompt_tokens if usage else 0
        answered = usage.completion_tokens if usage else 0
        # A server that does not count, or a call that was cut off, is booked by estimate.
        asked = asked or estimated_tokens(_words(messages))
        answered = answered or (estimated_tokens(said) if said else 0)
        allowance = current_allowance()
        self._spending.use(allowance, asked + answered, self._world.today())
        self._world.used(
            Use(
                agent=self.agent,
                model=self.name,
                person=allowance.person if allowance is not None else None,
                asked=asked,
                answered=answered,
                seconds=self._world.now() - begun,
                ended=ended,
                cost=self.model.cost(asked, answered),
                turn=allowance.turn if allowance is not None else None,
            )
        )


class _Place:
    """A place among the calls that run at once, waited for in a bounded queue."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def __aenter__(self) -> None:
        self._caller._waiting += 1
        try:
            await self._caller._places.acquire()
        except BaseException:
            # It may have been the one trial after a rest: the next caller is let through.
            self._caller.breaker.gave_up()
            raise
        finally:
            self._caller._waiting -= 1

    async def __aexit__(self, *_: object) -> None:
        self._caller._places.release()


_WORTH_A_RETRY = frozenset({"model.failed", "model.limited"})

_TOLD = frozenset({"model.overflow", "model.budget", "model.busy"})
"""Why a call did not begin, where the owner can do something about it."""


def _words(messages: Sequence[LLMMessage]) -> str:
    return "\n".join(message.content for message in messages if isinstance(message.content, str))
