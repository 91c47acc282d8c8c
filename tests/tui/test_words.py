"""Words for the owner: labels and never ids, in both languages."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizashi.autonomy import Autonomy
from kizashi.draft import Draft, DraftStatus
from kizashi.language import Language
from kizashi.naming import sign_of
from kizashi.parts import ProductCard, QuickReply, SlotCard
from kizashi.reading import MicroIntent, Phase, Stall
from kizashi.texts import keys
from kizashi.verdict import Decision, Severity, Verdict
from tests.tui.scene import NOON, TOKYO, draft_of
from tests.tui.server import SmallServer
from tui.actions import ACTIONS, BY_ID, Situation, pressed
from tui.diff import changes, diff_rows
from tui.drafts import Progress, draft_blocks
from tui.margin import reading_line, reading_rows
from tui.needs import Need
from tui.rows import Row, plain
from tui.words import Words

JA, EN = Words(Language.JA, TOKYO), Words(Language.EN, TOKYO)


@pytest.mark.parametrize("words", [JA, EN])
def test_every_action_has_a_name_and_a_help(words: Words) -> None:
    for action in ACTIONS:
        assert words.say(f"action.{action.id}.name")
        assert words.say(f"action.{action.id}.help")


def test_no_two_actions_share_a_key() -> None:
    every = [key for action in ACTIONS for key in pressed(action)]
    assert len(every) == len(set(every))


def test_a_letter_counts_in_its_full_width_form_too() -> None:
    assert "ａ" in pressed(BY_ID["approve"])


@pytest.mark.parametrize("words", [JA, EN])
def test_every_reason_why_not_has_words(words: Words) -> None:
    for action in ACTIONS:
        for situation in (
            Situation(),
            Situation(conversation=True, mode="owner", draft="overtaken"),
            Situation(conversation=True, mode="agents", draft="decided"),
            Situation(conversation=True, draft="open", sending=True),
        ):
            why = action.refusal(situation)
            assert why is None or words.say(why)


def test_decisions_are_possible_only_on_an_open_draft() -> None:
    for name in ("approve", "edit", "reject"):
        refusal = BY_ID[name].refusal
        assert refusal(Situation(conversation=True, draft="open")) is None
        assert refusal(Situation(conversation=True, draft="overtaken")) == "why.overtaken"
        assert refusal(Situation(conversation=True, draft="decided")) == "why.decided"
        assert refusal(Situation(conversation=True)) == "why.no_draft"


def test_the_labels_the_screen_builds_all_exist() -> None:
    wanted = {f"coach.need.{need.name.lower()}" for need in Need}
    wanted |= {f"vocabulary.autonomy.{one.value}" for one in Autonomy}
    wanted |= {f"coach.news.autonomy.{one.value}" for one in Autonomy}
    wanted |= {f"vocabulary.status.{one.value}" for one in DraftStatus}
    wanted |= {f"vocabulary.decision.{one.value}" for one in Decision}
    wanted |= {f"vocabulary.severity.{one.value}" for one in Severity}
    wanted |= {f"vocabulary.phase.{one.id}" for one in Phase}
    wanted |= {f"vocabulary.stall.{one.value}" for one in Stall}
    wanted |= {f"vocabulary.intent.{one.value}" for one in MicroIntent}
    for reason in ("token", "protocol", "not_kizashi", "role"):
        wanted |= {f"coach.refused.{reason}.{part}" for part in ("title", "text", "remedy")}
    for language in Language:
        assert wanted <= keys(language)


def test_the_quiet_line_speaks_labels_and_the_opened_one_adds_ids(server: SmallServer) -> None:
    reading = server.view("con_sato").reading
    assert reading is not None
    quiet = plain(reading_line(reading, JA, 60))
    assert "88°C" in quiet and "価格の懸念" in quiet and "停滞: 価格" in quiet
    assert "price_concern" not in quiet
    opened = plain(reading_rows(reading, JA, 60))
    assert "価格の懸念 92%  price_concern" in opened
    assert "「思ったより高くて」" in opened


def draft_rows(draft: Draft, words: Words, width: int) -> list[Row]:
    """Every row of a draft that can be decided."""
    blocks = draft_blocks(draft, "open", Progress(), words, width)
    return [row for block in blocks for row in block.rows or ()]


def test_a_draft_shows_all_that_is_needed_to_decide(server: SmallServer) -> None:
    draft = server.drafts["dft_sato"]
    rows = draft_rows(draft, JA, 60)
    shown = plain(rows).replace("\n", "")
    for part in (
        "高くて迷っています",
        "一日体験",
        "返金にふれています",
        "annual-plan.ja.md",
        "手数料",
    ):
        assert part in shown
    marked = [piece.text for row in rows for piece in row if piece.tone == "mark"]
    assert "".join(marked) == "返金いたします"
    english = plain(draft_rows(draft, EN, 80))
    assert "leaves out the fee" in english


def test_an_unknown_reason_shows_the_verdict_instead() -> None:
    verdict = Verdict(decision=Decision.HOLD)
    assert JA.held_because("held.of.the.future", verdict) == "見直し役の判断: 確認を待つ"


def test_marks_stay_on_their_words_when_control_characters_are_made_visible(
    server: SmallServer,
) -> None:
    draft = draft_of(
        server,
        "con_sato",
        "\u202e返金\x1bは必ず返金します",
        finding=("promises.refund", Severity.BLOCK, "必ず返金", "約束です", "a promise"),
    )
    rows = draft_rows(draft, JA, 60)
    marked = [piece.text for row in rows for piece in row if piece.tone == "mark_hard"]
    assert marked == ["必ず返金"]


def test_who_decided_is_told_in_words() -> None:
    assert JA.by("owner", own=True) == "あなた"
    assert JA.by("owner", own=False) == "別の画面のオーナー"
    assert JA.by("レジ", own=False) == "連携「レジ」"


def test_times_are_told_where_the_owner_is() -> None:
    assert JA.clock(NOON) == "12:00"
    assert JA.day(NOON, NOON) == "今日"
    assert JA.day(NOON - timedelta(hours=13), NOON) == "昨日"
    assert JA.day(NOON - timedelta(days=3), NOON) == "11月18日（水）"
    assert EN.day(NOON - timedelta(days=400), NOON) == "Fri 17 Oct 2025"
    assert JA.wait(NOON - timedelta(minutes=9, seconds=59), NOON) == "9分"
    assert JA.wait(NOON + timedelta(minutes=1), NOON) == "今"


def test_people_without_a_name_get_a_steady_one(server: SmallServer) -> None:
    view = server.view("con_guest")
    assert JA.name(view) == f"お客様 {sign_of(view.person)}"
    assert JA.name(view.model_copy(update={"name": "森"})) == "森さん"
    assert JA.name(view.model_copy(update={"name": "森さま"})) == "森さま"
    assert EN.name(view.model_copy(update={"name": "A\x1b[2J"})) == "A␛[2J"


def test_a_behaviour_of_the_sites_own_is_shown_by_its_name() -> None:
    assert JA.behaviour("dwell") == "同じページで立ち止まっています"
    assert JA.behaviour("spin_wheel") == "行動: spin_wheel"
    assert JA.behaviour("other") == "行動: other"


texts = st.text(alphabet="あいう漢字 abc。\n", max_size=40)


@given(texts, texts)
def test_changes_tell_both_texts(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(c.text for c in found if c.kind != "added") == before
    assert "".join(c.text for c in found if c.kind != "removed") == after


def test_changes_can_be_read_without_colour() -> None:
    shown = plain(diff_rows(changes("料金は高いです。", "料金は安いです。"), 60))
    assert shown == "料金は[-高-]{+安+}いです。"


def test_long_texts_are_compared_by_line() -> None:
    before = "".join(f"{number}行目です。\n" for number in range(1_000))
    found = changes(before, before.replace("500行目", "五百行目"))
    assert [change.text for change in found if change.kind == "added"] == ["五百行目です。\n"]


def test_the_cards_that_go_with_a_draft_stand_beside_its_words(server: SmallServer) -> None:
    draft = server.drafts["dft_sato"]
    card = ProductCard(title="電動ろくろ", price="5,800円")
    slot = SlotCard(title="手びねり", begins=datetime.fromisoformat("2026-12-05T12:30+09:00"))
    step = draft.step.model_copy(update={"parts": (card, slot, QuickReply(label="料金について"))})
    rows = plain(draft_rows(draft.model_copy(update={"step": step}), JA, 60))
    assert "- 電動ろくろ  5,800円" in rows
    assert "- 手びねり  2026-12-05 12:30" in rows
    assert "- [料金について]" in rows
