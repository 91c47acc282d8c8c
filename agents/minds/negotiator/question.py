# ruff: noqa: E501 - a pattern is easier to check on one line
"""What a message asks: its questions one by one, each with the words and the kind of answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.minds.negotiator.concepts import BY_NAME, WIDER
from agents.minds.negotiator.kinds import VALUED, Kind, kinds_of
from agents.minds.negotiator.words import Term, folded, terms
from kizashi.signal import Utterance

KIND_CONCEPTS = frozenset(
    {
        "price",
        "age",
        "duration",
        "opening",
        "capacity",
        "size",
        "wholeday",
        "halfday",
        "extraday",
        "howto",
    }
)
"""Meanings that the kind of the answer already covers: they say little about the topic."""

_ASKS_WHEN = frozenset({"いつから", "since when", "since"})
"""Words that ask when a business began, and as often when anything else does."""

_ACTIONS = frozenset({"bring", "contact", "order", "staff", "seat"})
"""Meanings that go with any topic and decide none."""

_FOLLOWS = re.compile(
    r"^(?:and\b|what about|how about|or\b|then\b|じゃあ|じゃ、|では|それなら|なら|あと)"
)

_CUT = re.compile(
    r"(?<=[。？！?!])|\n|(?<=[?.!])\s+"
    r"|(?:、|，|\s)?(?:あと(?:は|、)|それと|それから|ついでに|また、)"
    r"|(?<=か)、|(?<=か)[\s\u3000]+(?=\S)"
    r"|,\s+(?=(?:how (?:much|many|long|old|far|do)|what (?:time|are|is)|when|where|who|do you|is there|are you|are there|can (?:i|we))\b)"
    r"|,?\s+(?:and|also|plus)\s+(?=(?:also\s+)?(?:how|what|when|where|who|which|since|until|is|are|do|does|did|can|could|will)\b)"
)
_ASKS = re.compile(
    r"[?？]|か[。\s]*$|(?:教えて|知りたい|ますか|ですか|でしょう|かな|っけ|いくら|何時|いつ|どこ|どう)"
    r"|\b(?:how|what|whats|when|where|who|whos|which|why|can|could|may|do|does|is|are|will|would|should|tell me|let me know|any|got)\b"
)
_COMMA_BETWEEN = re.compile(r"(?<=[でがしかと])[、，]")
_ASKS_A_WORD = re.compile(
    r"いくら|いつ|どこ|どう(?!ぞ)|どの|どれ|どんな|何(?!か|も|度|回か)|誰|だれ"
)
_REQUEST = re.compile(
    r"(?:について|に関して)?(?:は|も|を|が)?(?:お?教えて?(?:ください|下さい|ほしい(?:です)?|欲しい(?:です)?|もらえ\w{0,4}|いただけ\w{0,6}|頂け\w{0,6}|くれ\w{0,5}|ちょうだい)?|知りたい(?:です|のですが|んですが)?|お?聞きたい(?:です|のですが|んですが)?|お伺いしたい\w{0,4})[。！!？?\s]*$"
    r"|について|に関して|の有無"
)
"""How one asks to be told; it says nothing about what."""

_LISTS = re.compile(
    r"^(?P<head>.{0,40}?\b(?:like to know|love to know|want to know|need to know|tell me|let me know|know about|ask about|wondering about|info(?:rmation)? (?:on|about)|what (?:are|is)|what's|can i (?:get|have))\s+(?:about\s+)?)(?P<list>.+)$",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*,\s*(?:and\s+|as well as\s+)?|\s+and\s+|\s+as well as\s+|\s*&\s*")
_COMMA_JA = re.compile(r"[、，・]|と(?=[^いかっのはもき])|や(?=[一-鿿ァ-ヺ])|および|及び")
_TOGETHER = re.compile(
    r"違い|どちら|どっち|比べ|両方|合わせ|合計|セット|あいだ|difference|between|both|together|which"
)
_REFERS = re.compile(
    r"\b(?:it|its|that|this|they|them|those|these|one|ones|same|(?<!is )(?<!are )(?<!if )(?<!whether )there|he|she|instead|else)\b"
    r"|その|それ|あれ|これ|同じ|そちら|そっち|じゃあ|では|だと|場合は|(?:も|は)(?:です|どう|ある|OK|大丈夫)?(?:か)?[?？。]*$"
)


_CLAUSE = re.compile(
    r"(?<=んですが)[、,]?|(?<=ですが)[、,]|(?<=けど)[、,]|(?<=けれど)[、,]|(?<=ので)[、,]"
    r"|(?<=から)[、,]|(?<=んで)[、,]|(?<=って)、|[,;:]\s+|\s+[-–—]\s+|\s+but\s+|\s+so\s+"
)
QUESTIONS = 8
"""Questions of one message that are answered one by one."""

MEANINGS = 5
"""Meanings of a question that are searched for one by one."""

BACKGROUND = 0.5
"""What a word counts that is told beside the question ("my husband uses a wheelchair, can he …")."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked.

    `text` is the customer's own words, `full` the same with what it refers to (for embedding).
    `terms` are its own words, `focus` the keys of those in the clause that asks, `inherited` the
    words of what it refers to, `beside` the weighty words of the message's other questions.
    """

    text: str
    full: str
    kinds: tuple[Kind, ...]
    terms: tuple[Term, ...]
    inherited: tuple[Term, ...] = ()
    beside: tuple[Term, ...] = ()
    focus: frozenset[str] = frozenset()

    @property
    def elliptic(self) -> bool:
        """Whether it only makes sense with what went before."""
        return bool(self.inherited)


def asks(text: str) -> bool:
    """Whether a message asks anything at all."""
    return _ASKS.search(folded(text)) is not None


def questions(text: str, context: Sequence[Utterance] = ()) -> tuple[Question, ...]:
    """The questions of a message; at least one, for what is said without asking is met too."""
    found: list[Question] = []
    told = ""
    for part in (one for joined in _parts(text) for one in _listed(joined)):
        asks = _ASKS.search(folded(part)) is not None
        if not asks and not found:
            told = f"{told} {part}".strip()
            continue
        if not asks and found:
            found[-1] = _told_after(found[-1], part)
            continue
        found.append(_question(f"{told} {part}".strip()))
        told = ""
    if not found:
        found = [_question(text)]
    found = [_after(found[place - 1], one) if place else one for place, one in enumerate(found)]
    found[0] = _in_context(found[0], context)
    return tuple(_beside(one, found) for one in found[:QUESTIONS])


def _listed(text: str) -> list[str]:
    """The things that one sentence asks to be told ("the price, your hours and the address"), where
    each stands by itself; else the sentence as it is."""
    if _TOGETHER.search(folded(text)):
        return [text]
    request = next((one for one in _REQUEST.finditer(text) if one.end() == len(text)), None)
    in_english = _LISTS.match(text)
    if request is not None and request.group().strip():
        pieces, head = _COMMA_JA.split(text[: request.start()].removesuffix("の有無")), ""
    elif in_english is not None:
        pieces, head = _COMMA.split(in_english["list"]), in_english["head"]
    else:
        return [text]
    found: list[str] = []
    for piece in (one.strip(" 　.?!。？！") for one in pieces):
        if found and not (_stands(piece) and _asked_by(found[-1])):
            return [text]
        found.append(piece)
    if len(found) < 2:
        return [text]
    end = "?" if head else "？"
    return [f"{head}{found[0]}{end}", *(f"{one}{end}" for one in found[1:])]


def _stands(piece: str) -> bool:
    """Whether a piece of a list asks for something of its own."""
    own = terms(piece)
    opening = Kind.HOURS in kinds_of(piece) and any("opening" in term.concepts for term in own)
    return opening or any(_says_what(term) and term.concepts for term in own)


def _asked_by(piece: str) -> bool:
    return any(kind in VALUED or kind is Kind.PLACE for kind in kinds_of(piece)) or _stands(piece)


def _beside(question: Question, asked: Sequence[Question]) -> Question:
    own = {term.key for term in (*question.terms, *question.inherited)}
    others = {
        term.key: term
        for one in asked
        if one is not question
        for term in _topical(one)
        if term.key not in own
    }
    return replace(question, beside=tuple(others.values()))


def _parts(text: str) -> list[str]:
    cut = [one for part in _CUT.split(text) if part for one in _at_commas(part)]
    parts = [part.strip(" 、,　") for part in cut if part.strip(" 、,　。")]
    joined: list[str] = []
    for part in parts:
        if joined and len(terms(part)) == 0 and kinds_of(part) == (Kind.OPEN,):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return joined or [text]


def _at_commas(part: str) -> list[str]:
    """A part of a message cut where a comma stands between two questions (「いくらで、休めますか」)."""
    for comma in _COMMA_BETWEEN.finditer(part):
        before, after = part[: comma.start()], part[comma.end() :]
        also = before.endswith("と") and any(kind in VALUED for kind in kinds_of(before))
        asks_first = also or _ASKS_A_WORD.search(folded(before)) is not None
        asked = asks_first and _ASKS.search(folded(after))
        # What comes after "the price and, " is about the same thing, so it may not name another
        names = any(_says_what(term) and not _ASKS_A_WORD.match(term.text) for term in terms(after))
        if asked and also is not names:
            first = before.removesuffix("と") + "？" if also else before
            return [first, *_at_commas(after)]
    return [part]


def _question(text: str) -> Question:
    own = _own(text)
    focus = _focus(text)
    weighed = tuple(
        term if term.key in focus else replace(term, weight=term.weight * BACKGROUND)
        for term in own
    )
    return Question(text, text, kinds_of(text), weighed, focus=focus)


def _told_after(question: Question, part: str) -> Question:
    """A question with what is told after it: background, whatever its words."""
    known = {term.key for term in question.terms}
    told = tuple(
        replace(term, weight=term.weight * BACKGROUND)
        for term in _own(part)
        if term.key not in known
    )
    text = f"{question.text} {part}"
    return replace(question, text=text, full=text, terms=(*question.terms, *told))


def _focus(text: str) -> frozenset[str]:
    """The keys of the words in the clause that asks, with the one before it when it has none."""
    text = _REQUEST.sub(" ", text)
    clauses = [part for part in _CLAUSE.split(text) if part and part.strip()]
    asking = [place for place, part in enumerate(clauses) if _ASKS.search(folded(part))]
    if len(clauses) < 2 or not asking:
        return frozenset(term.key for term in terms(text))
    place = asking[-1]
    keys: set[str] = set()
    while place >= 0:
        found = _own(clauses[place])
        keys |= {term.key for term in found}
        if any(_says_what(term) for term in found):
            break
        place -= 1
    return frozenset(keys)


def _own(text: str) -> tuple[Term, ...]:
    found = tuple(
        replace(term, weight=0.6) if term.concepts and term.concepts <= _ACTIONS else term
        for term in terms(_REQUEST.sub(" ", text))
    )
    lighter = _lighter(found)
    # "What time do you open?" has nothing but its kind to go by
    return lighter if any(term.weight >= 0.6 for term in lighter) else found


def _lighter(found: Sequence[Term]) -> tuple[Term, ...]:
    """The words that only say what kind of answer is asked for count for little."""
    return tuple(
        replace(term, weight=0.3)
        if term.text in _ASKS_WHEN or (term.concepts and term.concepts <= KIND_CONCEPTS)
        else term
        for term in found
    )


def _topical(question: Question) -> list[Term]:
    """The words that say what the question is about."""
    return [term for term in question.terms if _says_what(term)]


def _says_what(term: Term) -> bool:
    return term.weight >= 0.9 and not (term.concepts and term.concepts <= KIND_CONCEPTS)


def _after(before: Question, question: Question) -> Question:
    """A later question of the same message, with what it takes over from the one before."""
    refers = _REFERS.search(folded(question.text))
    opening = Kind.HOURS in question.kinds and any("opening" in t.concepts for t in question.terms)
    if (_topical(question) or opening) and not refers:
        return question
    inherited = tuple(t for t in (*before.terms, *before.inherited) if t.weight >= 0.9)
    kinds = question.kinds
    if kinds == (Kind.OPEN,) or ("same" in question.text or "同じ" in question.text):
        kinds = before.kinds
    return replace(
        question,
        full=f"{before.text} {question.text}",
        terms=_lighter(question.terms) if inherited else question.terms,
        inherited=inherited,
        kinds=kinds,
    )


def _in_context(question: Question, context: Sequence[Utterance]) -> Question:
    """A follow-up ("and on Sundays?") with the question it follows."""
    earlier = [line.text for line in context if line.who == "customer"]
    if not earlier:
        return question
    words = folded(question.text)
    heavy = _topical(question)
    bare = not any(kind in VALUED for kind in question.kinds)
    refers = _REFERS.search(words) is not None or _FOLLOWS.match(words) is not None
    if heavy and not (refers and len(heavy) <= 2) and question.kinds != (Kind.OPEN,):
        return question
    if len(heavy) > 2:
        return question
    before = _question(earlier[-1])
    said = [line.text for line in context if line.who == "business"][-1:]
    inherited = tuple(t for t in before.terms if t.weight >= 0.9)
    answered = _own(said[0]) if said else ()
    extra = tuple(
        replace(t, weight=0.5) for t in answered if t.weight >= 0.9 and t not in inherited
    )
    kinds = question.kinds
    if bare and any(kind in VALUED for kind in before.kinds):
        kinds = before.kinds
    return replace(
        question,
        full=f"{earlier[-1]} {question.text}",
        inherited=inherited + extra[:4],
        kinds=kinds,
    )


def spelt_out(question: Question) -> tuple[str, ...]:
    """The meanings a question names, each in the words of both languages, for searches by words."""
    names = dict.fromkeys(
        name
        for term in sorted(question.terms, key=lambda t: -t.weight)
        if term.weight >= 0.4
        for name in sorted(term.concepts - KIND_CONCEPTS)
    )
    return tuple(
        " ".join(
            form.removesuffix("*")
            for known in (name, *([WIDER[name]] if name in WIDER else []))
            for form in (*BY_NAME[known].ja[:6], *BY_NAME[known].en[:6])
        )
        for name in list(names)[:MEANINGS]
    )
