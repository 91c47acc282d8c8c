"""What an owner wrote for themselves stays out of what is learned, and the owner is told."""

import pytest

from kizashi.errors import BadInput
from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import ReadDocument, read_bytes


def read(text: str, name: str = "notes.md") -> ReadDocument:
    return read_bytes(text.encode(), DocumentId(name))


def words(document: ReadDocument) -> str:
    cells = " ".join(value for one in document.passages for _, value in one.fields)
    return " ".join(one.text for one in document.passages) + cells


@pytest.mark.parametrize("name", ["notes.md", "notes.txt"])
@pytest.mark.parametrize(
    "note",
    [
        "TODO: raise the price of the kit to 9000 in May",
        "TODO(hana): 9000 か確認する",
        "- [TODO] ask for 9000",
        "※社内メモ：常連さんは9000円でもよい。",
        "【スタッフ用】 9000円まで値引き可",
        "Internal: we can go down to 9000.",
        "Staff notes: 9000 is the lowest.",
        "旅行会社は9000円。お客さまには言わない。",
        "The lowest price is 9000. Do not tell customers.",
        "<!-- 9000 from May -->",
    ],
)
def test_notes_to_oneself_are_not_learned(name: str, note: str) -> None:
    document = read(f"We open at ten.\n\n{note}\n\nParking is free.\n", name)

    assert "9000" not in words(document)
    assert "We open at ten." in words(document)
    assert "Parking is free." in words(document)


def test_only_the_note_inside_a_sentence_is_left_out() -> None:
    document = read("The kit is ¥8,400 (TODO: ¥9,000 from May). It can be sent.")

    assert words(document) == "The kit is ¥8,400. It can be sent."


def test_a_note_that_goes_on_in_the_next_line_is_left_out_whole() -> None:
    document = read("Open daily.\n\nTODO: ask Hana whether the kits should really cost\n9000 yen\n")

    assert words(document) == "Open daily."


def test_a_section_of_internal_notes_is_left_out() -> None:
    document = read(
        "# Shop\nOpen daily.\n## 社内メモ\n仕入れは半額。\n### 詳細\n9000円\n## Cars\nFree."
    )

    assert "半額" not in words(document)
    assert "9000" not in words(document)
    assert "Free." in words(document)


def test_a_column_for_the_staff_is_left_out() -> None:
    document = read("name,price,社内メモ\nBike,1800,原価900\n", "list.csv")

    assert document.passages[0].fields == (("name", "Bike"), ("price", "1800"))


def test_the_owner_is_told_how_many_were_left_out() -> None:
    document = read("Open daily.\n\nTODO: one\n\nFIXME: two\n")

    assert [note.words.of(Language.EN) for note in document.notes] == [
        "Left out as notes to yourself (TODO, internal …): 2. Customers are never told them."
    ]


def test_a_file_of_nothing_but_notes_is_refused() -> None:
    with pytest.raises(BadInput, match="notes to yourself") as caught:
        read("TODO: write this page\n")

    assert caught.value.code == "document.private"


@pytest.mark.parametrize(
    "text",
    [
        "Internal dimensions: 60 cm.",
        "スタッフは4人です。",
        "Our staff only work here from Monday to Friday.",
        "お客さまには無料でお貸しします。",
        "メモ：予約は電話で。",
    ],
)
def test_what_only_sounds_internal_is_learned(text: str) -> None:
    assert words(read(text)) == text
