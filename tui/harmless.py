"""Foreign text made harmless: nothing a customer writes may steer the terminal or hide itself."""

import unicodedata

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROL_PICTURES = 0x2400
_MAX_MARKS = 3
"""Combining marks kept on one character; more of them spill over neighbouring lines."""

_BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Terminals disagree on the width of joined, coloured and "emoji style" characters. Shown as their
# parts, each is measured the same everywhere and the columns stay straight.
_JOINERS = frozenset("\u200d\ufe0e\ufe0f") | {chr(code) for code in range(0x1F3FB, 0x1F400)}


def harmless(text: str) -> str:
    """The text as it may be shown: line breaks kept, tabs as spaces, control characters as their
    visible pictures (`␛`), direction overrides and invisible characters gone."""
    if text.isascii() and text.isprintable():
        return text
    return _clean(text, show_controls=True, drop=_BIDI | _JOINERS)


def one_line(text: str) -> str:
    """As `harmless`, on a single line: every run of white space becomes one space."""
    return " ".join(harmless(text).split())


def writable(text: str) -> str:
    """The text as it may be put into an editor and sent: control characters and direction
    overrides gone, everything a person can mean (emoji, joined or not) kept."""
    return _clean(text, show_controls=False, drop=_BIDI)


def _clean(text: str, *, show_controls: bool, drop: frozenset[str]) -> str:
    for given, wanted in _BREAKS.items():
        text = text.replace(given, wanted)
    kept: list[str] = []
    marks = 0
    for character in text:
        if character == "\n":
            kept.append(character)
            marks = 0
            continue
        if character == "\t":
            kept.append("    ")
            marks = 0
            continue
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > _MAX_MARKS or character in drop:
                continue
        else:
            marks = 0
            if character in drop:
                continue
        if category == "Cc":
            if show_controls:
                kept.append(_picture(character))
        elif category == "Cs":
            kept.append(_REPLACEMENT)
        elif category == "Cf":
            if not show_controls and character == "\u200d":
                kept.append(character)
        elif category in ("Co", "Cn"):
            kept.append(_REPLACEMENT)
        else:
            kept.append(character)
    return "".join(kept)


def _picture(control: str) -> str:
    code = ord(control)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else _REPLACEMENT
