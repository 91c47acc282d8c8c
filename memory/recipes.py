"""How recall weighs its signs: named recipes, as data.

`make bench-recall` shows what they find; a recipe is changed there first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnRecipe:
    """Weights for searching a person's own past; a line's weights are added up.

    What fits the question: `meaning` weighs the likeness of vectors, `words` the word search,
    `session` the best likenesses of the whole conversation that day. `speaker` raises the lines of
    somebody the query names, `time` those of a day, month or season it names.

    What a line can give: `stated` weighs how much it states (the logarithm of its words), `asks`
    (below zero) that it ends in a question. `tells_time`, `tells_number` and `tells_name` raise
    lines that hold what "when", "how many" and "who" ask for.
    """

    meaning: float = 1.5
    words: float = 0.7
    session: float = 1.5
    speaker: float = 1.9
    time: float = 2.5
    stated: float = 1.4
    asks: float = -0.85
    tells_time: float = 1.1
    tells_number: float = 0.6
    tells_name: float = 0.4


@dataclass(frozen=True, slots=True)
class KnowledgeRecipe:
    """Weights for searching what the business knows.

    `candidates` are taken from each of both searches. `other_language` is what a passage that is
    not in the asker's language loses. `even` is the fused weight at which a passage is as likely
    to answer as not, `steepness` how fast it becomes sure around there.
    """

    meaning: float = 1.0
    words: float = 1.0
    candidates: int = 40
    other_language: float = 0.3
    even: float = 3.0
    steepness: float = 1.2


OWN_RECIPES = {
    "default": OwnRecipe(),
    "meaning": OwnRecipe(1, 0, *[0] * 8),
    "words": OwnRecipe(0, 1, *[0] * 8),
}

KNOWLEDGE_RECIPES = {
    "default": KnowledgeRecipe(),
    "meaning": KnowledgeRecipe(words=0, other_language=0),
    "words": KnowledgeRecipe(meaning=0, other_language=0),
}

LIKENESS_OF_STRANGERS = 0.80
LIKENESS_SPREAD = 0.03
"""E5 is trained at a low temperature: texts that have nothing in common have a cosine near 0.8,
and an answer stands a few hundredths above (Wang et al. 2024, "Multilingual E5 Text Embeddings";
measured on this project's own sets)."""
