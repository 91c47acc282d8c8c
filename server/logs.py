"""What the process writes about itself: lines for people or JSON lines for machines.

Never what an error says of the values it stumbled over: a database's error quotes the row. Of an
exception only its type and the places it came through are written.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal


def begin_logging(form: Literal["text", "json"], level: str) -> None:
    """Sends every log line of the process to standard error, in this form, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else Lines())
    handler.addFilter(_as_a_fault_of_theirs)
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def _as_a_fault_of_theirs(record: logging.LogRecord) -> bool:
    """Bytes of a client's that are no text are no error of ours: one quiet line without places."""
    if record.name == "uvicorn.error" and record.getMessage().startswith("Invalid UTF-8"):
        record.levelno, record.levelname = logging.INFO, "INFO"
        record.exc_info = None
    return record.levelno >= logging.getLogger().level


class JsonLines(logging.Formatter):
    """One JSON object a line: `at`, `level`, `logger`, `message`, and `error` with `places`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info is not None and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["places"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class Lines(logging.Formatter):
    """One line each, and one more for every place that an exception came through."""

    def format(self, record: logging.LogRecord) -> str:
        lines = [f"{_moment(record)} {record.levelname} {record.name}: {record.getMessage()}"]
        if record.exc_info is not None and record.exc_info[1] is not None:
            lines.append(f"  {type(record.exc_info[1]).__name__}")
            lines += [f"  at {place}" for place in _places(record.exc_info[1])]
        return "\n".join(lines)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _places(error: BaseException) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
