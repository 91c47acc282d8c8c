"""What a text says under its disguises: hidden characters, look-alikes, spaced letters, encodings.

Source: OWASP Top 10 for LLM Applications (LLM01), Boucher et al., "Bad Characters" (IEEE S&P 2022),
Unicode TR #39 (confusables).
"""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from policies.view import INVISIBLE, View, view_of

MOST_DECODED = 4_000
MOST_LEET_WORDS = 3
_LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнԛԝɡıοαενιτκρυχωβѵᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ",
    "aeopcyxijsdhkmtbhqwgioaevitkpuxwbvabcdefghijklmnoprtuvwyz",
)
_LEET = str.maketrans("013457@$!|", "oieastasil")
_LEET_WORD = re.compile(
    r"(?<![a-z0-9@$!|])(?!\d+(?:st|nd|rd|th|[ap]m|[kcm]?[gm]|ml|[hx]|mins?|gb|days?|h(?:ou)?rs?|"
    r"yen|k)"
    r"(?![a-z0-9]))(?=[a-z0-9@$!|]*[a-z])(?=[a-z0-9@$!|]*[013457@$])[a-z0-9@$!|]{3,}"
)
_SPACED = re.compile(
    r"(?<![a-z])(?:[a-z0-9](?:[ ._*-](?![ ._*-])| {2,3}(?=[a-z0-9] ))){4,}[a-z0-9](?![a-z])"
)
_SPACED_KANA = re.compile(
    r"(?:[\u3040-\u30ff\u4e00-\u9fff][ ・._*/-]){4,}[\u3040-\u30ff\u4e00-\u9fff]"
)
_SNAKE = re.compile(r"(?<=[a-z0-9])_+(?=[a-z0-9])")
_KANJI_OF = {
    "しじ": "指示",
    "めいれい": "命令",
    "きまり": "決まり",
    "やくそくごと": "約束事",
    "せってい": "設定",
    "ひみつ": "秘密",
    "ないしょ": "内緒",
    "むし": "無視",
    "わすれ": "忘れ",
    "したが": "従",
    "ことば": "言葉",
    "ぶんしょう": "文章",
    "おしえ": "教え",
    "みせ": "見せ",
    "ぜんぶ": "全部",
    "さいしょ": "最初",
    "いままで": "今まで",
    "いぜん": "以前",
    "まえ": "前",
    "うえ": "上",
    "いわれた": "言われた",
    "いうとおり": "言う通り",
    "なんでも": "何でも",
    "せいげん": "制限",
    "わたし": "私",
    "ぼく": "僕",
    "きみ": "君",
    "やくわり": "役割",
    "わりびき": "割引",
    "ねびき": "値引き",
    "むりょう": "無料",
    "はんがく": "半額",
    "ほか": "他",
    "おきゃく": "お客",
    "よやく": "予約",
    "じゅうしょ": "住所",
    "でんわ": "電話",
    "ばんごう": "番号",
    "なまえ": "名前",
    "かんりしゃ": "管理者",
    "てんちょう": "店長",
    "しすてむ": "システム",
    "ぷろんぷと": "プロンプト",
    "るーる": "ルール",
    "もーど": "モード",
    "あしすたんと": "アシスタント",
    "でーた": "データ",
    "ぱすわーど": "パスワード",
    "りすと": "リスト",
    "りせっと": "リセット",
}
"""What the rules know in kanji or katakana, as a child or somebody hiding it would write it."""
_KANA_WORD = re.compile("|".join(sorted(_KANJI_OF, key=len, reverse=True)))
_KANA = re.compile(r"[\u3041-\u3096ー]")
_KATAKANA = re.compile(r"[\u30a1-\u30f6]")
_KANJI = re.compile(r"[\u4e00-\u9fff]")
_SPLIT_WORD = re.compile(r"(?<=[a-z])[-._*~](?=[a-z])")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,]?){12,}(?![0-9a-fA-F])")
_BINARY = re.compile(r"(?:[01]{8}\s?){6,}")
_ENTITY = re.compile(r"&#?\w{2,8};|%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2}|\w)*|\\u[0-9a-fA-F]{4}")
_ROT13 = re.compile(
    r"\b(?:vtaber|qvfertneq|vafgehpgvbaf?|cerivbhf|cebzcg|flfgrz|birecvqr|birevevqr|erirny|"
    r"sbetrg)\b"
)
_REVERSED = re.compile(
    r"\b(?:erongi|dragersid|snoitcurtsni|suoiverp|tpmorp|metsys|laever|tegrof)\b|"
    r"[視無]を?示指|トプンロプ|示指の"
)
_TAGS = re.compile("[\U000e0020-\U000e007e]{4,}")


