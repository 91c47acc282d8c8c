"""Who is calling: what a channel needs to know, and how it asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from kizashi.errors import NotAllowed
from kizashi.ids import ConversationId, PersonId, UserId

Role = Literal["customer", "owner", "integration"]

SCOPES = (
    "read",
    "write",
    "track",
    "decide",
    "readings",
    "reviews",
    "replies",
    "recall",
    "memories",
    "intents",
    "metrics",
)
"""What a key may be given: `read` conversations and events, `write` signals for customers,
`track` behaviour from pages (such a key may be public: what it says of people is not believed),
`decide` drafts and correct readings, and the other endpoints, each by its name. The owner has
all."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose token or session was verified. `name` is shown to the owner (`owner`, or a
    key's name); a customer has a person and a conversation of their own, and a `user` when the
    business's login vouched for them."""

    role: Role
    name: str
    scopes: frozenset[str] = frozenset()
    person: PersonId | None = None
    conversation: ConversationId | None = None
    user: UserId | None = None

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
    """A visitor's signed session, and who they are in it. `verified` when the business's login
    vouched for them."""

    session: str
    person: PersonId
    conversation: ConversationId
    expires_at: datetime
    verified: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """What a page hands over to prove who its visitor is: a signed `token`, or the `user_id` with
    its `user_hash`."""

    token: str | None = None
    user_id: str | None = None
    user_hash: str | None = None


class Access(Protocol):
    """Verifies tokens and sessions, and makes sessions for visitors."""

    async def by_token(self, token: str) -> Caller:
        """The owner or an integration. Raises `NotAllowed` (`auth.token`)."""
        ...

    def by_session(self, session: str) -> Caller:
        """A visitor. Raises `NotAllowed` (`session.expired`, `session.invalid`)."""
        ...

    def new_session(self) -> VisitorSession:
        """A session for a visitor nobody has seen; nothing is stored until they speak."""
        ...

    def renewed_session(self, session: str) -> VisitorSession:
        """A new session for the same visitor. Raises `NotAllowed` (`session.expired`,
        `session.invalid`, `session.proof`)."""
        ...

    async def proven_session(self, proof: Proof, former: str | None) -> VisitorSession:
        """A session for the user a proof names; `former` is the session this browser had until
        now. Raises `NotAllowed` and `BadInput` with an
        `identity.…` code."""
        ...
