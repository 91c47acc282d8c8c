"""Merges that are worth the owner's look: read from the tables, never made by themselves."""

from collections import defaultdict

from sqlalchemy import Connection, select

from kizashi.identity import IdentifierKind
from kizashi.ids import PersonId, WorkspaceId
from memory import schema as t
from memory.identity.likeness import Likeness, Portrait, alike
from memory.identity.normal import IdentityRules, normalised
from memory.identity.projections import pair

_BORN = ("birthday", "birthdate", "date_of_birth", "生年月日", "誕生日")
_KINDS = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE}


def suggested(
    connection: Connection, workspace: WorkspaceId, rules: IdentityRules, most: int
) -> list[Likeness]:
    """Pairs of people who are probably one, without those that the owner declined, and those
    whom the limits keep apart."""
    portraits = _portraits(connection, workspace, rules)
    d = t.declined_merges.c
    everybody = select(t.people.c.id, t.people.c.one).where(t.people.c.workspace == workspace)
    one = {row.id: row.one for row in connection.execute(everybody)}
    declined = {
        pair((PersonId(one.get(row.first, row.first)), PersonId(one.get(row.second, row.second))))
        for row in connection.execute(select(d.first, d.second).where(d.workspace == workspace))
    }
    proven = _proven_users(connection, workspace, one)
    return [
        likeness
        for likeness in alike(portraits)
        if pair(likeness.people) not in declined
        and not (proven[likeness.people[0]] and proven[likeness.people[1]])
    ][:most]


def _portraits(
    connection: Connection, workspace: WorkspaceId, rules: IdentityRules
) -> list[Portrait]:
    names: dict[str, set[str]] = defaultdict(set)
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    p, i, x = t.people.c, t.identifiers.c, t.traits.c
    one: dict[str, str] = {}
    for row in connection.execute(
        select(p.id, p.one, p.name, p.shared).where(p.workspace == workspace)
    ):
        if row.shared:
            continue  # a visit of several people is like each of them
        one[row.id] = row.one
        if row.name:
            names[row.one].add(row.name)
    for held in connection.execute(
        select(i.person, i.kind, i.value).where(i.workspace == workspace)
    ):
        if held.person in one and held.kind in ("email", "phone", "user", "claimed"):
            field = "user" if held.kind == "claimed" else held.kind
            told[one[held.person]][field].add(held.value)
    fields = ("email", "phone", "user_id", *_BORN)
    for trait in connection.execute(
        select(x.person, x.name, x.value).where(x.workspace == workspace, x.name.in_(fields))
    ):
        if trait.person not in one or not isinstance(trait.value, str | int):
            continue
        value = str(trait.value)
        if trait.name in _KINDS:
            identifier = normalised(_KINDS[trait.name], value, rules)
            if identifier is not None:
                told[one[trait.person]][trait.name].add(identifier.value)
        else:
            told[one[trait.person]]["user" if trait.name == "user_id" else "born"].add(value)
    return [
        Portrait(
            PersonId(person),
            frozenset(names[person]),
            *(frozenset(told[person][name]) for name in ("email", "phone", "user", "born")),
        )
        for person in sorted(set(one.values()))
    ]


def _proven_users(
    connection: Connection, workspace: WorkspaceId, one: dict[str, str]
) -> dict[str, bool]:
    """By whom people go by: whether a proven user id is among them."""
    columns = t.identifiers.c
    found: dict[str, bool] = defaultdict(bool)
    for person in connection.execute(
        select(columns.person).where(
            columns.workspace == workspace, columns.kind == IdentifierKind.USER.value
        )
    ).scalars():
        found[one.get(person, person)] = True
    return found
