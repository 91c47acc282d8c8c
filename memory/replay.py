"""The projections made anew from the journal, compared with those that are there, and mended.

The journal is the truth. A replay goes into a scratch database on disk, so that a long journal
needs no memory; of each row only a digest is held while two tables are compared.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Column, Connection, Table, create_engine, delete, insert, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from kizashi.errors import KizashiError
from kizashi.ids import Seq, WorkspaceId
from memory import schema as t
from memory.journal import recorded_of
from memory.projections import project_all

PAGE = 1_000

Key = tuple[Any, ...]
Progress = Callable[[int], None]


class NotReplayable(KizashiError):
    """A record of the journal cannot be understood, so nothing can be made from it."""

    code = "journal.unreadable"


@dataclass(frozen=True, slots=True)
class Difference:
    """How a table differs from a replay, as the primary keys of its rows: `missing` ones should be
    there, `extra` ones should not, `changed` ones say something else."""

    table: Table
    missing: tuple[Key, ...]
    extra: tuple[Key, ...]
    changed: tuple[Key, ...]

    @property
    def rows(self) -> int:
        """How many rows differ."""
        return len(self.missing) + len(self.extra) + len(self.changed)


def projections() -> list[Table]:
    """Every table that follows from the journal."""
    left_out = t.DERIVED_TABLES | {t.journal.name}
    return [table for table in t.metadata.sorted_tables if table.name not in left_out]


@contextlib.contextmanager
def replayed(
    connection: Connection, workspace: WorkspaceId, folder: Path, progress: Progress | None = None
) -> Iterator[Connection]:
    """A scratch database in `folder` with the projections of the journal that `connection` sees.

    `progress` is told each seq that a page of records ends with. Raises `NotReplayable`.
    """
    with TemporaryDirectory(prefix=".replay-", dir=folder) as scratch:
        engine = create_engine(URL.create("sqlite", database=str(Path(scratch) / "replay.db")))
        try:
            with engine.connect() as made, made.begin():
                t.metadata.create_all(made)
                for page in _pages(connection, workspace):
                    _project(made, page)
                    if progress is not None:
                        progress(page[-1].seq)
                yield made
        finally:
            engine.dispose()


def differences(
    stored: Connection, made: Connection, workspace: WorkspaceId
) -> tuple[Difference, ...]:
    """Every table that does not hold what a replay gives, in all columns that follow from it."""
    found = []
    for table in projections():
        wanted = dict(_digests(made, table, workspace))
        extra, changed = [], []
        for key, digest in _digests(stored, table, workspace):
            expected = wanted.pop(key, None)
            if expected is None:
                extra.append(key)
            elif expected != digest:
                changed.append(key)
        if wanted or extra or changed:
            found.append(Difference(table, tuple(wanted), tuple(extra), tuple(changed)))
    return tuple(found)


def mend(stored: Connection, made: Connection, found: Sequence[Difference]) -> None:
    """Puts the rows of a replay in the place of those that differ. What is derived from the text of
    such a row (its vector) is left empty, so that it is made anew."""
    for one in found:
        for key in (*one.extra, *one.changed):
            stored.execute(delete(one.table).where(*_is(one.table, key)))
        for key in (*one.missing, *one.changed):
            row = made.execute(select(one.table).where(*_is(one.table, key))).mappings().one()
            stored.execute(insert(one.table).values(**row))


def _pages(connection: Connection, workspace: WorkspaceId) -> Iterator[Sequence[Any]]:
    after = 0
    while True:
        rows = connection.execute(
            select(t.journal)
            .where(t.journal.c.workspace == workspace, t.journal.c.seq > after)
            .order_by(t.journal.c.seq)
            .limit(PAGE)
        ).all()
        if not rows:
            return
        yield rows
        after = rows[-1].seq


def _project(made: Connection, rows: Sequence[Any]) -> None:
    seq = Seq(rows[0].seq)
    try:
        recorded = []
        for row in rows:
            seq = Seq(row.seq)
            recorded.append(recorded_of(row))
        project_all(made, recorded)
    except (ValidationError, ValueError, LookupError, SQLAlchemyError) as error:
        raise NotReplayable(
            f"The journal cannot be replayed from record {seq} on ({type(error).__name__}).",
            "Run `kizashi audit verify`; go back to a backup made before that record.",
        ) from error


def _digests(
    connection: Connection, table: Table, workspace: WorkspaceId
) -> Iterator[tuple[Key, bytes]]:
    keys = list(table.primary_key)
    columns = _following(table)
    query = select(*keys, *columns).where(table.c.workspace == workspace)
    for row in connection.execute(query.execution_options(yield_per=PAGE)):
        content = json.dumps(list(row[len(keys) :]), sort_keys=True, default=str)
        yield tuple(row[: len(keys)]), hashlib.sha256(content.encode()).digest()


def _following(table: Table) -> list[Column[Any]]:
    keys = set(table.primary_key)
    return [
        c for c in table.columns if c not in keys and (table.name, c.name) not in t.DERIVED_COLUMNS
    ]


def _is(table: Table, key: Key) -> list[Any]:
    return [column == part for column, part in zip(table.primary_key, key, strict=True)]
