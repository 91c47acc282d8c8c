"""What the journal tells about moments: one begins with a step, and the next reading settles it."""

from sqlalchemy import Connection, insert, select, update

from kizashi.events import MessageSent, ReadingMade, Recorded
from kizashi.ids import Seq
from kizashi.moment import outcome_of
from kizashi.reading import Phase, Reading
from kizashi.step import StepKind
from memory import schema as t

UNKNOWN = "unknown"


def step_taken(c: Connection, r: Recorded, event: MessageSent) -> None:
    """A step reached somebody who was read before: a moment begins. What the owner writes by hand
    is a step too (`say`). Without a reading there is nothing to compare with."""
    talk = c.execute(
        select(t.conversations.c.reading).where(
            t.conversations.c.workspace == r.workspace, t.conversations.c.id == r.conversation
        )
    ).scalar_one_or_none()
    readings = t.readings.c
    read = c.execute(
        select(t.readings).where(readings.workspace == r.workspace, readings.id == talk)
    ).first()
    if read is None:
        return
    messages = t.messages.c
    said = c.execute(
        select(messages.seq).where(
            messages.workspace == r.workspace,
            messages.conversation == r.conversation,
            messages.id == read.message,
        )
    ).scalar_one_or_none()
    c.execute(
        insert(t.moments).values(
            workspace=r.workspace,
            id=event.id,
            seq=r.seq,
            changed=r.seq,
            at=r.at,
            person=r.person,
            conversation=r.conversation,
            reading=read.id,
            said=said,
            step_kind=(event.step.kind if event.step else StepKind.SAY).value,
            speaker=event.speaker.value,
            phase=Phase(read.body["phase"]).id,
            stall=read.stall,
            temperature=read.temperature,
            outcome=UNKNOWN,
        )
    )


def read_next(c: Connection, r: Recorded, event: ReadingMade) -> None:
    """The next reading of what the person did after the step settles the newest open moment; what
    was sent before it got no answer of its own."""
    moments = t.moments.c
    open_ones = (
        moments.workspace == r.workspace,
        moments.conversation == r.conversation,
        moments.settled.is_(None),
        moments.seq < event.covers,
    )
    newest = c.execute(
        select(moments.id, moments.temperature)
        .where(*open_ones)
        .order_by(moments.seq.desc())
        .limit(1)
    ).first()
    if newest is None:
        return
    c.execute(update(t.moments).where(*open_ones).values(settled=r.seq, changed=r.seq))
    c.execute(
        update(t.moments)
        .where(moments.workspace == r.workspace, moments.id == newest.id)
        .values(
            outcome=_outcome(newest.temperature, event.reading), after=event.reading.temperature
        )
    )


def read_again(c: Connection, r: Recorded, reading: Reading, settled: Seq) -> None:
    """A refined reading settles anew what the reading made at `settled` had settled."""
    moments = t.moments.c
    theirs = (
        moments.workspace == r.workspace,
        moments.conversation == r.conversation,
        moments.settled == settled,
        moments.after.is_not(None),
    )
    for moment in c.execute(select(moments.id, moments.temperature).where(*theirs)).all():
        c.execute(
            update(t.moments)
            .where(moments.workspace == r.workspace, moments.id == moment.id)
            .values(
                outcome=_outcome(moment.temperature, reading),
                after=reading.temperature,
                changed=r.seq,
            )
        )


def _outcome(before: float, reading: Reading) -> str:
    names = {intent.name for intent in reading.micro_intents[:1]}
    return outcome_of(before, reading.temperature, reading.phase, names)
