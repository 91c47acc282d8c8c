"""The HTTP API of consent: what a person allows, with its proof."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from channels.callers import Calling, Here
from channels.cleaning import cleaned
from kizashi.clock import known_zone
from kizashi.consent import Consent, Consents, ConsentState, Purpose
from kizashi.errors import BadInput
from kizashi.events import ConsentGiven, ConsentWithdrawn, PersonSeen
from kizashi.ids import PersonId
from kizashi.values import Value
from policies.contact.minor import OLDEST_MINOR

router = APIRouter(prefix="/v1/people/{person}")

Person = Annotated[PersonId, Field(min_length=1, max_length=80)]


class ConsentWord(Value):
    """What a person said. Without a `purpose` a withdrawal means: do not write to me at all;
    without a `channel`, every channel is meant. `words` is the text that was agreed to."""

    state: ConsentState
    purpose: Purpose | None = None
    channel: str | None = Field(default=None, min_length=1, max_length=32)
    words: str = Field(default="", max_length=10_000)
    method: Literal["widget", "form", "spoken", "paper", "message", "import"]
    given_at: AwareDatetime | None = None


class ConsentsWanted(Value):
    """Words of a person, the oldest first; all are recorded or none."""

    items: tuple[ConsentWord, ...] = Field(min_length=1, max_length=100)


class ConsentRecord(Consent):
    """One entry of the proof; `recorded_at` is when it came to the journal."""

    recorded_at: datetime


class ConsentsGiven(Value):
    """A person's last word on each purpose, and whether they asked to be left alone altogether."""

    person: PersonId
    opted_out: bool
    items: tuple[Consent, ...]
    history: tuple[ConsentRecord, ...] = ()


@router.get("/consents")
async def consents(
    here: Here, caller: Calling, person: Person, history: bool = False
) -> ConsentsGiven:
    """What a person allows; with `history=true` every word they ever said about it."""
    caller.needs("read")
    found = await here.consents.of(person)
    recorded = await here.consents.history(person) if history else ()
    return _given(found).model_copy(
        update={
            "history": tuple(
                ConsentRecord(
                    purpose=event.purpose or "*",
                    channel=event.channel or "*",
                    state=ConsentState.GIVEN
                    if isinstance(event, ConsentGiven)
                    else ConsentState.WITHDRAWN,
                    at=(event.given_at if isinstance(event, ConsentGiven) else None) or one.at,
                    recorded_at=one.at,
                    seq=one.seq,
                    words=event.words,
                    method=event.method,
                    by=event.by,
                    message=event.message,
                )
                for one in recorded
                if isinstance(event := one.event, ConsentGiven | ConsentWithdrawn)
            )
        }
    )


class ContactTold(Value):
    """What is known of a person that bears on writing to them: their own time zone by its IANA
    name, and their age in years (kept only of minors)."""

    time_zone: str | None = Field(default=None, max_length=64)
    age: int | None = Field(default=None, ge=0, le=150)


@router.put("/contact")
async def tell_contact(
    here: Here, caller: Calling, person: Person, told: ContactTold
) -> ContactTold:
    """Tells a person's time zone and age; what is left out stays as it is known."""
    caller.needs("write")
    if told.time_zone is not None and known_zone(told.time_zone) is None:
        raise BadInput(
            f"There is no time zone {told.time_zone}.",
            "Use an IANA name such as Asia/Tokyo.",
            code="contact.time_zone",
        )
    minor = told.age is not None and told.age < OLDEST_MINOR
    kept = ContactTold(time_zone=told.time_zone, age=told.age if minor else None)
    event = PersonSeen(channel="api", time_zone=kept.time_zone, age=kept.age)
    await here.journal.append(event, person=person)
    return kept


@router.put("/consents")
async def record_consents(
    here: Here, caller: Calling, person: Person, wanted: ConsentsWanted
) -> ConsentsGiven:
    """Records what a person said about their data, with the proof of it."""
    caller.needs("write")
    words = tuple(_word(one, caller.name, here.clock.now()) for one in wanted.items)
    return _given(await here.consents.record(person, words))


def _given(consents: Consents) -> ConsentsGiven:
    return ConsentsGiven(
        person=consents.person,
        opted_out=consents.opted_out("*"),
        items=consents.items,
    )


def _word(word: ConsentWord, by: str, now: datetime) -> ConsentGiven | ConsentWithdrawn:
    if word.state is ConsentState.WITHDRAWN:
        return ConsentWithdrawn(
            purpose=word.purpose,
            channel=word.channel,
            words=cleaned(word.words),
            method=word.method,
            by=by,
        )
    if word.purpose is None or not word.words.strip():
        raise BadInput(
            "A consent needs its `purpose` and the `words` that the person agreed to.",
            "Name both: a consent to nothing in particular proves nothing.",
            code="consent.proof",
        )
    if word.given_at is not None and word.given_at > now:
        raise BadInput(
            "A consent cannot be given in the future.", "Correct `given_at`.", code="consent.proof"
        )
    return ConsentGiven(
        purpose=word.purpose,
        channel=word.channel,
        words=cleaned(word.words),
        method=word.method,
        by=by,
        given_at=word.given_at,
    )
