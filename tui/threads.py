"""A conversation that was opened: its messages, and how each further event changes it."""

from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from kizashi import events
from kizashi.counsel import Whisper
from kizashi.ids import ReadingId, Seq
from kizashi.protocol import EventFrame
from kizashi.reading import Reading
from kizashi.sign import SignSeen, SignView
from kizashi.signal import Speaker
from kizashi.teaching import CorrectionUndone, ReadingCorrected
from kizashi.views import NOTHING_SEEN, MessageView, ObservedView


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation with its messages. `head` is the seq of the last event it includes."""

    head: Seq
    messages: tuple[MessageView, ...] = ()
    behaviour: tuple[ObservedView, ...] = ()
    signs: tuple[SignView, ...] = ()
    """When behaviour alone opened a turn, and what came of it."""
    customer_seen: Seq = NOTHING_SEEN
    """Seq up to which the customer has seen it."""
    whisper: Whisper | None = None
    """What the Coach whispers about the newest words, while the owner has the conversation."""


def parse(body: dict[str, Any]) -> events.Event | None:
    """The event in a frame's body; `None` when this version does not know it."""
    try:
        return events.EVENT.validate_python(body)
    except ValidationError:
        return None


def thread_with(thread: Thread, frame: EventFrame) -> Thread:
    """The thread after one more event of its conversation; the same when it includes it."""
    if frame.seq <= thread.head:
        return thread
    thread = replace(thread, head=frame.seq)
    match parse(frame.body):
        case events.MessageReceived() as event:
            message = MessageView(
                id=event.id,
                seq=frame.seq,
                at=frame.at,
                speaker=Speaker.CUSTOMER,
                text=event.text,
                parts=event.parts,
            )
            return replace(thread, messages=(*thread.messages, message), whisper=None)
        case events.MessageSent() as event:
            message = MessageView(
                id=event.id,
                seq=frame.seq,
                at=frame.at,
                speaker=event.speaker,
                text=event.text,
                sources=event.sources,
                parts=event.parts,
                draft=event.draft,
            )
            return replace(thread, messages=_with(thread.messages, message), whisper=None)
        case events.ReplySaid() as event:
            coming = MessageView(
                id=event.id, seq=frame.seq, at=frame.at, speaker=Speaker.AI, text=event.text
            )
            return replace(thread, messages=_with(thread.messages, coming))
        case events.ReadingMade() as event if event.message is not None:
            update = {"reading": event.reading, "reading_id": event.id}
            messages = tuple(
                message.model_copy(update=update) if message.id == event.message else message
                for message in thread.messages
            )
            return replace(thread, messages=messages)
        case SignSeen() as event:
            sign = SignView(
                seq=frame.seq, at=frame.at, because=event.because, strength=event.strength
            )
            return replace(thread, signs=(*thread.signs, sign))
        case events.ReadingMade() as event:
            return _of_sign(thread, event.covers, reading=event.reading, reading_id=event.id)
        case events.TurnFinished() as event:
            return _of_sign(thread, event.covers, outcome=event.outcome, step=event.step)
        case ReadingCorrected() | CorrectionUndone() as event:
            return replace(thread, messages=_reread(thread.messages, event.corrects, event.reading))
        case events.ConversationSeen() as event if event.by == "customer":
            return replace(thread, customer_seen=max(thread.customer_seen, event.seq))
        case events.CoachWhispered() as event:
            return replace(thread, whisper=event.whisper)
        case events.ConversationHandedBack():
            return replace(thread, whisper=None)
        case events.BehaviourObserved() as event:
            seen = ObservedView(seq=frame.seq, at=frame.at, behaviour=event.behaviour)
            return replace(thread, behaviour=(*thread.behaviour, seen))
        case _:
            return thread


def _with(messages: tuple[MessageView, ...], message: MessageView) -> tuple[MessageView, ...]:
    """The messages with this one: in its own place where a part of it has been shown already."""
    if all(one.id != message.id for one in messages):
        return (*messages, message)
    return tuple(message if one.id == message.id else one for one in messages)


def _of_sign(thread: Thread, covers: Seq, **known: object) -> Thread:
    """The thread with what became known of the turn that a sign opened."""
    return replace(
        thread,
        signs=tuple(
            sign.model_copy(update=known) if sign.seq == covers else sign for sign in thread.signs
        ),
    )


def _reread(
    messages: tuple[MessageView, ...], corrects: ReadingId, reading: Reading
) -> tuple[MessageView, ...]:
    """The messages with a corrected reading in its place."""
    return tuple(
        message.model_copy(update={"reading": reading})
        if message.reading_id == corrects
        else message
        for message in messages
    )
