"""The keys of integrations, as rows."""

from sqlalchemy import (
    Connection,
    insert,
    update,
)

from kizashi import events as e
from memory import schema as t


def key_created(c: Connection, r: e.Recorded, event: e.KeyCreated) -> None:
    """A key; its secret only as a digest."""
    c.execute(
        insert(t.keys).values(
            workspace=r.workspace,
            id=event.key,
            name=event.name,
            scopes=list(event.scopes),
            digest=event.digest,
            created_at=r.at,
            revoked=False,
        )
    )


def key_revoked(c: Connection, r: e.Recorded, event: e.KeyRevoked) -> None:
    """A key that opens nothing any more."""
    c.execute(
        update(t.keys)
        .where(t.keys.c.workspace == r.workspace, t.keys.c.id == event.key)
        .values(revoked=True)
    )
