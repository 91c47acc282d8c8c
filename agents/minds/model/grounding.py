"""The grounding check: every sentence that a model worded is traced to what it may rest on.

The draft of the embedded mind and the passages it cites are the only ground. The customer's own
words are none: "say that refunds are free" must not become a refund. A sentence passes when

- its numbers stand in the ground, each in its unit and in a place that speaks of the same thing;
- its words that carry meaning stand there too, but for those of courtesy and feeling;
- it says yes where the ground says yes, and no where it says no;
- it is in the right language and carries no personal data from elsewhere.

The whole passes when no number of the draft was left out, and it is about as long as the draft.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from agents.minds.model.figures import among, misplaced
from agents.minds.negotiator.words import Term, folded, numbers, stem, terms
from kizashi.knowledge import Passage
from kizashi.language import Language
from kizashi.step import Source, Step
from memory.documents.script import language_of
from memory.documents.sentences import sentences
from policies.privacy.find import personal_data

SUPPORTED = 0.75
"""Least share of a sentence's meaning (by the weight of its terms) that its ground must hold."""
TOLD = 0.5
"""Least share of a sentence's meaning that a text must hold to have told it."""
QUESTIONS = 1
LONGER = 1.8
ROOM = 160


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COURTESY = _listed(
    """
    worry worries worried concern concerned afraid unsure nervous anxious understand understandable
    natural feel feeling feelings happy glad welcome pleasure help helps helpful thank thanks sorry
    reply answer question wonder hesitate hesitant decide choose pace rush time moment sound sounds
    detail details info information share short yes please let hope best wish easy tell shall hear
    不安 心配 安心 気持 お気持 自然 当然 無理 焦 急 ゆっくり ご自分 自分 ペース お返事 返事
    質問 ご質問 遠慮 気軽 お気軽
    案内 ご案内 説明 ご説明 お知らせ 確認 ご確認 検討 ご検討 参考 ご参考 相談 ご相談 連絡 ご連絡
    感謝 ありがとう
    嬉 楽 お手伝い 手伝 答 お答 次 以下 詳 詳細 迷 悩 決
    """
)
"""Words that state nothing about the business."""
_COURTESY_STEMS = frozenset(stem(word) for word in _COURTESY)

_WEIGHTY = re.compile(
    r"\bfree\b|no (?:extra )?charge|complimentary|refund|guarantee|discount|cancel|promise|"
    r"無料|無償|サービスいたし|返金|返品|保証|割引|値引|キャンセル|約束|必ず|絶対|always|never|every"
)
"""Words that bind the business: each must stand in the ground itself."""

_NO = re.compile(
    r"\b(?:not|no|never|none|cannot|without|unavailable|closed|except)\b|n't\b|"
    r"ません|ない(?!か)|なし|不可|禁止|お断り|できかね|定休|休み|除く|以外"
)
_SPELT = re.compile(
    r"[〇一二三四五六七八九十百千万億]+(?=[円人名日時分割回個枚本台歳才年週月ヶかカパ％])|"
    r"\b(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|double|dozen|percent)\b|"
    r"半額|半値|半分|[二三]倍"
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Ground:
    """Something a sentence may rest on: its words, and its source where it is a passage."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Grounded:
    """A worded reply that passed: its text and what each sentence rests on."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Ungrounded:
    """Why a worded reply did not pass: `what` is a key of the texts, `words` the words at fault."""

    what: str
    words: str = ""


def grounds_of(step: Step, passages: Sequence[Passage]) -> tuple[Ground, ...]:
    """The draft's own words first, then each cited passage, headings and cells included."""
    by_id = {passage.id: passage for passage in passages}
    found = [Ground(step.text)]
    for source in {one.passage: one for one in step.sources}.values():
        passage = by_id.get(source.passage)
        if passage is not None:
            cells = (f"{key}: {value}" for key, value in passage.fields)
            found.append(Ground("\n".join((*passage.heading, passage.text, *cells)), source))
    return tuple(found)


def grounded(said: Sequence[str], step: Step, grounds: Sequence[Ground]) -> Grounded | Ungrounded:
    """The worded sentences as one text with the sources of each, or the first thing at fault."""
    found = grounded_so_far(said, step, grounds)
    if isinstance(found, Grounded):
        left_out = numbers(step.text) - numbers(found.text)
        if left_out:
            return Ungrounded("left_out", ", ".join(sorted(left_out)))
    return found


def grounded_so_far(
    said: Sequence[str], step: Step, grounds: Sequence[Ground]
) -> Grounded | Ungrounded:
    """As `grounded`, for the beginning of a reply: what is still missing may yet come."""
    text = joined(said, step.language)
    if not text:
        return Ungrounded("empty")
    whole = _whole(text, step, grounds)
    if whole is not None:
        return whole
    sources: list[Source] = []
    for sentence in said:
        traced = _traced(sentence, grounds)
        if isinstance(traced, Ungrounded):
            return traced
        sources.extend(
            ground.source.model_copy(update={"supports": sentence.strip()})
            for ground in traced
            if ground.source is not None
        )
    return Grounded(text, tuple(sources) or step.sources)


def untold(step: Step, told: str, *, figures_only: bool) -> list[str]:
    """The sentences of the draft that a text does not tell: those with figures that it leaves out
    and, unless `figures_only`, those of which it holds less than half of the meaning."""
    held = terms(told)
    figures = numbers(told)
    missing = []
    for sentence in (one for line in step.text.splitlines() for one in sentences(line)):
        own = [one for one in terms(sentence) if not one.key[0].isdigit() and not _courteous(one)]
        quiet = figures_only or not own or _share(own, held) >= TOLD
        if numbers(sentence) - figures or not quiet:
            missing.append(sentence)
    return missing


def _whole(text: str, step: Step, grounds: Sequence[Ground]) -> Ungrounded | None:
    if language_of(text) not in {step.language, None}:
        return Ungrounded("language")
    if len(text) > max(len(step.text) * LONGER, len(step.text) + ROOM):
        return Ungrounded("long")
    if sum(text.count(mark) for mark in "?？") > max(
        QUESTIONS, sum(step.text.count(mark) for mark in "?？")
    ):
        return Ungrounded("questions")
    held = "\n".join(ground.text for ground in grounds)
    for found in personal_data(text):
        words = text[found.start : found.end]
        if words not in held:
            return Ungrounded("personal", words)
    for match in _ADDRESS.finditer(text):
        if match.group() not in held:
            return Ungrounded("address", match.group())
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in text):
        return Ungrounded("characters")
    return None


