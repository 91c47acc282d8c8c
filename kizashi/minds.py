"""Settings of the agents' minds: which language model, for which agent, within which limits."""

from typing import Any, Literal

from pydantic import Field, SecretStr, model_validator

from kizashi.values import Value

Agent = Literal["listener", "coach", "negotiator", "reviewer"]

AGENTS: tuple[Agent, ...] = ("listener", "coach", "negotiator", "reviewer")

Provider = Literal["openai", "azure", "anthropic", "gemini", "ollama", "local"]
"""`openai` is every endpoint that speaks OpenAI's protocol; `local` runs a model file on this
machine."""


class Model(Value):
    """One language model and how it is called.

    `key_variable` names the environment variable that holds the key, so that no secret stands in
    the file. Times are in seconds. `weight` (0 to 1) is how far the model's reading moves the
    embedded one; `bench/mind_weight.py` measures what it should be for a model.
    """

    provider: Provider
    name: str = Field(min_length=1)
    endpoint: str | None = None
    key_variable: str | None = None
    key: SecretStr | None = None
    api_version: str | None = None
    structured: Literal["schema", "json", "words"] = "schema"
    """How the model is told the shape of its answer: a schema that its server enforces, JSON
    mode, or words alone."""
    seconds: float = Field(default=8.0, gt=0, le=120)
    retries: int = Field(default=1, ge=0, le=5)
    at_once: int = Field(default=4, ge=1, le=64)
    answer_tokens: int = Field(default=600, ge=32, le=8_000)
    context_tokens: int = Field(default=8_000, ge=512)
    temperature: float = Field(default=0.2, ge=0, le=2)
    weight: float = Field(default=0.3, ge=0, le=1)
    price_asked: float | None = Field(default=None, ge=0)
    price_answered: float | None = Field(default=None, ge=0)
    """What a million tokens cost, asked and answered, in the currency of the business; without
    them tokens are counted and nothing is reckoned."""

    @property
    def way(self) -> tuple[object, ...]:
        """All that decides which server is reached, as whom, and how it is spoken to; agents with
        the same way share it."""
        reached = (self.provider, self.name, self.endpoint, self.api_version)
        return (*reached, self.key, self.key_variable, self.structured)

    def cost(self, asked: int, answered: int) -> float | None:
        """What a call with so many tokens costs; `None` where no price is set."""
        if self.price_asked is None and self.price_answered is None:
            return None
        return (asked * (self.price_asked or 0) + answered * (self.price_answered or 0)) / 1e6


class Budget(Value):
    """How many tokens (asked and answered together) may be used; past it the embedded minds work
    alone."""

    turn: int = Field(default=12_000, ge=0)
    person_day: int = Field(default=60_000, ge=0)
    day: int = Field(default=1_000_000, ge=0)


class MindSettings(Value):
    """The section `[mind]`. Without a provider every agent thinks with its embedded mind.

    `[mind.listener]`, `[mind.coach]`, `[mind.negotiator]` and `[mind.reviewer]` change single keys
    for one agent; `use = false` leaves that agent to its embedded mind.
    """

    shared: Model | None = None
    of_agent: dict[Agent, Model | None] = Field(default_factory=dict)
    budget: Budget = Budget()

    @model_validator(mode="before")
    @classmethod
    def _from_table(cls, table: Any) -> Any:
        if not isinstance(table, dict) or "shared" in table:
            return table
        rest = dict(table)
        budget = rest.pop("budget", {})
        agents: dict[str, Any] = {agent: rest.pop(agent) for agent in AGENTS if agent in rest}
        shared = {_KEYS.get(key, key): value for key, value in rest.items()}
        unknown = [agent for agent, own in agents.items() if not isinstance(own, dict)]
        if unknown:
            raise ValueError(f"[mind.{unknown[0]}] must be a table")
        of_agent = {}
        for agent, own in agents.items():
            changed = {_KEYS.get(key, key): value for key, value in own.items()}
            used = changed.pop("use", True)
            whole = {**shared, **changed}
            of_agent[agent] = whole if used and whole else None
        return {"shared": shared or None, "of_agent": of_agent, "budget": budget}

    def of(self, agent: Agent) -> Model | None:
        """The model that this agent thinks with; `None` for its embedded mind alone."""
        return self.of_agent.get(agent, self.shared)


_KEYS = {"model": "name"}
"""In the file a model is named by `model`, as everywhere else."""
