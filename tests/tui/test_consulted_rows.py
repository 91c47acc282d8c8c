"""A draft tells which tools were asked, with what, and what came back or went wrong."""

import pytest

from kizashi.language import Language
from kizashi.tools import Consulted
from tui.consulted_rows import consulted_rows
from tui.rows import plain
from tui.words import Words

ASKED = Consulted(
    server="calendar",
    tool="free_slots",
    arguments={"day": "2026-07-15"},
    because="空き",
    ended="answered",
    excerpt="10:30と15:00が空いています。",
    seconds=0.42,
)


def shown(one: Consulted, language: Language = Language.JA) -> str:
    return plain(consulted_rows((one,), Words(language, None), 76))


def test_tool_question_answer_and_time_are_shown() -> None:
    text = shown(ASKED)
    for words in ("calendar / free_slots", "day: 2026-07-15", "0.4秒", "10:30と15:00"):
        assert words in text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("tool.timeout", "did not answer in time"),
        ("tool.attack", "tried to give instructions"),
        ("tool.of_a_newer_server", "broke off"),
    ],
)
def test_a_tool_that_gave_nothing_says_why(code: str, words: str) -> None:
    failed = ASKED.model_copy(update={"ended": code, "excerpt": ""})
    assert words in " ".join(shown(failed, Language.EN).split())


def test_what_a_tool_sends_cannot_steer_the_terminal() -> None:
    text = shown(ASKED.model_copy(update={"excerpt": "\x1b[2J在庫7"}))
    assert "\x1b" not in text
