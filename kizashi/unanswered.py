"""Questions of customers that the knowledge did not answer, and the event of dealing with them."""

from datetime import datetime
from typing import Literal

from kizashi.ids import ConversationId, MessageId
from kizashi.values import Value


class OpenQuestion(Value):
    """A question without an answer, in the words of whoever asked last. `alike` are the messages
    that asked the same, newest first, this one included."""

    id: MessageId
    text: str
    language: str
    asked_at: datetime
    conversation: ConversationId
    alike: tuple[MessageId, ...]


class QuestionClosed(Value):
    """The owner has dealt with these questions: the documents answer them now, or never will."""

    kind: Literal["question.closed"] = "question.closed"
    questions: tuple[MessageId, ...]
    by: str
