"""Bytes to text for files from any program: Excel's UTF-16 and Shift_JIS as well as UTF-8."""

import unicodedata

from charset_normalizer import from_bytes

from kizashi.errors import BadInput

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CANDIDATES = ("cp932", "euc_jp", "cp1252")
_WESTERN = frozenset("£€¥©®°·×½¼¾–—‘’“”…•àâäáãåçèéêëìíîïñòóôöõøùúûüÀÂÄÁÃÅÇÈÉÊËÍÎÏÑÓÔÖØÚÜßæœÆ")


def decode(raw: bytes, name: str) -> str:
    """The text of a file, with `\\n` line ends.

    Encodings are told apart by byte-order marks, by strict decoding, and by whether the result
    reads like Japanese or like a Western language. Raises `BadInput` naming the file and the line
    when it is no text or its encoding cannot be told.
    """
    text = _decoded(raw, name)
    if _is_garbage(text):
        raise BadInput(
            f"{name}: this is not text; it looks like a picture, an archive or a program.",
            "Save what it says as plain text in UTF-8, or leave it out of the folder.",
            code="document.not_text",
        )
    line = _first_control(text)
    if line is not None:
        raise BadInput(
            f"{name}, line {line}: this is not text (control characters).",
            "Save it as plain text in UTF-8, or leave it out of the folder.",
            code="document.not_text",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise _unknown(raw, name, error.start) from error
    wide = _wide(raw)
    if wide is not None:
        return wide
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        first_bad = error.start
    best = max((_readability(raw, encoding) for encoding in _CANDIDATES), key=lambda pair: pair[0])
    if best[0] > 0.5:
        return best[1]
    guess = from_bytes(raw).best()
    if guess is not None and guess.chaos < 0.1:
        return str(guess)
    raise _unknown(raw, name, first_bad)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its ASCII characters is zero."""
    sample = raw[:4096]
    if len(sample) < 4 or sample.count(0) < len(sample) / 20:
        return None
    big = sample[0::2].count(0) > sample[1::2].count(0)
    try:
        return raw.decode("utf-16-be" if big else "utf-16-le")
    except UnicodeDecodeError:
        return None


_NOT_WRITTEN = frozenset({"Cn", "Co", "Cs"})
_SCRIPTS_AT_MOST = 6
_STRANGE_AT_MOST = 0.03


def _is_garbage(text: str) -> bool:
    """Whether bytes that are no text were decoded all the same: characters that do not exist, or
    letters of more scripts than anybody writes side by side."""
    beyond = [character for character in text[:20_000] if not character.isascii()]
    if not beyond:
        return False
    strange = sum(unicodedata.category(character) in _NOT_WRITTEN for character in beyond)
    scripts = {
        unicodedata.name(character, "").split(" ")[0]
        for character in beyond
        if unicodedata.category(character) in {"Lo", "Ll", "Lu"}
    }
    return strange > _STRANGE_AT_MOST * len(beyond) or len(scripts - _JAPANESE) > _SCRIPTS_AT_MOST


_JAPANESE = frozenset({"HIRAGANA", "KATAKANA", "CJK", "FULLWIDTH", "HALFWIDTH", "LATIN"})


def _readability(raw: bytes, encoding: str) -> tuple[float, str]:
    """From -1 to 1: how far the characters beyond ASCII look like a language people write."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return -1.0, ""
    score = total = 0
    for character in text:
        if character.isascii():
            continue
        total += 1
        name = unicodedata.name(character, "")
        if name.startswith(("HIRAGANA", "KATAKANA", "CJK", "FULLWIDTH", "IDEOGRAPHIC")):
            score += 1
        elif encoding == "cp1252":
            score += 1 if character in _WESTERN else -1
        elif name.startswith("HALFWIDTH KATAKANA") or unicodedata.category(character) == "Co":
            score -= 1
    return (score / total if total else 0.0), text


def _first_control(text: str) -> int | None:
    for number, line in enumerate(text.splitlines(), start=1):
        if any(ord(character) < 32 and character not in "\t\f\v\x1b" for character in line):
            return number
    return None


def _unknown(raw: bytes, name: str, at: int) -> BadInput:
    line = raw.count(b"\n", 0, at) + 1
    return BadInput(
        f"{name}, line {line}: the character encoding cannot be told.",
        "Open the file in the program that made it and save it as UTF-8.",
        code="document.encoding",
    )