def _traced(sentence: str, grounds: Sequence[Ground]) -> Sequence[Ground] | Ungrounded:
    """The grounds that a sentence rests on, the best one and those its numbers stand in."""
    plain = folded(sentence)
    odd = next((c for c in plain if unicodedata.category(c)[0] == "N" and not c.isascii()), None)
    held = [folded(ground.text) for ground in grounds]
    everything = "\n".join(held)
    if odd is not None and odd not in everything:
        return Ungrounded("number", odd)
    for pattern, what in ((_SPELT, "number"), (_WEIGHTY, "binding")):
        for match in pattern.finditer(plain):
            if match.group() not in everything:
                return Ungrounded(what, match.group())
    own = [term for term in terms(sentence) if not term.key[0].isdigit()]
    spoken = [term for term in own if not _courteous(term)]
    each = [terms(ground.text) for ground in grounds]
    shares = [_share(spoken, theirs) for theirs in each]
    everywhere = [term for theirs in each for term in theirs]
    # Of equals a passage before the draft: it has a source to show.
    best = max(range(len(grounds)), key=lambda place: (shares[place], place > 0, -place))
    used = {best} if spoken else set()
    for number in numbers(sentence):
        places = [
            place
            for place, ground in enumerate(grounds)
            if number in numbers(ground.text) and _speaks_of(ground.text, number, own)
        ]
        if not places:
            return Ungrounded("number", number)
        used.add(best if best in places else max(places, key=lambda place: shares[place]))
    elsewhere = misplaced(sentence, [ground.text for ground in grounds])
    if elsewhere is not None:
        return Ungrounded("number", elsewhere)
    if spoken and _share(spoken, everywhere) < SUPPORTED:
        return Ungrounded("claim", sentence.strip())
    if spoken and not _agrees(sentence, [grounds[place] for place in sorted(used)]):
        return Ungrounded("contradiction", sentence.strip())
    return [grounds[place] for place in sorted(used)]


def _courteous(term: Term) -> bool:
    return term.text in _COURTESY or term.key in _COURTESY_STEMS


def _share(own: Sequence[Term], theirs: Sequence[Term]) -> float:
    weight = sum(term.weight for term in own)
    if not weight:
        return 0.0
    held = sum(term.weight for term in own if among(term, theirs))
    return held / weight


def _speaks_of(ground: str, number: str, own: Sequence[Term]) -> bool:
    """Whether a part of the ground that states the number shares a word with the sentence. A
    number without any word beside it (a draft such as "¥3,300") speaks for itself."""
    for part in _parts(ground):
        if number not in numbers(part):
            continue
        beside = [term for term in terms(part) if not term.key[0].isdigit()]
        if not beside or not own:
            return True
        if any(among(term, beside) for term in own):
            return True
    return False


def _parts(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in sentences(line)] or [text]


def _agrees(sentence: str, grounds: Sequence[Ground]) -> bool:
    """Whether the sentence says no where its ground does, and yes where that does.

    A yes must find each of its words in a part that says no "no": "children can take part" shares
    its children with nothing but "children under 7 cannot". A no may borrow the names of things
    from elsewhere, but most of its words must stand where a no is said.
    """
    own = [term for term in terms(sentence) if not term.key[0].isdigit() and not _courteous(term)]
    no = _NO.search(folded(sentence)) is not None
    alike: list[Term] = []
    other: list[Term] = []
    for ground in grounds:
        for part in _parts(ground.text):
            said_no = _NO.search(folded(part)) is not None
            (alike if said_no == no else other).extend(terms(part))
    told = [term for term in own if among(term, alike)]
    opposed = [term for term in own if term not in told and among(term, other)]
    if not no:
        return not opposed
    return sum(term.weight for term in told) >= sum(term.weight for term in opposed)


def joined(said: Sequence[str], language: Language) -> str:
    """The sentences as one text."""
    between = "" if language is Language.JA else " "
    return between.join(" ".join(one.split()) for one in said if one.strip())
