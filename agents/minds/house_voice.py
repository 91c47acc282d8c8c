"""The voice of the house: what the owner's accepted proposals change in the agents' words.

Wording only: a text keeps its sources, and a change that would leave nothing to say is not made.
"""

from collections.abc import Callable, Iterable

from agents.coaching.edits import sentences
from agents.situation import Brief, NegotiatorMind
from kizashi.proposals import Effect, EndingEffect, PhraseEffect, RuleEffect
from kizashi.signal import MAX_MESSAGE_CHARACTERS
from kizashi.step import Step, StepKind

_UNTOUCHED = frozenset({StepKind.WAIT, StepKind.HAND_OVER})


class HouseVoice:
    """A Negotiator that speaks as the owner taught."""

    def __init__(self, mind: NegotiatorMind, effects: Callable[[], tuple[Effect, ...]]) -> None:
        self._mind = mind
        self._effects = effects

    async def propose(self, brief: Brief) -> Step:
        """The mind's step in the house's words."""
        step = await self._mind.propose(brief)
        return spoken(step, self._effects())


def spoken(step: Step, effects: Iterable[Effect]) -> Step:
    """A step in the house's words."""
    if step.kind in _UNTOUCHED or not step.text.strip():
        return step
    text, language = step.text, step.language.value
    for effect in effects:
        match effect:
            case RuleEffect():
                text = _without(text, effect.avoid)
            case PhraseEffect():
                text = text.replace(effect.find, effect.put)
            case EndingEffect() if effect.language == language and effect.text not in text:
                gap = "" if language == "ja" and "\n" not in text else " "
                text = f"{text.rstrip()}{gap}{effect.text}"
            case _:
                pass
    if not text.strip() or len(text) > MAX_MESSAGE_CHARACTERS or text == step.text:
        return step
    return step.model_copy(update={"text": text})


def _without(text: str, avoid: str) -> str:
    """The text without the sentences that hold these words."""
    if avoid not in text:
        return text
    left = text
    for sentence in sentences(text):
        if avoid in sentence:
            left = left.replace(sentence, "", 1)
    return left.strip()
