"""Writing a turn down: sent, held or waited, exactly once, under the switches of that instant."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, bindparam, select

from agents.thought import Overtaken, Thought
from agents.versions import keep_version
from kizashi import __version__
from kizashi.autonomy import ScopedAutonomy
from kizashi.clock import Clock
from kizashi.draft import Draft, DraftStatus
from kizashi.events import AuditBroken, DraftDecided, DraftHeld, MessageSent, TurnFinished
from kizashi.grounds import Grounds, Shown
from kizashi.ids import DraftId, IdSource, MessageId, ReadingId, TurnId, WorkspaceId
from kizashi.reading import MicroIntent
from kizashi.recollection import Hit
from kizashi.signal import Speaker
from kizashi.step import Step, StepKind
from memory import schema as t
from memory.audit import broken_near
from memory.consents import contact_in, with_sent
from memory.conversations import TurnMaterial
from memory.journal import Ledger
from memory.owner import Switches, scoped_in, switches_in
from policies.autonomy import low_risk, release
from policies.model import Policies
from policies.version import rules_version

REMEMBERED = 3
"""Lines of the own past that are shown beside a draft."""


_CONVERSATION = select(t.conversations).where(
    t.conversations.c.workspace == bindparam("workspace"), t.conversations.c.id == bindparam("id")
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A finished thought and all that is needed to write it down."""

    turn: TurnId
    reading: ReadingId | None
    material: TurnMaterial
    thought: Thought
    policies: Policies
    time_zone: str
    message: MessageId
    """The id of the message that the step becomes when it goes."""
    shown: str = ""
    """What the customer has read of it while it was being worded."""


def write_down(ending: Ending, ledger: Ledger, clock: Clock, new_id: IdSource) -> TurnFinished:
    """Appends what the turn came to.

    Of a step that has been shown in part and may not go on by itself, what was shown is recorded
    as said, and the rest waits for the owner.

    Raises `Overtaken` (`turn.overtaken`) when a newer message came, the owner took the
    conversation, or the words were answered meanwhile: then nothing is written.
    """
    material, thought = ending.material, ending.thought
    row = still_open(ledger.connection, ledger.workspace, material)
    append = partial(ledger.append, person=material.person, conversation=material.conversation)
    if row.held_draft is not None:
        append(DraftDecided(draft=row.held_draft, status=DraftStatus.SUPERSEDED, by="turn"))
    now = clock.now()
    because, grounds = judged(ending, ledger, row, now)
    finished = TurnFinished(
        turn=ending.turn,
        covers=material.version,
        outcome="waited",
        reading=ending.reading,
        failed=thought.failed,
        grounds=grounds,
    )
    if thought.step.kind is StepKind.WAIT:
        finished = finished.model_copy(update={"step": thought.step, "verdict": thought.verdict})
    elif because and (rest := _rest(ending)) is None:
        # All that there was to say has been read already.
        append(_sent(ending))
        finished = finished.model_copy(update={"outcome": "sent"})
    elif because:
        if ending.shown:
            append(_sent(ending, cut=True))
        draft = draft_of(ending, because, now, DraftId(new_id("drf")))
        append(DraftHeld(draft=draft.model_copy(update={"step": rest})))
        finished = finished.model_copy(update={"outcome": "held"})
    else:
        append(_sent(ending))
        finished = finished.model_copy(update={"outcome": "sent"})
    append(finished)
    return finished


def judged(
    ending: Ending, ledger: Ledger, row: Row[Any, Any], now: datetime
) -> tuple[tuple[str, ...], Grounds]:
    """Why the step must wait (empty: it may go), and what that rests on, put on record."""
    switches = switches_in(ledger.connection, ledger.workspace)
    keep_version(ledger, switches, ending.policies)
    scoped = scoped_in(ledger.connection, ledger.workspace, ending.material.person)
    because = _because(ending, ledger.connection, ledger.workspace, row, switches, scoped, now)
    if "held.audit" in because and not switches.audit_broken:
        broken = broken_near(ledger.connection, ledger.workspace, ending.material.conversation)
        if broken is not None:
            ledger.append(AuditBroken(record=broken.seq, reason=broken.reason))
    return because, _grounds(ending, switches, scoped, because)


def draft_of(ending: Ending, because: tuple[str, ...], now: datetime, draft: DraftId) -> Draft:
    """The step as a draft for the owner, which waits for these reasons."""
    material, thought = ending.material, ending.thought
    return Draft(
        id=draft,
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
        consulted=thought.recollection.consulted,
        low_risk=not thought.failed
        and low_risk(
            thought.step,
            thought.verdict,
            ending.policies,
            now.astimezone(ZoneInfo(ending.time_zone)),
        ),
    )


