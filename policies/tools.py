"""What a tool may be asked and what of its answer may be used. Pure.

Before: only what the owner named, reading only unless they allowed more, and nothing personal or
secret in the question. After: no more than asked for, no instructions to the machine that reads
it, and what is personal masked. A result is data and never a command.
Source: OWASP LLM01:2025 (indirect prompt injection) and LLM06:2025 (excessive agency); the MCP
specification's own advice that a server's hints about its tools are not to be trusted blindly.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kizashi.tools import Argument, ToolUse
from policies.attack import inspect_incoming
from policies.privacy.find import personal_data
from policies.privacy.redact import redact

LONGEST_ARGUMENT = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """A tool as its server describes it. `reads_only` and `destroys` are the server's own words:
    they can forbid a call, and never allow one that the owner did not."""

    name: str
    description: str = ""
    parameters: tuple[str, ...] = ()
    reads_only: bool = False
    destroys: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What may be used of a result, or the code of why nothing may."""

    text: str
    refused: str | None = None


def refusal(use: ToolUse, offered: Offered | None, arguments: Mapping[str, Argument]) -> str | None:
    """The code of why this call must not be made; `None` when it may."""
    if offered is None:
        return "tool.unknown"
    if not offered.reads_only and not use.writes:
        return "tool.writes"
    for value in arguments.values():
        written = str(value)  # a card's number may come as a number
        if len(written) > LONGEST_ARGUMENT:
            return "tool.argument"
        if personal_data(written):
            return "tool.personal"
    return None


def taken(text: str, largest: int, limit: float = 0.5) -> Taken:
    """What may be used of a result of at most `largest` characters; `limit` is the score (0 to 1)
    from which signs of an attack count, as in `policies/attack.yaml`."""
    if len(text) > largest:
        return Taken("", "tool.too_large")
    if inspect_incoming(text, limit):
        return Taken("", "tool.attack")
    return Taken(redact(text))
