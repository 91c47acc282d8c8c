"""Reading what a client sent as a frame, and saying as a frame what was wrong with it."""

import json
from typing import Any

from pydantic import ValidationError

from kizashi import protocol as p
from kizashi.errors import BadInput, KizashiError, TooMany
from kizashi.misfit import placed


class BadFrame(BadInput):
    """A frame that does not fit; `request` is its id, when it has one that can be read."""

    def __init__(self, message: str, remedy: str, *, code: str, request: object = None) -> None:
        super().__init__(message, remedy, code=code)
        self.request = request if isinstance(request, str) and len(request) <= 80 else None


def parse_frame(text: str) -> p.ClientFrame:
    """A client's frame. Raises `BadInput` that says what does not fit."""
    try:
        content: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "The frame is not JSON.", "Send one JSON object in each message.", code="frame.json"
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("type"), str):
        raise BadInput(
            "A frame is a JSON object with a `type`.",
            "See the AsyncAPI document for the types.",
            code="frame.shape",
        )
    try:
        return p.CLIENT_FRAME.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "union_tag_invalid":
            raise BadFrame(
                "This type of frame is unknown.",
                "See the AsyncAPI document for the types.",
                code="frame.unknown",
                request=content.get("id"),
            ) from error
        raise BadFrame(
            f"{placed(first, 'the frame', skip=1)}.",
            "Correct the frame and send it again.",
            code="frame.field",
            request=content.get("id"),
        ) from error


def error_frame(error: KizashiError, request: str | None) -> p.ErrorFrame:
    """The frame that tells an error; `request` is the id of the frame that caused it."""
    return p.ErrorFrame(
        code=error.code,
        message=error.message,
        remedy=error.remedy,
        id=request or (error.request if isinstance(error, BadFrame) else None),
        retry_after=error.retry_after if isinstance(error, TooMany) else None,
    )
