"""Telling the owner, kindly and seldom, what their own decisions show. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Reference
from kizashi.proposals import Preferences
from kizashi.reading import IntentReading, OwnerReading
from memory.owner_acts import Act

LEAST_CONFIDENCE = 0.6
SAME_AGAIN = timedelta(days=21)
"""The same thing is not said again within this time, however often the owner wants to hear."""
_EVERY = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stand when the Coach thinks of speaking: `waiting` counts the drafts to decide,
    `taken` the conversations that the owner has themselves."""

    now: datetime
    waiting: int
    taken: int


def fitting(
    moment: Moment, preferences: Preferences, noticed: Sequence[tuple[str, datetime]]
) -> bool:
    """Whether this is a moment to speak of the owner's own ways: nothing waits, nobody is being
    spoken with, and the last time is as long ago as the owner wants."""
    every = _EVERY.get(preferences.notes)
    if every is None or moment.waiting or moment.taken:
        return False
    return all(moment.now - at >= every for _, at in noticed)


def to_tell(
    reading: OwnerReading, noticed: Sequence[tuple[str, datetime]], now: datetime
) -> IntentReading | None:
    """The strongest intent that is sure enough and was not spoken of lately."""
    lately = {name for name, at in noticed if now - at < SAME_AGAIN}
    return next(
        (
            one
            for one in reading.intents
            if one.confidence >= LEAST_CONFIDENCE and one.name not in lately
        ),
        None,
    )


def note(intent: IntentReading, acts: Sequence[Act], voice: Voice) -> Counsel:
    """What was seen, with the acts that show it."""
    references = tuple(
        _reference(piece.quote, acts, voice) for piece in intent.evidence if piece.quote
    )
    paragraphs = [
        voice.quiet("owner.note"),
        voice.part(f"owner.{intent.name}", *references),
        voice.quiet("owner.private"),
    ]
    return voice.counsel("owner", paragraphs, [voice.say("more.owner"), voice.say("more.week")])


def _reference(quote: str, acts: Sequence[Act], voice: Voice) -> Reference:
    """The act whose words these are, so that it can be opened."""
    label = voice.say("owner.yours")
    for act in reversed(acts):
        if (act.final_text or act.reason or act.draft_text)[: len(quote)] == quote:
            return Reference(
                label=label,
                conversation=act.conversation,
                draft=act.draft,
                at=act.at,
                quote=quote,
            )
    return Reference(label=label, quote=quote)
