"""Identifiers in their normal form, and those that identify nobody. Pure.

Role addresses are those of RFC 2142 and the ones that shops share in practice; phone numbers are
read and judged by `phonenumbers` (Google's libphonenumber) and kept in E.164.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kizashi.identity import Identifier, IdentifierKind
from kizashi.settings import People

_NOBODY = frozenset(
    {
        *("anonymous", "anon", "guest", "visitor", "unknown", "undefined", "null", "none", "nil"),
        *("nan", "n/a", "na", "-", "--", "?", "test", "user", "default", "true", "false", "-1"),
        *("not_provided", "[object object]", "匿名", "ゲスト", "不明", "なし"),
    }
)
_ROLES = frozenset(
    {
        *("info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster"),
        *("hostmaster", "usenet", "news", "webmaster", "www", "uucp", "ftp"),  # RFC 2142
        *("admin", "administrator", "contact", "office", "hello", "mail", "shop", "staff", "team"),
        *("noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "reception"),
        *("reservation", "reservations", "booking", "help", "inquiry", "enquiries", "billing"),
        *("accounts", "accounting", "orders", "order", "service", "frontdesk"),
    }
)
_EMPTY_NUMBER = re.compile(r"[0\W_]+")
_EMAIL = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]+\.[^@\s<>\"(),;:.]{2,}")
_LINE = re.compile(r"[UCR][0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """How many identifiers of a kind one person may bear, which values count for nobody, and the
    region (ISO 3166) whose phone numbers are written without a country code."""

    limits: Mapping[IdentifierKind, int] = field(
        default_factory=lambda: {
            IdentifierKind.USER: 1,
            IdentifierKind.LINE: 1,
            IdentifierKind.EMAIL: 5,
            IdentifierKind.PHONE: 5,
            IdentifierKind.DEVICE: 20,
            IdentifierKind.CLAIMED: 20,
        }
    )
    blocked: frozenset[str] = frozenset()
    region: str = "JP"


@cache
def rules_of(people: People) -> IdentityRules:
    """The rules that the settings ask for."""
    plain = IdentityRules().limits
    return IdentityRules(
        limits={
            **plain,
            IdentifierKind.EMAIL: people.emails,
            IdentifierKind.PHONE: people.phones,
            IdentifierKind.DEVICE: people.devices,
            IdentifierKind.CLAIMED: people.devices,
        },
        blocked=frozenset(one.strip().casefold() for one in people.blocked),
        region=people.phone_region,
    )


def normalised(kind: IdentifierKind, raw: str, rules: IdentityRules) -> Identifier | None:
    """The identifier in its normal form; `None` when the value cannot identify one person: it is
    malformed, a placeholder such as `-1`, all zeros, or an address that many share."""
    value = unicodedata.normalize("NFKC", raw).strip()
    if not value or len(value) > 320 or _is_nobody(value, rules):
        return None
    match kind:
        case IdentifierKind.EMAIL:
            value = value.lower()
            role = value.partition("@")[0].partition("+")[0]
            if not _EMAIL.fullmatch(value) or role in _ROLES or f"{role}@" in rules.blocked:
                return None
        case IdentifierKind.PHONE:
            number = _e164(value, rules.region)
            if number is None:
                return None
            value = number
        case IdentifierKind.LINE:
            if not _LINE.fullmatch(value):
                return None
    return Identifier(kind=kind, value=value)


def _is_nobody(value: str, rules: IdentityRules) -> bool:
    folded = value.casefold()
    if folded in _NOBODY or folded in rules.blocked or _EMPTY_NUMBER.fullmatch(value):
        return True
    letters = filter(str.isalnum, folded)
    first = next(letters, None)
    return len(value) >= 4 and first is not None and all(letter == first for letter in letters)


def _e164(value: str, region: str) -> str | None:
    # Here and not above: the tables of all the world's numbers take a tenth of a second to load.
    import phonenumbers

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
