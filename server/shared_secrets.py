"""Secrets that every process of a business must sign with alike.

One process on SQLite keeps them in its data folder. On PostgreSQL the database has them, and each
process's data folder gets a copy: a session that one process signed is good at all of them.
"""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from kizashi.ids import WorkspaceId
from memory import schema as t
from memory.store import Store
from server.access import SECRET_FILE as SESSION
from server.access import session_secret
from server.identity import SECRET_FILE as IDENTITY
from server.identity import identity_secret
from server.kept_secret import keep_secret

SHARED = {SESSION: session_secret, IDENTITY: identity_secret}


async def share_secrets(store: Store, workspace: WorkspaceId, data: Path) -> None:
    """Makes the data folder hold the secrets of the database, which takes those of the folder (or
    new ones) when it has none."""
    known = await _read(store, workspace)
    missing = {name: own(data) for name, own in SHARED.items() if name not in known}
    if missing:
        rows = [{"workspace": workspace, "name": n, "value": v} for n, v in missing.items()]
        statement = postgresql.insert(t.shared_secrets).on_conflict_do_nothing()
        await store.write(lambda connection: connection.execute(statement, rows))
        # Another process may have been first.
        known = await _read(store, workspace)
    for name, value in known.items():
        keep_secret(data, name, value)


async def _read(store: Store, workspace: WorkspaceId) -> Mapping[str, str]:
    c = t.shared_secrets.c
    query = select(c.name, c.value).where(c.workspace == workspace)
    return await store.read(
        lambda connection: {row.name: row.value for row in connection.execute(query)}
    )
