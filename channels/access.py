"""Who is calling: what a channel needs to know, and how it asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from kizashi.errors import NotAllowed
from kizashi.ids import ConversationId, PersonId
from kizashi.language import Language

Role = Literal["customer", "owner", "integration"]

SCOPES = ("read", "write", "decide", "readings", "reviews", "replies", "recall", "memories")
"""What a key may be given: `read` conversations and events, `write` signals for customers,
`decide` drafts, and the endpoints that answer at once, each by its name. The owner has all."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose token or session was verified. `name` is shown to the owner (`owner`, or a
    key's name); a customer has a person and a conversation of their own."""

    role: Role
    name: str
    scopes: frozenset[str] = frozenset()
    person: PersonId | None = None
    conversation: ConversationId | None = None

    def may(self, scope: str) -> bool:
        """True when the caller has this scope."""
        return self.role == "owner" or scope in self.scopes

    def needs(self, scope: str) -> None:
        """Raises `NotAllowed` unless the caller has this scope."""
        if not self.may(scope):
            raise NotAllowed(
                f"This needs the scope {scope!r}.",
                "Use the owner's token, or a key with that scope (`kizashi keys create`).",
                code="auth.scope",
            )


@dataclass(frozen=True, slots=True)
class VisitorSession:
    """A new visitor's signed session, and who they are in it."""

    session: str
    person: PersonId
    conversation: ConversationId
    expires_at: datetime


class Access(Protocol):
    """Verifies tokens and sessions, and makes sessions for visitors."""

    async def by_token(self, token: str) -> Caller:
        """The owner or an integration. Raises `NotAllowed` (`auth.token`)."""
        ...

    def by_session(self, session: str) -> Caller:
        """A visitor. Raises `NotAllowed` (`session.expired`, `session.invalid`)."""
        ...

    def new_session(self, language: Language | None) -> VisitorSession:
        """A session for a visitor nobody has seen; nothing is stored until they speak."""
        ...
