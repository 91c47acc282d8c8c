"""Markdown and plain text become passages that can stand alone, in both languages."""

import pytest

from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import read_bytes, row_words


def passages(text: str, name: str = "shop.md"):
    return read_bytes(text.encode(), DocumentId(name)).passages


def texts(text: str, name: str = "shop.md"):
    return [passage.text for passage in passages(text, name)]


def test_prose_keeps_its_trail_of_headings_and_never_crosses_one():
    found = passages("# Shop\n\nWelcome.\n\n## Pets\n\nNo pets.\n\n### Dogs\n\nGuide dogs may.\n")

    assert [(p.heading, p.text) for p in found] == [
        (("Shop",), "Welcome."),
        (("Shop", "Pets"), "No pets."),
        (("Shop", "Pets", "Dogs"), "Guide dogs may."),
    ]
    assert [p.position for p in found] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("### 予約は必要ですか？\nはい、前日までに。", "a.md"),
        ("**Q. 予約は必要ですか？**\nA. はい、前日までに。", "a.md"),
        ("**予約は必要ですか？**\n\nはい、前日までに。", "a.md"),
        ("Q1. 予約は必要ですか？\nA1. はい、前日までに。", "a.txt"),
        ("【Q】予約は必要ですか？【A】はい、前日までに。", "a.txt"),
        ("「Q」予約は必要ですか？\n「A」はい、前日までに。", "a.md"),
        ("質問：予約は必要ですか？\n回答：はい、前日までに。", "a.txt"),
        ("- **Q:** 予約は必要ですか？\n  **A:** はい、前日までに。", "a.md"),
        ("Q　予約は必要ですか？\nA　はい、前日までに。", "a.txt"),
        ("| 質問 | 回答 |\n|---|---|\n| 予約は必要ですか？ | はい、前日までに。 |", "a.md"),
        ("質問,回答\n予約は必要ですか？,はい、前日までに。", "a.csv"),
    ],
)
def test_a_question_and_its_answer_are_one_passage(text, name):
    [found] = passages(text, name)

    assert found.kind == "question_answer"
    assert found.text == "予約は必要ですか？\nはい、前日までに。"
    assert found.language is Language.JA


@pytest.mark.parametrize(
    "text",
    [
        "**Q. 何分ですか？** 30分です。\n**Q. 予約は？** 要りません。\n"
        "**Q. Do you take it?** Yes.\n",
        "Q. 何分ですか？ 30分です。\nQ. 予約は？ 要りません。\nQ. Do you take it? Yes.\n",
        "- Q: 何分ですか？　30分です。\n- Q: 予約は？　要りません。\n- Q: Do you take it? Yes.\n",
    ],
)
def test_each_line_of_a_faq_may_hold_a_question_and_its_answer(text):
    assert [(p.kind, p.text) for p in passages(text)] == [
        ("question_answer", "何分ですか？\n30分です。"),
        ("question_answer", "予約は？\n要りません。"),
        ("question_answer", "Do you take it?\nYes."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**何分ですか？** 30分です。\n**予約は？** 要りません。\n",
        "- **何分ですか？** 30分です。\n- **予約は？** 要りません。\n",
        "1. 何分ですか？ 30分です。\n2. 予約は？ 要りません。\n",
    ],
)
def test_questions_of_a_list_stand_alone(text):
    assert [(p.kind, p.text) for p in passages(text)] == [
        ("question_answer", "何分ですか？\n30分です。"),
        ("question_answer", "予約は？\n要りません。"),
    ]


def test_lines_that_begin_in_bold_stay_lines():
    text = "**Hours:** nine to five\n**Pets:** small dogs may\ncome in.\n"

    assert texts(text) == ["Hours: nine to five\nPets: small dogs may come in."]


def test_questions_of_a_faq_do_not_swallow_what_follows():
    found = passages("**Do you rent helmets?** Yes.\n\n**Late?** £5.\n\nWe wish you a good ride.\n")

    assert [(p.kind, p.text) for p in found] == [
        ("question_answer", "Do you rent helmets?\nYes."),
        ("question_answer", "Late?\n£5."),
        ("prose", "We wish you a good ride."),
    ]


