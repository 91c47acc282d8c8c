"""What a visitor may see and decide of their own data, by their session."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter

from channels.access import Caller
from channels.callers import Here, Visiting
from kizashi import texts
from kizashi.consent import Consents
from kizashi.errors import NotAllowed, NotFound
from kizashi.events import ConsentGiven, ConsentWithdrawn
from kizashi.ids import PersonId
from kizashi.known import Known
from kizashi.language import Language
from kizashi.values import Value

router = APIRouter(prefix="/v1/me")

CHANNEL = "widget"
Asked = Literal["tracking", "contact", "marketing"]
PURPOSES: tuple[Asked, ...] = ("tracking", "contact", "marketing")
"""What the widget asks for, one by one. The words of each are `widget.consent.<purpose>`."""


class Allowed(Value):
    """One purpose: the words that are agreed to, whether they are, and since when."""

    purpose: str
    words: str
    given: bool
    since: datetime | None = None


class MyConsents(Value):
    """Every purpose the business asks for."""

    items: tuple[Allowed, ...]


class Choice(Value):
    """The visitor's choice, in the language they read the words in."""

    purpose: Asked
    given: bool
    language: Language


class Me(Value):
    """What is known of the visitor. `verified`: of all their ways to the business; else only of
    this browser."""

    verified: bool
    known: Known
    consents: MyConsents


@router.get("")
async def me(here: Here, caller: Visiting, language: Language = Language.JA) -> Me:
    """What is known of the visitor who asks."""
    verified = caller.user is not None
    return Me(
        verified=verified,
        known=await here.known.of(_person(caller), everywhere=verified),
        consents=_shown(await _consents(here, caller), language),
    )


@router.get("/consents")
async def my_consents(here: Here, caller: Visiting, language: Language = Language.JA) -> MyConsents:
    """What the visitor allows."""
    return _shown(await _consents(here, caller), language)


@router.put("/consents")
async def choose(here: Here, caller: Visiting, choice: Choice) -> MyConsents:
    """Records a choice with its proof: who, when, and the very words that stood there."""
    words = _words(choice.purpose, choice.language)
    event: ConsentGiven | ConsentWithdrawn
    if choice.given:
        event = ConsentGiven(purpose=choice.purpose, words=words, method="widget", by="customer")
    else:
        event = ConsentWithdrawn(
            purpose=choice.purpose, words=words, method="widget", by="customer"
        )
    consents = await here.consents.record(_person(caller), (event,))
    return _shown(consents, choice.language)


async def _consents(here: Here, caller: Caller) -> Consents:
    person = _person(caller)
    try:
        return await here.consents.of(person)
    except NotFound:
        return Consents(person=person)  # a visitor who has not said anything yet


def _shown(consents: Consents, language: Language) -> MyConsents:
    said = {one.purpose: one.at for one in consents.items}
    return MyConsents(
        items=tuple(
            Allowed(
                purpose=purpose,
                words=_words(purpose, language),
                given=consents.allows(purpose, CHANNEL),
                since=said.get(purpose),
            )
            for purpose in PURPOSES
        )
    )


def _words(purpose: Asked, language: Language) -> str:
    return texts.text(language, f"widget.consent.{purpose}")


def _person(caller: Caller) -> PersonId:
    if caller.person is None:
        raise NotAllowed("This is a visitor's own page.", "Send a visitor's session.")
    return caller.person