def still_open(
    connection: Connection, workspace: WorkspaceId, material: TurnMaterial
) -> Row[Any, Any]:
    """The conversation's row, when it is as it was at the turn's beginning. Raises `Overtaken`."""
    row = conversation_row(connection, workspace, material)
    if row.version != material.version or row.mode != "agents" or row.answered >= row.version:
        raise Overtaken("The conversation moved on.", "Think again.", code="turn.overtaken")
    return row


def waits_because(
    ending: Ending,
    connection: Connection,
    workspace: WorkspaceId,
    row: Row[Any, Any],
    switches: Switches,
    now: datetime,
) -> tuple[str, ...]:
    """Why the step waits for the owner under the switches of this instant; empty when it goes."""
    scoped = scoped_in(connection, workspace, ending.material.person)
    return _because(ending, connection, workspace, row, switches, scoped, now)


def _because(
    ending: Ending,
    connection: Connection,
    workspace: WorkspaceId,
    row: Row[Any, Any],
    switches: Switches,
    scoped: ScopedAutonomy,
    now: datetime,
) -> tuple[str, ...]:
    material, thought = ending.material, ending.thought
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
    safeguards = _safeguards(ending, connection, workspace, row, switches, now)
    return (*released.because, *safeguards)


def _sent(ending: Ending, *, cut: bool = False) -> MessageSent:
    """The step as a message; of one that was cut, what was shown."""
    step = ending.thought.step
    text = ending.shown if cut else step.text
    return MessageSent(
        id=ending.message,
        speaker=Speaker.AI,
        text=text,
        parts=() if cut else step.parts,
        sources=tuple(
            one for one in step.sources if not cut or one.supports is None or one.supports in text
        ),
        turn=ending.turn,
        verdict=ending.thought.verdict,
        step=step,
        unasked=not ending.material.open_text,
        cut=cut,
    )


def cut_short(ending: Ending) -> MessageSent:
    """What was shown of a step that was overtaken: it was said, and nothing follows."""
    return _sent(ending, cut=True)


def _rest(ending: Ending) -> Step | None:
    """What of the step was not shown yet; `None` when nothing is left."""
    step = ending.thought.step
    if not ending.shown:
        return step
    text = step.text.removeprefix(ending.shown).strip()
    return step.model_copy(update={"text": text}) if text else None


def _safeguards(
    ending: Ending,
    connection: Connection,
    workspace: WorkspaceId,
    row: Row[Any, Any],
    switches: Switches,
    now: datetime,
) -> Iterator[str]:
    """Why a step waits whatever rules and autonomy say: the last look before it goes."""
    material, thought = ending.material, ending.thought
    if thought.failed:
        yield "held.degraded"
    if row.person_wanted_since is not None and thought.step.kind is not StepKind.HAND_OVER:
        # Who asked for a person is not talked out of it by more answers of a machine.
        yield "held.person_wanted"
    if not material.open_text:
        # A no may have come since the Reviewer looked, or another message have gone: from another
        # conversation of this person, by another process.
        person, channel = material.person, row.channel
        contact = contact_in(connection, workspace, person, channel)
        contact = with_sent(contact, connection, workspace, person, now)
        if contact.opted_out:
            yield "held.opted_out"
        if contact.last_sent_at not in (None, material.contact.last_sent_at):
            yield "held.contacted"
    if switches.clock_until is not None and now < switches.clock_until:
        yield "held.clock"
    if switches.audit_broken or broken_near(connection, workspace, material.conversation):
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
        consulted=recollection.consulted,
        first=thought.first,
        objections=thought.objections,
    )


def conversation_row(
    connection: Connection, workspace: WorkspaceId, material: TurnMaterial
) -> Row[Any, Any]:
    """The conversation as it stands now."""
    of = {"workspace": workspace, "id": material.conversation}
    return connection.execute(_CONVERSATION, of).one()


def _remembered(thought: Thought, material: TurnMaterial) -> tuple[Hit, ...]:
    """The lines of the own past that tell the owner something: not the words that are answered,
    nor what was said a moment before them."""
    fresh = {line.text for line in material.context[-REMEMBERED:]}
    fresh |= set(material.open_text.splitlines())
    told = [hit for hit in thought.recollection.own if hit.text not in fresh]
    return tuple(told[:REMEMBERED])
