"""The voice of the house: what the owner's accepted proposals change in the agents' words.

Wording only: a text keeps its sources, and a change that would leave nothing to say is not made.
"""

from collections.abc import Callable, Iterable

from agents.coaching.edits import sentences
from agents.situation import Brief, NegotiatorMind, Objection, Take, TellingMind
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


class TellingHouseVoice(HouseVoice):
    """The same around a mind that tells a step sentence by sentence."""

    def __init__(self, mind: TellingMind, effects: Callable[[], tuple[Effect, ...]]) -> None:
        super().__init__(mind, effects)
        self._telling = mind

    async def decide(self, brief: Brief) -> Step:
        """The mind's decision in the house's words."""
        return spoken(await self._telling.decide(brief), self._effects())

    async def word(self, brief: Brief, step: Step) -> Step:
        """The decided step in better words, as the house speaks."""
        return spoken(await self._telling.word(brief, step), self._effects())

    async def tell(self, brief: Brief, step: Step, take: Take) -> Step:
        """As the mind tells it, each part as the house speaks. What the house ends with comes
        with the end."""
        effects = self._effects()
        within = [one for one in effects if not isinstance(one, EndingEffect)]

        async def take_spoken(so_far: Step) -> Objection | None:
            text = _changed(so_far, within)
            # A beginning that the house does not say at all is passed over.
            return await take(so_far.model_copy(update={"text": text})) if text.strip() else None

        return spoken(await self._telling.tell(brief, step, take_spoken), effects)


def in_house_voice(
    mind: NegotiatorMind, effects: Callable[[], tuple[Effect, ...]]
) -> NegotiatorMind:
    """The mind with the house's voice; it can tell a step sentence by sentence if the mind can."""
    if isinstance(mind, TellingMind):
        return TellingHouseVoice(mind, effects)
    return HouseVoice(mind, effects)


def spoken(step: Step, effects: Iterable[Effect]) -> Step:
    """A step in the house's words."""
    if step.kind in _UNTOUCHED or not step.text.strip():
        return step
    text = _changed(step, effects)
    if not text.strip() or len(text) > MAX_MESSAGE_CHARACTERS or text == step.text:
        return step
    return step.model_copy(update={"text": text})


def _changed(step: Step, effects: Iterable[Effect]) -> str:
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
    return text


def _without(text: str, avoid: str) -> str:
    """The text without the sentences that hold these words."""
    if avoid not in text:
        return text
    left = text
    for sentence in sentences(text):
        if avoid in sentence:
            left = left.replace(sentence, "", 1)
    return left.strip()
