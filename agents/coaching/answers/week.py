"""How a stretch of time went: drafts, answers, who came nearer and who went away, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from agents.coaching.question import Question
from agents.coaching.signs import Change, change_since, name_of, refer, turned
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from memory.chronicle import Chronicle, Decided, Talk

SHOWN = 3
LEAST_CHANGE = 15.0
"""Degrees by which somebody's temperature must have changed to be named."""


def how_it_went(question: Question, twice: Chronicle, voice: Voice) -> Counsel:
    """The figures first, beside those of as long a time before, then the people behind them.
    `twice` goes back twice the span that is asked about."""
    since = voice.now - question.span
    chronicle = later(twice, since)
    wrote = [talk for talk in chronicle.talks if any(b.who == "customer" for b in talk.beats)]
    if not wrote and not chronicle.decisions:
        return voice.counsel(
            "week",
            [voice.part("week.nothing", since=voice.since(since))],
            [voice.say("more.brief")],
        )
    messages = sum(1 for talk in wrote for beat in talk.beats if beat.who == "customer")
    paragraphs: list[Paragraph] = [
        voice.part("week.people", since=voice.since(since), people=len(wrote), messages=messages)
    ]
    paragraphs += _before(messages, twice, since, voice)
    paragraphs += _decisions(chronicle, voice)
    paragraphs += _movements(wrote, since, voice)
    paragraphs += stalls_now(wrote, voice)
    paragraphs += _helped(wrote, voice)
    more = [voice.say("more.wavering_price"), voice.say("more.owner"), voice.say("more.brief")]
    return voice.counsel("week", paragraphs, more)


def later(chronicle: Chronicle, since: datetime) -> Chronicle:
    """What of a chronicle is not older than this."""
    talks = tuple(
        replace(talk, beats=tuple(beat for beat in talk.beats if beat.at >= since))
        for talk in chronicle.talks
    )
    decisions = tuple(one for one in chronicle.decisions if one.decided_at >= since)
    alone = tuple(at for at in chronicle.sent_alone if at >= since)
    blocked = tuple(at for at in chronicle.blocked if at >= since)
    return replace(
        chronicle,
        since=since,
        talks=talks,
        decisions=decisions,
        sent_alone=alone,
        blocked=blocked,
    )


def _before(messages: int, twice: Chronicle, since: datetime, voice: Voice) -> list[Paragraph]:
    """How many messages and decisions there were in as long a time before."""
    past = [beat for talk in twice.talks for beat in talk.beats if beat.at < since]
    written = sum(1 for beat in past if beat.who == "customer")
    decided = sum(1 for one in twice.decisions if one.decided_at < since)
    if not written and not decided:
        return []
    key = "more" if messages > written else "fewer" if messages < written else "same"
    return [voice.quiet(f"week.before_{key}", messages=written, decided=decided)]


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
        found.append(voice.part("week.alone", count=len(chronicle.sent_alone)))
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
        found.append(voice.part("week.blocked", count=len(chronicle.blocked)))
    return found


def _movements(talks: list[Talk], since: datetime, voice: Voice) -> list[Paragraph]:
    changed = [(talk, change) for talk in talks if (change := change_since(talk, since))]
    changed.sort(key=lambda pair: -pair[1].degrees)
    up = [pair for pair in changed if pair[1].degrees >= LEAST_CHANGE][:SHOWN]
    down = [pair for pair in reversed(changed) if pair[1].degrees <= -LEAST_CHANGE][:SHOWN]
    found: list[Paragraph] = []
    for key, some in (("week.nearer", up), ("week.away", down)):
        if some:
            found.append(voice.heading(key))
            found += [moved(talk, change, voice) for talk, change in some]
    return found


def moved(talk: Talk, change: Change, voice: Voice) -> Paragraph:
    """How one person's temperature moved, with the message it moved to."""
    return voice.part(
        "week.moved",
        refer(talk, change.beat, voice.language),
        name=name_of(talk, voice.language),
        before=round(change.before.temperature),
        after=round(change.after.temperature),
    )


def stalls_now(talks: Sequence[Talk], voice: Voice) -> list[Paragraph]:
    """What holds these people now, the commonest first."""
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
