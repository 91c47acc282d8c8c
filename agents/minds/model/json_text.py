"""Finding the JSON object in what a model said: alone, in a code fence, or amid chatter."""

import json
from typing import Any

LONGEST = 20_000
TRIES = 50


def first_object(text: str) -> dict[str, Any] | None:
    """The first whole JSON object in the text, `None` when there is none."""
    decoder = json.JSONDecoder()
    text = text[:LONGEST]
    at = text.find("{")
    for _ in range(TRIES):
        if at == -1:
            break
        try:
            found, _ = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return found
        at = text.find("{", at + 1)
    return None
