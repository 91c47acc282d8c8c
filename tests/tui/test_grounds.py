"""What something rests on can be seen: why a text went out, memories, files, and fairness."""

import re
from pathlib import Path

import pytest

from kizashi.language import Language
from kizashi.parts import FileCard, QuickReply
from kizashi.recollection import Hit
from tests.tui.conftest import seated
from tests.tui.scene import NOON, TOKYO
from tests.tui.server import SmallServer
from tests.tui.whys import WHY
from tui.fairness_data import FairnessReport
from tui.fairness_rows import fairness_rows
from tui.opening import opener, put, safe_name
from tui.part_rows import part_rows, size_of
from tui.rows import plain, width_of
from tui.why_rows import why_blocks
from tui.words import Words

JA, EN = Words(Language.JA, TOKYO), Words(Language.EN, TOKYO)


@pytest.mark.parametrize("width", [38, 80])
def test_why_tells_the_story_and_whether_the_record_is_as_it_was_written(width: int) -> None:
    blocks = why_blocks(WHY, JA, NOON, width)
    rows = [row for block in blocks for row in block.rows or ()]
    told = plain(rows).replace("\n", "")
    assert "どのルールにも当たりませんでした" in told
    assert "✓ そのまま #2" in told
    assert "✗ 書き換え #7" in told
    assert [block.key for block in blocks if block.selectable] == ["msg_2"]


async def test_a_remembered_line_opens_the_message_it_was_said_in(server: SmallServer) -> None:
    said = server.talks["con_mori"].messages[0]
    hit = Hit(
        id="mem_1",
        text=said["text"],
        speaker="customer",
        at="2026-05-08T10:00:00",
        reference=said["id"],
        score=0.9,
        source="conversation:con_mori",
    )
    draft = server.drafts["dft_sato"].model_copy(update={"remembered": (hit,)})
    server.drafts["dft_sato"] = draft
    async with seated(server, (150, 60)) as seat:
        await seat.press("3", "down", "enter")
        await seat.until(lambda: seat.coach.selected == "con_mori")
        await seat.until(lambda: seat.coach.seat.part == "conversation")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("割れた器.png", "割れた器.png"),
        (".profile", "profile"),
        ("a\x1b[31m\u202egnp.exe", "a[31mgnp.exe"),
        ("", "file"),
    ],
)
def test_a_customers_file_gets_a_name_that_does_no_harm(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_file_takes_no_other_files_place(tmp_path: Path) -> None:
    first, second = put(tmp_path, "器.png", b"1"), put(tmp_path, "器.png", b"2")
    assert (first.name, second.name) == ("器.png", "器 (2).png")
    assert first.read_bytes() == b"1"


def test_without_a_window_nothing_is_opened() -> None:
    assert opener("linux", {}) is None
    assert opener("linux", {"DISPLAY": ":0"}) == ("xdg-open",)


def test_what_a_message_carries_is_shown_beside_it() -> None:
    card = FileCard(
        id="fil_1", name="器.png", media_type="image/png", size=1_234_567, width=64, height=48
    )
    shown = plain(part_rows((card, QuickReply(label="ほかの日")), JA, 60))
    assert "ファイル 器.png (1.2 MB, 64×48)" in shown
    assert "[ほかの日]" in shown


@pytest.mark.parametrize(("size", "said"), [(12, "12 B"), (140_000, "140 KB"), (2e10, "20 GB")])
def test_sizes_are_said_as_people_say_them(size: int, said: str) -> None:
    assert size_of(int(size)) == said


REPORT = FairnessReport.model_validate(
    {
        "days": 90,
        "questions": [
            {
                "by": "language",
                "outcome": "answered_at_once",
                "groups": [
                    {"group": "en", "share": {"count": 2, "people": 40}, "interval": [0.01, 0.17]},
                    {"group": "ja", "share": {"count": 30, "people": 60}, "interval": [0.38, 0.62]},
                ],
                "compared": [
                    {
                        "group": "en",
                        "reference": "ja",
                        "share": {"count": 2, "people": 40},
                        "reference_share": {"count": 30, "people": 60},
                        "difference": -0.45,
                        "difference_interval": [-0.58, -0.28],
                        "ratio": 0.1,
                        "ratio_interval": [0.03, 0.4],
                        "p": 0.0001,
                        "below_four_fifths": True,
                        "saying": "differs",
                    }
                ],
            }
        ],
    }
)


@pytest.mark.parametrize("words", [JA, EN])
@pytest.mark.parametrize("width", [38, 79, 149])
def test_a_group_that_fares_differently_is_named_within_the_page(words: Words, width: int) -> None:
    rows = fairness_rows(REPORT, words, width)
    assert any(piece.tone == "alarm" for row in rows for piece in row)
    assert max(width_of(row) for row in rows) <= width
    named = "英語" if words is JA else "English"
    assert named in plain(rows).replace("\n", "")
    assert not re.search(r"\b(?:en|ja)\b", plain(rows))
