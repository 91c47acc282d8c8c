"""A backup: one file that brings a business back, made while it works.

The database is copied by SQLite's online backup (https://www.sqlite.org/backup.html): one moment
of it, while writes go on. Vectors of texts are in it; the shared index is not, because it is made
anew from them. The archive is a ZIP file: `manifest.json`, `data/…` (database, secrets, anchors)
and `business/…` (settings, policies, knowledge).
"""

import contextlib
import hashlib
import os
import sqlite3
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal

from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from kizashi import __version__
from kizashi.clock import Clock
from kizashi.errors import Conflict, StorageUnavailable
from kizashi.ids import WorkspaceId
from kizashi.values import Value
from memory import schema as t
from memory.chain import NOTHING_BEFORE, tail_of
from memory.store import DATABASE_FILE

MANIFEST = "manifest.json"
DATABASE = f"data/{DATABASE_FILE}"
CHUNK = 1 << 20


class Packed(Value):
    """One file of a backup: its size in bytes and its SHA-256."""

    bytes: int
    sha256: str


class Standing(Value):
    """Which business a database is of, and how far its journal goes. `origin` is the hash of the
    first record, which tells one business from every other; `head` and `head_hash` are the last."""

    workspace: WorkspaceId
    revision: str
    origin: str
    head: int
    head_hash: str


class Manifest(Value):
    """What a backup holds."""

    format: Literal[1] = 1
    kizashi: str = __version__
    made_at: datetime
    standing: Standing
    files: Mapping[str, Packed]


def make_backup(
    database: Path,
    others: Mapping[str, Path],
    target: Path,
    workspace: WorkspaceId,
    clock: Clock,
    *,
    force: bool = False,
) -> Manifest:
    """Copies a database, which may be in use, and `others` (by their names in the archive) into
    `target`. The file is whole or not there; only its owner may read it, for secrets lie in it.

    Raises `Conflict` when `target` exists and `force` is not given, `StorageUnavailable` when it
    cannot be written.
    """
    if target.exists() and not force:
        raise Conflict.told("backup.exists", file=target.name)
    try:
        with TemporaryDirectory(prefix=".kizashi-backup-", dir=target.absolute().parent) as folder:
            copy, archive = Path(folder) / DATABASE_FILE, Path(folder) / "archive"
            _copy_database(database, copy)
            standing = standing_of(copy, workspace)
            handle = os.open(archive, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w+b") as out:
                manifest = _pack(out, {DATABASE: copy, **others}, standing, clock)
                out.flush()
                os.fsync(out.fileno())
            archive.replace(target)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise StorageUnavailable.told("backup.unwritable", reason=reason) from error
    return manifest


def standing_of(database: Path, workspace: WorkspaceId) -> Standing:
    """Which business a SQLite file is of. Raises `DatabaseError` when it is damaged."""
    engine = create_engine(URL.create("sqlite", database=str(database)))
    columns = t.journal.c
    try:
        with engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
            first = connection.execute(
                select(columns.hash).where(columns.workspace == workspace, columns.seq == 1)
            ).scalar_one_or_none()
            tail = tail_of(connection, workspace)
    finally:
        engine.dispose()
    return Standing(
        workspace=workspace,
        revision=revision or "",
        origin=first or NOTHING_BEFORE,
        head=tail.seq,
        head_hash=tail.hash,
    )


def copied(source: IO[bytes], target: IO[bytes]) -> Packed:
    """Copies what is left of `source`, and says what was copied: its size and digest."""
    size, digest = 0, hashlib.sha256()
    while piece := source.read(CHUNK):
        size += len(piece)
        digest.update(piece)
        target.write(piece)
    return Packed(bytes=size, sha256=digest.hexdigest())


def _copy_database(database: Path, copy: Path) -> None:
    # Without making it: a database that is not there must not become an empty one.
    source = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
    with contextlib.closing(source), contextlib.closing(sqlite3.connect(copy)) as target:
        # In one step: between steps, a write by somebody else would start the copy over.
        source.backup(target, pages=-1)
        # One file: no log beside it that could be left behind.
        target.execute("PRAGMA journal_mode=DELETE")


def _pack(out: IO[bytes], files: Mapping[str, Path], standing: Standing, clock: Clock) -> Manifest:
    packed = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, path in files.items():
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                packed[name] = copied(source, target)
        manifest = Manifest(made_at=clock.now(), standing=standing, files=packed)
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest
