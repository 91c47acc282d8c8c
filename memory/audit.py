"""Checking the journal's hash chain, and keeping an eye on it while the house is open."""

import asyncio
import hashlib
import json
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, Text, bindparam, cast, select

from kizashi.clock import Clock
from kizashi.events import AuditBroken
from kizashi.ids import ConversationId, Seq, WorkspaceId
from memory import schema as t
from memory.chain import NOTHING_BEFORE, SALT_BYTES, Content, content_digest, record_hash
from memory.journal import Journal, Ledger
from memory.owner import switches_in

_log = logging.getLogger(__name__)

PAGE = 500
MOST_BROKEN = 100
ANCHOR_FILE = "audit.anchors"
REST_SECONDS = 0.02
SLICE = 100
SLICE_SHARE = 0.03
MOST_SHARE = 0.2
"""How much of one core the standing walk takes at least, and at most when the journal is long."""
WALK_WITHIN = 30.0
"""Seconds within which the standing walk wants to come round, so that a record which was tampered
with is found by then, in whatever conversation it stands."""
WALK_SECONDS = 10.0
"""A whole walk is not begun more often than this: in a young journal it takes milliseconds."""
NEAR_TAIL = 3
NEAR_OWN = 20
FINGERPRINTS = 4_096
ANCHOR_EVERY = 1_000

Reason = Literal["missing", "content", "link", "erased", "anchor"]
"""`missing`: a record before this one is not there. `content`: it does not say what it said.
`link`: it was not written after the record before it. `erased`: what remains of it is not what its
erasure left. `anchor`: the chain was written anew since it was last checked."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that is not as it was written."""

    seq: Seq
    reason: Reason


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the chain that was seen before: kept outside the database, it shows when the
    whole chain was written anew, or its end cut off."""

    seq: Seq
    hash: str


@dataclass(slots=True)
class Check:
    """A walk along the chain from its beginning (or from `previous`), record by record."""

    anchors: Mapping[int, str] = field(default_factory=dict)
    seq: int = 0
    previous: str = NOTHING_BEFORE
    records: int = 0
    erased: int = 0
    broken: list[Broken] = field(default_factory=list)
    accepted: set[int] = field(default_factory=set)
    set_back: list[Seq] = field(default_factory=list)
    _remains: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By erased record: the record that erased it, and the digest of what remains."""

    def see(self, row: Mapping[str, Any]) -> None:
        """Looks at the next record: a row of the journal, or a line of an export."""
        seq, body = int(row["seq"]), row["body"]
        if seq != self.seq + 1:
            self._find(seq, "missing")
        content = Content(body, row["person"], row["conversation"])
        if not isinstance(body, dict):
            self._find(seq, "content")
        elif row["salt"] is None:
            self.erased += 1
            self._remains[seq] = (row["erased_by"] or 0, content_digest(content, ""))
        elif not _is_salt(row["salt"]):
            self._find(seq, "content")
        else:
            same = content_digest(content, row["salt"]) == row["content"]
            if not same or body.get("kind") != row["kind"]:
                self._find(seq, "content")
        if self._link(row) != row["hash"]:
            self._find(seq, "link")
        if self.anchors.get(seq, row["hash"]) != row["hash"]:
            self._find(seq, "anchor")
        if isinstance(body, dict):
            self._heed(seq, row["kind"], body)
        self.seq, self.previous = seq, row["hash"]
        self.records += 1

    def end(self) -> None:
        """Says that there are no more records."""
        for seq in self._remains:
            # No record says that this one was erased, or that this is what remains of it.
            self._find(seq, "erased")
        if self.anchors and max(self.anchors) > self.seq:
            self._find(self.seq + 1, "missing")
        self.broken.sort(key=lambda one: one.seq)

    @property
    def unaccepted(self) -> tuple[Broken, ...]:
        """Broken records that the owner has not accepted, the first one first."""
        return tuple(one for one in self.broken if one.seq not in self.accepted)

    def _link(self, row: Mapping[str, Any]) -> str | None:
        at = _moment(row["at"])
        if at is None:
            return None
        return record_hash(
            workspace=row["workspace"],
            seq=row["seq"],
            at=at,
            kind=row["kind"],
            content=row["content"],
            previous=self.previous,
        )

    def _heed(self, seq: int, kind: str, body: Mapping[str, Any]) -> None:
        if kind == "records.erased":
            for erased, digest in body.get("records", ()):
                if self._remains.get(erased) == (seq, digest):
                    del self._remains[erased]
        elif kind == "audit.accepted":
            self.accepted.update(body.get("records", ()))
        elif kind == "clock.set_back":
            self.set_back.append(Seq(seq))

    def _find(self, seq: int, reason: Reason) -> None:
        known = any(one.seq == seq for one in self.broken)
        if not known and len(self.broken) < MOST_BROKEN:
            self.broken.append(Broken(Seq(seq), reason))


