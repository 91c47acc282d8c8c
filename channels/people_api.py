"""People over HTTP: the single view, the list, and merges that the owner makes and undoes."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from channels.callers import Calling, Here
from kizashi.identity import MergeDeclined
from kizashi.ids import MergeId, PersonId
from kizashi.people import PersonList, PersonView
from kizashi.values import Value
from memory.identity.accounts import Accounts
from memory.identity.normal import rules_of
from memory.identity.suggestions import suggested
from memory.journal import Ledger

router = APIRouter(prefix="/v1")


class MergeWanted(Value):
    """Whom this person is the same as."""

    other: PersonId = Field(alias="with")


class Merged(Value):
    """The merge is durable; undo it by its id."""

    merge: MergeId
    person: PersonId


class Parted(Value):
    """The two people whom the merge had joined."""

    people: tuple[PersonId, PersonId]


@router.get("/people")
async def people(
    here: Here,
    caller: Calling,
    query: Annotated[str | None, Query(max_length=200)] = None,
    after: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> PersonList:
    """People, the newest first; `query` finds names, identifiers and traits."""
    caller.needs("read")
    return await here.people.page(query, after, limit)


@router.get("/people/{person}")
async def person_view(here: Here, caller: Calling, person: PersonId) -> PersonView:
    """A person whole, with everybody who is one with them."""
    caller.needs("read")
    return await here.people.view(person)


@router.post("/people/{person}/merge")
async def merge(here: Here, caller: Calling, person: PersonId, wanted: MergeWanted) -> Merged:
    """Makes two people one, until it is undone."""
    caller.needs("decide")
    rules = rules_of(here.settings.people)

    def write(ledger: Ledger) -> Merged:
        accounts = Accounts(ledger, rules, here.new_id)
        made = accounts.merge(person, wanted.other, by=caller.name)
        return Merged(merge=made, person=accounts.one(person))

    return await here.journal.transact(write)


@router.post("/merges/{merge}/undo")
async def undo_merge(here: Here, caller: Calling, merge: MergeId) -> Parted:
    """Parts two people: each has their own again, also what came meanwhile."""
    caller.needs("decide")
    rules = rules_of(here.settings.people)
    parted = await here.journal.transact(
        lambda ledger: Accounts(ledger, rules, here.new_id).split(merge, by=caller.name)
    )
    return Parted(people=parted)


class Suggestion(Value):
    """Two people who are probably one. `weights` are bits for (and below zero against) it, by
    field."""

    people: tuple[PersonId, PersonId]
    probability: float
    weights: dict[str, float]


class Suggestions(Value):
    """Suggested merges, the likeliest first; nothing is merged by itself."""

    items: tuple[Suggestion, ...]


class Declined(Value):
    """Two people who are two."""

    people: tuple[PersonId, PersonId]


@router.get("/merge-suggestions")
async def merge_suggestions(
    here: Here, caller: Calling, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Suggestions:
    """Pairs of people who are probably one; merge them, or say that they are two."""
    caller.needs("read")
    rules = rules_of(here.settings.people)
    found = await here.journal.store.read(
        lambda c: suggested(c, here.journal.workspace, rules, limit)
    )
    return Suggestions(
        items=tuple(
            Suggestion(
                people=one.people,
                probability=round(one.probability, 4),
                weights={name: round(bits, 1) for name, bits in one.weights.items()},
            )
            for one in found
        )
    )


@router.post("/merge-suggestions/decline")
async def decline_merge(here: Here, caller: Calling, declined: Declined) -> Declined:
    """The owner says that two people are two: they are not suggested again."""
    caller.needs("decide")
    rules = rules_of(here.settings.people)

    def write(ledger: Ledger) -> None:
        accounts = Accounts(ledger, rules, here.new_id)
        for person in declined.people:
            accounts.known(person)
        ledger.append(MergeDeclined(people=declined.people, by=caller.name))

    await here.journal.transact(write)
    return declined
