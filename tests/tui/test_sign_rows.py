"""A sign without words stands in the conversation, with what was read and why nothing is said."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from rich.cells import cell_len

from kizashi import events as e
from kizashi.ids import ConversationId, ReadingId, Seq, TurnId
from kizashi.language import Bilingual, Language
from kizashi.protocol import EventFrame
from kizashi.sign import SignKind, SignSeen
from kizashi.step import Step, StepKind
from tests.tui.scene import reading_of
from tui.sign_rows import sign_rows
from tui.threads import Thread, thread_with
from tui.words import Words

NIGHT = datetime(2026, 7, 1, 16, 40, tzinfo=UTC)
WAIT = Step(
    kind=StepKind.WAIT,
    text="",
    language=Language.JA,
    reason=Bilingual(ja="言葉がまだないので、待ちます。", en="Waiting is best."),
)
HAPPENED: tuple[e.Event, ...] = (
    SignSeen(because=(SignKind.FORM_LEFT, SignKind.LATE), strength=0.7),
    e.ReadingMade(
        id=ReadingId("rdg"),
        turn=TurnId("trn"),
        message=None,
        covers=Seq(1),
        reading=reading_of("不安", 90, {"fear_failure": (0.7, "不安")}),
    ),
    e.TurnFinished(turn=TurnId("trn"), covers=Seq(1), outcome="waited", step=WAIT),
)


def thread_after(count: int) -> Thread:
    thread = Thread(head=Seq(0))
    for place, event in enumerate(HAPPENED[:count], 1):
        frame = EventFrame(
            seq=Seq(place),
            at=NIGHT,
            conversation=ConversationId("con"),
            body=event.model_dump(mode="json"),
        )
        thread = thread_with(thread, frame)
    return thread


def shown(count: int, language: Language = Language.JA, width: int = 60) -> str:
    (sign,) = thread_after(count).signs
    rows = sign_rows(sign, Words(language, ZoneInfo("Asia/Tokyo")), width)
    return "\n".join("".join(piece.text for piece in row) for row in rows)


def test_the_owner_sees_what_was_seen_what_was_read_and_why_nothing_is_said() -> None:
    said = shown(3)

    assert "フォームを送らずに閉じた" in said
    assert "深夜" in said
    assert "01:40" in said
    assert "90°C" in said
    assert "言葉がまだないので、待ちます。" in said


def test_in_english_it_says_the_same() -> None:
    said = shown(3, Language.EN)

    assert "closed a form unsent" in said
    assert "Waiting is best." in said


def test_until_it_is_read_it_says_that_it_is_being_read() -> None:
    assert "読み取っています" in shown(1)


@pytest.mark.parametrize("width", [20, 34, 80])
def test_no_row_is_wider_than_the_pane(width: int) -> None:
    assert all(cell_len(row) <= width for row in shown(3, width=width).splitlines())


def test_the_turn_of_a_message_changes_no_sign() -> None:
    thread = thread_after(1)
    other = e.TurnFinished(turn=TurnId("t"), covers=Seq(9), outcome="sent")
    frame = EventFrame(seq=Seq(10), at=NIGHT, body=other.model_dump(mode="json"))

    assert thread_with(thread, frame).signs == thread.signs
