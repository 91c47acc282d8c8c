"""Insight from the chronicle: pure counting."""

from collections import Counter
from datetime import date, datetime, timedelta, tzinfo
from statistics import mean, median

from agents.coaching.signs import readings_of, turned
from kizashi.insight import Insight, Week
from memory.chronicle import Chronicle

WEEKS = 8


def insight_of(chronicle: Chronicle, now: datetime, zone: tzinfo) -> Insight:
    """The figures of the last weeks; the last one ends today."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=7 * WEEKS - 1)

    def week_of(at: datetime) -> int:
        return (at.astimezone(zone).date() - first).days // 7

    temperatures: dict[int, list[float]] = {}
    messages: Counter[int] = Counter()
    for talk in chronicle.talks:
        for beat in talk.beats:
            if beat.who == "customer":
                messages[week_of(beat.at)] += 1
        for beat in readings_of(talk):
            if beat.reading is not None:
                temperatures.setdefault(week_of(beat.at), []).append(beat.reading.temperature)
    weeks = []
    for number in range(WEEKS):
        own = [one for one in chronicle.decisions if week_of(one.decided_at) == number]
        counts = Counter(one.status for one in own)
        waits = [(one.decided_at - one.created_at).total_seconds() for one in own]
        degrees = temperatures.get(number, [])
        weeks.append(
            Week(
                begins=_begins(first, number),
                temperature=round(mean(degrees), 1) if degrees else None,
                readings=len(degrees),
                messages=messages[number],
                approved=counts["approved"],
                edited=counts["edited"],
                rejected=counts["rejected"],
                seconds=median(waits) if waits else None,
            )
        )
    read = [talk.reading for talk in chronicle.talks if talk.reading is not None]
    stalls = Counter(reading.stall.reason.value for reading in read if reading.stall is not None)
    moments = turned(chronicle.talks)
    return Insight(
        people=len(chronicle.talks),
        phases=dict(Counter(reading.phase.id for reading in read)),
        stalls=dict(stalls.most_common()),
        weeks=tuple(weeks),
        sent_alone=len(chronicle.sent_alone),
        moments=len(moments),
        moved=sum(1 for one in moments if one.outcome == "moved_on"),
    )


def _begins(first: date, number: int) -> date:
    return first + timedelta(days=7 * number)
