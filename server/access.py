"""Tokens and keys: how they are made, stored and verified; sessions are in `server/sessions.py`.

A token is 256 random bits; only its SHA-256 is stored, which is enough for a secret that cannot be
guessed (a slow hash protects secrets that people choose).
"""

import hashlib
import secrets
from pathlib import Path

from sqlalchemy import select

from channels.access import SCOPES, Caller, Proof, Role, VisitorSession
from kizashi.errors import BadInput, NotAllowed, NotFound
from kizashi.events import KeyCreated, KeyRevoked
from kizashi.ids import IdSource, KeyId
from memory import schema as t
from memory.journal import Journal
from server.accounts import ProvenUsers
from server.identity import Vouchers
from server.kept_secret import kept_secret
from server.sessions import VisitorSessions

OWNER = "owner"
SECRET_FILE = "session.secret"  # noqa: S105 - a file name
_OWNER_SCOPE = "owner"


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def session_secret(data: Path) -> str:
    """The secret that signs sessions; made at the first call, readable by its owner only."""
    return kept_secret(data, SECRET_FILE, "visitors then start new conversations.")


class ServerAccess:
    """Verifies callers against the journal's keys and the session secret."""

    def __init__(
        self,
        journal: Journal,
        sessions: VisitorSessions,
        vouchers: Vouchers,
        users: ProvenUsers,
    ) -> None:
        self._journal = journal
        self._sessions = sessions
        self._vouchers = vouchers
        self._users = users

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
        return self._sessions.read(session)

    def new_session(self) -> VisitorSession:
        """A session for a visitor nobody has seen; nothing is stored until they speak."""
        return self._sessions.new()

    def renewed_session(self, session: str) -> VisitorSession:
        """A new session for the same visitor. Raises `NotAllowed`."""
        return self._sessions.renewed(session)

    async def proven_session(self, proof: Proof, former: str | None) -> VisitorSession:
        """A session for the user a proof names. Raises `NotAllowed` and `BadInput`."""
        if proof.token is not None:
            vouched = self._vouchers.by_token(proof.token)
        else:
            vouched = self._vouchers.by_hash(proof.user_id or "", proof.user_hash or "")
        visit = None if former is None else self._sessions.stranger(former)
        account = await self._users.account(vouched, visit)
        return self._sessions.vouched(vouched.user_id, account)


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
