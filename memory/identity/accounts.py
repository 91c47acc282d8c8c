"""Whom an identifier names: accounts found or made, visits linked, people joined and parted.

Everything here runs inside a write's transaction and speaks in events, so that a replay gives the
same graph. Two rules keep people apart: an account bears no more identifiers of a kind than the
limits allow (one user id), and a visit that was seen with two accounts is linked to neither.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import or_, select

from kizashi.errors import Conflict, NotFound
from kizashi.events import PersonSeen
from kizashi.identity import (
    DeviceShared,
    Identifier,
    IdentifierKind,
    PeopleMerged,
    PeopleSplit,
    PersonIdentified,
)
from kizashi.ids import IdSource, MergeId, PersonId
from memory import schema as t
from memory.identity.normal import IdentityRules
from memory.identity.projections import connected
from memory.journal import Entry, Ledger

Link = Literal["linked", "already", "shared", "none"]


@dataclass(frozen=True, slots=True)
class Vouched:
    """The account that verified identifiers name; how the visit stands to it; identifiers that
    were not taken because they are another account's or past the limit."""

    account: PersonId
    link: Link
    refused: tuple[Identifier, ...] = ()


class Accounts:
    """The identity graph of one workspace as a transaction sees it."""

    def __init__(self, ledger: Ledger, rules: IdentityRules, new_id: IdSource) -> None:
        self._ledger = ledger
        self._rules = rules
        self._new_id = new_id

    def holder(self, identifier: Identifier) -> PersonId | None:
        """The person who bears this identifier."""
        columns = t.identifiers.c
        found = self._ledger.connection.execute(
            select(columns.person).where(
                columns.workspace == self._ledger.workspace,
                columns.kind == identifier.kind.value,
                columns.value == identifier.value,
            )
        ).scalar_one_or_none()
        return None if found is None else PersonId(found)

    def visit(self, identifier: Identifier, channel: str = "site") -> PersonId:
        """The visit that a device (or an unproven user id) names; made when it is new."""
        known = self.holder(identifier)
        return known if known is not None else self.visits((identifier,), channel)[identifier]

    def visits(
        self, identifiers: Sequence[Identifier], channel: str = "site"
    ) -> dict[Identifier, PersonId]:
        """New visits for devices that nobody bears yet, many in few statements."""
        made = {one: PersonId(self._new_id("per")) for one in identifiers}
        self._ledger.append_all(
            [Entry(PersonSeen(channel=channel), person=person) for person in made.values()]
        )
        self._ledger.append_all(
            [
                Entry(PersonIdentified(identifier=one, by="visit"), person=person)
                for one, person in made.items()
            ]
        )
        return made

    def vouch(
        self,
        identifiers: Sequence[Identifier],
        *,
        by: str,
        visit: PersonId | None = None,
        channel: str = "site",
    ) -> Vouched:
        """Says that these verified identifiers name one person, and that `visit` is them.

        The account of the first identifier that is known takes the others, up to the limits;
        accounts that thereby turn out to be one are merged. Raises `ValueError` without any.
        """
        named = _by_weight(identifiers)
        if not named:
            raise ValueError("nothing names an account")
        holders = {one: self.holder(one) for one in named}
        account = self._account(holders) or self._make(channel)
        refused = []
        for identifier, held in holders.items():
            if held is None:
                if self._room(account, identifier.kind):
                    self._ledger.append(
                        PersonIdentified(identifier=identifier, by=by), person=account
                    )
                else:
                    refused.append(identifier)
            elif not self._join(account, held, by):
                refused.append(identifier)
        link: Link = "none" if visit is None else self._link(visit, account, by, channel)
        return Vouched(account, link, tuple(refused))

    def _account(self, holders: Mapping[Identifier, PersonId | None]) -> PersonId | None:
        """The bearer of the most telling known identifier who has room for those more telling
        still: a new user id beside a known address is another user at that address."""
        new: list[IdentifierKind] = []
        for identifier, held in holders.items():
            if held is None:
                new.append(identifier.kind)
            elif all(self._room(held, kind) for kind in new):
                return held
        return None

    def merge(self, first: PersonId, second: PersonId, *, by: str) -> MergeId:
        """The owner says that two people are one. Raises `NotFound`, and `Conflict` when they
        are one already, or together would bear more identifiers of a kind than one person may."""
        for person in (first, second):
            self.known(person)
        if self.one(first) == self.one(second):
            raise Conflict("They are one person already.", "Load the person again.")
        excess = self._excess(first, second)
        if excess is not None:
            raise Conflict(
                f"One person has at most {self._rules.limits[excess]} of {excess.value!r}.",
                "These are probably two people. If not, raise the limit under `people` in"
                " kizashi.toml.",
                code="identity.limit",
            )
        return self._merge(first, second, "owner", by)

    def split(self, merge: MergeId, *, by: str) -> tuple[PersonId, PersonId]:
        """Undoes a merge. Raises `NotFound` when it is not in force."""
        columns = t.merges.c
        row = self._ledger.connection.execute(
            select(columns.first, columns.second).where(
                columns.workspace == self._ledger.workspace, columns.id == merge
            )
        ).one_or_none()
        if row is None:
            raise NotFound(f"The merge {merge} is not in force.", "Load the person again.")
        self._ledger.append(PeopleSplit(merge=merge, because="owner", by=by))
        return PersonId(row.first), PersonId(row.second)

    def one(self, person: PersonId) -> PersonId:
        """Whom this person goes by together with those they were merged with."""
        found = self._ledger.connection.execute(
            select(t.people.c.one).where(
                t.people.c.workspace == self._ledger.workspace, t.people.c.id == person
            )
        ).scalar_one_or_none()
        return PersonId(found) if found is not None else person

    def known(self, person: PersonId) -> PersonId:
        """The person's own id. Raises `NotFound` when nobody has it."""
        query = select(t.people.c.id).where(
            t.people.c.workspace == self._ledger.workspace, t.people.c.id == person
        )
        if self._ledger.connection.execute(query).first() is None:
            raise NotFound(f"There is no person {person}.", "Load the list of people again.")
        return person

    # ── linking ──────────────────────────────────────────────────────────────────────────────────

    def _link(self, visit: PersonId, account: PersonId, by: str, channel: str) -> Link:
        if visit == account:
            return "already"
        ledger, columns = self._ledger, t.people.c
        row = ledger.connection.execute(
            select(columns.one, columns.shared).where(
                columns.workspace == ledger.workspace, columns.id == visit
            )
        ).one_or_none()
        if row is None:
            ledger.append(PersonSeen(channel=channel), person=visit)
        elif row.shared:
            return "shared"
        elif row.one == self.one(account):
            return "already"
        if self._has_account(visit):
            self._share(visit, by)
            return "shared"
        return "linked" if self._join(account, visit, by) else "none"

    def _has_account(self, person: PersonId) -> bool:
        return any(IdentifierKind(kind).names_an_account for kind in self._kinds(person))

    def _share(self, visit: PersonId, by: str) -> None:
        """What linked the visit to an account proved nothing: those links are undone."""
        ledger, columns = self._ledger, t.merges.c
        ledger.append(DeviceShared(), person=visit)
        links = ledger.connection.execute(
            select(columns.id).where(
                columns.workspace == ledger.workspace,
                columns.because == "identifier",
                or_(columns.first == visit, columns.second == visit),
            )
        ).scalars()
        for merge in list(links):
            ledger.append(PeopleSplit(merge=MergeId(merge), because="shared_device", by=by))

    def _join(self, first: PersonId, second: PersonId, by: str) -> bool:
        if self.one(first) == self.one(second):
            return True
        if self._excess(first, second) is not None:
            return False
        self._merge(first, second, "identifier", by)
        return True

    def _merge(
        self, first: PersonId, second: PersonId, because: Literal["identifier", "owner"], by: str
    ) -> MergeId:
        merge = MergeId(self._new_id("mrg"))
        self._ledger.append(
            PeopleMerged(merge=merge, people=(first, second), because=because, by=by)
        )
        return merge

    # ── limits ───────────────────────────────────────────────────────────────────────────────────

    def _excess(self, first: PersonId, second: PersonId) -> IdentifierKind | None:
        counts = Counter(self._kinds(first)) + Counter(self._kinds(second))
        over = (kind for kind, limit in self._rules.limits.items() if counts[kind.value] > limit)
        return next(over, None)

    def _room(self, person: PersonId, kind: IdentifierKind) -> bool:
        return Counter(self._kinds(person))[kind.value] < self._rules.limits[kind]

    def _kinds(self, person: PersonId) -> list[str]:
        """The kinds of all identifiers of everybody who is one with this person."""
        ledger, columns = self._ledger, t.identifiers.c
        together = connected(ledger.connection, ledger.workspace, person)
        rows = ledger.connection.execute(
            select(columns.kind).where(
                columns.workspace == ledger.workspace, columns.person.in_(together)
            )
        )
        return [row.kind for row in rows]

    def _make(self, channel: str) -> PersonId:
        person = PersonId(self._new_id("per"))
        self._ledger.append(PersonSeen(channel=channel), person=person)
        return person


def _by_weight(identifiers: Iterable[Identifier]) -> list[Identifier]:
    """Those that name an account, the most telling kind first, each once."""
    order = list(IdentifierKind)
    named = dict.fromkeys(one for one in identifiers if one.kind.names_an_account)
    return sorted(named, key=lambda one: order.index(one.kind))
