"""Passwords, PINs and card codes that somebody wrote down.

Source: PCI DSS 3.3 (card codes are never kept); NIST SP 800-63B section 5.1 (memorised secrets).
The password of the guests' Wi-Fi is meant to be told.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_SECRET = re.compile(
    r"\b(?:pass ?(?:word|code|phrase)|pwd|pw)(?: (?:is|was|for \w+ is|to \w+ is)|\s?[:=])\s?"
    r"[\"'「]?"
    r"(?P<word>(?=[^\s\"'」、。]*[\d!@#$%^&*_+-])[^\s\"'」、。,]{4,40}?)(?=[.,]?(?:[\s\"'」、。]|$))"
    r"|(?:パスワード|合言葉)(?:は|が|:|=)\s?[「\"']?"
    r"(?P<ja>(?=[!-~]*[\d!@#$%^&*_+-])[!-~]{4,40})"
    r"|(?:\bpin(?: (?:code|number))?|暗証番号|\b(?:cvc2?|cvv2?|security code)|セキュリティコード)"
    r"(?: is|は|が|:)?\s{0,2}[:「]?\s?(?P<pin>\d{3,6})(?!\d)"
    r"|(?:\b(?:one[- ]time|verification|login|access|unlock|door|alarm|sms|2fa|security|recovery)"
    r" (?:pass)?code|\botp|認証コード|確認コード|ワンタイム(?:パスワード|コード)|"
    r"解錠番号|キーボックス(?:の番号)?)(?: (?:is|was|i got is|i got was)|は|が|:)\s?[「\"']?"
    r"(?P<code>(?=[a-z0-9-]*\d)[a-z0-9][a-z0-9-]{3,15})(?![a-z0-9])"
    r"|\b(?:api|secret|access|private|licen[cs]e)[ -]?(?:key|token)(?: is|:|=)?\s?[\"']?"
    r"(?P<key>(?=[a-z0-9_.-]*\d)[a-z0-9][a-z0-9_.-]{11,})"
)
_MEANT_TO_BE_TOLD = re.compile(r"wi-?fi|wlan|ssid|guest network|hotspot|ワイファイ|無線lan")
_REACH = 40


def find(view: View) -> Iterator[Personal]:
    """The secret itself, without the words around it."""
    for match in _SECRET.finditer(view.text):
        if _MEANT_TO_BE_TOLD.search(view.text[max(0, match.start() - _REACH) : match.end()]):
            continue
        group = next(name for name in ("word", "ja", "pin", "code", "key") if match[name])
        yield Personal("credential", *match.span(group))
