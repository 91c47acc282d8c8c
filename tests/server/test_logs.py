"""Log lines say what failed and where, and nothing about anybody."""

import io
import json
import logging

import pytest

from server.logs import JsonLines, Lines, begin_logging


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


@pytest.mark.parametrize(("level", "said"), [("info", ["INFO"]), ("warning", [])])
def test_bytes_of_a_client_that_are_no_text_are_no_error_of_ours(
    level: str,
    said: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A server that another test ran in this process may have set its loggers up in its own way.
    for name in ("uvicorn", "uvicorn.error"):
        log = logging.getLogger(name)
        monkeypatch.setattr(log, "handlers", [])
        monkeypatch.setattr(log, "propagate", True)
        monkeypatch.setattr(log, "disabled", False)
        monkeypatch.setattr(log, "level", logging.NOTSET)
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    try:
        begin_logging("text", level)
        try:
            b"\xff".decode()
        except UnicodeDecodeError:
            logging.getLogger("uvicorn.error").exception("Invalid UTF-8 sequence received.")
        lines = capsys.readouterr().err.splitlines()
    finally:
        root.setLevel(before[0])
        root.handlers[:] = before[1]
    assert [line.split()[1] for line in lines] == said
