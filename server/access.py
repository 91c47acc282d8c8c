"""Tokens, keys and sessions: how they are made, stored and verified.

A token is 256 random bits; only its SHA-256 is stored, which is enough for a secret that cannot be
guessed (a slow hash protects secrets that people choose). Sessions are signed and timed, and carry
who the visitor is; nothing about them is stored.
"""

import hashlib
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from itsdangerous import (
    BadSignature,
    SignatureExpired,
    TimestampSigner,
    URLSafeTimedSerializer,
)
from sqlalchemy import select

from channels.access import SCOPES, Caller, Role, VisitorSession
from kizashi.clock import Clock
from kizashi.errors import BadInput, Misconfigured, NotAllowed, NotFound
from kizashi.events import KeyCreated, KeyRevoked
from kizashi.ids import ConversationId, IdSource, KeyId, PersonId
from kizashi.language import Language
from memory import schema as t
from memory.journal import Journal

OWNER = "owner"
SECRET_FILE = "session.secret"  # noqa: S105 - a file name
_OWNER_SCOPE = "owner"


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def session_secret(data: Path) -> str:
    """The secret that signs sessions; made at the first call, readable by its owner only."""
    file = data / SECRET_FILE
    try:
        if not file.exists():
            # Written beside and moved into place: a half-written secret would end every session.
            fresh = file.with_suffix(".new")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
            fresh.replace(file)
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"The file {SECRET_FILE} in the data folder cannot be used: {error}.",
            "Give this user the right to read and write it, or delete it: visitors then start new"
            " conversations.",
        ) from error
    if len(secret) < 32:
        raise Misconfigured(
            f"The file {SECRET_FILE} in the data folder is damaged.",
            "Delete it: visitors then start new conversations.",
        )
    return secret


class _ClockedSigner(TimestampSigner):
    """Signs and judges ages by the clock that is handed in, not by the machine's."""

    def __init__(self, *arguments: Any, clock: Clock, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())


class ServerAccess:
    """Verifies callers against the journal's keys and the session secret."""

    def __init__(
        self, journal: Journal, secret: str, session_days: int, clock: Clock, new_id: IdSource
    ) -> None:
        self._journal = journal
        self._serializer = URLSafeTimedSerializer(
            secret,
            salt="kizashi.session.1",
            signer=_ClockedSigner,
            signer_kwargs={"clock": clock},
        )
        self._lifetime = timedelta(days=session_days)
        self._clock = clock
        self._new_id = new_id

    async def by_token(self, token: str) -> Caller:
        """The owner or an integration. Raises `NotAllowed` (`auth.token`)."""
        query = select(t.keys).where(
            t.keys.c.workspace == self._journal.workspace,
            t.keys.c.digest == digest_of(token),
            t.keys.c.revoked.is_(False),
        )
        async with self._journal.store.reader.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotAllowed(
                "This token is not known, or it was revoked.",
                "Make a new one with `kizashi keys create` and use that.",
                code="auth.token",
            )
        scopes = frozenset(row.scopes)
        role: Role = "owner" if _OWNER_SCOPE in scopes else "integration"
        return Caller(role=role, name=row.name, scopes=scopes)

    def by_session(self, session: str) -> Caller:
        """A visitor. Raises `NotAllowed` (`session.expired`, `session.invalid`)."""
        try:
            content = self._serializer.loads(session, max_age=int(self._lifetime.total_seconds()))
        except SignatureExpired as error:
            raise NotAllowed(
                "This session has ended.", "Start a new session.", code="session.expired"
            ) from error
        except BadSignature as error:
            raise NotAllowed(
                "This session is not one of ours.", "Start a new session.", code="session.invalid"
            ) from error
        return Caller(
            role="customer",
            name="customer",
            person=PersonId(content["p"]),
            conversation=ConversationId(content["c"]),
        )

    def new_session(self, language: Language | None) -> VisitorSession:
        """A session for a visitor nobody has seen; nothing is stored until they speak."""
        person = PersonId(self._new_id("per"))
        conversation = ConversationId(self._new_id("con"))
        content = {"p": person, "c": conversation}
        return VisitorSession(
            session=str(self._serializer.dumps(content)),
            person=person,
            conversation=conversation,
            expires_at=self._clock.now() + self._lifetime,
        )


async def create_key(
    journal: Journal, new_id: IdSource, name: str, scopes: tuple[str, ...]
) -> tuple[KeyId, str]:
    """Makes a key and returns its id and its token; the token cannot be read again.

    Raises `BadInput` for an unknown scope. The scope `owner` makes an owner's token.
    """
    unknown = set(scopes) - {*SCOPES, _OWNER_SCOPE}
    if unknown or not scopes:
        raise BadInput(
            f"Unknown scopes: {', '.join(sorted(unknown)) or 'none given'}.",
            f"Use some of: {', '.join((*SCOPES, _OWNER_SCOPE))}.",
        )
    token = f"kz_{secrets.token_urlsafe(32)}"
    key = KeyId(new_id("key"))
    await journal.append(
        KeyCreated(key=key, name=name, scopes=tuple(scopes), digest=digest_of(token))
    )
    return key, token


async def revoke_key(journal: Journal, key: KeyId) -> None:
    """Ends a key at once. Raises `NotFound`."""
    if not any(known == key for known, *_ in await list_keys(journal)):
        raise NotFound(f"There is no key {key}.", "`kizashi keys list` shows them.")
    await journal.append(KeyRevoked(key=key))


async def list_keys(journal: Journal) -> tuple[tuple[KeyId, str, tuple[str, ...], bool], ...]:
    """Every key: id, name, scopes, and whether it was revoked."""
    query = (
        select(t.keys)
        .where(t.keys.c.workspace == journal.workspace)
        .order_by(t.keys.c.created_at, t.keys.c.id)
    )
    async with journal.store.reader.connect() as connection:
        rows = (await connection.execute(query)).all()
    return tuple((KeyId(r.id), r.name, tuple(r.scopes), r.revoked) for r in rows)
