# ruff: noqa: E501 - a pattern is easier to check on one line
"""The words of a text that carry its meaning, in Japanese and English, without a dictionary."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from agents.minds.negotiator.concepts import CONCEPTS, REGIONS, WIDER

_LATIN = re.compile(r"[a-z][a-z0-9'’&-]*|[0-9]+(?:[.,:/][0-9]+)*[a-z%]*")
_RUN = re.compile(r"[一-鿿々〆]+[ぁ-ん]?|[ァ-ヺー]{2,}")
_HOW_MANY = re.compile(r"^何(?:種類|か月|[回個台枚本名人分時度日曜月年歳円色席点週])")
_KANJI = re.compile(r"[一-鿿々〆]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_STOP = _listed(
    """
    set back ordinary family mate
    along mum mom mother mothers dad father sister brother husband wife friend friends guest guests
    a about above after again all also am an and any are as at be because been before being
    both but by can cannot could did do does doing don't dont down during each few for from
    further had has have having he her here hers him his how i i'd i'll i'm i've if im in
    into is it it's its just lol me more most my no nor not now of off ok on once only or
    other our out over own please pls same she should so some such than thanks that that's
    the their them then there these they this those through to too u under until up us very
    was we were what what's whats when where which while who whos why will with would yes
    you your ya gonna wanna got get getting gets gotta want wanted need needs like know
    think thinking tell say said let lets go going goes come coming really maybe actually
    still even much many lot lots something anything somebody anyone someone anybody
    somewhere anywhere thing things way bit hi hello hey dear sorry quick question wondering
    wonder guess suppose possible able allowed allow ask asking one ones else another
    every ever never time times long make made see look looking little anyway cos cause
    though well good great nice hope sure right okay day days ago next last first around
    kind sort whether regarding concerning
    """
)
_LIGHT = _listed(
    """
    near nearby close studio
    accept accepts accepted join joining arrive arrives arrived happen bring brought
    use used using take takes put give gives gave keep work works offer offers sell sells
    buy bought find start stop end try tried include includes happen happens people person
    place shop week weeks month months year years hour hours minute minutes mins half week
    today tomorrow tonight morning afternoon evening night live love feel afraid worried
    worry scared idea new old big small bigger smaller best better bad different whole full
    fine problem able
    """
)
_JA_STOP = _listed(
    """
    何 何時 何曜 私 僕 俺 人 方 時 日 分 円 月 年 回 今 前 後 中 間 場合 事 物 以上 以下 程度 一番 本当 教 思 言 見 行 来 出 入 聞 知 気 願 致 自分 皆
    度 個 点 件 他 別 次 先 際 的 上 下 内 外 者 所 様 御 貴 店 名 歳 才 週 時間 大丈夫 可能 必要 昨日 今日 明日 最近 先日 先週 来週 今週 今度
    結構 全部 全然 一応 普通 質問 確認 希望 予定 場 手 合 当 持 使 取 付 受 買 売 作 食 飲 始 終 決 悩 迷 不安 心配 興味 お願 参加 利用 人数 毎回
    一緒 友 友達 平気 母 父 姉 妹 兄 弟 夫 妻 彼 彼女 主人 家族
    """
)
_JA_LIGHT = _listed("途中 当日 前日 翌日 午前 午後 夕方 今夜 朝 夜 昼 毎日 毎週 平日")
_JA_STOP_KATAKANA = frozenset({"コト", "モノ", "トコ", "トコロ", "ホント", "ネット"})


_COUNTED = {
    "once": "1",
    "twice": "2",
    **{
        word: str(number)
        for number, word in enumerate(
            (
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ),
            start=2,
        )
    },
}
"""English number words and the figures they are the same as."""


_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
KANA = re.compile(r"[ぁ-ゖァ-ヺー]{2,}")
"""A word in kana alone."""


@lru_cache(maxsize=20_000)
def sounded(text: str) -> str:
    """The text folded, with katakana as hiragana: ハリ and はり are one word."""
    return folded(text).translate(_TO_HIRAGANA)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: as it was written, its comparable form, the meanings it may have, and how
    much it says (0 to about 1.5)."""

    text: str
    key: str
    concepts: frozenset[str] = field(default_factory=frozenset)
    weight: float = 1.0


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The text with full-width forms, case and curly quotes made equal, for comparison only."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("‘", "'")


def stem(word: str) -> str:
    """An English word without its inflection; crude, but the same on both sides."""
    word = word.removesuffix("'s").replace("'", "")
    for ending, keep in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + keep
            break
    if len(word) >= 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word


def _english_pattern() -> "re.Pattern[str]":
    forms = {form for concept in CONCEPTS for form in concept.en}
    parts = [
        re.escape(form.removesuffix("*")) + (r"[a-z]*" if form.endswith("*") else "")
        for form in sorted(forms, key=len, reverse=True)
    ]
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(parts) + r")(?![a-z0-9])")


