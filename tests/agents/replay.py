"""A language model for tests: hand-written answers, played back one after another.

Nothing here was recorded from a real model; each test writes what its model says.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Any

from autogen_core import CancellationToken
from autogen_core.models import (
    ChatCompletionClient,
    CreateResult,
    LLMMessage,
    ModelFamily,
    ModelInfo,
    RequestUsage,
)

Piece = str | Exception | CreateResult | Callable[[], Any]
Line = Piece | tuple[Piece, ...]
"""What the model says, the error its server gives, or something awaited before it says nothing. A
tuple is said piece by piece, in a stream."""
CUT_OFF = CreateResult(
    finish_reason="length",
    content="",
    usage=RequestUsage(prompt_tokens=100, completion_tokens=20),
    cached=False,
)
"""The end of a stream whose tokens ran out."""


class ReplayModel(ChatCompletionClient):
    """Says its lines in order, and the last one again and again; `asked` is what it was given."""

    def __init__(self, *lines: Line) -> None:
        self._lines = list(lines)
        self.asked: list[str] = []
        self.closed = False

    async def create(
        self,
        messages: Sequence[LLMMessage],
        *,
        tools: Sequence[Any] = (),
        tool_choice: Any = "auto",
        json_output: Any = None,
        extra_create_args: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
    ) -> CreateResult:
        self.asked.append("\n".join(str(message.content) for message in messages))
        line = self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]
        if isinstance(line, Exception):
            raise line
        if callable(line):
            await line()
            line = ""
        return CreateResult(
            finish_reason="stop",
            content=line,
            usage=RequestUsage(prompt_tokens=100, completion_tokens=20),
            cached=False,
        )

    async def create_stream(
        self, messages: Sequence[LLMMessage], **arguments: Any
    ) -> AsyncGenerator[str | CreateResult, None]:
        if isinstance(self._lines[0], tuple):
            self.asked.append("\n".join(str(message.content) for message in messages))
            for piece in self._lines.pop(0) if len(self._lines) > 1 else self._lines[0]:
                if isinstance(piece, Exception):
                    raise piece
                if callable(piece):
                    await piece()
                    continue
                yield piece
            return
        result = await self.create(messages, **arguments)
        for word in str(result.content).split(" "):
            await asyncio.sleep(0)
            yield f"{word} "
        yield result

    async def close(self) -> None:
        self.closed = True

    def actual_usage(self) -> RequestUsage:
        return RequestUsage(prompt_tokens=0, completion_tokens=0)

    total_usage = actual_usage

    def count_tokens(self, messages: Sequence[LLMMessage], **_: Any) -> int:
        return 0

    def remaining_tokens(self, messages: Sequence[LLMMessage], **_: Any) -> int:
        return 0

    @property
    def capabilities(self) -> Any:
        return self.model_info

    @property
    def model_info(self) -> ModelInfo:
        return ModelInfo(
            vision=False,
            function_calling=False,
            json_output=True,
            structured_output=True,
            family=ModelFamily.UNKNOWN,
        )