@dataclass(frozen=True)
class Layer:
    """One reading of a text. `place` is the stretch of the original that was decoded, in offsets
    of the raw text, `None` when the whole text was read another way. `disguised` is true when
    somebody took pains to hide it."""

    view: View
    place: tuple[int, int] | None
    disguised: bool


def layers(raw: str) -> Iterator[Layer]:
    """The text itself, then every disguise that gives other words."""
    plain = view_of(raw)
    yield Layer(plain, None, False)
    text = plain.text
    letters = _unspaced(_unlike(text))
    readings = (
        _unlike(text),
        _unspaced(text),
        _unleet(text),
        _unleet(letters),
        _unleet(_SNAKE.sub("", letters)),
        _in_kanji(letters),
    )
    for other in dict.fromkeys(readings):
        if other != text:
            yield Layer(view_of(other), None, False)
    for match in _TAGS.finditer(raw):
        shown = "".join(chr(ord(character) - 0xE0000) for character in match.group())
        yield Layer(view_of(shown), match.span(), True)
    yield from _decoded(raw)
    if _ROT13.search(text):
        yield Layer(view_of(codecs.decode(text, "rot13")), None, True)
    if _REVERSED.search(text):
        yield Layer(view_of(text[::-1]), None, True)


def hides_characters(raw: str) -> int:
    """How many characters show nothing although they stand between letters."""
    return sum(
        1
        for before, character, after in zip(raw, raw[1:], raw[2:], strict=False)
        if character in INVISIBLE and character != "\u200d" and before.isalnum() and after.isalnum()
    )


def _unlike(text: str) -> str:
    """Cyrillic and Greek look-alikes in words that hold Latin letters as well."""
    if text.isascii() or not re.search(r"[a-z]", text):
        return text
    return re.sub(
        r"[a-z\u0250-\u052f\u1d00-\u1d7f]+",
        lambda word: word.group().translate(_LOOK_ALIKES),
        text,
    )


def _in_kanji(text: str) -> str:
    """A text in kana alone, with the words that rules know in their usual writing."""
    hiragana, katakana = len(_KANA.findall(text)), len(_KATAKANA.findall(text))
    if hiragana + katakana < 6 or len(_KANJI.findall(text)) * 8 > hiragana + katakana:
        return text
    if katakana > hiragana:
        text = _KATAKANA.sub(lambda letter: chr(ord(letter.group()) - 0x60), text)
    return _KANA_WORD.sub(lambda word: _KANJI_OF[word.group()], text)


def _unspaced(text: str) -> str:
    joined = _SPACED.sub(lambda m: _joined(m.group()), text)
    joined = _SPACED_KANA.sub(lambda m: re.sub(r"[ ・._*/-]", "", m.group()), joined)
    if len(_SPLIT_WORD.findall(joined)) >= 6:
        joined = _SPLIT_WORD.sub("", joined)
    return joined


def _joined(letters: str) -> str:
    """Letters run together; wider gaps between them stay as the spaces between words."""
    return " ".join(re.sub(r"[ ._*-]", "", word) for word in re.split(r" {2,}", letters))


def _unleet(text: str) -> str:
    if len(_LEET_WORD.findall(text)) >= MOST_LEET_WORDS:
        # Who writes so all along writes short words so as well.
        return text.translate(_LEET)
    return _LEET_WORD.sub(lambda m: m.group().translate(_LEET), text)


def _decoded(raw: str) -> Iterator[Layer]:
    for match in _BASE64.finditer(raw):
        shown = _from_base64(match.group())
        if shown is not None:
            yield Layer(view_of(shown), match.span(), True)
    for match in _HEX.finditer(raw):
        plain = re.sub(r"0x|\\x|[\s,]", "", match.group())
        shown = _readable(bytes.fromhex(plain[: len(plain) // 2 * 2]))
        if shown is not None:
            yield Layer(view_of(shown), match.span(), True)
    for match in _BINARY.finditer(raw):
        bits = re.sub(r"\s", "", match.group())
        octets = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
        shown = _readable(octets)
        if shown is not None:
            yield Layer(view_of(shown), match.span(), True)
    if _ENTITY.search(raw):
        escaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), raw)
        shown = unquote(html.unescape(escaped), errors="replace")
        if shown != raw:
            yield Layer(view_of(shown), None, True)


def _from_base64(written: str) -> str | None:
    plain = written.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        octets = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    return _readable(octets)


def _readable(octets: bytes) -> str | None:
    """The text behind bytes, when it is text: nearly all characters are letters or spaces."""
    try:
        shown = octets[:MOST_DECODED].decode("utf-8")
    except UnicodeDecodeError:
        return None
    letters = sum(1 for character in shown if character.isalpha() or character in " .,!?'\n")
    return shown if len(shown) >= 8 and letters >= 0.85 * len(shown) else None
