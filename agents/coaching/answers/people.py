"""Who is meant: the people to whom a description fits now, since when, and in which words."""

from agents.coaching.question import Question
from agents.coaching.signs import held_by, name_of, refer, since_when, unhappy, wavers
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from memory.chronicle import Chronicle, Talk

SHOWN = 8


def who(question: Question, chronicle: Chronicle, voice: Voice) -> Counsel:
    """The people who fit, the warmest first, each with the words that showed it first."""
    found = [talk for talk in chronicle.talks if fits(question, talk)]
    found.sort(key=lambda talk: (-_warmth(talk), talk.last_at))
    described = describe(question, voice)
    if not found:
        more = [voice.say("more.brief"), voice.say("more.week")]
        paragraphs = [
            voice.part("people.none", who=described),
            *_before(question, chronicle, voice),
        ]
        return voice.counsel("people", paragraphs, more)
    paragraphs = [
        voice.part("people.some", who=described, count=len(found))
        if len(found) > 1
        else voice.part("people.one", who=described)
    ]
    paragraphs += [_person(question, talk, voice) for talk in found[:SHOWN]]
    if len(found) > SHOWN:
        paragraphs.append(voice.quiet("people.others", count=len(found) - SHOWN))
    first = name_of(found[0], voice.language)
    more = [voice.say("more.next", name=first), voice.say("more.helped", name=first)]
    return voice.counsel("people", paragraphs, more)


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


def fits(question: Question, talk: Talk) -> bool:
    """Whether a description fits somebody now."""
    reading = talk.reading
    if question.waiting and talk.waiting_since is None:
        return False
    if reading is None:
        return question.waiting and not (question.stall or question.phase or question.wavering)
    if question.stall is not None and not held_by(reading, question.stall):
        return False
    if question.phase is not None and reading.phase is not question.phase:
        return False
    if question.unhappy and not unhappy(reading):
        return False
    if question.wavering and question.stall is None and not wavers(reading):
        return False
    return question.narrows


def _warmth(talk: Talk) -> float:
    return talk.reading.temperature if talk.reading is not None else 0.0


def describe(question: Question, voice: Voice) -> str:
    """The description in words, to say how the question was understood."""
    parts = []
    if question.stall is not None:
        parts.append(voice.say("who.stall", stall=voice.label("stall", question.stall.value)))
    elif question.wavering:
        parts.append(voice.say("who.wavering"))
    if question.phase is not None:
        parts.append(voice.say("who.phase", phase=voice.label("phase", question.phase.id)))
    if question.waiting:
        parts.append(voice.say("who.waiting"))
    if question.unhappy:
        parts.append(voice.say("who.unhappy"))
    return voice.say("who.and").join(parts)


def _person(question: Question, talk: Talk, voice: Voice) -> Paragraph:
    name = name_of(talk, voice.language)
    if question.waiting and talk.waiting_since is not None:
        last = talk.beats[-1] if talk.beats else None
        return voice.part(
            "people.waits",
            refer(talk, last, voice.language),
            name=name,
            since=voice.when(talk.waiting_since),
            long=voice.long(talk.waiting_since),
        )
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
