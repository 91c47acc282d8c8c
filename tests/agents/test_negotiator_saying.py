"""Documents in the words of a reply: polite Japanese, rows as sentences, money and dates."""

import pytest

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.cells import Role, row_of
from agents.minds.negotiator.money import prevailing
from agents.minds.negotiator.question import questions
from agents.minds.negotiator.saying import in_language, said
from agents.minds.negotiator.statements import statements
from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.language import Language

CLASS = (
    ("id", "W-01"),
    ("name_ja", "はじめての電動ろくろ"),
    ("name_en", "First Time at the Wheel"),
    ("price_yen", "5800"),
    ("unit", "person"),
    ("duration_minutes", "90"),
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("停められます（無料）。", "停められます（無料）。"),
        ("常温で4日もつ", "常温で4日もちます。"),
        ("店では使わない", "店では使いません。"),
        ("取材は事前に連絡をもらう", "取材は事前に連絡をもらいます。"),
        ("6台まで停められる（無料）", "6台まで停められます（無料）。"),
        ("1時間£6（1時間未満も1時間）", "1時間£6です（1時間未満も1時間）。"),
        ("年末年始休み。", "年末年始休みです。"),
        ("段差は入口に一つ（4cm）", "段差は入口に一つです（4cm）。"),
        ("最新でなくてもだいじょうぶ", "最新でなくてもだいじょうぶです。"),
    ],
)
def test_plain_japanese_becomes_polite(written: str, said: str) -> None:
    assert compose_ja.polite(written) == said


def test_what_cannot_be_made_polite_is_quoted() -> None:
    assert compose_ja.stated("ご遠慮を") == "「ご遠慮を」とあります。"


def test_a_price_row_is_said_in_both_languages() -> None:
    row = row_of(CLASS)
    assert row is not None
    cells = [cell for cell in row.cells if cell.role in {Role.PRICE, Role.DURATION}]
    assert compose_ja.row(row, cells, "", ()) == "はじめての電動ろくろはお一人5,800円、90分です。"
    expected = "First Time at the Wheel is ¥5,800 per person and 90 minutes."
    assert compose_en.row(row, cells, "", ()) == expected


def test_a_column_named_by_a_span_of_time_is_a_price() -> None:
    row = row_of((("Bike", "Gannet"), ("4 hrs", "£26"), ("day", "£40"), ("deposit", "£150")))
    assert row is not None
    assert [cell.role for cell in row.cells] == [Role.PRICE] * 3


def test_dates_are_written_as_the_reader_writes_them() -> None:
    assert compose_ja.dates("2026-12-28〜2027-01-06") == "2026年12月28日〜2027年1月6日"
    assert compose_en.dates("2026-12-03") == "3 December 2026"


def test_yen_is_written_as_the_reader_writes_it() -> None:
    row = row_of((("品名", "食パン"), ("English name", "Loaf"), ("税込価格", "420円")))
    assert row is not None
    assert compose_en.row(row, row.cells, "", ()) == "Loaf is ¥420."
    assert compose_ja.row(row, row.cells, "", ()) == "食パンは420円です。"


def passage(text: str, kind: str = "prose") -> Passage:
    return Passage.model_validate(
        {"id": PassageId("p"), "document": DocumentId("d.md"), "text": text, "kind": kind}
    )


def test_a_price_that_only_the_other_language_tells_is_told() -> None:
    line = "クロスバイク: 1日 2,200円 / half-day (4h) 1,400円"
    assert in_language(line, Language.JA) == line
    assert in_language(line, Language.EN) == line
    both = "1日 2,200円です。 A day is 2,200 yen."
    assert in_language(both, Language.JA) == "1日 2,200円です。"
    assert in_language(both, Language.EN) == "A day is 2,200 yen."


def test_a_list_item_stays_whole() -> None:
    (item,) = statements(passage("- There is one step. We put out a ramp.", "list"))
    assert item.text == "There is one step. We put out a ramp."


def test_a_line_of_a_table_becomes_a_row_again() -> None:
    first, _ = statements(passage("- Asia — Postage: ¥3,200\n- Europe — Postage: ¥4,600", "table"))
    assert first.row is not None
    assert first.row.name.values[0][1] == "Asia"


def test_a_bare_yes_is_no_statement() -> None:
    (answer,) = statements(
        passage("予約できますか？\nはい。\n前日までにどうぞ。", "question_answer")
    )
    assert answer.text == "前日までにどうぞ。"


def test_an_old_price_is_known_to_be_old() -> None:
    (note,) = statements(passage("旧価格: あんぱんは240円だった"))
    assert note.stale


