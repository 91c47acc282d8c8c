"""A language model chooses among the owner's tools, for questions that no rule of theirs names.

It sees only tools that the owner left open to it and that only read; what it chooses is checked
like any other question. A model that fails or talks nonsense chooses nothing.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from autogen_core.models import SystemMessage, UserMessage
from pydantic import BaseModel, Field

from agents.minds.model.caller import Caller
from agents.minds.model.prompts import dialogue, tagged
from agents.minds.model.unavailable import ModelUnavailable
from agents.situation import Situation
from agents.tools.binding import Wanted, filled
from kizashi.language import Language
from kizashi.tools import Argument, ToolServer, ToolUse
from policies.attack import inspect_incoming
from policies.tools import Offered

_FOLDER = Path(__file__).parent / "prompts"
DESCRIPTION_CHARACTERS = 400
SHOWN = 12
BECAUSE = "model"


class Call(BaseModel):
    """One tool that the model wants asked, by its number."""

    number: int
    arguments: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Chosen(BaseModel):
    """What the model answers."""

    calls: Annotated[list[Call], Field(max_length=2)]


Choosable = tuple[ToolServer, ToolUse, Offered]
"""A tool that may be chosen: whose, as the owner named it, and what its server says of it."""


class ModelChooser:
    """Chooses with the Negotiator's model."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def choose(
        self, situation: Situation, among: Sequence[Choosable], places: dict[str, str]
    ) -> tuple[Wanted, ...]:
        """The tools to ask, with their arguments: the owner's own where they mapped some, else the
        model's for the parameters that the tool names."""
        shown = [one for one in among if not inspect_incoming(one[2].description)][:SHOWN]
        if not shown:
            return ()
        language = situation.language or Language.JA
        asked = (
            SystemMessage(content=_prompt(language)),
            UserMessage(
                content="\n\n".join(
                    (
                        dialogue(situation),
                        tagged("today", places["today"]),
                        tagged("tools", "\n".join(map(_line, range(1, len(shown) + 1), shown))),
                    )
                ),
                source="kizashi",
            ),
        )
        try:
            chosen = await self._caller.ask(asked, Chosen)
        except ModelUnavailable:
            return ()
        found = (_wanted(call, shown, places) for call in chosen.calls)
        return tuple(one for one in found if one is not None)


@lru_cache
def _prompt(language: Language) -> str:
    return (_FOLDER / f"{language.value}.md").read_text(encoding="utf-8")


def _line(number: int, one: Choosable) -> str:
    _, use, offered = one
    about = " ".join((use.about or offered.description).split())[:DESCRIPTION_CHARACTERS]
    return f"[{number}] {use.tool}({', '.join(offered.parameters)}): {about}"


def _wanted(call: Call, shown: Sequence[Choosable], places: dict[str, str]) -> Wanted | None:
    if not 1 <= call.number <= len(shown):
        return None
    server, use, offered = shown[call.number - 1]
    arguments: dict[str, Argument] | None
    if use.arguments:
        arguments = filled(use, places)
    else:
        arguments = {n: v for n, v in call.arguments.items() if n in offered.parameters}
    return None if arguments is None else Wanted(server, use, arguments, BECAUSE)
