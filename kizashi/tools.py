"""Tools that the owner brings: which MCP servers, which of their tools, when, and how far."""

from typing import Annotated

from pydantic import Field, model_validator

from kizashi.values import Value

Argument = str | int | float | bool


class ToolUse(Value):
    """One tool of a server, and when the Negotiator asks it.

    `when` names kinds of question (`stock`, `date`, `price` …), micro-intents (`decide` …) or words
    of the customer; one that fits is enough. Without any, only a language model may choose it.
    `arguments` are given as they stand, with `{question}`, `{item}`, `{date}`, `{today}` and
    `{language}` filled in; a tool whose place cannot be filled is not asked. `about` says in a
    customer's words what the result tells. `writes` allows a tool that changes something.
    """

    tool: str = Field(min_length=1, max_length=128)
    when: tuple[Annotated[str, Field(min_length=1, max_length=80)], ...] = ()
    arguments: dict[str, Argument] = Field(default_factory=dict)
    about: str = Field(default="", max_length=200)
    writes: bool = False


class ToolServer(Value):
    """One `[[tools]]`: an MCP server, started by its `command` or reached at its `url`.

    `environment` names the variables that a command gets to see beside the harmless ones;
    `key_variable` the variable that holds the bearer key of a `url`. `seconds` bounds each call,
    `largest` the characters of a result that are taken.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")
    command: tuple[str, ...] = ()
    url: str | None = Field(default=None, pattern=r"^https?://")
    environment: tuple[str, ...] = ()
    key_variable: str | None = None
    seconds: float = Field(default=3.0, gt=0, le=30)
    largest: int = Field(default=8_000, ge=100, le=100_000)
    use: tuple[ToolUse, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_way(self) -> "ToolServer":
        if bool(self.command) == (self.url is not None):
            raise ValueError("a tool server needs either a command or a url")
        return self


class Consulted(Value):
    """One question to a tool, and what came of it.

    `ended` is `answered` or the code of what went wrong (`tool.timeout`, `tool.attack` …); then
    `excerpt` is empty and nothing of the result was used. `because` is the entry of `when` that
    led to it, or `model`.
    """

    server: str
    tool: str
    arguments: dict[str, Argument] = Field(default_factory=dict)
    because: str = ""
    ended: str
    excerpt: str = ""
    seconds: float = 0.0

    @property
    def source(self) -> str:
        """The name by which its result is cited."""
        return source_of(self.server, self.tool)


def source_of(server: str, tool: str) -> str:
    """The name by which a tool's result is cited, as a document's is."""
    return f"tool:{server}/{tool}"
