"""What the four agents share: an AutoGen chat agent that answers one typed question.

AutoGen's shape is kept small on purpose: every turn makes fresh agents, calls them directly in a
fixed order (a team costs 6 to 9 ms and one failure poisons it for good), and gives each run a
cancellation token of its own.
"""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic, TypeVar

from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import BaseChatMessage, StructuredMessage
from autogen_core import CancellationToken
from pydantic import BaseModel

Asked = TypeVar("Asked", bound=BaseModel)
Answer = TypeVar("Answer", bound=BaseModel)


_UNTIMED = datetime(1970, 1, 1, tzinfo=UTC)
"""Messages between the agents live for one call: the journal tells when what happened. AutoGen
would draw a random id and look at the clock for each."""


@cache
def message_of(content: type[BaseModel]) -> Any:
    """The message that carries exactly this type. Kept for good: pydantic forgets a parametrised
    model with its last user, and to make it anew costs more than an agent's whole thought."""
    return StructuredMessage.__class_getitem__(content)


class ThinkingAgent(BaseChatAgent, Generic[Asked, Answer]):
    """An agent that turns one `Asked` into one `Answer` and remembers nothing between calls."""

    def __init__(
        self, name: str, description: str, asked: type[Asked], answer: type[Answer]
    ) -> None:
        super().__init__(name, description)
        self._asked = asked
        self._answer = answer
        self._question_message = message_of(asked)
        self._answer_message = message_of(answer)

    @property
    def produced_message_types(self) -> Sequence[type[BaseChatMessage]]:
        return (self._answer_message,)

    @abstractmethod
    async def think(self, asked: Asked) -> Answer:
        """The agent's own work."""

    async def on_messages(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> Response:
        """Answers the last message that carries what this agent is asked. Raises `ValueError`
        when none does."""
        for message in reversed(messages):
            if isinstance(message, StructuredMessage) and isinstance(message.content, self._asked):
                answer = await self.think(message.content)
                return Response(
                    chat_message=self._answer_message(
                        content=answer,
                        source=self.name,
                        id=f"{self.name}-answered",
                        created_at=_UNTIMED,
                    )
                )
        raise ValueError(f"{self.name} was asked nothing that it understands")

    async def on_reset(self, cancellation_token: CancellationToken) -> None:
        """Nothing to forget: an agent lives for one turn."""

    async def ask(self, asked: Asked) -> Answer:
        """Asks the agent once, with a cancellation token of this call's own."""
        question = self._question_message(
            content=asked, source="turn", id=f"{self.name}-asked", created_at=_UNTIMED
        )
        response = await self.on_messages([question], CancellationToken())
        answer = getattr(response.chat_message, "content", None)
        if not isinstance(answer, self._answer):
            raise TypeError(f"{self.name} answered with something else than asked for")
        return answer
