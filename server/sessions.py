"""Visitors' sessions: signed and timed words that carry who the visitor is; nothing is stored.

Two kinds. A visitor whom nobody vouched for has a person of their own, known by this browser
alone; their session lasts long and can be renewed for as long again after its end, so that coming
back late does not make a stranger of them. A visitor whom the business's login vouched for is the
same person in every browser; their session is short and is renewed by a fresh proof only.
"""

from datetime import timedelta
from typing import Any

from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from channels.access import Caller, VisitorSession
from kizashi.clock import Clock
from kizashi.errors import NotAllowed
from kizashi.ids import ConversationId, IdSource, PersonId, UserId


class _ClockedSigner(TimestampSigner):
    """Signs by the clock that is handed in, not by the machine's."""

    def __init__(self, *arguments: Any, clock: Clock, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())


class VisitorSessions:
    """Makes, renews and reads sessions. `lifetime` is of visitors nobody vouched for,
    `vouched_lifetime` of the others."""

    def __init__(
        self,
        secret: str,
        lifetime: timedelta,
        vouched_lifetime: timedelta,
        clock: Clock,
        new_id: IdSource,
    ) -> None:
        self._serializer = URLSafeTimedSerializer(
            secret,
            salt="kizashi.session.1",
            signer=_ClockedSigner,
            signer_kwargs={"clock": clock},
        )
        self._lifetime = lifetime
        self._vouched_lifetime = vouched_lifetime
        self._clock = clock
        self._new_id = new_id

    def read(self, session: str) -> Caller:
        """The visitor. Raises `NotAllowed` (`session.expired`, `session.invalid`)."""
        caller, age = self._opened(session)
        if age > self._life_of(caller.user):
            raise _over("This session has ended.")
        return caller

    def stranger(self, session: str) -> PersonId | None:
        """The person of a former session that nobody vouched for; `None` when it was a user's, is
        over, or is none of ours: then it says nothing about who logs in now."""
        try:
            caller = self.read(session)
        except NotAllowed:
            return None
        return caller.person if caller.user is None else None

    def new(self) -> VisitorSession:
        """A session for a visitor nobody has seen."""
        return self._signed(
            PersonId(self._new_id("per")), ConversationId(self._new_id("con")), None
        )

    def renewed(self, session: str) -> VisitorSession:
        """A new session for the same visitor. Raises `NotAllowed`: `session.invalid`,
        `session.expired` when it ended too long ago, `session.proof` when only a fresh proof
        renews it."""
        caller, age = self._opened(session)
        if caller.user is not None:
            raise NotAllowed(
                "Only a fresh proof of who the visitor is renews this session.",
                "Send a new `token` from your server.",
                code="session.proof",
            )
        if age > 2 * self._lifetime or caller.person is None or caller.conversation is None:
            raise _over("This session ended too long ago.")
        return self._signed(caller.person, caller.conversation, None)

    def vouched(self, user: UserId, account: PersonId) -> VisitorSession:
        """A session for a user the business's login named. The account's one conversation in the
        chat is named after it, so that every browser shows the same."""
        return self._signed(account, ConversationId(f"con_{account}"), user)

    def _life_of(self, user: UserId | None) -> timedelta:
        return self._lifetime if user is None else self._vouched_lifetime

    def _opened(self, session: str) -> tuple[Caller, timedelta]:
        try:
            content, made = self._serializer.loads(session, return_timestamp=True)
        except BadSignature as error:
            raise NotAllowed(
                "This session is not one of ours.", "Start a new session.", code="session.invalid"
            ) from error
        caller = Caller(
            role="customer",
            name="customer",
            person=PersonId(content["p"]),
            conversation=ConversationId(content["c"]),
            user=UserId(content["u"]) if "u" in content else None,
        )
        return caller, self._clock.now() - made

    def _signed(
        self, person: PersonId, conversation: ConversationId, user: UserId | None
    ) -> VisitorSession:
        content = {"p": person, "c": conversation, **({} if user is None else {"u": user})}
        return VisitorSession(
            session=str(self._serializer.dumps(content)),
            person=person,
            conversation=conversation,
            expires_at=self._clock.now() + self._life_of(user),
            verified=user is not None,
        )


def _over(message: str) -> NotAllowed:
    return NotAllowed(message, "Start a new session.", code="session.expired")
