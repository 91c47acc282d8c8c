"""Frames as they come over the websocket: what was read of one, and what an error means."""

import json

from pydantic import ValidationError

from kizashi.protocol import SERVER_FRAME, ErrorFrame, ServerFrame
from tui.line_errors import LostError, RefusedError


def read(raw: str | bytes) -> ServerFrame | None:
    """The frame; `None` when this version does not know it. Raises `RefusedError` for an event
    that cannot be read: passing over it would show a state that never was."""
    try:
        return SERVER_FRAME.validate_json(raw)
    except ValidationError:
        if _is_event(raw):
            raise RefusedError("protocol") from None
        return None


def after_error(frame: ErrorFrame) -> Exception:
    """What a fatal error of the server means for the line."""
    family = frame.code.partition(".")[0]
    if family in ("auth", "hello"):
        return RefusedError("token", frame.message)
    if family == "protocol":
        return RefusedError("protocol", frame.message)
    return LostError(frame.code)


def _is_event(raw: str | bytes) -> bool:
    try:
        frame = json.loads(raw)
    except ValueError:
        return False
    return isinstance(frame, dict) and bool(frame.get("type") == "event")
