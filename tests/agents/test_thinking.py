"""What the four agents share: one typed question, one typed answer, nothing remembered."""

import pytest
from autogen_agentchat.messages import StructuredMessage, TextMessage
from autogen_core import CancellationToken

from agents.listener import Listener
from agents.situation import Situation
from kizashi.reading import Reading
from tests.rooms import MadeUpListener, a_reading
from tests.support import NOON


def about(words: str) -> Situation:
    return Situation(text=words, now=NOON)


async def test_an_agent_answers_what_it_is_asked() -> None:
    mind = MadeUpListener()
    assert await Listener(mind).ask(about("こんにちは")) == a_reading()
    assert mind.asked == [about("こんにちは")]


async def test_an_agent_speaks_the_messages_of_autogen() -> None:
    agent = Listener(MadeUpListener())
    question = StructuredMessage[Situation](content=about("ねえ"), source="turn")
    response = await agent.on_messages([question], CancellationToken())
    assert isinstance(response.chat_message, agent.produced_message_types[0])
    assert isinstance(response.chat_message, StructuredMessage)
    assert isinstance(response.chat_message.content, Reading)
    assert response.chat_message.source == "listener"


async def test_the_last_message_that_carries_a_question_counts() -> None:
    mind = MadeUpListener()
    messages = [
        StructuredMessage[Situation](content=about("first"), source="turn"),
        StructuredMessage[Situation](content=about("last"), source="turn"),
        TextMessage(content="something else", source="turn"),
    ]
    await Listener(mind).on_messages(messages, CancellationToken())
    assert mind.asked == [about("last")]


async def test_an_agent_that_is_asked_nothing_says_so() -> None:
    with pytest.raises(ValueError, match="listener was asked nothing"):
        await Listener(MadeUpListener()).on_messages(
            [TextMessage(content="hello", source="turn")], CancellationToken()
        )
