"""Making text that comes in harmless to every screen without changing what it says."""

import json
import re

from pydantic import TypeAdapter, ValidationError

from kizashi.errors import BadInput
from kizashi.parts import Parts

# C0 and C1 controls except tab and line feed; the bidirectional overrides and isolates that can
# make a line read differently from what it is (CVE-2021-42574); lone surrogates.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """The text with one kind of line end and without control characters."""
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned_values(value: object) -> object:
    """A JSON value with every text in it cleaned, names included."""
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [cleaned_values(one) for one in value]
    if isinstance(value, dict):
        return {cleaned(name): cleaned_values(one) for name, one in value.items()}
    return value


_PARTS: TypeAdapter[Parts] = TypeAdapter(Parts)


def cleaned_parts(parts: Parts) -> Parts:
    """The parts of a message with every text cleaned. Raises `BadInput` when nothing is left of
    one that is needed."""
    values = cleaned_values([part.model_dump(mode="json") for part in parts])
    try:
        return _PARTS.validate_json(json.dumps(values))
    except ValidationError as error:
        raise BadInput("A part has no words to show.", "Give each part a label.") from error
