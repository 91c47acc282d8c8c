"""Log lines say what failed and where, and nothing about anybody."""

import io
import json
import logging

import pytest

from server.logs import JsonLines, Lines


def logged(formatter: logging.Formatter) -> str:
    """What is written of a failure whose message quotes what a customer wrote."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    log = logging.Logger("test")
    log.addHandler(handler)
    try:
        raise ValueError("aki@example.jp: 住所は…")
    except ValueError:
        log.error("%s failed", "outbox", exc_info=True)
    return out.getvalue()


def test_a_json_line_holds_one_event_whole() -> None:
    [line] = logged(JsonLines()).splitlines()
    found = json.loads(line)
    assert (found["level"], found["logger"], found["message"]) == ("error", "test", "outbox failed")
    assert found["error"] == "ValueError"
    assert found["places"][-1].endswith("logged")


@pytest.mark.parametrize("formatter", [JsonLines(), Lines()])
def test_what_an_error_quotes_is_not_written(formatter: logging.Formatter) -> None:
    assert "aki@example.jp" not in logged(formatter)
