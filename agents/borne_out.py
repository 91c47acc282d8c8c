"""Which cards of a draft the owner's own words still bear out."""

from decimal import Decimal

from kizashi.parts import Part, Parts, ProductCard, SlotCard
from kizashi.step import Step
from memory.amounts import extract_prices


def borne_out(step: Step, text: str) -> Parts:
    """The parts of a step that may go beside the words that go. When the owner has written
    another price or taken it out, the card with the old one stays behind; so does a time whose
    name the words no longer hold."""
    if text == step.text:
        return step.parts
    said = _amounts(text)

    def holds(part: Part) -> bool:
        match part:
            case ProductCard():
                told = _amounts(f"{part.price or ''}\n{part.text or ''}")
                return bool(told) and told <= said
            case SlotCard():
                return part.title in text
            case _:
                return True

    return tuple(part for part in step.parts if holds(part))


def _amounts(text: str) -> frozenset[tuple[Decimal, str]]:
    prices = [found.price for found in extract_prices(text)]
    return frozenset((price.amount, price.currency) for price in prices)
