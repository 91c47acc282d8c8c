"""The conversation with the Coach as the API gives it and the screen begins with it."""

from kizashi.ids import ConversationId, Seq
from kizashi.proposals import Preferences, ProposalView
from kizashi.protocol import EventFrame
from kizashi.values import Value


class Found(Value):
    """Conversations that a search by meaning found, the best first."""

    conversations: tuple[ConversationId, ...]


class CoachTalk(Value):
    """What was asked of the Coach, answered and noticed, oldest first; the proposals, and what the
    owner wants of the Coach. It includes every event up to `head`, and perhaps later ones."""

    events: tuple[EventFrame, ...]
    proposals: tuple[ProposalView, ...]
    preferences: Preferences
    head: Seq
