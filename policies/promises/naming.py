"""Which items of the catalogue a text names, by their names or by what is distinctive of them."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from kizashi.knowledge import CatalogueItem
from policies.subject import Subject
from policies.view import folded

_TAIL = re.compile(r"[「『(（\[【<〈《].*$|\s+[\d.]+\s?(?:mm|cm|m|g|kg|ml|l|yen|円|名|枚組)?$")
_LINKING = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of folded text that names something, with every row of the catalogue it names."""

    start: int
    end: int
    items: tuple[CatalogueItem, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every folded name of what is named."""
        return tuple(dict.fromkeys(folded(name) for item in self.items for name in item.names))


def named_in(subject: Subject, text: str) -> tuple[Named, ...]:
    """What a folded text names, in order; a longer name hides a shorter one inside it."""
    catalogue = subject.facts.catalogue
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for form, rows in _forms(tuple(item.names for item in catalogue)):
        at = text.find(form)
        while at >= 0:
            # "pan" is not named inside "Japan".
            inside = form[0].isascii() and at > 0 and text[at - 1].isascii()
            if not (inside and text[at - 1].isalnum() and form[0].isalnum()):
                found.append((at, at + len(form), rows))
            at = text.find(form, at + len(form))
    outer: list[Named] = []
    reach = -1
    for start, end, rows in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if end > reach:
            outer.append(Named(start, end, tuple(catalogue[row] for row in rows)))
            reach = end
    return tuple(outer)


def last_named(hits: tuple[Named, ...], before: int) -> Named | None:
    """The last of the hits that begins before an offset."""
    place = bisect_right(hits, before - 1, key=lambda hit: hit.start)
    return hits[place - 1] if place else None


@lru_cache(maxsize=16)
def _forms(names: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each form that names rows of a catalogue, with those rows.

    A full name names every row that bears it. A shortened one (`Matcha bowl` of `Matcha bowl
    Yamakage`) counts only when it stands in the names of one thing alone.
    """
    rows: dict[str, list[int]] = {}
    for row, written in enumerate(names):
        for name in written:
            plain = folded(name)
            if len(plain) >= 2:
                rows.setdefault(plain, []).append(row)
    everything = "\n".join(rows)
    short: dict[str, list[str]] = {}
    for plain in rows:
        for form in _shortened(plain):
            short.setdefault(form, []).append(plain)
    forms = {plain: tuple(dict.fromkeys(at)) for plain, at in rows.items()}
    for form, full in short.items():
        alone = everything.count(form) == sum(name.count(form) for name in full)
        if form not in forms and len(full) == 1 and alone:
            forms[form] = forms[full[0]]
    return tuple(forms.items())


def _shortened(plain: str) -> set[str]:
    """The folded name without its bracket and size, and without its last word."""
    bare = plain
    while (cut := _TAIL.sub("", bare).strip()) != bare:
        bare = cut
    found = {bare}
    words = bare.split(" ")
    if bare.isascii() and len(words) > 2 and words[-2] not in _LINKING and len(words[-2]) > 2:
        found.add(" ".join(words[:-1]))
    return {form for form in found if form != plain and len(form) >= 3}
