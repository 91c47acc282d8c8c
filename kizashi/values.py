"""The base of every value that travels: frozen, strict about its keys, comparable."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value. Unknown keys are refused, so that a misspelt key is never lost silently."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")
