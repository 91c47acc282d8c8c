# ruff: noqa: E501 - a pattern is easier to check on one line
"""Whom and what a question of the owner is about. Pure.

The vocabulary's own labels are understood in both languages, and the common words for them. Which
kind of question it is, `agents/coaching/asked` tells.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, TypeVar, cast

from agents.coaching.asked.kinds import STAND_INS, asks_who
from kizashi.ids import ConversationId
from kizashi.language import Language
from kizashi.reading import Phase, Stall
from memory.chronicle import Talk

Asks = Literal[
    "brief", "week", "people", "person", "topics", "gaps", "record", "hours", "standing",
    "mentions", "helped", "rehearse", "next_step", "why", "owner", "abilities", "thanks", "look_up",
]  # fmt: skip

Trait = Literal[
    "wavering", "waiting", "unhappy", "new", "silent", "nearer", "away", "decide", "negotiate",
    "compare", "ask_human", "thank", "yours",
]  # fmt: skip
"""Whom a question about people looks for, beside what holds them and their phase."""

WEEK = timedelta(days=7)
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood. `about` is a person named in it, or the one who is open
    when it points at them; `span` is how far back it looks, `spanned` whether it says so."""

    asks: Asks
    text: str
    language: Language
    stall: Stall | None = None
    phase: Phase | None = None
    trait: Trait | None = None
    about: ConversationId | None = None
    span: timedelta = WEEK
    spanned: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it says anything about who is meant."""
        return bool(self.stall or self.phase is not None or self.trait)


_STALLS: tuple[tuple[Stall, str], ...] = (
    (
        Stall.PRICE,
        r"価格|値段|料金|金額|費用|予算|高い|高く|price|pric|cost|budget|expensive|money",
    ),
    (
        Stall.AUTHORITY,
        r"家族|(?<!丈)夫|妻|主人|上司|誰かの|相談して(?:から)?|承認待ち|husband|wife|boss|famil|partner|approval|somebody else|someone else",
    ),
    (Stall.TIMING, r"時期|タイミング|今じゃ|忙し|timing|not now|later|season"),
    (Stall.EFFORT, r"手間|面倒|大変|難し|effort|hassle|too hard|difficult"),
    (Stall.LOSS, r"失う|損|無駄|もったいな|loss|lose|losing|waste"),
    (Stall.TRUST, r"信用|信頼|疑|怪し|trust|doubt|suspicio"),
    (Stall.RISK, r"失敗|不安|続け|自信|怖|こわ|risk|fear|afraid|fail|worr"),
    (
        Stall.INFORMATION,
        r"情報不足|情報が足り|わからない(?:こと|点)|missing information|lack of information",
    ),
    (Stall.OVERLOAD, r"多すぎ|選べな|決めきれ|too many|overload|overwhelm"),
)
_PHASES: tuple[tuple[Phase, str], ...] = (
    (
        Phase.DECIDING,
        r"決めそう|決める(?:人|気)|決断|申し込みそう|買いそう|100 ?(?:度|°)|ready to (?:buy|decide|sign)|about to (?:buy|decide|sign)|deciding",
    ),
    (Phase.HESITATING, r"あと一歩|ためら|90 ?(?:度|°)|hesitat|close to deciding|nearly there"),
    (Phase.PREPARING, r"検討中|準備|比べて|60 ?(?:度|°)|preparing|considering|comparing"),
    (Phase.DORMANT, r"冷め|離れ|休眠|cold|gone quiet|dormant"),
)
_WAVERING = r"迷|揺れ|揺らい|悩ん|ゆらぎ|waver|sway|undecided|torn|on the fence|unsure|hesita"
_WAITING = r"待っ(?:て|た)|待ち|返事(?:が|を)?(?:まだ|して(?:い)?ない)|未返信|waiting|unanswered|not (?:yet )?answered"
_UNHAPPY = r"怒|不満|クレーム|苦情|がっかり|unhapp|angry|upset|complain|disappoint"
_TRAITS: tuple[tuple[Trait, str], ...] = (
    ("waiting", _WAITING),
    ("unhappy", _UNHAPPY),
    ("wavering", _WAVERING),
)
_SPANS: tuple[tuple[timedelta, str], ...] = (
    (
        timedelta(days=1),
        r"今日|今朝|昨日|昨夜|夜のあいだ|一晩|today|this morning|yesterday|(?:last |over)night|24 hours",
    ),
    (timedelta(days=7), r"今週|先週|一週間|1週間|week"),
    (timedelta(days=30), r"今月|先月|一か月|1か月|ひと月|month"),
    (timedelta(days=365), r"今年|一年|year"),
)
_HONORIFIC = re.compile(r"(?:さん|様|さま|氏|くん|ちゃん)$")


def folded(words: str) -> str:
    """Comparable words: one width and case."""
    return unicodedata.normalize("NFKC", words).casefold()


def understand(
    text: str,
    language: Language,
    talks: Sequence[Talk] = (),
    looking_at: ConversationId | None = None,
    spoken_of: ConversationId | None = None,
) -> Question:
    """Whom and what a question is about; what it asks is still `look_up`. `talks` are whom a name
    may mean, `looking_at` the conversation that is open beside it ("this call", "her"), `spoken_of`
    the person whom the answer before was about ("her" before all)."""
    said = folded(text)
    named = _named(said, talks)
    span = next((span for span, words in _SPANS if re.search(words, said)), None)
    trait = _first(_TRAITS, said)
    return Question(
        asks="look_up",
        text=text,
        language=language,
        stall=_first(_STALLS, said),
        phase=_first(_PHASES, said) if trait != "wavering" else None,
        trait=trait,
        about=named[1] if named else _meant(said, looking_at, spoken_of),
        span=span or WEEK,
        spanned=span is not None,
    )


def asking(question: Question, asks: str, looking_at: ConversationId | None) -> Question:
    """The question with what it was found to ask: one of `Asks`, or `people.` with a trait."""
    kind, _, trait = asks.partition(".")
    if kind in ("people", "mentions", "standing") and question.about is not None:
        kind = "person"  # "Is Anna angry?" is about her and nobody else
    if kind == "people":
        return _for_people(question, cast(Trait, trait))
    if kind == "mentions" and not asks_who(question.text):
        kind = "look_up"
    if kind == "mentions" and question.narrows:
        return replace(question, asks="people")
    if kind in _OF_SOMEBODY and question.about is None:
        question = replace(question, about=looking_at)
    return replace(question, asks=cast(Asks, kind))


_OF_SOMEBODY = frozenset({"person", "next_step", "rehearse", "why", "helped"})
"""What is asked of whoever is open when nobody is named."""

_IN_WORDS = frozenset({"wavering", "waiting", "unhappy"})
"""Traits that a hold or a phase in the question's own words goes before."""


