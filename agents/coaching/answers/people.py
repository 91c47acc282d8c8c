"""Who is meant: the people to whom a description fits now, since when, and in which words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from agents.coaching.answers.week import LEAST_CHANGE, moved
from agents.coaching.question import WEEK, Question, Trait
from agents.coaching.signs import (
    UNHAPPY,
    change_since,
    held_by,
    last_words,
    name_of,
    newest_with,
    refer,
    since_when,
    unhappy,
    wavers,
)
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from kizashi.reading import MicroIntent, Phase
from memory.chronicle import Beat, Chronicle, Talk

SHOWN = 8
WARM_FROM = 45.0
"""Degrees from which a silence is worth a word: below, nobody had come near."""
SILENT_AFTER = timedelta(days=3)
_MONTH = timedelta(days=30)
SPANS: Mapping[Trait | None, timedelta] = {
    "negotiate": _MONTH,
    "compare": _MONTH,
    "ask_human": _MONTH,
    "thank": _MONTH,
    "away": _MONTH,
}
"""How far back what is asked about is looked for, when the question does not say; else a week."""


def who(question: Question, chronicle: Chronicle, voice: Voice) -> Counsel:
    """The people who fit, the warmest first, each with the words that showed it first."""
    found = [talk for talk in chronicle.talks if fits(question, talk, voice.now)]
    found.sort(key=lambda talk: _rank(question, talk))
    described = describe(question, voice)
    if not found:
        more = [voice.say("more.brief"), voice.say("more.week")]
        paragraphs = [
            voice.part(_counted(question, 0), who=described),
            *_before(question, chronicle, voice),
        ]
        return voice.counsel("people", paragraphs, more)
    paragraphs = [voice.part(_counted(question, len(found)), who=described, count=len(found))]
    paragraphs += [_person(question, talk, voice) for talk in found[:SHOWN]]
    if len(found) > SHOWN:
        paragraphs.append(voice.quiet("people.others", count=len(found) - SHOWN))
    first = name_of(found[0], voice.language)
    more = [voice.say("more.next", name=first), voice.say("more.helped", name=first)]
    return voice.counsel("people", paragraphs, more)


def _counted(question: Question, count: int) -> str:
    """How the number of those found is told: as of now, or over the time asked about."""
    now = question.trait in (None, "wavering", "waiting", "unhappy", "silent", "yours")
    number = "some" if count > 1 else "one" if count else "none"
    return f"people.{number}{'' if now else '_then'}"


def _before(question: Question, chronicle: Chronicle, voice: Voice) -> list[Paragraph]:
    """Those who were held by it before, and by something else now."""
    if question.stall is None:
        return []
    found: list[Paragraph] = []
    for talk in chronicle.talks:
        shown = [b for b in talk.beats if b.reading and held_by(b.reading, question.stall)]
        if not shown or len(found) == SHOWN:
            continue
        now = talk.reading.stall.reason.value if talk.reading and talk.reading.stall else None
        found.append(
            voice.part(
                "people.before_held" if now else "people.before",
                refer(talk, shown[-1], voice.language),
                name=name_of(talk, voice.language),
                when=voice.when(shown[-1].at),
                stall=voice.label("stall", now) if now else "",
            )
        )
    return found


def fits(question: Question, talk: Talk, now: datetime) -> bool:
    """Whether a description fits somebody now, or in the time that is asked about."""
    reading = talk.reading
    if question.trait is not None and not _shows(question, talk, now):
        return False
    if question.stall is not None and not (reading and held_by(reading, question.stall)):
        return False
    if question.phase is not None and (reading is None or reading.phase is not question.phase):
        return False
    return question.narrows


def _shows(question: Question, talk: Talk, now: datetime) -> bool:
    reading = talk.reading
    match question.trait:
        case "waiting":
            return talk.waiting_since is not None
        case "yours":
            return talk.mode == "owner"
        case "unhappy":
            return reading is not None and unhappy(reading)
        case "wavering":
            # Who is held by something wavers about it.
            return reading is not None and (question.stall is not None or wavers(reading))
        case "silent":
            return _silent(talk, now)
        case _:
            return _shown_at(question, talk, now) is not None


def _silent(talk: Talk, now: datetime) -> bool:
    """Whether somebody who was not cold has left the business's last words without an answer."""
    warm = talk.reading is not None and talk.reading.temperature >= WARM_FROM
    answered = talk.waiting_since is None and bool(talk.beats) and talk.beats[-1].who == "business"
    return warm and answered and now - talk.last_at >= SILENT_AFTER


