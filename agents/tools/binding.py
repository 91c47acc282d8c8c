"""Which tools a moment calls for, by the owner's own rules, and what they are asked. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from agents.minds.negotiator.question import questions
from agents.minds.negotiator.words import folded
from agents.situation import Situation
from kizashi.language import Language
from kizashi.reading import Reading
from kizashi.recollection import Recollection
from kizashi.tools import Argument, ToolServer, ToolUse
from memory.dates import extract_dates, extract_weekdays
from policies.privacy.redact import redact

_PLACE = re.compile(r"\{(question|item|date|today|language)\}")
_TOMORROW = re.compile(r"明後日|あさって|the day after tomorrow")
_SOON = ((re.compile(r"明日|あした|\btomorrow\b"), 1), (re.compile(r"今日|本日|\btoday\b"), 0))
QUESTION_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question to a tool: whose, which, with what, and because of which entry of `when`."""

    server: ToolServer
    use: ToolUse
    arguments: dict[str, Argument]
    because: str


def wanted(
    servers: Sequence[ToolServer], situation: Situation, reading: Reading, found: Recollection
) -> tuple[Wanted, ...]:
    """The tools that the owner's rules name for this moment and that can be asked: a place in the
    arguments that nothing fills leaves the tool alone."""
    return tuple(_wanted(servers, situation, reading, found))


def _wanted(
    servers: Sequence[ToolServer], situation: Situation, reading: Reading, found: Recollection
) -> Iterator[Wanted]:
    kinds = {k.value for q in questions(situation.text, situation.context) for k in q.kinds}
    signs = kinds | {intent.name for intent in reading.micro_intents}
    words = folded(situation.text)
    places: dict[str, str] | None = None
    for server in servers:
        for use in server.use:
            because = next((one for one in use.when if one in signs or folded(one) in words), None)
            if because is None:
                continue
            if places is None:
                places = places_of(situation, found)
            arguments = filled(use, places)
            if arguments is not None:
                yield Wanted(server, use, arguments, because)


def places_of(situation: Situation, found: Recollection) -> dict[str, str]:
    """What the moment holds for the places in a tool's arguments."""
    today = situation.now.astimezone(ZoneInfo(situation.time_zone)).date()
    language = situation.language or Language.JA
    question = " ".join(redact(situation.text).split())[:QUESTION_CHARACTERS]
    places = {"question": question, "today": today.isoformat(), "language": language.value}
    day = day_in(situation.text, today)
    if day is not None:
        places["date"] = day.isoformat()
    if found.catalogue:
        places["item"] = found.catalogue[0].names[0]
    return places


def filled(use: ToolUse, places: dict[str, str]) -> dict[str, Argument] | None:
    """The arguments with their places filled; `None` when one has nothing to stand there."""
    arguments: dict[str, Argument] = {}
    for name, value in use.arguments.items():
        if isinstance(value, str):
            if any(place not in places for place in _PLACE.findall(value)):
                return None
            arguments[name] = _PLACE.sub(lambda match: places[match[1]], value)
        else:
            arguments[name] = value
    return arguments


def day_in(text: str, today: date) -> date | None:
    """The first day that a customer's words name, seen from today: the next one that fits."""
    if _TOMORROW.search(text):
        return today + timedelta(days=2)
    for pattern, days in _SOON:
        if pattern.search(text.lower()):
            return today + timedelta(days=days)
    for found in extract_dates(text):
        if found.day is None:
            continue
        for year in (found.year,) if found.year else (today.year, today.year + 1):
            try:
                day = date(year, found.month, found.day)
            except ValueError:
                continue
            if found.year or day >= today:
                return day
    for one in extract_weekdays(text):
        ahead = min((weekday - today.weekday()) % 7 for weekday in one.weekdays)
        return today + timedelta(days=ahead)
    return None
