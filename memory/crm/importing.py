"""Taking people over: each row becomes, or changes, the person whom its identifiers name.

A dry run does the very same and takes it back, so what it shows is what would happen. Importing a
file twice changes nothing the second time; an import that was broken off is simply run again.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from sqlalchemy import select

from kizashi.errors import KizashiError
from kizashi.events import PersonSeen
from kizashi.identity import Identifier, PersonDescribed
from kizashi.ids import IdSource, PersonId
from memory import schema as t
from memory.crm.rows import Problem, Row
from memory.identity.accounts import Accounts
from memory.identity.normal import IdentityRules
from memory.journal import Journal, Ledger

ROWS_AT_ONCE = 100
MOST_SHOWN = 500
BY = "import"

Became = Literal["new", "changed", "unchanged", "rejected"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a row. `traits` are (before, after) of those that differ; `identifiers` are
    new to the person; `notes` are codes of what was not taken (`row.taken`: somebody else's)."""

    row: int
    became: Became
    person: PersonId | None = None
    traits: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    identifiers: tuple[Identifier, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What an import did, or a dry run would do. The first rows of each sort are shown."""

    dry_run: bool
    counts: Counter[str] = field(default_factory=Counter)
    shown: list[Taken] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows that were looked at."""
        return self.counts.total()

    def add(self, taken: Taken) -> None:
        """Counts a row."""
        self.counts[taken.became] += 1
        worth = taken.became != "unchanged" or taken.notes
        if worth and len(self.shown) < MOST_SHOWN:
            self.shown.append(taken)


class _OnlyAskedError(KizashiError):
    """Takes a dry run back."""

    def __init__(self, taken: list[Taken]) -> None:
        super().__init__("This was a dry run.", "Run it without --dry-run.")
        self.taken = taken


async def import_people(
    journal: Journal,
    rows: Iterable[Row],
    rules: IdentityRules,
    new_id: IdSource,
    *,
    dry_run: bool,
) -> AsyncIterator[Report]:
    """Imports rows, a hundred in a transaction; gives the report so far after each of them."""
    report = Report(dry_run)
    first_rows: dict[Identifier, int] = {}
    waiting = iter(rows)
    while some := list(islice(waiting, ROWS_AT_ONCE)):
        for taken in await _piece(journal, some, rules, new_id, dry_run):
            report.add(taken)
        if dry_run:
            _note_repeats(some, report, first_rows)
        yield report


async def _piece(
    journal: Journal, rows: list[Row], rules: IdentityRules, new_id: IdSource, dry_run: bool
) -> list[Taken]:
    def write(ledger: Ledger) -> list[Taken]:
        accounts = Accounts(ledger, rules, new_id)
        taken = [_take(ledger, accounts, row) for row in rows]
        if dry_run:
            raise _OnlyAskedError(taken)
        return taken

    try:
        return await journal.transact(write)
    except _OnlyAskedError as asked:
        return asked.taken


def _take(ledger: Ledger, accounts: Accounts, row: Row) -> Taken:
    if row.rejected is not None:
        return Taken(row.number, "rejected", notes=_codes((row.rejected,)))
    known = {one for one in row.identifiers if accounts.holder(one) is not None}
    vouched = accounts.vouch(row.identifiers, by=BY, channel=BY)
    person = vouched.account
    before = _traits(ledger, person)
    changed = {
        name: (before.get(name), value)
        for name, value in row.traits.items()
        if before.get(name) != value
    }
    if changed:
        told = {name: after for name, (_, after) in changed.items()}
        ledger.append(PersonDescribed(traits=told, by=BY), person=person)
        if isinstance(told.get("name"), str):
            ledger.append(PersonSeen(name=told["name"][:200], channel=BY), person=person)
    fresh = tuple(one for one in row.identifiers if one not in known and one not in vouched.refused)
    became: Became = "new" if not known else "changed" if changed or fresh else "unchanged"
    notes = _codes(row.dropped) + tuple("row.taken" for _ in vouched.refused)
    return Taken(row.number, became, person, changed, fresh, notes)


def _note_repeats(rows: list[Row], report: Report, first: dict[Identifier, int]) -> None:
    """In a dry run each piece is taken back: who is new in two pieces is one person in truth."""
    repeated = set()
    for row in rows:
        seen = [first[one] for one in row.identifiers if one in first]
        if seen and min(seen) <= rows[0].number - 1:
            repeated.add(row.number)
        for one in row.identifiers:
            first.setdefault(one, row.number)
    for place, taken in enumerate(report.shown):
        if taken.row in repeated and taken.became == "new":
            report.shown[place] = Taken(
                taken.row, "changed", None, taken.traits, taken.identifiers, taken.notes
            )
    again = len(repeated)
    moved = min(again, report.counts["new"])
    if moved:
        report.counts["new"] -= moved
        report.counts["changed"] += moved


def _traits(ledger: Ledger, person: PersonId) -> dict[str, Any]:
    columns = t.traits.c
    rows = ledger.connection.execute(
        select(columns.name, columns.value).where(
            columns.workspace == ledger.workspace,
            columns.person == person,
            columns.verified.is_(True),
        )
    )
    return {row.name: row.value for row in rows}


def _codes(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(f"{one.code}:{one.column}" if one.column else one.code for one in problems)