def _since(question: Question, now: datetime) -> datetime:
    """How far back a question about what happened looks."""
    return now - (question.span if question.spanned else SPANS.get(question.trait, WEEK))


def _shown_at(question: Question, talk: Talk, now: datetime) -> Beat | None:
    """The message that shows what is asked about, in the time that is asked about."""
    since = _since(question, now)
    match question.trait:
        case "new":
            first = next((beat for beat in talk.beats if beat.who == "customer"), None)
            return first if first is not None and first.at >= since else None
        case "nearer" | "away":
            change = change_since(talk, since)
            degrees = change.degrees if change is not None else 0.0
            if change is not None and question.trait == "nearer" and degrees >= LEAST_CHANGE:
                return change.beat
            if change is not None and question.trait == "away" and degrees <= -LEAST_CHANGE:
                return change.beat
            left = question.trait == "away"
            return newest_with(talk, {MicroIntent.LEAVE}, since) if left else None
        case "decide":
            beat = newest_with(talk, {MicroIntent.DECIDE}, since)
            ready = talk.reading is not None and talk.reading.phase is Phase.DECIDING
            return beat or (last_words(talk) if ready else None)
        case "unhappy":
            return newest_with(talk, UNHAPPY, datetime.min.replace(tzinfo=UTC))
        case "negotiate" | "compare" | "ask_human" | "thank":
            return newest_with(talk, {MicroIntent(question.trait)}, since)
        case _:
            return None


def _rank(question: Question, talk: Talk) -> tuple[float, datetime]:
    """Who comes first: the longest waiting where that is asked, else the warmest."""
    if question.trait == "waiting" and talk.waiting_since is not None:
        return 0.0, talk.waiting_since
    return -_warmth(talk), talk.last_at


def _warmth(talk: Talk) -> float:
    return talk.reading.temperature if talk.reading is not None else 0.0


def describe(question: Question, voice: Voice) -> str:
    """The description in words, to say how the question was understood."""
    parts = []
    if question.stall is not None:
        parts.append(voice.say("who.stall", stall=voice.label("stall", question.stall.value)))
    if question.phase is not None:
        parts.append(voice.say("who.phase", phase=voice.label("phase", question.phase.id)))
    if question.trait is not None and not (question.trait == "wavering" and question.stall):
        since = voice.since(_since(question, voice.now))
        parts.append(voice.say(f"who.{question.trait}", since=since))
    return voice.say("who.and").join(parts)


def _person(question: Question, talk: Talk, voice: Voice) -> Paragraph:
    name = name_of(talk, voice.language)
    if question.trait == "waiting" and talk.waiting_since is not None:
        return voice.part(
            "people.waits",
            refer(talk, last_words(talk), voice.language),
            name=name,
            since=voice.when(talk.waiting_since),
            long=voice.long(talk.waiting_since),
        )
    if question.trait == "silent":
        return voice.part(
            "people.silent",
            refer(talk, talk.beats[-1], voice.language),
            name=name,
            degrees=round(_warmth(talk)),
            long=voice.long(talk.last_at),
        )
    shown = _shown_at(question, talk, voice.now)
    change = change_since(talk, _since(question, voice.now))
    if question.trait in ("nearer", "away") and change is not None:
        return moved(talk, change, voice)
    if shown is not None:
        reference = refer(talk, shown, voice.language)
        return voice.part("people.shown", reference, name=name, when=voice.when(shown.at))
    began = since_when(talk, question.stall)
    if began is None:
        return voice.part("people.now", refer(talk, None, voice.language), name=name)
    return voice.part(
        "people.since",
        refer(talk, began, voice.language),
        name=name,
        since=voice.when(began.at),
        long=voice.long(began.at),
        degrees=round(_warmth(talk)),
    )
