"""Taking people over from another system: what is read of a row, and what it changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from kizashi.errors import BadInput
from kizashi.ids import random_id
from memory import schema as t
from memory.crm.importing import Report, import_people
from memory.crm.rows import Row, read_rows
from memory.identity.normal import IdentityRules
from memory.journal import Journal
from tests.support import a_journal

RULES = IdentityRules()
EXPORT = """会員番号,お名前,メールアドレス,電話番号,来店回数,メモ
u-1,佐藤あい,Aiko@Example.jp,090-1234-5678,3,窓際の席
u-2,鈴木健,ken@example.jp,,1,
,名無し,info@example.jp,,,
,だれか,,,,
"""


def rows(content: str | bytes, name: str = "export.csv") -> list[Row]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_rows(raw, name, RULES))


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    async with a_journal(tmp_path) as one:
        yield one


async def imported(journal: Journal, content: str, *, dry_run: bool = False) -> Report:
    report = Report(dry_run)
    found = rows(content)
    async for so_far in import_people(journal, found, RULES, random_id, dry_run=dry_run):
        report = so_far
    return report


async def count(journal: Journal, table: object = t.people) -> int:
    async with journal.store.reader.connect() as connection:
        return len((await connection.execute(select(table))).all())  # type: ignore[call-overload]


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────


def test_columns_are_known_by_their_usual_names() -> None:
    first = rows(EXPORT)[0]
    assert {(one.kind.value, one.value) for one in first.identifiers} == {
        ("user", "u-1"),
        ("email", "aiko@example.jp"),
        ("phone", "+819012345678"),
    }
    assert first.traits == {
        "name": "佐藤あい",
        "email": "aiko@example.jp",
        "phone": "+819012345678",
        "来店回数": "3",
        "メモ": "窓際の席",
    }


def test_a_row_that_names_nobody_is_rejected_with_its_reason() -> None:
    reasons = [(row.number, row.rejected) for row in rows(EXPORT) if row.rejected]
    assert [(number, one.code, one.column) for number, one in reasons if one] == [
        (3, "row.identifier", "メールアドレス"),
        (4, "row.nobody", None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_what_spreadsheets_write_is_read(encoding: str) -> None:
    assert rows(EXPORT.encode(encoding))[0].traits["name"] == "佐藤あい"


def test_names_in_two_columns_are_put_together_as_their_language_does() -> None:
    japanese, english = rows("email,姓,名\na@example.jp,佐藤,あい\nb@example.jp,Sato,Ai\n")
    assert (japanese.traits["name"], english.traits["name"]) == ("佐藤あい", "Ai Sato")


def test_json_lines_keep_their_types_and_a_bad_line_is_named() -> None:
    found = rows('{"user_id": 7, "visits": 3}\n{broken\n[1]\n{"email":"a@example.jp"}\n', "x.jsonl")
    assert found[0].traits == {"visits": 3}
    assert [row.rejected.code if row.rejected else None for row in found] == [
        None,
        "row.json",
        "row.json",
        None,
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "crm.empty"), (b"a,b\n1,2\n", "crm.columns"), (b"\x00\x01\x02\xff" * 50, None)],
)
def test_a_file_that_is_no_export_is_refused(content: bytes, code: str | None) -> None:
    with pytest.raises(BadInput) as error:
        rows(content)
    assert code is None or error.value.code == code


def test_a_row_with_more_fields_than_columns_is_rejected_and_a_short_one_is_read() -> None:
    long, short = rows("email,city\na@example.jp,京都,x\nb@example.jp\n")
    assert long.rejected is not None
    assert (short.rejected, short.traits) == (None, {"email": "b@example.jp"})


# ── what it changes ──────────────────────────────────────────────────────────────────────────────


async def test_a_dry_run_shows_what_would_change_and_changes_nothing(journal: Journal) -> None:
    report = await imported(journal, EXPORT, dry_run=True)
    assert dict(report.counts) == {"new": 2, "rejected": 2}
    first = report.shown[0]
    assert first.traits["来店回数"] == (None, "3")
    assert len(first.identifiers) == 3
    assert await count(journal) == 0
    assert journal.head == 0


async def test_what_the_dry_run_said_is_what_happens(journal: Journal) -> None:
    said = await imported(journal, EXPORT, dry_run=True)
    done = await imported(journal, EXPORT)
    assert done.counts == said.counts
    assert await count(journal) == 2
    changed = EXPORT.replace(",3,窓際の席", ",4,窓際の席")
    report = await imported(journal, changed, dry_run=True)
    assert dict(report.counts) == {"changed": 1, "unchanged": 1, "rejected": 2}
    assert report.shown[0].traits == {"来店回数": ("3", "4")}


async def test_importing_twice_changes_nothing(journal: Journal) -> None:
    await imported(journal, EXPORT)
    head = journal.head
    report = await imported(journal, EXPORT)
    assert dict(report.counts) == {"unchanged": 2, "rejected": 2}
    assert journal.head == head


async def test_an_address_of_somebody_else_is_not_taken_and_noted(journal: Journal) -> None:
    await imported(journal, "user_id,email\nu-1,home@example.jp\n")
    report = await imported(journal, "user_id,email\nu-2,home@example.jp\n")
    assert report.shown[0].notes == ("row.taken",)
    assert await count(journal) == 2


async def test_the_same_person_in_far_rows_is_one_in_the_dry_run_too(journal: Journal) -> None:
    lines = ["user_id,city", *(f"u-{number},京都" for number in range(250)), "u-3,大阪"]
    export = "\n".join(lines)
    said = await imported(journal, export, dry_run=True)
    done = await imported(journal, export)
    assert dict(said.counts) == dict(done.counts) == {"new": 250, "changed": 1}
