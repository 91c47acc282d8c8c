"""Telephone numbers by the numbering plans in `phonenumbers` (Google's libphonenumber).

Numbers reserved for examples and drama are possible but not assigned; they are found as well,
because a text that holds one is written as if it were somebody's.

Source: ITU-T E.164; 電気通信番号規則; libphonenumber's metadata.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from policies.privacy.personal import Personal, digits, near
from policies.view import View

_CANDIDATE = re.compile(
    r"(?:(?<=tel)|(?<=fax)|(?<![a-z0-9_.,/+-]))(?:\+\s?|"
    r"\(\+?)?\d[\d() ./ーｰ-]{6,22}\d(?![a-z0-9_]|[-,]\d)"
)
_NAMED = re.compile(
    r"電話|携帯|連絡先|tel\b|tel[.:]|fax|ファックス|スマホ|直通|内線|フリーダイヤル|phone|"
    r"mobile|\bcell\b|\bcall|\btext\b|\bring\b|"
    r"\bdial\b|whatsapp|reach (?:me|her|him|us|them)|番号"
)
_OTHER = re.compile(
    r"注文|予約番号|伝票|追跡|会員番号|商品番号|管理番号|受付番号|口座|問い合わせ番号|"
    r"お問合せ番号|isbn|jan ?コード|型番|シリアル|order|booking (?:no|num|ref)|"
    r"tracking|invoice|reference|\bref\b|serial|account|\bsku\b|ticket|parcel|iban|"
    r"sort code|passport|免許|マイナンバー|個人番号|\bssn\b|card"
)
_JAPANESE = re.compile(
    r"0(?:\d0[ -ー]?\d{4}[ -ー]?\d{4}|120[ -ー]?\d{3}[ -ー]?\d{3}|"
    r"800[ -ー]?\d{3}[ -ー]?\d{4}|\d{1,4}[-ー ()]{1,2}\d{1,4}[-ー ()]{1,2}\d{4}|[1-9]\d{8})"
)
_AMERICAN = re.compile(r"(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-]{1,2}[2-9]\d{2}[ .-]\d{4}")
_BRITISH = re.compile(
    r"\(?0[1-9]\d{1,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?:[ -]\d{3,4})?|07\d{9}|0[12]\d{9}"
)
_DATE_LIKE = re.compile(
    r"(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}"
)


def find(view: View) -> Iterator[Personal]:
    """Numbers written with their country code, and national ones of Japan, the US and Britain."""
    for match in _CANDIDATE.finditer(view.text):
        written = match.group()
        if _DATE_LIKE.match(written.strip("() ")):
            continue
        # A point or bracket at the end belongs to the sentence.
        end = match.end() - (1 if written.endswith(")") and "(" not in written else 0)
        before = view.text[max(0, match.start() - 20) : match.start()]
        named = _NAMED.search(near(view, match.start(), end, 24)) is not None
        if _OTHER.search(before) and not _NAMED.search(before.split("。")[-1][-10:]):
            continue
        if _is_phone(written.replace("ー", "-").strip(), named):
            yield Personal("phone", match.start(), end)


@lru_cache(maxsize=1024)
def _is_phone(written: str, named: bool) -> bool:
    count = len(digits(written))
    if not 9 <= count <= 15:
        return False
    if written.startswith(("+", "(+")):
        return _possible("+" + digits(written), None)
    if _JAPANESE.fullmatch(
        written.replace("(", "-").replace(")", "-").strip("-").replace("--", "-")
    ):
        return count in {10, 11} and _possible(written, "JP")
    if _AMERICAN.fullmatch(written):
        return _possible(written, "US")
    if _BRITISH.fullmatch(written):
        return _possible(written, "GB")
    bare = written.isdigit()
    return (
        named and not bare and written.startswith(("0", "(0")) and _possible(written, "GB")
    ) or (named and bare and count == 10 and written[0] in "23456789" and _possible(written, "US"))


def _possible(written: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(written, region))
    except phonenumbers.NumberParseException:
        return False
