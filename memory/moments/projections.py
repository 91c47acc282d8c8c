"""What the journal tells about moments: one begins with a step, and the next reading settles it."""

from sqlalchemy import Connection, bindparam, insert, select, update

from kizashi.events import MessageSent, ReadingMade, Recorded
from kizashi.ids import Seq
from kizashi.moment import outcome_of
from kizashi.reading import Phase, Reading
from kizashi.step import StepKind
from memory import schema as t

UNKNOWN = "unknown"

_moments = t.moments.c
_LAST_READING = (
    select(t.readings, t.messages.c.seq.label("said"))
    .join(
        t.conversations,
        (t.conversations.c.workspace == t.readings.c.workspace)
        & (t.conversations.c.reading == t.readings.c.id),
    )
    .outerjoin(
        t.messages,
        (t.messages.c.workspace == t.readings.c.workspace)
        & (t.messages.c.conversation == t.conversations.c.id)
        & (t.messages.c.id == t.readings.c.message),
    )
    .where(
        t.conversations.c.workspace == bindparam("of_workspace"),
        t.conversations.c.id == bindparam("of_conversation"),
    )
)
"""How a conversation was read last, and where its words stand."""
_MOMENT = insert(t.moments)
_open_ones = (
    _moments.workspace == bindparam("of_workspace"),
    _moments.conversation == bindparam("of_conversation"),
    _moments.settled.is_(None),
    _moments.seq < bindparam("covers"),
)
_NEWEST_OPEN = (
    select(_moments.id, _moments.temperature)
    .where(*_open_ones)
    .order_by(_moments.seq.desc())
    .limit(1)
)


def step_taken(c: Connection, r: Recorded, event: MessageSent) -> None:
    """A step reached somebody who was read before: a moment begins. What the owner writes by hand
    is a step too (`say`). Without a reading there is nothing to compare with."""
    of = {"of_workspace": r.workspace, "of_conversation": r.conversation}
    read = c.execute(_LAST_READING, of).first()
    if read is None:
        return
    c.execute(
        _MOMENT,
        {
            "workspace": r.workspace,
            "id": event.id,
            "seq": r.seq,
            "changed": r.seq,
            "at": r.at,
            "person": r.person,
            "conversation": r.conversation,
            "reading": read.id,
            "said": read.said,
            "step_kind": (event.step.kind if event.step else StepKind.SAY).value,
            "speaker": event.speaker.value,
            "phase": Phase(read.body["phase"]).id,
            "stall": read.stall,
            "temperature": read.temperature,
            "outcome": UNKNOWN,
        },
    )


def read_next(c: Connection, r: Recorded, event: ReadingMade) -> None:
    """The next reading of what the person did after the step settles the newest open moment; what
    was sent before it got no answer of its own."""
    of = {
        "of_workspace": r.workspace,
        "of_conversation": r.conversation,
        "covers": event.covers,
    }
    newest = c.execute(_NEWEST_OPEN, of).first()
    if newest is None:
        return
    c.execute(update(t.moments).where(*_open_ones), {**of, "settled": r.seq, "changed": r.seq})
    c.execute(
        update(t.moments)
        .where(_moments.workspace == r.workspace, _moments.id == newest.id)
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
