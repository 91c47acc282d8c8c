"""When people write: by the hour and the day of the week, on the owner's own clock."""

from collections import Counter
from datetime import timedelta

from agents.coaching.question import Question
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel
from memory.chronicle import Chronicle

MONTH = timedelta(days=30)
FEW = 20
"""Fewer messages than this are told with a caution."""
BLOCK = 3
"""Hours that are looked at together."""
_NIGHT = frozenset({21, 22, 23, 0, 1, 2, 3, 4, 5, 6})


def when_people_write(question: Question, chronicle: Chronicle, voice: Voice) -> Counsel:
    """The busiest hours and day, and how much comes at night."""
    since = voice.now - (question.span if question.spanned else MONTH)
    moments = [
        beat.at.astimezone(voice.zone)
        for talk in chronicle.talks
        for beat in talk.beats
        if beat.who == "customer" and beat.at >= since
    ]
    more = [voice.say("more.week"), voice.say("more.brief")]
    if not moments:
        return voice.counsel("hours", [voice.part("week.nothing", since=voice.since(since))], more)
    hours = Counter(at.hour for at in moments)
    begins = max(range(24), key=lambda hour: sum(hours[(hour + n) % 24] for n in range(BLOCK)))
    busiest = sum(hours[(begins + n) % 24] for n in range(BLOCK))
    (day, on_day), *_ = Counter(at.weekday() for at in moments).most_common(1)
    paragraphs = [
        voice.part(
            "hours.busiest",
            begins=begins,
            ends=(begins + BLOCK) % 24,
            percent=round(100 * busiest / len(moments)),
            count=len(moments),
            since=voice.since(since),
        ),
        voice.part("hours.day", day=voice.say("hours.days").split()[day], count=on_day),
        voice.part("hours.night", count=sum(hours[hour] for hour in _NIGHT)),
    ]
    if len(moments) < FEW:
        paragraphs.append(voice.quiet("helped.few"))
    return voice.counsel("hours", paragraphs, more)
