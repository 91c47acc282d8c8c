"""The shape of a message: how long, whether it asks, how it opens, and what it answers."""

import re
from collections.abc import Iterator

from agents.minds.listener.wording import plain

_LENGTHS = (1, 8, 16, 32, 64, 128, 256)
_ENDS_ASKING = re.compile(r"\?\W*$|(?:か|かな|の|ね|よね)[。…\s]*$")
_ASKED = re.compile(r"[?？]\W*$|か[。]?$")
_AMOUNT = re.compile(r"[¥£$€]|円|\d")
_ANSWER = re.compile(
    r"(?:はい|ええ|うん|そう|いえ|いや|いいえ|結構|大丈夫|yes|yeah|yep|ok|sure|no|nope|nah|fine|great)"
)
_OPENING = re.compile(
    r"(?:whats?|how|when|where|who|why|which|can|could|may|do|does|is|are|will|would|should|any|i|we"
    r"|my|it|that|this|the|you|your|so|but|and|ok|yes|no|just|not|if)\b"
)


def shape_pieces(text: str, business: str, turns: int) -> Iterator[str]:
    """How a message is built: length, question, numbers, how it opens; what it answers."""
    line = plain(text)
    units = len(line) * (1 if line.isascii() else 2)
    length = sum(units >= edge for edge in _LENGTHS)
    yield f"length{length}"
    yield f"turns{min(turns, 4)}"
    if _ENDS_ASKING.search(line):
        yield "ends asking"
    if "?" in line:
        yield f"asks{min(line.count('?'), 3)}"
    if "!" in line:
        yield "exclaims"
    if "…" in line or ".." in line or "。。" in line:
        yield "trails off"
    if "0" in line:
        yield "number"
    opening = _OPENING.match(line)
    yield f"opens {opening[0] if opening else '-'}"
    if not business:
        return
    asked = bool(_ASKED.search(business.strip()))
    yield f"asked {asked}"
    yield f"asked {asked}, length{length}"
    if _AMOUNT.search(business):
        yield "amount told"
    answer = _ANSWER.match(line)
    if answer:
        yield f"answers {answer[0]}"
        yield f"answers {answer[0]}, asked {asked}"
        yield f"answers, length{length}"
