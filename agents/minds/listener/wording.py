"""The wording of a text as a set of small pieces: what the embedding blurs, the exact words show.

Japanese is cut into runs of one to four characters (no analyser is needed, and endings such as
かな or けど, which carry the wavering, are pieces of their own); English into one to three words
and the insides of longer words, so that a typo costs little.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator

BITS = 22
"""Pieces are known by a hash of this many bits. With some fifty thousand pieces kept, about one
unknown piece in eighty meets a known one by chance."""

MOST_CHARACTERS = 1_200
"""Of a longer text the first and the last half of this are looked at: who writes a novel says at
its end what they want, or at its start."""

_JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-龠々。、?!…〜~ー]+")
_HAS_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
_WORD = re.compile(r"[a-z0]+(?:'[a-z]+)?|[?!.…]+|[^\sa-z0ぁ-んァ-ヶ一-龠々ー。、,]")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_NUMBER = re.compile(r"\d[\d,.]*")
_SPACE = re.compile(r"\s+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def plain(text: str) -> str:
    """The text in one width and case, with numbers and links made alike."""
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        text = f"{text[:half]} {text[-half:]}"
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = _NUMBER.sub("0", _LINK.sub(" url ", text))
    return _SPACE.sub(" ", _DRAWN_OUT.sub(r"\1\1", text)).strip()


def pieces(text: str, longest: int = 4) -> Iterator[str]:
    """The pieces of a text, some of them more than once. `longest` bounds the Japanese ones."""
    line = plain(text)
    if _HAS_JAPANESE.search(line):
        for run in _JAPANESE.findall(line):
            framed = f"^{run}$"
            for length in range(1, longest + 1):
                for start in range(len(framed) - length + 1):
                    yield f"c{framed[start : start + length]}"
    words = _WORD.findall(line)
    framed_words = ["^", *words, "$"] if words else []
    for length in (1, 2, 3):
        for start in range(len(framed_words) - length + 1):
            yield f"w{' '.join(framed_words[start : start + length])}"
    for word in words:
        if len(word) > 3 and word[0].isascii():
            framed = f"<{word}>"
            for length in (4, 5):
                for start in range(len(framed) - length + 1):
                    yield f"s{framed[start : start + length]}"


def words_of(text: str) -> Iterator[str]:
    """The pieces without the insides of words: what is said, each word counted once."""
    return (piece for piece in pieces(text) if piece[0] != "s")


def hashed(field: str, found: Iterable[str]) -> frozenset[int]:
    """The pieces of one field (text, what the business said, …) as numbers below 2 ** `BITS`."""
    seed = zlib.crc32(field.encode())
    mask = (1 << BITS) - 1
    return frozenset(zlib.crc32(piece.encode("utf-8", "replace"), seed) & mask for piece in found)