def test_an_english_article_is_no_answer_mark():
    [found] = passages("A workshop takes two hours.\nA member pays less.\n")

    assert found.kind == "prose"


def test_a_long_answer_repeats_its_question():
    answer = " ".join(f"Sentence number {number} tells one more thing." for number in range(60))

    found = passages(f"## What is included?\n\n{answer}\n")

    assert len(found) > 1
    assert all(p.text.startswith("What is included?\n") for p in found)
    assert (
        " ".join(p.text.removeprefix("What is included?\n") for p in found).replace("\n", " ")
        == answer
    )


def test_a_list_keeps_the_line_that_introduces_it():
    [found] = passages(
        "You may choose one of these:\n\n1. a refund\n2. a new piece\n   - any shape\n"
    )

    assert found.kind == "list"
    assert found.text == (
        "You may choose one of these:\n1. a refund\n2. a new piece\n  - any shape"
    )


def test_table_rows_carry_their_cells_and_a_small_table_stays_whole():
    found = passages("## 料金\n\n| 品 | 料金 |\n|---|---|\n| 湯のみ | 3,300円 |\n| 皿 | – |\n")

    whole, cup, plate = found
    assert whole.kind == "table"
    assert "湯のみ" in whole.text
    assert "皿" in whole.text
    assert cup.fields == (("品", "湯のみ"), ("料金", "3,300円"))
    assert cup.text == "湯のみ — 料金：3,300円"
    assert cup.heading == ("料金",)
    assert plate.fields == (("品", "皿"),)


def test_a_row_in_both_languages_reads_in_either():
    row = passages("name_ja,name_en,price_yen\n湯のみ,Tea cup,3300\n", "goods.csv")[-1]

    assert row.language is None
    assert row.text == "湯のみ / Tea cup — price yen: 3300"
    assert row_words(row.fields, Language.EN) == "Tea cup — price yen: 3300"
    assert row_words(row.fields, Language.JA) == "湯のみ — price yen：3300"


def test_what_is_crossed_out_or_commented_out_is_not_said():
    assert texts("Now ~~£15~~ £18 a day. <!-- ask Tom -->\n") == ["Now £18 a day."]


def test_dated_notes_stay_as_they_are():
    found = passages("# Note of 2019\n\nPrices were 2,000 yen *then*.\n")

    assert [(p.heading, p.text) for p in found] == [
        (("Note of 2019",), "Prices were 2,000 yen then.")
    ]


def test_links_show_where_they_lead():
    assert texts("Book [here](https://example.jp/book) or by [mail](mailto:a@b.example).") == [
        "Book here (https://example.jp/book) or by mail."
    ]


def test_paragraphs_in_two_languages_are_two_passages():
    found = passages(
        "水曜日は定休日です。お電話もお休みです。\n\nWe are closed on Wednesdays, sorry.\n"
    )

    assert [p.language for p in found] == [Language.JA, Language.EN]


def test_long_prose_is_cut_between_sentences():
    japanese = "".join(
        f"これは{number}番目の文で、工房の約束ごとを説明しています。" for number in range(40)
    )

    found = texts(japanese)

    assert "".join(found) == japanese
    assert all(text.endswith("。") for text in found)
    assert all(80 <= len(text) <= 260 for text in found)


def test_plain_text_has_headings_lists_and_wrapped_lines():
    found = passages(
        "営業のご案内\n\n■ 料金\n・大人 3,300円\n・子ども 1,650円\n\nOPENING HOURS\n"
        "We open at nine on every day of the week from spring to autumn, and we\n"
        "close at six, or when the last guest has left the house and the stove is\n"
        "cold.\n",
        "guide.txt",
    )

    assert [(p.heading, p.kind, p.text) for p in found] == [
        (("営業のご案内", "料金"), "list", "- 大人 3,300円\n- 子ども 1,650円"),
        (
            ("営業のご案内", "OPENING HOURS"),
            "prose",
            "We open at nine on every day of the week from spring to autumn, and we close at six, "
            "or when the last guest has left the house and the stove is cold.",
        ),
    ]


