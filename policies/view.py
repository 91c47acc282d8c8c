"""A text made comparable (width, case, look-alike marks), with the way back to its own offsets."""

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kizashi.language import Language
from kizashi.verdict import Span

# Format characters that show nothing: they are left out, so that they cannot hide a word.
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068"
    "\u2069\u3164\ufeff\uffa0"
)
_ALIKE = {
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00b4": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\u2212": "-",
    "\u00a5": "¥",
    "\u301c": "~",
    "\u3000": " ",
    "\u00a0": " ",
    "\u2026": "…",
}
_SENTENCE_ENDS = frozenset("。!?！？\n｡")
MOST_DIGITS = 32
MOST_UNBROKEN = 256
MOST_SPACES = 64
MOST_IN_SENTENCE = 800
"""No number, no word and no sentence of a person is longer: what is, is read as several. The cost
of many patterns grows with the square of such a stretch."""
_CUT = "。\n"


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character in INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return ""
    alike = _ALIKE.get(character)
    if alike is not None:
        return alike
    return unicodedata.normalize("NFKC", character).lower()


@dataclass(frozen=True)
class View:
    """`raw` as it was written and `text` as rules read it; `origins[i]` is where the folded
    character `i` stands in `raw`, with one more entry for the end."""

    raw: str
    text: str
    origins: tuple[int, ...] | range

    def span(self, start: int, end: int) -> Span:
        """The stretch of the raw text behind folded offsets, end exclusive."""
        first, last = self.origins[start], self.origins[max(start, end - 1)] + 1
        while last < len(self.raw) and last not in self._starts:
            last += 1
        return Span(start=first, end=last, text=self.raw[first:last])

    def folded_offset(self, raw_offset: int) -> int:
        """Where a raw offset stands in the folded text."""
        return bisect_left(self.origins, raw_offset)

    @cached_property
    def _starts(self) -> frozenset[int]:
        return frozenset(self.origins)

    @cached_property
    def language(self) -> Language:
        """Japanese as soon as there is kana or enough kanji, else English."""
        japanese = sum(
            1 for c in self.text if "\u3040" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff"
        )
        letters = sum(1 for c in self.text if c.isalpha())
        return Language.JA if japanese * 5 > letters else Language.EN

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Folded offsets of each sentence, end exclusive. A point ends one before a space only."""
        found, begin = [], 0
        text = self.text
        for at, character in enumerate(text):
            ends = character in _SENTENCE_ENDS or (
                character == "." and (at + 1 == len(text) or text[at + 1] in " \n\"')")
            )
            if ends:
                if text[begin : at + 1].strip():
                    found.append((begin, at + 1))
                begin = at + 1
        if text[begin:].strip():
            found.append((begin, len(text)))
        return tuple(found)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds a folded offset."""
        place = max(0, bisect_right(self.sentences, offset, key=lambda at: at[0]) - 1)
        return self.sentences[place] if self.sentences else (0, len(self.text))


@lru_cache(maxsize=256)
def view_of(raw: str) -> View:
    """The view of a text; the last few hundred texts are kept."""
    if raw.isascii():
        return _cut(View(raw, raw.lower(), range(len(raw) + 1)))
    parts: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(raw):
        if character in "\uff9e\uff9f" and parts:
            # A half-width voicing mark belongs to the letter before it.
            joined = unicodedata.normalize("NFKC", raw[at - 1] + character)
            if len(joined) == 1 and len(parts[-1]) == 1:
                parts[-1] = joined
                continue
        folded = _folded(character)
        parts.append(folded)
        origins.extend([at] * len(folded))
    return _cut(View(raw, "".join(parts), (*origins, len(raw))))


def _cut(view: View) -> View:
    """The view with endless stretches cut into several, and endless space left out."""
    text = view.text
    if len(text) <= MOST_DIGITS:
        return view
    digits = unbroken = spaces = sentence = 0
    parts: list[str] = []
    origins: list[int] = []
    for at, character in enumerate(text):
        spaces = spaces + 1 if character.isspace() else 0
        if spaces > MOST_SPACES:
            continue
        digits = digits + 1 if character.isdecimal() else 0
        unbroken = unbroken + 1 if "!" <= character <= "~" else 0
        sentence = 0 if character in _SENTENCE_ENDS else sentence + 1
        if digits > MOST_DIGITS or unbroken > MOST_UNBROKEN or sentence > MOST_IN_SENTENCE:
            parts.append(_CUT)
            origins.extend([view.origins[at]] * len(_CUT))
            digits, unbroken, sentence = min(digits, 1), min(unbroken, 1), 1
        parts.append(character)
        origins.append(view.origins[at])
    if len(parts) == len(text):
        return view
    return View(view.raw, "".join(parts), (*origins, view.origins[-1]))


@lru_cache(maxsize=16_384)
def folded(raw: str) -> str:
    """The folded text alone, kept for as many passages as a business may have at hand."""
    return raw.lower() if raw.isascii() and len(raw) <= MOST_DIGITS else view_of(raw).text
