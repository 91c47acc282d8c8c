"""A stretch of personal data that a recogniser found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from policies.view import View


@dataclass(frozen=True, slots=True)
class Personal:
    """Personal data of a kind such as `phone`, in folded offsets, end exclusive."""

    kind: str
    start: int
    end: int


Recogniser = Callable[[View], Iterator[Personal]]


def digits(text: str) -> str:
    """The digits of a folded text alone."""
    return "".join(character for character in text if character.isdigit())


def near(view: View, start: int, end: int, reach: int) -> str:
    """The folded words around a stretch, `reach` characters to each side."""
    return view.text[max(0, start - reach) : end + reach]
