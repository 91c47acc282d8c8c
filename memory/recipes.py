"""How recall weighs its signs: named recipes, as data.

The figures of `bench/recall.py` chose the default ones; a recipe is changed there first.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnRecipe:
    """Weights for searching a person's own past.

    `meaning` weighs the likeness of vectors, `words` the word search; `context` is how much the
    words of the line before count for a line (an answer seldom repeats the question). `speaker`
    raises the lines of somebody the query names, `time` those of a day, month or year it names.
    """

    meaning: float = 1.0
    words: float = 0.4
    context: float = 0.15
    speaker: float = 0.7
    time: float = 1.5


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
    "meaning": OwnRecipe(words=0, speaker=0, time=0),
    "words": OwnRecipe(meaning=0, context=0, speaker=0, time=0),
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
