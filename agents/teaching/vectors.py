"""The vectors of what the owner taught: made once for each text, and kept between runs."""

from collections.abc import Iterable, Mapping

from agents.minds.listener.weights import Numbers
from memory.embedding import Embedder
from memory.kept_vectors import KeptVectors

AT_ONCE = 8
"""Texts embedded between two looks at who else waits: a customer's message comes first."""


class TaughtVectors:
    """Holds the vectors of the examples and corrections in force."""

    def __init__(self, embedder: Embedder, kept: KeptVectors) -> None:
        self._embedder = embedder
        self._kept = kept
        self._known: dict[str, Numbers] = {}

    async def of(self, texts: Iterable[str]) -> Mapping[str, Numbers]:
        """The vectors of these texts, made where they are not known yet."""
        wanted = list(dict.fromkeys(texts))
        new = [text for text in wanted if text not in self._known]
        if new:
            found = await self._kept.find([_key(text) for text in new])
            self._known |= {text: found[_key(text)] for text in new if _key(text) in found}
            made: dict[str, Numbers] = {}
            missing = [text for text in new if text not in self._known]
            for start in range(0, len(missing), AT_ONCE):
                part = missing[start : start + AT_ONCE]
                made |= dict(zip(part, await self._embedder.queries(part), strict=True))
            await self._kept.keep({_key(text): vector for text, vector in made.items()})
            self._known |= made
        return {text: self._known[text] for text in wanted}

    def forget_all_but(self, texts: Iterable[str]) -> None:
        """Lets go of the vectors of what is no longer taught."""
        kept = set(texts)
        self._known = {text: vector for text, vector in self._known.items() if text in kept}


def _key(text: str) -> str:
    return f"taught\n{text}"
