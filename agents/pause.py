"""How long to wait before an answer is released: is the customer still in the middle of it?

People send one thought in several messages. The agents think at once, but what they found is
released only when the customer has been quiet for a moment; how long depends on how finished the
last message looks.
"""

import re

_FINISHED = re.compile(
    r"[.!?。！？]['\"」』)）]?\s*$"
    r"|(?:です|ます|ください|下さい|か|ね|よ|した|thanks|thank you|please)[\s~〜ー♪☆\W]*$",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"(?:[,、:;：；]|\.\.\.|…|‥|\b(?:and|but|or|so|because|also|the|a|to|with|um|well))\s*$"
    r"|(?:けど|けれど|ので|のに|から|って|が|で|と|し|あの|えっと|それと|あと)[、…\s]*$",
    re.IGNORECASE,
)

UNFINISHED_FACTOR = 3.0
UNCLEAR_FACTOR = 1.5


def quiet_seconds(text: str, quiet: float, longest: float) -> float:
    """How long the customer must be quiet after `text` before an answer is released, in seconds.

    `quiet` for a message that looks complete, more for one that does not, never above `longest`.
    """
    stripped = text.strip()
    if _UNFINISHED.search(stripped):
        factor = UNFINISHED_FACTOR
    elif _FINISHED.search(stripped):
        factor = 1.0
    else:
        factor = UNCLEAR_FACTOR
    return min(quiet * factor, longest)
