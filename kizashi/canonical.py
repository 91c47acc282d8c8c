"""One JSON value, one spelling: what digests are made of.

Format: RFC 8785, JSON Canonicalization Scheme: no blanks, keys sorted by their UTF-16 code units,
numbers as ECMAScript writes them. One departure: whole numbers keep all their digits instead of
being rounded to a double, so that two different numbers never share a spelling.
"""

import math
from json.encoder import JSONEncoder, encode_basestring
from types import NoneType
from typing import Any

_SPELT_ALIKE = frozenset({str, int, bool, NoneType})
"""What Python's own encoder, which is written in C, spells as the scheme wants it."""
_QUICKLY = JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def canonical(value: Any) -> bytes:
    """The canonical JSON of a value, in UTF-8.

    Raises `ValueError` for a number that JSON does not know, `TypeError` for what is not JSON.
    """
    parts: list[str] = []
    _write(value, parts.append)
    return "".join(parts).encode("utf-8", "surrogatepass")


def _write(value: Any, put: Any) -> None:
    if isinstance(value, str):
        put(encode_basestring(value))
    elif value is None:
        put("null")
    elif value is True:
        put("true")
    elif value is False:
        put("false")
    elif isinstance(value, int):
        put(int.__repr__(value))
    elif isinstance(value, float):
        put(_number(value))
    elif _is_spelt_alike(value):
        put(_QUICKLY(value))
    elif isinstance(value, dict):
        _write_object(value, put)
    elif isinstance(value, list | tuple):
        put("[")
        for place, each in enumerate(value):
            if place:
                put(",")
            _write(each, put)
        put("]")
    else:
        raise TypeError(f"{type(value).__name__} is not a JSON value")


def _is_spelt_alike(value: Any) -> bool:
    """True for objects and lists with nothing in them that ECMAScript and Python write apart
    (fractions), sort apart (names beyond ASCII), or take apart (names that are no text)."""
    kind = type(value)
    if kind is dict:
        for key, each in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(each) not in _SPELT_ALIKE and not _is_spelt_alike(each):
                return False
        return True
    return (kind is list or kind is tuple) and all(
        type(each) in _SPELT_ALIKE or _is_spelt_alike(each) for each in value
    )


def _write_object(value: dict[str, Any], put: Any) -> None:
    put("{")
    first = True
    for key in sorted(value) if all(map(str.isascii, value)) else sorted(value, key=_utf16):
        put(f"{'' if first else ','}{encode_basestring(key)}:")
        _write(value[key], put)
        first = False
    put("}")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _number(value: float) -> str:
    """ECMA-262, Number::toString with radix 10: the shortest digits that read back the same."""
    if not math.isfinite(value):
        raise ValueError("JSON has no number for infinity or for what is not a number")
    written = repr(value)
    if written.endswith(".0"):
        return "0" if value == 0 else written[:-2]
    if "e" not in written:
        return written
    mantissa, exponent = written.split("e")
    sign = "-" if mantissa.startswith("-") else ""
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    digits = (whole + fraction).rstrip("0")
    point = int(exponent) + 1
    if len(digits) <= point <= 21:
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{point - 1:+d}"
