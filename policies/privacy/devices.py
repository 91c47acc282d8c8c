"""Addresses of devices: IP addresses (RFC 791, RFC 4291), MAC addresses (IEEE 802) and IMEI.

Source: GDPR recital 30 (online identifiers); CJEU C-582/14 (Breyer).
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address

from policies.privacy.card import luhn
from policies.privacy.personal import Personal, digits
from policies.view import View

_FOUR = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)")
_SIX = re.compile(r"(?<![\da-z:.])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?![\da-z:])")
_MAC = re.compile(r"(?<![\da-f:-])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f:-])")
_IMEI = re.compile(r"\bimei\b[^\d\n]{0,12}(?P<number>\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d)(?!\d)")
# Four numbers with points are the version of a program as well.
_VERSION = re.compile(
    r"(?:\bv|ver\.?|version|release|firmware|build|バージョン|版|ファームウェア)\s?$"
)


def find(view: View) -> Iterator[Personal]:
    """Every address that has the form and the range of one."""
    text = view.text
    for pattern in (_FOUR, _SIX):
        for match in pattern.finditer(text):
            told = text[max(0, match.start() - 12) : match.start()]
            if _is_address(match.group()) and not _VERSION.search(told):
                yield Personal("device", *match.span())
    for match in _MAC.finditer(text):
        yield Personal("device", *match.span())
    for match in _IMEI.finditer(text):
        if luhn(digits(match["number"])):
            yield Personal("device", *match.span("number"))


def _is_address(written: str) -> bool:
    # "::" alone and times such as 10:30:15 have the form but say nothing.
    if ":" in written and (len(written) < 6 or ("::" not in written and written.count(":") < 7)):
        return False
    try:
        return not ip_address(written).is_unspecified
    except ValueError:
        return False