def _for_people(question: Question, trait: Trait) -> Question:
    if trait not in _IN_WORDS and question.trait is None:
        # "Who wants it cheaper" names a price, and yet looks for those who asked.
        return replace(question, asks="people", trait=trait, stall=None, phase=None)
    if question.narrows:
        return replace(question, asks="people")
    return replace(question, asks="people", trait=trait)


def without_name(text: str, talks: Sequence[Talk], language: Language) -> str:
    """The question with somebody else's name in place of the one it names, so that it can be
    compared with questions about others."""
    said = folded(text)
    named = _named(said, talks)
    if named is None:
        return text
    ending = r"(?:さん|様|さま|氏|くん|ちゃん)?"
    return re.sub(re.escape(named[0]) + ending, STAND_INS[language], said)


def _first(among: Sequence[tuple[Kind, str]], said: str) -> Kind | None:
    return next((one for one, words in among if re.search(words, said)), None)


_THIS = (
    r"この(?:人|方|お客|会話|通話|電話)|こちらの(?:方|お客)"
    r"|\bthis (?:person|customer|guest|call|conversation|draft)\b"
)
_THEM = r"彼女|彼(?:は|に|が|の)|その(?:人|方)|\b(?:her|him|his|she|he|them)\b"


def _meant(
    said: str, looking_at: ConversationId | None, spoken_of: ConversationId | None
) -> ConversationId | None:
    """Whom a question points at without a name."""
    if re.search(_THIS, said):
        return looking_at
    return (spoken_of or looking_at) if re.search(_THEM, said) else None


def _named(said: str, talks: Sequence[Talk]) -> tuple[str, ConversationId] | None:
    """The name that stands in the question and whose it is, the longest name first."""
    best: tuple[str, ConversationId] | None = None
    for talk in talks:
        if not talk.name:
            continue
        whole = folded(_HONORIFIC.sub("", talk.name.strip()))
        parts = [whole, *whole.split()]
        hits = [part for part in parts if len(part) >= 2 and _stands_in(part, said)]
        longest = max(hits, key=len, default="")
        if longest and (best is None or len(longest) > len(best[0])):
            best = (longest, talk.conversation)
    return best


def _stands_in(part: str, said: str) -> bool:
    if part.isascii():
        return re.search(rf"\b{re.escape(part)}\b", said) is not None
    return part in said
