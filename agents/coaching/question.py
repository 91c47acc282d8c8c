# ruff: noqa: E501 - a pattern is easier to check on one line
"""What the owner asks: the kind of question, and whom and what it is about. Pure, without a model.

The vocabulary's own labels are understood in both languages, and the common words for them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal, TypeVar

from kizashi.ids import ConversationId
from kizashi.language import Language
from kizashi.reading import MicroIntent, Phase, Stall
from memory.chronicle import Talk

Asks = Literal[
    "brief", "week", "people", "helped", "rehearse", "next_step", "why", "owner", "look_up"
]

WEEK = timedelta(days=7)
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood. `wavering` asks for those who sway, `waiting` for those
    who wait, `unhappy` for those who complain; `about` is a person named in it."""

    asks: Asks
    text: str
    language: Language
    stall: Stall | None = None
    phase: Phase | None = None
    intent: MicroIntent | None = None
    wavering: bool = False
    waiting: bool = False
    unhappy: bool = False
    about: ConversationId | None = None
    span: timedelta = WEEK

    @property
    def narrows(self) -> bool:
        """Whether it says anything about who is meant."""
        return bool(
            self.stall
            or self.phase is not None
            or self.intent
            or self.wavering
            or self.waiting
            or self.unhappy
        )


_STALLS: tuple[tuple[Stall, str], ...] = (
    (
        Stall.PRICE,
        r"価格|値段|料金|金額|費用|予算|高い|高く|price|pric|cost|budget|expensive|money",
    ),
    (
        Stall.AUTHORITY,
        r"家族|夫|妻|主人|上司|誰かの|相談して(?:から)?|承認待ち|husband|wife|boss|famil|partner|approval|somebody else|someone else",
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
_HELPED = r"助け(?:に)?な|役(?:に)?立|効い|うまくいっ|どうした(?:ら|の)(?:が|か)?(?:進|動)|似た(?:人|方|お客|場面)|what (?:has )?(?:helped|worked)|people like|similar (?:people|customers|moments)"
_REHEARSE = r"練習|リハーサル|予行|ロールプレ|模擬|rehears|role.?play|practi[sc]e"
_WEEK = r"今週|先週|今月|先月|一週間|この.{0,3}日|振り返|調子|どうだった|this (?:week|month)|last (?:week|month)|how (?:did|was|were).{0,24}(?:go|week|month|day)|summary|review"
_BRIEF = r"朝の|おはよう|ブリーフ|今日(?:は|の)|まず何|何から|要約|good morning|morning brief|\bbrief\b|today|what should i (?:do|look at|start)|where (?:do|should) i start"
_NEXT = r"次(?:は|に|の一手|の手)|どう(?:すれば|したら|返|答え|声)|何(?:を|て|と)(?:言|伝え|返|送)|提案(?:は|して)|next step|what (?:should|do|can) i (?:say|do|tell|write|answer|offer)|how (?:should|do|can) i (?:answer|reply|respond|help)|advice"
_WHY = r"なぜ|どうして|理由|根拠|why|how come|because of what|what makes you"
_OWNER = r"わたし(?:は|の)|私(?:は|の)(?:傾向|癖|くせ|様子|判断|決め)|自分(?:の|は)|about me|my (?:own )?(?:habits|tendenc|decisions|edits)|am i\b|how am i"
_WHO = r"誰|だれ|どの(?:人|方|お客)|どなた|人(?:は|を|たち)|方(?:は|を)|お客(?:様|さん)?(?:は|を|の中)|who|which (?:people|customers|guests)|anybody|anyone|list|show me|people"
_SPANS: tuple[tuple[timedelta, str], ...] = (
    (timedelta(days=1), r"今日|昨日|today|yesterday|24 hours"),
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
) -> Question:
    """What a question asks. `talks` are whom a name may mean, `looking_at` the conversation that
    is open beside it ("her", "this call")."""
    said = folded(text)
    about = _named(said, talks) or (looking_at if _points(said) else None)
    stall = _first(_STALLS, said)
    phase = _first(_PHASES, said)
    span = next((span for span, words in _SPANS if re.search(words, said)), WEEK)
    question = Question(
        asks="look_up",
        text=text,
        language=language,
        stall=stall,
        phase=phase if phase is not None and not re.search(_WAVERING, said) else None,
        wavering=bool(re.search(_WAVERING, said)),
        waiting=bool(re.search(_WAITING, said)),
        unhappy=bool(re.search(_UNHAPPY, said)),
        about=about,
        span=span,
    )
    return _with_kind(question, said, looking_at)


def _with_kind(question: Question, said: str, looking_at: ConversationId | None) -> Question:
    about = question.about or looking_at
    who = bool(re.search(_WHO, said))

    def kind(asks: Asks, person: ConversationId | None = question.about) -> Question:
        return replace(question, asks=asks, about=person)

    if re.search(_REHEARSE, said):
        return kind("rehearse", about)
    if re.search(_HELPED, said):
        return kind("helped", about)
    if re.search(_OWNER, said) and not question.narrows:
        return kind("owner")
    if re.search(_WHY, said) and about is not None and not who:
        return kind("why", about)
    if re.search(_NEXT, said) and (about is not None or not who):
        return kind("next_step", about)
    if who and question.narrows:
        return kind("people")
    if re.search(_WEEK, said):
        return kind("week")
    if re.search(_BRIEF, said):
        return kind("brief")
    if question.narrows and (question.wavering or question.waiting or question.unhappy):
        return kind("people")
    if question.about is not None:
        return kind("next_step", about)
    return kind("look_up")


def _first(among: Sequence[tuple[Kind, str]], said: str) -> Kind | None:
    return next((one for one, words in among if re.search(words, said)), None)


def _points(said: str) -> bool:
    return bool(
        re.search(
            r"この(?:人|方|お客|会話|通話|電話)|彼女|彼(?:は|に|が)|こちらの(?:方|お客)"
            r"|\b(?:her|him|she|he|them|this (?:person|customer|guest|call|conversation|draft))\b",
            said,
        )
    )


def _named(said: str, talks: Sequence[Talk]) -> ConversationId | None:
    """The person whose name stands in the question, the longest name first."""
    best: tuple[int, ConversationId] | None = None
    for talk in talks:
        if not talk.name:
            continue
        whole = folded(_HONORIFIC.sub("", talk.name.strip()))
        parts = [whole, *whole.split()]
        hits = [part for part in parts if len(part) >= 2 and _stands_in(part, said)]
        if hits and (best is None or len(max(hits, key=len)) > best[0]):
            best = (len(max(hits, key=len)), talk.conversation)
    return best[1] if best else None


def _stands_in(part: str, said: str) -> bool:
    if part.isascii():
        return re.search(rf"\b{re.escape(part)}\b", said) is not None
    return part in said
