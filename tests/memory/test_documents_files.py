"""CSV, PDF, encodings and folders: what people really save, and clear words when it is broken."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from kizashi.errors import BadInput
from kizashi.ids import DocumentId
from memory.documents import find_files, read_bytes, read_file


def read(raw: bytes, name: str):
    return read_bytes(raw, DocumentId(name))


def rows(raw: bytes, name: str = "list.csv"):
    return [p.fields for p in read(raw, name).passages if p.kind == "row"]


EXPECTED = (("品名", "湯のみ"), ("価格（税込）", "3300円"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_from_any_program(encoding, separator):
    table = f"品名{separator}価格（税込）\r\n湯のみ{separator}3300円\r\n"

    assert rows(table.encode(encoding)) == [EXPECTED]


def test_western_letters_of_old_programs():
    assert read("Café — £18 “only”".encode("cp1252"), "a.txt").passages[0].text == (
        "Café — £18 “only”"
    )


def test_title_rows_above_the_header_become_the_heading():
    found = read(b"Price list 2025,,\n,,\nname,price,notes\nBike,18,fast\n", "x.csv").passages

    assert [p.heading for p in found] == [("Price list 2025",)]
    assert found[0].fields == (("name", "Bike"), ("price", "18"), ("notes", "fast"))


def test_without_a_title_the_file_name_is_the_heading():
    found = read(b"day,open\nMonday,10:00\n", "shop/opening-hours.csv").passages

    assert found[0].heading == ("opening hours",)


def test_quoted_line_breaks_and_separators_stay_in_their_cell():
    assert rows(b'name,notes\n"City, red","one\ntwo"\n') == [
        (("name", "City, red"), ("notes", "one\ntwo"))
    ]


def test_short_rows_lack_their_last_cells():
    assert rows(b"name,price,stock\nBike,18\n") == [(("name", "Bike"), ("price", "18"))]


def test_an_amount_torn_apart_by_its_comma_is_mended_and_told():
    found = read(b"name,price,unit\nBike,1,500,day\nTandem,40,day\n", "x.csv")

    assert (("name", "Bike"), ("price", "1,500"), ("unit", "day")) in [
        p.fields for p in found.passages
    ]
    assert [note.line for note in found.notes] == [2]


def test_a_row_that_is_too_long_keeps_all_its_words():
    assert rows(b"name,notes\nBike,fast, red, new\n") == [
        (("name", "Bike"), ("notes", "fast, red, new"))
    ]


def test_a_remark_below_the_table_is_prose():
    found = read("品,価格,在庫\n皿,500円,3\n※価格は税込です,,\n".encode(), "x.csv").passages

    assert (found[-1].kind, found[-1].text) == ("prose", "※価格は税込です")


def test_an_open_quotation_mark_is_refused_with_its_line():
    with pytest.raises(BadInput) as refused:
        read(b'a,b\n1,2\n3,"x\n4,y\n', "shop.csv")

    assert refused.value.code == "document.csv_broken"
    assert str(refused.value).startswith("shop.csv, line 3:")


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.csv", "a.pdf"])
@pytest.mark.parametrize("raw", [b"", b" \n\n"])
def test_empty_files_are_refused(name, raw):
    with pytest.raises(BadInput) as refused:
        read(raw, name)

    assert refused.value.code == "document.empty"


def test_files_that_are_no_text_are_refused_with_their_line():
    with pytest.raises(BadInput) as refused:
        read(b"hello\nwor\x01ld", "a.md")

    assert refused.value.code == "document.not_text"
    assert "a.md, line 2" in str(refused.value)


def test_a_program_saved_as_text_is_refused():
    """Bytes in which every second one is zero look like UTF-16 until the letters are read."""
    raw = b"\x7fELF" + b"".join(bytes((low, high)) for low in range(1, 250) for high in (0, 7, 33))

    with pytest.raises(BadInput) as caught:
        read(raw, "picture.txt")

    assert caught.value.code in {"document.not_text", "document.encoding"}


def test_utf_16_without_a_mark_is_read():
    raw = "営業時間は10時から18時までです。Open daily.".encode("utf-16-le")

    assert read(raw, "a.txt").passages[0].text == "営業時間は10時から18時までです。Open daily."


def test_an_unknown_encoding_is_refused():
    with pytest.raises(BadInput) as refused:
        read(b"ok\n" + bytes([0x81, 0x20, 0xFD, 0xFE, 0x80, 0x9D, 0x8F, 0xFF]) * 3, "a.txt")

    assert refused.value.code in {"document.encoding", "document.not_text"}
    assert "a.txt, line 2" in str(refused.value)


def pdf(*pages: str) -> bytes:
    raw = io.BytesIO()
    page = canvas.Canvas(raw)
    for text in pages:
        for number, line in enumerate(text.split("\n")):
            page.drawString(72, 760 - 14 * number, line)
        page.showPage()
    page.save()
    return raw.getvalue()


def test_the_text_of_a_pdf_is_read():
    found = read(pdf("Boat trips leave at nine.\nBring a warm coat."), "trips.pdf").passages

    assert [p.text for p in found] == ["Boat trips leave at nine.\nBring a warm coat."]


def test_lines_that_stand_on_every_page_are_left_out():
    pages = [f"Harbour Bikes Ltd\nPage {number} says this." for number in ("one", "two", "three")]

    found = " ".join(p.text for p in read(pdf(*pages), "a.pdf").passages)

    assert "Page two says this." in found
    assert "Harbour Bikes Ltd" not in found


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"%PDF-1.7 broken", "document.pdf_broken"),
        (b"no pdf at all", "document.pdf_broken"),
        (pdf(""), "document.pdf_pictures"),
    ],
    ids=["broken", "not a pdf", "pictures alone"],
)
def test_pdfs_that_cannot_be_read_say_why(raw, code):
    with pytest.raises(BadInput) as refused:
        read(raw, "a.pdf")

    assert refused.value.code == code


def test_a_folder_is_walked_and_other_kinds_are_listed(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.md", "deep/a.CSV", "photo.jpg", ".hidden.md", ".git/x.md", "~$open.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")

    found, skipped = find_files([tmp_path])

    assert [file.id for file in found] == ["b.md", "deep/a.CSV"]
    assert [file.path.name for file in skipped] == ["photo.jpg"]
    assert ".jpg" in skipped[0].reason.en


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadInput) as refused:
        find_files([tmp_path / "nowhere"])

    assert refused.value.code == "document.missing"


def test_two_files_of_one_name_are_refused(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "faq.md").write_text("Hello.")

    with pytest.raises(BadInput) as refused:
        find_files([tmp_path / "one", tmp_path / "two"])

    assert refused.value.code == "document.same_name"


def test_a_file_gone_since_it_was_found_is_refused(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("Hello.")
    found, _ = find_files([tmp_path])
    file.unlink()

    with pytest.raises(BadInput) as refused:
        read_file(found[0])

    assert refused.value.code == "document.unreadable"


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=200), suffix=st.sampled_from([".md", ".txt", ".csv", ".tsv"]))
def test_any_bytes_are_read_or_refused_with_a_reason(raw, suffix):
    try:
        found = read(raw, f"a{suffix}").passages
    except BadInput as error:
        refused = error
    else:
        assert len({passage.id for passage in found}) == len(found) > 0
        return
    assert refused.code.startswith("document.") and refused.remedy


@settings(max_examples=100, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("QA質問回答？?。.:：-#*|「」【】 \n\tあb1・>`~<!"), max_size=120
    )
)
def test_any_text_keeps_its_words(text):
    try:
        found = read(text.encode(), "a.txt")
    except BadInput:
        return
    assert all(p.text.strip() for p in found.passages)


def test_a_header_torn_apart_inside_its_bracket_is_mended():
    raw = b"plan,monthly (yen, tax in),hours\nHot desk,18700,7-22\n"

    [row] = [one for one in read_bytes(raw, DocumentId("plans.csv")).passages if one.kind == "row"]

    assert row.fields == (
        ("plan", "Hot desk"),
        ("monthly (yen, tax in)", "18700"),
        ("hours", "7-22"),
    )
