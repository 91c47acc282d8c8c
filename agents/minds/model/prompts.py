"""The prompts: versioned files in both languages, filled in and put before a model.

What does not change from call to call stands first, so that servers can keep it in their cache.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Literal, get_args

from autogen_core.models import LLMMessage, SystemMessage, UserMessage

from agents.situation import Situation
from kizashi.language import Language
from kizashi.reading import MicroIntent, Stall
from policies.privacy.redact import redact

_FOLDER = Path(__file__).parent / "prompts"
DIALOGUE_LINES = 8
LINE_CHARACTERS = 1_000

PromptName = Literal["listener", "negotiator", "negotiator_telling", "reviewer", "coach"]
PROMPTS: tuple[PromptName, ...] = get_args(PromptName)


@lru_cache
def prompt(name: PromptName, language: Language) -> str:
    """The standing instructions of one task in one language."""
    text = (_FOLDER / language.value / f"{name}.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        intents=", ".join(intent.value for intent in MicroIntent),
        stalls=", ".join(stall.value for stall in Stall),
    )


@lru_cache
def version(name: PromptName) -> str:
    """Six characters that change when the prompt changes in any language."""
    whole = "\n".join(prompt(name, language) for language in Language)
    return hashlib.sha256(whole.encode()).hexdigest()[:6]


def messages(name: PromptName, language: Language, *parts: str) -> Sequence[LLMMessage]:
    """The standing instructions and, apart from them, this moment's data."""
    return (
        SystemMessage(content=prompt(name, language)),
        UserMessage(content="\n\n".join(part for part in parts if part), source="kizashi"),
    )


def dialogue(situation: Situation) -> str:
    """The dialogue as data, without personal data: a model need not know it."""
    lines = [f"{line.who}: {_plain(line.text)}" for line in situation.context[-DIALOGUE_LINES:]]
    lines += [f"behaviour: {one.event}" for one in situation.behaviour[-DIALOGUE_LINES:]]
    lines.append(f"customer, last message: {_plain(situation.text)}")
    return tagged("dialogue", "\n".join(lines))


def tagged(name: str, text: str) -> str:
    """Data between marks that the data itself cannot close."""
    return f"<{name}>\n{_unmarked(text)}\n</{name}>"


def _plain(text: str) -> str:
    return " ".join(redact(text)[:LINE_CHARACTERS].split())


def _unmarked(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
