"""What stretches of a text mean, for the rules that judge by meaning as well as by words."""

import logging

from memory.embedding import Embedder
from policies.resemblance import UNKNOWN, Meanings
from policies.review import Examined, to_embed

_log = logging.getLogger(__name__)


async def meanings_of(examined: Examined, embedder: Embedder | None) -> Meanings:
    """The embeddings that a review of this text would use; none without an embedder."""
    stretches = to_embed(examined)
    if embedder is None or not stretches:
        return UNKNOWN
    try:
        vectors = await embedder.queries(stretches)
    except Exception as error:
        # The rules in words need no embedding, and what they hold must not slip for want of one.
        _log.warning("a review goes by words alone: %s", type(error).__name__)
        return UNKNOWN
    return dict(zip(stretches, vectors, strict=True))
