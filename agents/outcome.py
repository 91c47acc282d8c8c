"""Writing a turn down: sent, held or waited, exactly once, under the switches of that instant."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from agents.turn import Thought
from kizashi.clock import Clock
from kizashi.draft import Draft, DraftStatus
from kizashi.errors import Conflict
from kizashi.events import DraftDecided, DraftHeld, MessageSent, TurnFinished
from kizashi.ids import DraftId, IdSource, MessageId, ReadingId, TurnId
from kizashi.signal import Speaker
from kizashi.step import StepKind
from memory import schema as t
from memory.conversations import TurnMaterial
from memory.journal import Ledger
from memory.owner import switches_in
from policies.autonomy import release
from policies.model import Policies


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
    now = clock.now()
    released = release(
        thought.step,
        thought.verdict,
        switches.autonomy,
        switches.everything_held,
        ending.policies,
        now.astimezone(ZoneInfo(ending.time_zone)),
    )
    because = (*released.because, *(("held.degraded",) if thought.failed else ()))
    finished = TurnFinished(
        turn=ending.turn,
        covers=material.version,
        outcome="waited",
        reading=ending.reading,
        failed=thought.failed,
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
            created_at=now,
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
            )
        )
        finished = finished.model_copy(update={"outcome": "sent"})
    append(finished)
    return finished


def _conversation(ledger: Ledger, material: TurnMaterial) -> Row[Any, Any]:
    query = select(t.conversations).where(
        t.conversations.c.workspace == ledger.workspace,
        t.conversations.c.id == material.conversation,
    )
    return ledger.connection.execute(query).one()
