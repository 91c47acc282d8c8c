"""The Coach with a language model: what was found out stays as it is, the model words it.

The embedded answer is there at once; the worded one takes its place. Each paragraph is checked
against the embedded one and what it refers to, and keeps its embedded words when it does not pass.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.minds.model.caller import Caller
from agents.minds.model.grounding import Ground, Grounded, grounded
from agents.minds.model.prompts import messages, tagged
from agents.minds.model.shapes import SaidCounsel
from agents.minds.model.unavailable import ModelUnavailable
from kizashi.counsel import Counsel, Paragraph
from kizashi.language import Bilingual, Language
from kizashi.step import Step, StepKind
from memory.documents.sentences import sentences
from policies.privacy.find import personal_data
from policies.privacy.redact import redact

_log = logging.getLogger(__name__)

QUOTE_CHARACTERS = 400
_NO_REASON = Bilingual(ja="", en="")


class ModelCoach:
    """Words the Coach's answers."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def word(self, question: str, counsel: Counsel, names: Sequence[str]) -> Counsel:
        """The answer in the model's words, paragraph by paragraph where they stand on the same
        facts; unchanged when the model does not answer. A rehearsal is the customer's lines and is
        left alone. `names` of people are not told to the model.
        """
        masks = _Masks.of(names)
        worth = {
            number: paragraph
            for number, paragraph in enumerate(counsel.paragraphs, 1)
            if _worth_wording(paragraph)
        }
        if counsel.kind == "rehearsal" or not worth:
            return counsel
        parts = [
            f"[{number}] {masks.put_on(paragraph.text)}" + _references(paragraph, masks)
            for number, paragraph in worth.items()
        ]
        asked = messages(
            "coach",
            counsel.language,
            tagged("question", redact(masks.put_on(question))),
            tagged("answer", "\n".join(parts)),
        )
        try:
            said = await self._caller.ask(asked, SaidCounsel)
        except ModelUnavailable as error:
            _log.info("coach: the embedded words stand (%s)", error.code)
            return counsel
        worded = {one.number: masks.take_off(one.text) for one in said.paragraphs}
        paragraphs = tuple(
            _worded(paragraph, worded[number], counsel.language)
            if number in worded and number in worth
            else paragraph
            for number, paragraph in enumerate(counsel.paragraphs, 1)
        )
        return counsel.model_copy(update={"paragraphs": paragraphs})


def _worth_wording(paragraph: Paragraph) -> bool:
    # What holds somebody's data is not shown to a model; a warning keeps its exact words.
    return paragraph.tone == "plain" and not personal_data(paragraph.text)


def _references(paragraph: Paragraph, masks: "_Masks") -> str:
    quotes = [one.quote[:QUOTE_CHARACTERS] for one in paragraph.references if one.quote]
    return "".join(f"\n  > {redact(masks.put_on(' '.join(quote.split())))}" for quote in quotes)


def _worded(paragraph: Paragraph, text: str, language: Language) -> Paragraph:
    """The paragraph in these words, when each sentence stands on what the paragraph stands on."""
    told = Step(kind=StepKind.SAY, text=paragraph.text, language=language, reason=_NO_REASON)
    grounds = [
        Ground(paragraph.text),
        *(Ground(f"{one.label}\n{one.quote}") for one in paragraph.references),
    ]
    checked = grounded(sentences(text), told, grounds)
    if not isinstance(checked, Grounded):
        _log.info("coach: a paragraph keeps its embedded words (%s)", checked.what)
        return paragraph
    return paragraph.model_copy(update={"text": checked.text})


@dataclass(frozen=True, slots=True)
class _Masks:
    """Stand-ins for the names of people."""

    of_name: dict[str, str]

    @classmethod
    def of(cls, names: Sequence[str]) -> "_Masks":
        # The longest first: a name may be a part of another.
        known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
        return cls({name: f"[person-{place}]" for place, name in enumerate(known, 1)})

    def put_on(self, text: str) -> str:
        """The text without the names."""
        for name, mask in self.of_name.items():
            text = re.sub(
                rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name), mask, text
            )
        return text

    def take_off(self, text: str) -> str:
        """The text with the names again."""
        for name, mask in self.of_name.items():
            text = text.replace(mask, name)
        return text