def test_a_question_that_the_text_answers_itself_is_no_statement() -> None:
    text = "Changed your mind? Within 14 days you get everything back."
    [found] = statements(passage(text))

    assert found.text == "Within 14 days you get everything back."
    assert "Changed your mind?" in found.context


def test_a_header_is_said_without_the_sign_of_its_money() -> None:
    fields = (("品目", "寝袋"), ("通常 ¥", "900"), ("夏 ¥", "1200"))
    row = row_of(fields)
    assert row is not None

    assert compose_ja.row(row, row.cells, "", ()) == "寝袋は通常が900円、夏が1,200円です。"


def test_of_several_prices_the_word_for_a_price_names_none() -> None:
    fields = (("model", "iPad 9"), ("copy glass", "$169"), ("charge hole", "$125"))
    found = passage("iPad 9 / $169 / $125", "row").model_copy(update={"fields": fields})
    [question] = questions("iPad 9のglass割れはいくらで直りますか")

    fact = said(statements(found)[0], question, Language.JA)

    assert fact is not None
    assert "$169" in fact.text
    assert "$125" not in fact.text


def test_a_class_has_places_and_times_a_month() -> None:
    fields = (("class", "Piano 45"), ("回／月", "3"), ("月謝", "11550"), ("定員", "1"))
    found = passage("Piano 45 / 3 / 11550 / 1", "row").model_copy(update={"fields": fields})
    [question] = questions("Piano 45は月に何回ですか")

    fact = said(statements(found)[0], question, Language.JA)

    assert fact is not None
    assert "回／月が3" in fact.text
    assert "定員" not in fact.text


def test_a_unit_that_holds_a_figure_is_told() -> None:
    row = row_of((("item", "Hut"), ("price £", "60"), ("unit", "per hut, sleeps 4")))
    assert row is not None

    assert [cell.role for cell in row.cells] == [Role.PRICE, Role.OTHER]


def test_hours_are_no_time_of_day() -> None:
    assert compose_en.clock("出発9時、2時間半") == "出発9 o'clock、2時間半"


@pytest.mark.parametrize(
    ("header", "money", "japanese", "english"),
    [
        ("price_yen", "", "120,000円", "¥120,000"),
        ("料金", "", "120,000円", "¥120,000"),
        ("price", "¥", "120,000円", "¥120,000"),
        ("price", "£", "£120,000", "£120,000"),
        ("price", "", "120,000", "120,000"),
    ],
)
def test_a_bare_figure_is_said_as_money(
    header: str, money: str, japanese: str, english: str
) -> None:
    row = row_of((("name", "Kiln"), (header, "120000")), money)
    assert row is not None
    assert compose_ja.figure(row.cells[0]) == japanese
    assert compose_en.figure(row.cells[0]) == english


def test_amounts_in_sentences_get_their_separators_and_years_do_not() -> None:
    assert compose_ja.stated("2026年から20000円です。") == "2026年から20,000円です。"
    assert compose_en.stated("Since 2026 it is ¥20000.") == "Since 2026 it is ¥20,000."


def test_the_money_that_documents_speak_of_most_is_theirs() -> None:
    assert prevailing(["Fee: 300円", "¥1,200 each", "about $3"]) == "¥"
    assert prevailing(["open daily"]) == ""


def test_columns_named_by_a_measure_hold_prices() -> None:
    row = row_of((("銘柄", "白鷺"), ("Name", "Shirasagi"), ("種類", "純米"), ("720ml", "2200")))
    assert row is not None
    assert row.name.of(Language.EN) == "Shirasagi"
    assert row.name.of(Language.JA) == "白鷺"
    assert [cell.role for cell in row.cells] == [Role.CATEGORY, Role.PRICE]


def test_a_row_that_happens_on_a_date_is_told_with_it() -> None:
    row = row_of(
        (
            ("date", "2026-12-04"),
            ("start", "13:30"),
            ("end", "15:30"),
            ("title_ja", "たたらの大皿"),
            ("title_en", "Slab Platter"),
            ("places_left", "2"),
        )
    )
    assert row is not None
    left = [cell for cell in row.cells if cell.role is Role.PLACES_LEFT]
    assert compose_ja.row(row, left, "", ()) == (
        "2026年12月4日 13:30〜15:30のたたらの大皿は残り2名です。"
    )
    assert compose_en.row(row, left, "", ()) == (
        "Slab Platter on 4 December 2026, 13:30 to 15:30 has 2 places left."
    )
