"""Writing a turn down: sent, held or waited, exactly once, under the switches of that instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from agents.turn import Thought
from agents.versions import keep_version
from kizashi import __version__
from kizashi.autonomy import ScopedAutonomy
from kizashi.clock import Clock
from kizashi.draft import Draft, DraftStatus
from kizashi.errors import Conflict
from kizashi.events import DraftDecided, DraftHeld, MessageSent, TurnFinished
from kizashi.grounds import Grounds, Shown
from kizashi.ids import DraftId, IdSource, MessageId, ReadingId, TurnId
from kizashi.reading import MicroIntent
from kizashi.recollection import Hit
from kizashi.signal import Speaker
from kizashi.step import Step, StepKind
from memory import schema as t
from memory.consents import contact_in
from memory.conversations import TurnMaterial
from memory.journal import Ledger
from memory.owner import Switches, scoped_in, switches_in
from policies.autonomy import low_risk, release
from policies.model import Policies
from policies.version import rules_version

REMEMBERED = 3
"""Lines of the own past that are shown beside a draft."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A finished thought and all that is needed to write it down."""

    turn: TurnId
    reading: ReadingId
    material: TurnMaterial
    thought: Thought
    policies: Policies
    time_zone: str


def write_down(ending: Ending, ledger: Ledger, clock: Clock, new_id: IdSource) -> TurnFinished:
    """Appends what the turn came to.

    Raises `Conflict` (`turn.overtaken`) when a newer message came, the owner took the
    conversation, or the words were answered meanwhile: then nothing is written.
    """
    material, thought = ending.material, ending.thought
    row = _conversation(ledger, material)
    if row.version != material.version or row.mode != "agents" or row.answered >= row.version:
        raise Conflict("The conversation moved on.", "Think again.", code="turn.overtaken")
    append = partial(ledger.append, person=material.person, conversation=material.conversation)
    if row.held_draft is not None:
        append(DraftDecided(draft=row.held_draft, status=DraftStatus.SUPERSEDED, by="turn"))
    switches = switches_in(ledger.connection, ledger.workspace)
    keep_version(ledger, switches, ending.policies)
    scoped = scoped_in(ledger.connection, ledger.workspace, material.person)
    now = clock.now()
    # Quiet hours are those of the person's own clock, where it is known.
    local = now.astimezone(ZoneInfo(material.contact.time_zone or ending.time_zone))
    released = release(
        _with_own_intents(thought, ending.policies, scoped),
        thought.verdict,
        switches.autonomy,
        switches.everything_held,
        ending.policies,
        local,
        scoped,
    )
    because = (*released.because, *_safeguards(ending, ledger, row, switches, now))
    finished = TurnFinished(
        turn=ending.turn,
        covers=material.version,
        outcome="waited",
        reading=ending.reading,
        failed=thought.failed,
        grounds=_grounds(ending, switches, scoped, because),
    )
    if thought.step.kind is StepKind.WAIT:
        finished = finished.model_copy(update={"step": thought.step, "verdict": thought.verdict})
    elif because:
        draft = Draft(
            id=DraftId(new_id("drf")),
            conversation=material.conversation,
            person=material.person,
            version=material.version,
            step=thought.step,
            verdict=thought.verdict,
            reading=ending.reading,
            held_because=because,
            answers=material.open_text,
            turn=ending.turn,
            created_at=now,
            remembered=_remembered(thought, material),
            low_risk=not thought.failed
            and low_risk(
                thought.step,
                thought.verdict,
                ending.policies,
                now.astimezone(ZoneInfo(ending.time_zone)),
            ),
        )
        append(DraftHeld(draft=draft))
        finished = finished.model_copy(update={"outcome": "held"})
    else:
        append(
            MessageSent(
                id=MessageId(new_id("msg")),
                speaker=Speaker.AI,
                text=thought.step.text,
                sources=thought.step.sources,
                turn=ending.turn,
                verdict=thought.verdict,
                step=thought.step,
                unasked=not material.open_text,
            )
        )
        finished = finished.model_copy(update={"outcome": "sent"})
    append(finished)
    return finished


def _safeguards(
    ending: Ending, ledger: Ledger, row: Row[Any, Any], switches: Switches, now: datetime
) -> Iterator[str]:
    """Why a step waits whatever rules and autonomy say: the last look before it goes."""
    material, thought = ending.material, ending.thought
    if thought.failed:
        yield "held.degraded"
    if row.person_wanted_since is not None and thought.step.kind is not StepKind.HAND_OVER:
        # Who asked for a person is not talked out of it by more answers of a machine.
        yield "held.person_wanted"
    if not material.open_text:
        # A no may have come since the Reviewer looked.
        person, channel = material.person, row.channel
        if contact_in(ledger.connection, ledger.workspace, person, channel).opted_out:
            yield "held.opted_out"
    if switches.clock_until is not None and now < switches.clock_until:
        yield "held.clock"
    if switches.audit_broken:
        yield "held.audit"


def _with_own_intents(thought: Thought, policies: Policies, scoped: ScopedAutonomy) -> Step:
    """The step, touching the intents of the owner's own that were read and that a policy names."""
    rules = policies.autonomy
    named = {*rules.by_topic, *rules.run.waiting_topics, *scoped.topics} - set(MicroIntent)
    read = {intent.name for intent in thought.reading.micro_intents}
    return thought.step.model_copy(update={"topics": thought.step.topics | (read & named)})


def _grounds(
    ending: Ending, switches: Switches, scoped: ScopedAutonomy, because: tuple[str, ...]
) -> Grounds:
    thought = ending.thought
    recollection = thought.recollection
    return Grounds(
        autonomy=switches.autonomy or ending.policies.autonomy.default,
        scoped=scoped,
        everything_held=switches.everything_held,
        because=because,
        policy=ending.policies.version,
        rules=rules_version(),
        product=__version__,
        minds={
            "listener": thought.reading.mind,
            "coach": thought.owner.mind,
            "negotiator": thought.step.mind,
        },
        shown=tuple(
            Shown(document=found.passage.document, passage=found.passage.id)
            for found in recollection.knowledge
        ),
        remembered=tuple(hit.id for hit in recollection.own),
        moments=len(recollection.moments),
        first=thought.first,
        objections=thought.objections,
    )


def _conversation(ledger: Ledger, material: TurnMaterial) -> Row[Any, Any]:
    query = select(t.conversations).where(
        t.conversations.c.workspace == ledger.workspace,
        t.conversations.c.id == material.conversation,
    )
    return ledger.connection.execute(query).one()


def _remembered(thought: Thought, material: TurnMaterial) -> tuple[Hit, ...]:
    """The lines of the own past that tell the owner something: not the words that are answered,
    nor what was said a moment before them."""
    fresh = {line.text for line in material.context[-REMEMBERED:]}
    fresh |= set(material.open_text.splitlines())
    told = [hit for hit in thought.recollection.own if hit.text not in fresh]
    return tuple(told[:REMEMBERED])