def _japanese_pattern() -> "re.Pattern[str]":
    forms = {form for concept in CONCEPTS for form in concept.ja}
    return re.compile("|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True)))


_EN = _english_pattern()
_JA = _japanese_pattern()
_BY_JA: dict[str, set[str]] = {}
_BY_EN: list[tuple["re.Pattern[str]", str]] = []
for _concept in CONCEPTS:
    for _form in _concept.ja:
        _BY_JA.setdefault(_form, set()).add(_concept.name)
    for _form in _concept.en:
        _tail = r"[a-z]*" if _form.endswith("*") else ""
        _BY_EN.append((re.compile(re.escape(_form.removesuffix("*")) + _tail), _concept.name))


@lru_cache(maxsize=4096)
def _english_concepts(words: str) -> frozenset[str]:
    return frozenset(name for pattern, name in _BY_EN if pattern.fullmatch(words))


@lru_cache(maxsize=20_000)
def terms(text: str) -> tuple[Term, ...]:
    """The terms of a text in order, each once."""
    words = folded(text)
    found: dict[str, Term] = {}
    taken = bytearray(len(words))

    def take(start: int, end: int) -> bool:
        if any(taken[start:end]):
            return False
        taken[start:end] = b"\1" * (end - start)
        return True

    for match in _JA.finditer(words):
        if take(match.start(), match.end()):
            form = match.group()
            found.setdefault(form, Term(form, form, frozenset(_BY_JA[form])))
    for match in _EN.finditer(words):
        form = match.group()
        if re.search(r"[a-z]", form) and take(match.start(), match.end()):
            key = " ".join(stem(word) for word in form.split())
            found.setdefault(key, Term(form, key, _english_concepts(form)))
    for match in _LATIN.finditer(words):
        word = match.group()
        if word[0].isdigit():
            if take(match.start(), match.end()):
                found.setdefault(word, Term(word, word, weight=0.35))
            continue
        if word in _COUNTED and take(match.start(), match.end()):
            found.setdefault(_COUNTED[word], Term(word, _COUNTED[word], weight=0.35))
            continue
        if word in _STOP or len(word) < 2 or not take(match.start(), match.end()):
            continue
        key = stem(word)
        found.setdefault(key, Term(word, key, weight=0.35 if word in _LIGHT else 1.0))
    for match in _RUN.finditer(words):
        if not take(match.start(), match.end()):
            continue
        term = _japanese_term(match.group())
        if term is not None:
            found.setdefault(term.key, term)
    return tuple(found.values())


def _japanese_term(run: str) -> Term | None:
    kanji = _KANJI.match(run)
    if kanji is None:
        return None if run in _JA_STOP_KATAKANA else Term(run, run, weight=1.2)
    core = _HOW_MANY.sub("", kanji.group())
    if not core:
        return None
    if core in _JA_STOP or run in _JA_STOP:
        return None
    if core in _JA_LIGHT:
        return Term(core, core, weight=0.35)
    if len(core) == 1:
        return Term(run, core, weight=0.5)
    return Term(core, core, weight=1.0 if len(core) > 1 else 0.6)


NUMBER = re.compile(r"\d+(?:[:.]\d+|(?:,\d{3})+(?:\.\d+)?)*")
"""A number in a folded text."""


@lru_cache(maxsize=20_000)
def numbers(text: str) -> frozenset[str]:
    """The numbers a text states, comparable: full-width folded, thousands commas removed, times
    kept whole (`9:30`), leading zeros dropped."""
    return frozenset(comparable(match.group()) for match in NUMBER.finditer(folded(text)))


def comparable(number: str) -> str:
    """A number as `NUMBER` finds it, without thousands commas and leading zeros."""
    return re.sub(r"^0+(?=\d)", "", number.replace(",", ""))


_ISLANDS = frozenset({"hokkaido", "kyushu", "shikoku", "okinawa"})

WITHIN = 0.75
"""How far a word for a part meets a word for the whole: London is abroad."""


def same(one: Term, other: Term) -> float:
    """How far two terms are the same by form or meaning (0 to 1)."""
    if one.key == other.key:
        return 1.0
    if one.concepts and other.concepts:
        shared = one.concepts & other.concepts
        if shared:
            places = shared <= WIDER.keys() or shared <= _ISLANDS
            return 0.0 if places and not {one.text, other.text} & REGIONS else 1.0
        wider = {WIDER.get(name) for name in one.concepts} & other.concepts
        if wider:
            return WITHIN if "abroad" in wider else 0.9
    if one.key.isascii() != other.key.isascii():
        return 0.0
    if not one.key.isascii():
        shorter, longer = sorted((one.key, other.key), key=len)
        if len(shorter) >= 2 and shorter in longer:
            return 0.9
        begins = longer.startswith(shorter)
        return 0.7 if begins or (shorter == one.key and longer.endswith(shorter)) else 0.0
    if len(one.key) >= 4 and len(other.key) >= 4:
        return 0.85 if one.key.startswith(other.key) or other.key.startswith(one.key) else 0.0
    return 0.0
