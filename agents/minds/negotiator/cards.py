"""Cards beside an answer: the rows it rests on, as products and free times, and where to read on.

A card says what its row says and nothing else. It is made only of what the step cites, so that no
card offers what the words did not, and of no answer that admits that it is unsure.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from agents.minds.negotiator.cells import Cell, Role, Row, label, row_of
from agents.minds.negotiator.money import money, prevailing
from agents.situation import Brief
from kizashi.knowledge import Passage, is_readable
from kizashi.language import Language
from kizashi.parts import (
    DocumentCard,
    Part,
    Parts,
    ProductCard,
    QuickReply,
    SlotCard,
    is_address,
)
from kizashi.step import Step, StepKind
from kizashi.texts import text
from memory.dates import extract_dates, extract_times
from memory.documents.tables import names_an_item

MOST_CARDS = 4
WORTH_OPENING = 20
"""Characters that a passage says beyond what the answer quotes, for a card that leads to it."""
LONGEST_TITLE = 120
LONGEST_PRICE = 60
LONGEST_PRICES = 300

_CARRYING = frozenset({StepKind.SAY, StepKind.SHOW, StepKind.OFFER})


def with_cards(step: Step, brief: Brief) -> Step:
    """The step with the cards of the rows it cites; a question to the customer comes with answers
    to choose from. What it carried before is made anew. What the Reviewer sent back goes without
    cards: they never make an answer wait that could go alone."""
    passages = [found.passage for found in brief.recollection.knowledge]
    parts: Parts = ()
    if brief.sent_back is not None:
        parts = ()
    elif step.kind in _CARRYING and not step.admits_unknown:
        parts = (
            *_cards(step, passages, brief.situation.now, brief.situation.time_zone),
            *_to_read(step, passages, brief.situation.readable),
        )
    elif step.kind is StepKind.ASK:
        parts = tuple(_replies(passages, step.language))
    return step if parts == step.parts else step.model_copy(update={"parts": parts})


def _cards(step: Step, passages: Iterable[Passage], now: datetime, zone: str) -> Iterator[Part]:
    known = {passage.id: passage for passage in passages}
    sign = prevailing(passage.text for passage in known.values())
    cited = dict.fromkeys(source.passage for source in step.sources)
    made = 0
    for name in cited:
        passage = known.get(name)
        row = row_of(passage.fields, sign) if passage is not None else None
        if row is None or not names_an_item(row.name.header) or made == MOST_CARDS:
            continue
        card = _card(row, step.language, now, ZoneInfo(zone))
        if card is not None:
            made += 1
            yield card


def _to_read(step: Step, passages: Iterable[Passage], readable: Iterable[str]) -> Iterator[Part]:
    """The place where the answer comes from, when the owner lets customers open it and it says
    more than the answer took from it."""
    known = {passage.id: passage for passage in passages}
    open_names = tuple(readable)
    for source in step.sources:
        passage = known.get(source.passage)
        if passage is None or passage.kind == "row" or not passage.heading:
            continue
        more = len(passage.text) - len(source.quote) >= WORTH_OPENING
        if more and is_readable(passage.document, open_names):
            yield DocumentCard(title=passage.heading[-1][:LONGEST_TITLE], passage=passage.id)
            return


def _card(row: Row, language: Language, now: datetime, zone: ZoneInfo) -> Part | None:
    name = row.name.of(language)
    if len(name) > LONGEST_TITLE:
        return None
    if row.first(Role.DATE) is not None:
        return _slot(row, name, language, now, zone)
    return _product(row, name, language)


def _slot(row: Row, name: str, language: Language, now: datetime, zone: ZoneInfo) -> Part | None:
    """A time that can still be had; `None` when it is past, full, or not told in full."""
    day = next((found.on() for found in extract_dates(_words(row, Role.DATE, language))), None)
    times = extract_times(_words(row, Role.START, language))
    left = row.first(Role.PLACES_LEFT)
    places = left.of(language).strip() if left is not None else ""
    if day is None or not times or places == "0":
        return None
    begins = datetime.combine(day, times[0].begins, zone)
    if begins <= now:
        return None
    closing = extract_times(_words(row, Role.END, language))
    until = closing[0].begins if closing else times[0].until
    ends = datetime.combine(day, until, zone) if until is not None else None
    when = _when(begins, language)
    return SlotCard(
        title=name,
        begins=begins,
        ends=ends if ends is not None and ends > begins else None,
        says=text(language, "negotiator.card.take", name=name, when=when)[:200],
    )


def _product(row: Row, name: str, language: Language) -> Part | None:
    prices = [cell for cell in row.cells if cell.role is Role.PRICE and _shown(cell, language)]
    if not prices:
        return None
    one = money(prices[0], language) if len(prices) == 1 else None
    if one is not None and len(one) > LONGEST_PRICE:
        return None
    several = "\n".join(f"{label(cell.header)}: {money(cell, language)}" for cell in prices)
    return ProductCard(
        title=name,
        price=one,
        text=several if one is None and len(several) <= LONGEST_PRICES else None,
        url=next((address for cell in row.cells if (address := _address(cell))), None),
        says=text(language, "negotiator.card.about", name=name)[:200],
    )


def _shown(cell: Cell, language: Language) -> str:
    """The cell's words when a reader of the language understands them."""
    return cell.of(language).strip() if cell.speaks(language) else ""


def _words(row: Row, role: Role, language: Language) -> str:
    cell = row.first(role)
    return cell.of(language) if cell is not None else ""


def _address(cell: Cell) -> str | None:
    value = cell.values[0][1].strip()
    return value if is_address(value) else None


def _when(begins: datetime, language: Language) -> str:
    if language is Language.JA:
        return f"{begins.month}月{begins.day}日 {begins:%H:%M}"
    return f"{begins.day} {begins:%B}, {begins:%H:%M}"


def _replies(passages: Iterable[Passage], language: Language) -> Iterator[Part]:
    """Answers that the business can do something with: what its tables tell, and a person."""
    rows = [row for passage in passages if (row := row_of(passage.fields)) is not None]
    offered = [
        key
        for key, role in (("price", Role.PRICE), ("dates", Role.DATE))
        if any(row.first(role) is not None for row in rows)
    ]
    for key in (*offered, "person"):
        yield QuickReply(
            label=text(language, f"negotiator.reply.{key}"),
            says=text(language, f"negotiator.reply.{key}_says"),
        )
