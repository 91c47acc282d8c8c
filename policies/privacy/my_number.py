"""マイナンバー (Individual Number) and 法人番号 (Corporate Number) by their check digits.

Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則 第5条 and
法人番号の指定等に関する省令 第2条 (formulas of the check digits).
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal, digits, near
from policies.view import View

_TWELVE = re.compile(r"(?<![\d-])\d{4}[ -]?\d{4}[ -]?\d{4}(?![\d]|-\d)")
_THIRTEEN = re.compile(r"(?<![\da-z])t?\d[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?!\d)")
_NAMED = re.compile(r"マイナンバー|個人番号|my ?number|individual number")
_OTHER = re.compile(
    r"注文|予約|伝票|追跡|会員|商品|管理番号|受付|問い?合わ?せ番号|免許|口座|シリアル|型番|"
    r"jan|isbn|order|booking|tracking|"
    r"invoice|reference|ref\b|member|serial|licen[cs]e|account|ticket|parcel|sku"
)
_CORPORATE = re.compile(r"法人番号|登録番号|インボイス|適格請求書|corporate number|registration")


def my_number_check(number: str) -> bool:
    """True when the twelfth digit is the check digit of the eleven before it."""
    if len(number) != 12:
        return False
    total = sum(int(number[10 - (n - 1)]) * (n + 1 if n <= 6 else n - 5) for n in range(1, 12))
    rest = total % 11
    return int(number[11]) == (0 if rest <= 1 else 11 - rest)


def corporate_number_check(number: str) -> bool:
    """True when the first digit is the check digit of the twelve after it."""
    if len(number) != 13:
        return False
    body = number[1:]
    total = sum(int(body[12 - n]) * (1 if n % 2 else 2) for n in range(1, 13))
    return int(number[0]) == 9 - total % 9


def find(view: View) -> Iterator[Personal]:
    """My Numbers whose check digit is right, unless the words around name another number."""
    for match in _TWELVE.finditer(view.text):
        number = digits(match.group())
        if not my_number_check(number) or len(set(number)) == 1:
            continue
        around = near(view, match.start(), match.end(), 24)
        if _NAMED.search(view.text) or not _OTHER.search(around):
            yield Personal("my_number", match.start(), match.end())


def find_corporate(view: View) -> Iterator[Personal]:
    """Corporate Numbers, which are public: with a T before them or named as such."""
    for match in _THIRTEEN.finditer(view.text):
        named = match.group().startswith("t") or _CORPORATE.search(
            near(view, match.start(), match.end(), 20)
        )
        if named and corporate_number_check(digits(match.group())):
            yield Personal("corporate_number", match.start(), match.end())
