"""The HTTP API of facts: what Kizashi holds about a person, for the owner and for them."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from channels.callers import Calling, Here, Visiting
from channels.cleaning import cleaned
from kizashi.errors import NotAllowed
from kizashi.facts import MOST_FACT_CHARACTERS, FactStatus, FactView
from kizashi.ids import FactId, PersonId
from kizashi.values import Value

router = APIRouter(prefix="/v1")

Person = Annotated[PersonId, Field(min_length=1, max_length=80)]


class FactsGiven(Value):
    """Facts about a person in the order they were noted. One with status `superseded` was true
    until they said something else."""

    items: tuple[FactView, ...]


class Correction(Value):
    """A fact in other words."""

    quote: str = Field(min_length=1, max_length=MOST_FACT_CHARACTERS)


@router.get("/people/{person}/facts")
async def facts(here: Here, caller: Calling, person: Person, removed: bool = False) -> FactsGiven:
    """What is held about a person; with `removed` also what was said not to be so."""
    caller.needs("read")
    statuses = tuple(status for status in FactStatus if removed or status is not FactStatus.REMOVED)
    return FactsGiven(items=await here.facts.of(person, statuses))


@router.put("/people/{person}/facts/{fact}")
async def correct(
    here: Here, caller: Calling, person: Person, fact: FactId, wanted: Correction
) -> FactView:
    """Puts a fact into other words."""
    caller.needs("write")
    return await here.facts.correct(person, fact, cleaned(wanted.quote), caller.name)


@router.delete("/people/{person}/facts/{fact}")
async def remove(here: Here, caller: Calling, person: Person, fact: FactId) -> FactsGiven:
    """Says that a fact is not so; it is not noted again. Gives the facts that are left."""
    caller.needs("write")
    await here.facts.remove(person, fact, caller.name)
    return FactsGiven(items=await here.facts.of(person))


@router.get("/me/facts")
async def my_facts(here: Here, visitor: Visiting) -> FactsGiven:
    """What is held about the visitor who asks."""
    return FactsGiven(items=await here.facts.of(_me(visitor.person)))


@router.put("/me/facts/{fact}")
async def correct_mine(here: Here, visitor: Visiting, fact: FactId, wanted: Correction) -> FactView:
    """The visitor puts a fact about them into other words."""
    return await here.facts.correct(_me(visitor.person), fact, cleaned(wanted.quote), "customer")


@router.delete("/me/facts/{fact}")
async def remove_mine(here: Here, visitor: Visiting, fact: FactId) -> FactsGiven:
    """The visitor says that a fact about them is not so. Gives the facts that are left."""
    await here.facts.remove(_me(visitor.person), fact, "customer")
    return FactsGiven(items=await here.facts.of(_me(visitor.person)))


def _me(person: PersonId | None) -> PersonId:
    if person is None:
        raise NotAllowed(
            "This is for visitors.", "Ask with a visitor's session.", code="session.invalid"
        )
    return person