def check(rows: Iterable[Mapping[str, Any]], anchors: Mapping[int, str] | None = None) -> Check:
    """Walks a whole chain. `anchors` are hashes seen before, by seq."""
    walk = Check(anchors or {})
    for row in rows:
        walk.see(row)
    walk.end()
    return walk


async def export_pages(journal: Journal) -> AsyncIterator[list[dict[str, Any]]]:
    """The records of a journal a page at a time, as plain values that `check` can walk along."""
    after = 0
    while True:
        rows = await journal.store.read(partial(_page, workspace=journal.workspace, after=after))
        if rows:
            yield rows
        if len(rows) < PAGE:
            return
        after = rows[-1]["seq"]


def _page(
    connection: Connection, workspace: WorkspaceId, after: int, limit: int = PAGE
) -> list[dict[str, Any]]:
    columns = t.journal.c
    query = _as_text(workspace).where(columns.seq > after).order_by(columns.seq).limit(limit)
    return _read(connection, query)


_columns = t.journal.c
# As text: what was tampered with may no longer be JSON, or a time.
_AS_TEXT = select(
    _columns.workspace,
    _columns.seq,
    cast(_columns.at, Text).label("at"),
    _columns.kind,
    _columns.person,
    _columns.conversation,
    cast(_columns.body, Text).label("body"),
    _columns.salt,
    _columns.content,
    _columns.hash,
    _columns.erased_by,
)
_NEWEST = _AS_TEXT.where(_columns.workspace == bindparam("workspace")).order_by(_columns.seq.desc())
_TAIL = _NEWEST.limit(NEAR_TAIL)
_OWN_TAIL = _NEWEST.where(_columns.conversation == bindparam("conversation")).limit(NEAR_OWN)
_HASHES = select(_columns.seq, _columns.hash).where(
    _columns.workspace == bindparam("workspace"),
    _columns.seq.in_(bindparam("seqs", expanding=True)),
)

_found_whole: "OrderedDict[bytes, None]" = OrderedDict()
"""Fingerprints of records as they were stored when they were found whole, those seen last."""


def _as_text(workspace: WorkspaceId) -> Select[Any]:
    return _AS_TEXT.where(_columns.workspace == workspace)


