"""Number plates: Japanese by their form, British and American ones beside a word for them.

Source: 自動車登録規則 第13条; DVLA INF104; GDPR recital 30.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal, near
from policies.view import View

_JAPANESE = re.compile(
    r"(?<![\u4e00-\u9fff々])(?:[\u4e00-\u9fff々]{1,4}|いわき|つくば|なにわ|とちぎ|すみだ|ひめじ)"
    r"\s?\d{2,3}[0-9a-z]?\s?(?P<kana>[あ-ん])\s?(?:\d{1,2}[-ー]\d{2}|\d{4}|[・.]{1,3}\d{1,3})(?!\d)"
)
_PARTICLES = frozenset("のでとはもにへ")
_ABROAD = re.compile(
    r"(?<![a-z0-9])(?:[a-z]{2}\d{2} ?[a-z]{3}|[a-z]\d{1,3} ?[a-z]{3}|\d[a-z]{3}\d{3}|"
    r"[a-z]{3}[ -]?\d{3,4}|[a-z]{1,3}-[a-z]{1,2} ?\d{1,4})(?![a-z0-9])"
)
_NAMED = re.compile(
    r"\b(?:number ?plate|licen[cs]e plate|plate|registration|reg\b|vehicle|kennzeichen)|"
    r"ナンバー|車番|車両番号|登録番号"
)


def find(view: View) -> Iterator[Personal]:
    """Plates whole. A kana that is also a particle needs the word for a plate beside it."""
    for match in _JAPANESE.finditer(view.text):
        named = _NAMED.search(near(view, *match.span(), 16))
        if named or match["kana"] not in _PARTICLES:
            yield Personal("vehicle", *match.span())
    if _NAMED.search(view.text):
        for match in _ABROAD.finditer(view.text):
            told = view.text[max(0, match.start() - 28) : match.start()]
            if any(character.isdigit() for character in match.group()) and _NAMED.search(told):
                yield Personal("vehicle", *match.span())
