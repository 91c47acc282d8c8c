"""Searching people by meaning: what a description says of them first, then whose words are near."""

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from agents.coaching.answers.people import fits
from agents.coaching.question import understand
from kizashi.ids import ConversationId
from kizashi.language import Language
from memory.chronicle import Talk

SHOWN = 12
FAR = 0.035
"""How far below the best likeness somebody may be and still be shown."""


def search(
    words: str,
    language: Language,
    talks: Sequence[Talk],
    likeness: Mapping[ConversationId, float],
    now: datetime,
) -> tuple[ConversationId, ...]:
    """The conversations that the words mean, the best first. Those whom the description fits
    ("price で迷っている人") come before those who only spoke of similar things."""
    question = understand(words, language, talks)

    def near(talk: Talk) -> float:
        return likeness.get(talk.conversation, 0.0)

    fitting = [talk for talk in talks if question.narrows and fits(question, talk, now)]
    if question.about is not None:
        fitting = [talk for talk in talks if talk.conversation == question.about] + fitting
    fitting.sort(key=near, reverse=True)
    others = [] if fitting else near_by_meaning(talks, likeness)
    found = dict.fromkeys(talk.conversation for talk in [*fitting, *others])
    return tuple(found)[:SHOWN]


def near_by_meaning(talks: Sequence[Talk], likeness: Mapping[ConversationId, float]) -> list[Talk]:
    """Those whose words stand out as near to what is sought, the nearest first."""
    enough = _enough(likeness)
    near = [talk for talk in talks if likeness.get(talk.conversation, 0.0) >= enough]
    return sorted(near, key=lambda talk: -likeness[talk.conversation])


def _enough(likeness: Mapping[ConversationId, float]) -> float:
    """The likeness from which on somebody is meant: near the best, and nearer to it than to the
    average. (The likenesses of short texts lie so close together that everybody is near the best.)
    """
    best = max(likeness.values(), default=0.0)
    if best <= 0:
        return math.inf
    average = sum(likeness.values()) / len(likeness)
    return max(best - FAR, (best + average) / 2)
