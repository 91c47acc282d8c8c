"""How a stretch of time went: drafts, answers, who came nearer and who went away, and why."""

from collections import Counter
from datetime import timedelta
from statistics import median

from agents.coaching.question import Question
from agents.coaching.signs import name_of, readings_of, refer, turned
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from memory.chronicle import Chronicle, Decided, Talk

SHOWN = 3
LEAST_CHANGE = 15.0
"""Degrees by which somebody's temperature must have changed to be named."""


def how_it_went(question: Question, chronicle: Chronicle, voice: Voice) -> Counsel:
    """The figures first, then the people behind them."""
    since = voice.now - question.span
    active = [talk for talk in chronicle.talks if talk.beats]
    wrote = [talk for talk in active if any(beat.who == "customer" for beat in talk.beats)]
    if not wrote and not chronicle.decisions:
        return voice.counsel(
            "week", [voice.part("week.nothing", since=voice.when(since))], [voice.say("more.brief")]
        )
    messages = sum(1 for talk in wrote for beat in talk.beats if beat.who == "customer")
    paragraphs: list[Paragraph] = [
        voice.part("week.people", since=voice.when(since), people=len(wrote), messages=messages)
    ]
    paragraphs += _decisions(chronicle, voice)
    paragraphs += _movements(wrote, voice)
    paragraphs += _stalls(wrote, voice)
    paragraphs += _helped(wrote, voice)
    more = [voice.say("more.wavering_price"), voice.say("more.owner"), voice.say("more.brief")]
    return voice.counsel("week", paragraphs, more)


def time_to_decide(decisions: tuple[Decided, ...]) -> timedelta | None:
    """The median time between a draft and its decision; `None` without decisions."""
    if not decisions:
        return None
    seconds = [(one.decided_at - one.created_at).total_seconds() for one in decisions]
    return timedelta(seconds=median(seconds))


def _decisions(chronicle: Chronicle, voice: Voice) -> list[Paragraph]:
    counts = Counter(one.status for one in chronicle.decisions)
    found: list[Paragraph] = []
    if chronicle.sent_alone:
        found.append(voice.part("week.alone", count=chronicle.sent_alone))
    if counts:
        found.append(
            voice.part(
                "week.decided",
                count=sum(counts.values()),
                approved=counts["approved"],
                edited=counts["edited"],
                rejected=counts["rejected"],
            )
        )
        median_time = time_to_decide(chronicle.decisions)
        if median_time is not None:
            found.append(voice.quiet("week.time", long=voice.long(voice.now - median_time)))
    if chronicle.blocked:
        found.append(voice.part("week.blocked", count=chronicle.blocked))
    return found


def _change(talk: Talk) -> float:
    read = [beat.reading for beat in readings_of(talk) if beat.reading is not None]
    return read[-1].temperature - read[0].temperature if len(read) > 1 else 0.0


def _movements(talks: list[Talk], voice: Voice) -> list[Paragraph]:
    moved = sorted(talks, key=_change, reverse=True)
    up = [talk for talk in moved if _change(talk) >= LEAST_CHANGE][:SHOWN]
    down = [talk for talk in reversed(moved) if _change(talk) <= -LEAST_CHANGE][:SHOWN]
    found: list[Paragraph] = []
    for key, some in (("week.nearer", up), ("week.away", down)):
        if some:
            found.append(voice.heading(key))
        for talk in some:
            read = readings_of(talk)
            first, last = read[0].reading, read[-1].reading
            if first is None or last is None:
                continue
            found.append(
                voice.part(
                    "week.moved",
                    refer(talk, read[-1], voice.language),
                    name=name_of(talk, voice.language),
                    before=round(first.temperature),
                    after=round(last.temperature),
                )
            )
    return found


def _stalls(talks: list[Talk], voice: Voice) -> list[Paragraph]:
    counts = Counter(
        talk.reading.stall.reason.value for talk in talks if talk.reading and talk.reading.stall
    )
    if not counts:
        return []
    named = [
        voice.say("week.stall", stall=voice.label("stall", stall), count=count)
        for stall, count in counts.most_common(SHOWN)
    ]
    return [voice.part("week.stalls", stalls=voice.list_of(named))]


def _helped(talks: list[Talk], voice: Voice) -> list[Paragraph]:
    moments = turned(talks)
    moved = [one for one in moments if one.outcome == "moved_on"]
    if not moved:
        return []
    best = max(moved, key=lambda one: one.change)
    return [
        voice.part(
            "week.helped",
            refer(best.talk, best.answer, voice.language),
            name=name_of(best.talk, voice.language),
            change=round(best.change),
            moments=len(moments),
            moved=len(moved),
        )
    ]
