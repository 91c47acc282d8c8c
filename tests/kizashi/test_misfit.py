"""What does not fit is said in words of JSON, not of Python."""

from datetime import time
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kizashi.misfit import placed


class Order(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(default="x", min_length=2, max_length=3)
    count: int = Field(default=1, ge=1, lt=9)
    colour: Literal["red", "blue"] = "red"
    lines: tuple[str, ...] = Field(default=("a",), min_length=1, max_length=2)
    notes: dict[str, str] = {}
    opens: time = time(9)
    wanted: bool = False

    @field_validator("wanted")
    @classmethod
    def _never(cls, value: bool) -> bool:
        if value:
            raise ValueError("cannot be wanted")
        return value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": 5}, "name must be text"),
        ({"name": "a"}, "name must have at least 2 characters"),
        ({"name": "abcd"}, "name may have at most 3 characters"),
        ({"count": "two"}, "count must be a whole number"),
        ({"count": 0}, "count must be at least 1"),
        ({"count": 9}, "count must be less than 9"),
        ({"colour": "grey"}, "colour must be 'red' or 'blue'"),
        ({"lines": ()}, "lines must have at least 1 entries"),
        ({"lines": 3}, "lines must be a list"),
        ({"lines": ("a", 3)}, "lines.1 must be text"),
        ({"notes": 3}, "notes must be an object"),
        ({"opens": []}, "opens must be a time of day such as 21:00"),
        ({"more": 1}, "more is not a key that is known here"),
        ({"wanted": True}, "wanted does not fit (cannot be wanted)"),
        (3, "the order must be an object"),
    ],
)
def test_a_misfit_is_said_in_plain_words(given: Any, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Order.model_validate(given)
    assert placed(caught.value.errors()[0], "the order") == words