def _read(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [{**row, "body": _json(row["body"])} for row in connection.execute(query).mappings()]


def broken_near(
    connection: Connection, workspace: WorkspaceId, conversation: ConversationId
) -> Broken | None:
    """The first record that is not as it was written, and that the owner has not accepted, among
    those that an answer rests on: the chain's newest `NEAR_TAIL`, and the newest `NEAR_OWN` of the
    conversation. It is looked at in the transaction that would send, so it must stay small: the
    rest of the chain is the standing walk's."""
    of = {"workspace": workspace, "conversation": conversation}
    rows = {
        row.seq: row for query in (_TAIL, _OWN_TAIL) for row in connection.execute(query, of).all()
    }
    before: dict[int, str] = {seq: row.hash for seq, row in rows.items()}
    missing = [seq - 1 for seq in rows if seq - 1 not in before]
    of_missing = {"workspace": workspace, "seqs": missing}
    before.update({row.seq: row.hash for row in connection.execute(_HASHES, of_missing)})
    broken: list[Broken] = []
    for seq in sorted(rows):
        broken.extend(_broken_in(rows[seq], before.get(seq - 1, NOTHING_BEFORE)))
    return _first_unaccepted(connection, workspace, broken) if broken else None


def _broken_in(row: Row[Any], previous: str) -> Sequence[Broken]:
    """What is broken in a record as it is stored. One that was found whole once is, for as long
    as not a character of it or of the link before it differs: of those a fingerprint is kept."""
    as_stored = hashlib.sha256(repr((previous, *row)).encode("utf-8", "surrogatepass")).digest()
    if as_stored in _found_whole:
        _found_whole.move_to_end(as_stored)
        return ()
    walk = Check(seq=row.seq - 1, previous=previous)
    walk.see({**row._mapping, "body": _json(row.body)})
    if not walk.broken:
        _found_whole[as_stored] = None
        if len(_found_whole) > FINGERPRINTS:
            _found_whole.popitem(last=False)
    return walk.broken


def _first_unaccepted(
    connection: Connection, workspace: WorkspaceId, broken: Sequence[Broken]
) -> Broken | None:
    columns = t.journal.c
    accepting = _as_text(workspace).where(columns.kind == "audit.accepted")
    bodies = (row["body"] for row in _read(connection, accepting))
    accepted = {seq for body in bodies if isinstance(body, dict) for seq in body.get("records", ())}
    return next((one for one in broken if one.seq not in accepted), None)


def intact_records(
    connection: Connection, workspace: WorkspaceId, seqs: Sequence[int]
) -> list[tuple[Mapping[str, Any], bool]]:
    """These records as they are stored, each with whether it is as it was written. What was erased
    counts as intact when its link is: only a walk along the whole chain tells more."""
    columns = t.journal.c
    hashes: dict[int, str] = {
        row.seq: row.hash
        for row in connection.execute(
            select(columns.seq, columns.hash).where(
                columns.workspace == workspace, columns.seq.in_([seq - 1 for seq in seqs])
            )
        )
    }
    rows = connection.execute(
        select(t.journal)
        .where(columns.workspace == workspace, columns.seq.in_(seqs))
        .order_by(columns.seq)
    ).mappings()
    found: list[tuple[Mapping[str, Any], bool]] = []
    for each in rows:
        row: Mapping[str, Any] = dict(each)
        walk = Check(seq=row["seq"] - 1, previous=hashes.get(row["seq"] - 1, NOTHING_BEFORE))
        walk.see({**row, "at": row["at"].isoformat()})
        found.append((row, not walk.broken))
    return found


async def check_journal(journal: Journal, anchors: Mapping[int, str] | None = None) -> Check:
    """Walks the whole chain of a journal."""
    walk = Check(anchors or {})
    await walk_on(journal, walk)
    return walk


async def walk_on(journal: Journal, walk: Check) -> float:
    """Walks on from where a walk has come to, up to the newest record, and tells the seconds of a
    core that it took. A page at a time, each in another thread and with a rest after it: whoever
    waits for an answer comes first."""
    more, spent = True, 0.0
    while more:
        more, taken = await journal.store.read(partial(_see_page, journal.workspace, walk, PAGE))
        spent += taken
        await asyncio.sleep(REST_SECONDS if more else 0)
    walk.end()
    return spent


def _see_page(
    workspace: WorkspaceId, walk: Check, most: int, connection: Connection
) -> tuple[bool, float]:
    """Looks at the next records, `most` at once: whether there may be more of them, and the
    seconds of a core that it took."""
    begun = time.thread_time()
    rows = _page(connection, workspace, walk.seq, most)
    for row in rows:
        walk.see(row)
    return len(rows) == most, time.thread_time() - begun


def share_of_core(last_walk: float) -> float:
    """The share of a core with which a walk comes round in `WALK_WITHIN`, when the last one took
    so many seconds of it."""
    return min(MOST_SHARE, max(SLICE_SHARE, last_walk / WALK_WITHIN))


async def look(journal: Journal, anchors: Mapping[int, str] | None = None) -> Check:
    """Walks the whole chain; the first new break is put on record, and everything is held from
    then on until the owner has looked at it."""
    found = await check_journal(journal, anchors)
    await _put_on_record(journal, found)
    return found


async def _put_on_record(journal: Journal, found: Check) -> None:
    if not found.unaccepted:
        return

    def record(ledger: Ledger) -> Broken | None:
        if switches_in(ledger.connection, ledger.workspace).audit_broken:
            return None
        # What was accepted further on than a walk has come, or since it came by, counts as well.
        first = _first_unaccepted(ledger.connection, ledger.workspace, found.unaccepted)
        if first is not None:
            ledger.append(AuditBroken(record=first.seq, reason=first.reason))
        return first

    if first := await journal.transact(record):
        _log.error("audit: record %d is broken (%s)", first.seq, first.reason)


async def keep_looking(journal: Journal, data: Path, clock: Clock) -> None:
    """Walks along the whole chain for as long as the house is open: at once when it opens, and
    then again and again in small slices (`walk_slowly`), so that an old record that is tampered
    with while business goes on is found within one walk, the faster the longer the journal is
    (`share_of_core`). A break is put on record as soon as the
    walk comes to it. A whole chain that has grown by `ANCHOR_EVERY` records is anchored."""
    loop = asyncio.get_running_loop()
    walk = Check(read_anchors(data))
    spent = await walk_on(journal, walk)
    while True:
        await _put_on_record(journal, walk)
        last = max(walk.anchors, default=0)
        if not walk.broken and walk.seq >= last + ANCHOR_EVERY:
            keep_anchor(data, Anchor(Seq(walk.seq), walk.previous), clock.now())
        begun = loop.time()
        walk = Check(read_anchors(data))
        spent = await walk_slowly(journal, walk, share_of_core(spent))
        await asyncio.sleep(max(0.0, begun + WALK_SECONDS - loop.time()))


async def walk_slowly(journal: Journal, walk: Check, share: float = SLICE_SHARE) -> float:
    """Walks along the whole chain beside the day's business: `SLICE` records at a time in another
    thread, with rests so long that it takes that share of a core. Tells the seconds of a core that
    it took."""
    more, known, spent = True, 0, 0.0
    while more:
        more, taken = await journal.store.read(partial(_see_page, journal.workspace, walk, SLICE))
        spent += taken
        if len(walk.broken) > known:
            known = len(walk.broken)
            await _put_on_record(journal, walk)
        await asyncio.sleep(max(REST_SECONDS, taken / share) if more else 0)
    walk.end()
    return spent


def read_anchors(data: Path) -> dict[int, str]:
    """The places of the chain that earlier checks saw, by seq."""
    file = data / ANCHOR_FILE
    if not file.exists():
        return {}
    lines = (line.split() for line in file.read_text(encoding="ascii").splitlines())
    return {int(parts[1]): parts[2] for parts in lines if len(parts) == 3}


def keep_anchor(data: Path, anchor: Anchor, at: datetime) -> None:
    """Adds a place of the chain to the file of anchors: time, seq, hash."""
    with (data / ANCHOR_FILE).open("a", encoding="ascii") as file:
        file.write(f"{at.isoformat(timespec='seconds')} {anchor.seq} {anchor.hash}\n")


def _moment(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _is_salt(salt: str) -> bool:
    return len(salt) == 2 * SALT_BYTES and not salt.strip("0123456789abcdef")
