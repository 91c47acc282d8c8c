"""Facts of messages that nobody asked for, for the tests of consent and contact."""

from datetime import UTC, datetime

from kizashi.signal import Utterance
from policies.review import Facts

NOON_TOKYO = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
NIGHT_TOKYO = datetime(2027, 1, 15, 13, 30, tzinfo=UTC)
AGREED = Facts(answering=False, consent=frozenset({"contact"}), now=NOON_TOKYO)


def told(text: str) -> Facts:
    """The same person, who said these words."""
    return AGREED.model_copy(update={"context": (Utterance(who="customer", text=text),)})
