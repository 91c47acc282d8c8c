"""Reading a CRM's export: CSV (in the encodings that spreadsheets write) or JSON Lines. Pure.

Columns are known by their usual names in Japanese and English; every other one becomes a trait.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kizashi.errors import BadInput
from kizashi.identity import Identifier, IdentifierKind
from memory.documents.encoding import decode
from memory.identity.normal import IdentityRules, normalised

MOST_ROWS = 200_000
MOST_FIELD = 20_000
MOST_COLUMNS = 200

_COLUMNS = {
    "user": "user_id customer_id member_id id 会員番号 会員id 顧客番号 顧客id"
    " お客様番号 ユーザーid",
    "email": "email e_mail mail email_address mail_address メール メールアドレス eメール",
    "phone": "phone tel telephone mobile phone_number mobile_phone 電話 電話番号 携帯 携帯電話"
    " 携帯番号 携帯電話番号",
    "line": "line line_id line_user_id lineid",
    "name": "name full_name 名前 氏名 お名前 顧客名 会員名",
    "last_name": "last_name family_name surname 姓 苗字",
    "first_name": "first_name given_name 名",
}
_FIELD_OF = {name: field for field, names in _COLUMNS.items() for name in names.split()}
_IDENTIFIERS = {
    "user": IdentifierKind.USER,
    "line": IdentifierKind.LINE,
    "email": IdentifierKind.EMAIL,
    "phone": IdentifierKind.PHONE,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something of a row was not taken: a stable code, and the column it is about."""

    code: str
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` is its place in the file, the first after the header being 1. A row with
    `rejected` is not taken; of one with `dropped` everything else is."""

    number: int
    identifiers: tuple[Identifier, ...] = ()
    traits: dict[str, Any] = field(default_factory=dict)
    rejected: Problem | None = None
    dropped: tuple[Problem, ...] = ()


def read_rows(content: bytes, name: str, rules: IdentityRules) -> Iterator[Row]:
    """The rows of an export; `name` is the file's, its ending says what it is. Raises `BadInput`
    when it is neither CSV nor JSON Lines or has no column that names anybody."""
    words = decode(content, name)
    is_json = name.lower().endswith((".jsonl", ".ndjson", ".json"))
    records = _json_lines(words) if is_json else _csv(words)
    for number, record in enumerate(records, 1):
        if number > MOST_ROWS:
            raise BadInput(
                f"The file has more than {MOST_ROWS:,} rows.",
                "Import it in parts.",
                code="crm.long",
            )
        yield _row(number, record, rules)


def _row(number: int, record: dict[str, Any] | Problem, rules: IdentityRules) -> Row:
    if isinstance(record, Problem):
        return Row(number, rejected=record)
    identifiers: list[Identifier] = []
    traits: dict[str, Any] = {}
    dropped: list[Problem] = []
    for column, raw in record.items():
        value = _value(raw)
        if value in (None, ""):
            continue
        known = _FIELD_OF.get(_plain(column))
        if known in _IDENTIFIERS:
            found = normalised(_IDENTIFIERS[known], str(value), rules)
            if found is None:
                dropped.append(Problem("row.identifier", column))
            elif found not in identifiers:
                identifiers.append(found)
                if known in ("email", "phone"):
                    traits[known] = found.value
        else:
            traits[(known or column.strip())[:100]] = value
    if "name" not in traits:
        parts = [str(traits[key]) for key in ("last_name", "first_name") if key in traits]
        if parts:
            japanese = any(ord(letter) > 0x2E7F for letter in "".join(parts))
            traits["name"] = "".join(parts) if japanese else " ".join(reversed(parts))
    if not identifiers:
        code = "row.identifier" if dropped else "row.nobody"
        return Row(number, rejected=Problem(code, dropped[0].column if dropped else None))
    return Row(number, tuple(identifiers), traits, dropped=tuple(dropped))


def _value(raw: object) -> Any:
    if isinstance(raw, str):
        return unicodedata.normalize("NFC", raw).strip()[:MOST_FIELD]
    return raw if isinstance(raw, bool | int | float | list | dict) or raw is None else str(raw)


def _plain(column: str) -> str:
    folded = unicodedata.normalize("NFKC", column).strip().casefold()
    return re.sub(r"[\s\-]+", "_", folded)


def _json_lines(words: str) -> Iterator[dict[str, Any] | Problem]:
    for line in words.split("\n"):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            yield Problem("row.json")
            continue
        yield found if isinstance(found, dict) else Problem("row.json")


def _csv(words: str) -> Iterator[dict[str, Any] | Problem]:
    head = words[:8_192].splitlines()[:1]
    if not head:
        raise BadInput("The file is empty.", "Export it again.", code="crm.empty")
    delimiter = max(",\t;", key=head[0].count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=delimiter)
    columns = [one.strip() for one in next(reader)]
    known = {_FIELD_OF.get(_plain(column)) for column in columns}
    if not known & set(_IDENTIFIERS) or len(columns) > MOST_COLUMNS:
        raise BadInput(
            "No column of the file names its people.",
            "The first line must name the columns; one of them user_id, email, phone or line_id.",
            code="crm.columns",
        )
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Problem("row.csv")
            continue
        if not any(one.strip() for one in fields):
            continue
        if len(fields) > len(columns):
            yield Problem("row.columns")
            continue
        yield dict(zip(columns, fields, strict=False))
