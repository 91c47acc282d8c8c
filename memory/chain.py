"""The hash chain of the journal: every record is tied to all before it, and to its content.

    content = SHA-256(salt ‖ canonical JSON of {body, conversation, person})
    hash    = SHA-256(canonical JSON of {at, content, kind, previous, seq, workspace})

`previous` is the hash of the record before, 64 zeros for the first. A record whose content was
changed no longer matches its digest; one that was left out, added or moved breaks the next link.

What is personal enters the chain only through a salted digest. Erasing a person replaces the
content of their records, throws the salts away (without them nobody can guess the words behind a
digest) and appends a record that names each changed record with the digest of what now stands
there: so the chain stays whole, and what was erased cannot be filled with something else.

Sources: Haber & Stornetta, "How to Time-Stamp a Digital Document" (1991), for linking; Schneier &
Kelsey, "Secure Audit Logs to Support Computer Forensics" (1999); RFC 8785 for the canonical form;
EDPB Guidelines 02/2025 on blockchain, for keyed or salted commitments to personal data.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from kizashi.canonical import canonical
from kizashi.ids import ConversationId, PersonId, Seq, WorkspaceId
from memory import schema as t

NOTHING_BEFORE = "0" * 64
SALT_BYTES = 16

SaltSource = Callable[[int], Sequence[str]]


def random_salts(count: int) -> Sequence[str]:
    """New salts of 128 random bits each, as hexadecimal digits. Drawn together: every draw is a
    call of the system, after which the writing thread waits for its turn again."""
    digits = secrets.token_hex(SALT_BYTES * count)
    size = 2 * SALT_BYTES
    return [digits[at : at + size] for at in range(0, len(digits), size)]


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of the chain: its newest record."""

    seq: int = 0
    hash: str = NOTHING_BEFORE
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a record says, and of whom: all of it that may have to be erased."""

    body: Mapping[str, Any]
    person: PersonId | None = None
    conversation: ConversationId | None = None

    def canonical(self) -> bytes:
        """The content's one spelling."""
        return canonical(
            {"body": self.body, "conversation": self.conversation, "person": self.person}
        )


def content_digest(content: Content, salt: str) -> str:
    """The digest that stands for a content in the chain; `salt` is empty for what was erased."""
    return hashlib.sha256(bytes.fromhex(salt) + content.canonical()).hexdigest()


def record_hash(
    *, workspace: WorkspaceId, seq: int, at: datetime, kind: str, content: str, previous: str
) -> str:
    """The link: one hash over a record and everything before it."""
    return hashlib.sha256(
        canonical(
            {
                "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "content": content,
                "kind": kind,
                "previous": previous,
                "seq": seq,
                "workspace": workspace,
            }
        )
    ).hexdigest()


_TAIL = (
    select(t.journal.c.seq, t.journal.c.hash, t.journal.c.at)
    .where(t.journal.c.workspace == bindparam("workspace"))
    .order_by(t.journal.c.seq.desc())
    .limit(1)
)


def tail_of(connection: Connection, workspace: WorkspaceId) -> Tail:
    """The newest record of a workspace."""
    row = connection.execute(_TAIL, {"workspace": workspace}).one_or_none()
    return Tail(row.seq, row.hash, row.at) if row else Tail()


def erased_digests(contents: Mapping[Seq, Content]) -> tuple[tuple[Seq, str], ...]:
    """What a `records.erased` event says of the contents that now stand there, in order."""
    return tuple((seq, content_digest(contents[seq], "")) for seq in sorted(contents))


def put_in_place(
    connection: Connection,
    workspace: WorkspaceId,
    contents: Mapping[Seq, Content],
    erased_by: Seq,
) -> None:
    """Writes what remains of erased records; their salts are gone for good."""
    for seq, content in contents.items():
        connection.execute(
            update(t.journal)
            .where(t.journal.c.workspace == workspace, t.journal.c.seq == seq)
            .values(
                body=dict(content.body),
                person=content.person,
                conversation=content.conversation,
                salt=None,
                erased_by=erased_by,
            )
        )


def sealed(
    rows: Sequence[dict[str, Any]], tail: Tail, new_salts: SaltSource
) -> tuple[list[dict[str, Any]], Tail]:
    """Journal rows in order with salt, digest and hash, and the chain's new end."""
    done = []
    previous = tail.hash
    for row, salt in zip(rows, new_salts(len(rows)), strict=True):
        digest = content_digest(Content(row["body"], row["person"], row["conversation"]), salt)
        previous = record_hash(
            workspace=row["workspace"],
            seq=row["seq"],
            at=row["at"],
            kind=row["kind"],
            content=digest,
            previous=previous,
        )
        done.append({**row, "salt": salt, "content": digest, "hash": previous, "erased_by": None})
    return done, Tail(rows[-1]["seq"], previous, rows[-1]["at"])
