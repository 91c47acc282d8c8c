"""Payment card numbers: issuer prefix and length (ISO/IEC 7812) and the Luhn check digit.

Source: PCI DSS 3.4; ISO/IEC 7812-1 annex B.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal, digits
from policies.view import View

_CANDIDATE = re.compile(r"(?<![\d.])\d(?:[ -]{0,2}\d|[./·_]\d){12,18}(?![\d])")
# Thirteen digits were a Visa card once; today they are far more often an article number.
_NAMED = re.compile(r"カード|visa|card")
_ISSUERS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}"  # Visa
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d{2}|7[01]\d|720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|35(?:2[89]|[3-8]\d)\d{12}"  # JCB
    r"|3(?:0[0-5]|[689]\d)\d{11}"  # Diners Club
    r"|6(?:011|5\d{2}|4[4-9]\d)\d{12}|62\d{14,17}"  # Discover, UnionPay
)


def luhn(number: str) -> bool:
    """True when the digits satisfy the Luhn formula (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, character in enumerate(reversed(number)):
        value = int(character) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def find(view: View) -> Iterator[Personal]:
    """Every card number that its issuer and its check digit confirm."""
    for match in _CANDIDATE.finditer(view.text):
        number = digits(match.group())
        article = len(number) == 13 and not _NAMED.search(view.text)
        if article or not _ISSUERS.fullmatch(number) or len(set(number)) == 1:
            continue
        if luhn(number):
            yield Personal("card", match.start(), match.end())