def test_an_id_follows_the_words_and_not_the_place():
    before = passages("# A\n\nFirst.\n\n# B\n\nSecond.\n")
    after = passages("# New\n\nNews.\n\n# A\n\nFirst.\n\n# B\n\nSecond, changed.\n")

    assert before[0].id == after[1].id
    assert before[1].id != after[2].id


def test_equal_passages_have_ids_of_their_own():
    found = passages("# A\n\nSame.\n\n# A\n\nSame.\n")

    assert len({p.id for p in found}) == 2


def test_ids_of_two_documents_never_meet():
    assert passages("Same.", "a.md")[0].id != passages("Same.", "b.md")[0].id


def test_numbered_titles_of_a_plain_notice_are_headings():
    found = passages("１．ご予約\n電話でどうぞ。\n２．取り消し\n前日まで無料です。\n", "notice.md")

    assert [(p.heading, p.text) for p in found] == [
        (("１．ご予約",), "電話でどうぞ。"),
        (("２．取り消し",), "前日まで無料です。"),
    ]


def test_signs_of_japanese_notices_are_headings_in_markdown_too():
    found = passages(
        "【ゆずり葉院】\n\n■診療時間\n　平日　９時〜１８時\n　休診　水曜\n", "notice.md"
    )

    assert [(p.heading, p.text) for p in found] == [
        (("ゆずり葉院", "診療時間"), "平日　９時〜１８時\n休診　水曜"),
    ]


def test_long_items_of_a_list_stand_alone_and_short_ones_together():
    long = "A rule that needs some words to say " + "what it wants from everybody " * 4 + "here."

    found = texts(f"- short one\n- short two\n- {long}\n- {long} Again.\n")

    assert found == ["- short one\n- short two", f"- {long}", f"- {long} Again."]


def test_a_question_above_its_answer_needs_no_mark():
    found = passages("nobody home?\n  We try the neighbours. Second trip is £5.\n", "faq.txt")

    assert [(p.kind, p.text) for p in found] == [
        ("question_answer", "nobody home?\nWe try the neighbours. Second trip is £5.")
    ]


def test_a_bold_beginning_is_the_small_heading_of_its_paragraph_alone():
    found = passages("# Gym\n\n**When** Weekdays from seven.\n\nWe are near the river.\n")

    assert [(p.heading, p.text) for p in found] == [
        (("Gym", "When"), "Weekdays from seven."),
        (("Gym",), "We are near the river."),
    ]


def test_a_bold_word_of_a_sentence_is_no_heading():
    [one] = passages("**全額**お返しします。")
    [other] = passages("**Lost keys** are kept for two weeks.")

    assert (one.heading, one.text) == ((), "全額お返しします。")
    assert (other.heading, other.text) == ((), "Lost keys are kept for two weeks.")


def test_a_name_in_bold_stays_in_what_is_said_of_it():
    [found] = passages("**美香** — ヨガ歴20年、もと保育士。")

    assert found.heading == ("美香",)
    assert found.text == "美香 — ヨガ歴20年、もと保育士。"


def test_a_short_line_above_lines_set_in_is_what_they_are_about():
    found = passages("payment\n  Card and cash.\n\ndogs\n  yes, on a lead.\n", "counter.txt")

    assert [(p.heading, p.text) for p in found] == [
        (("payment",), "Card and cash."),
        (("dogs",), "yes, on a lead."),
    ]


def test_a_line_in_capitals_is_a_heading_with_its_remark_in_brackets():
    text = "FUNERALS\nWreath from 95.\n\nWORKSHOPS (upstairs; no lift)\nIkebana, third Saturday.\n"

    assert [(p.heading, p.text) for p in passages(text, "prices.txt")] == [
        (("FUNERALS",), "Wreath from 95."),
        (("WORKSHOPS (upstairs; no lift)",), "Ikebana, third Saturday."),
    ]
