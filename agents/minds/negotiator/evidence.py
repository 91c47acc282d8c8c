"""How well each statement answers a question: likeness, covered words, and the right kind."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from agents.minds.negotiator.cells import Role
from agents.minds.negotiator.concepts import WIDER
from agents.minds.negotiator.kinds import VALUED, Kind, holds, holds_asked
from agents.minds.negotiator.money import prevailing
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.statements import Statement, statements
from agents.minds.negotiator.vectors import Matrix, VectorCache
from agents.minds.negotiator.words import KANA, WITHIN, Term, same, sounded, terms
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from memory.documents.script import language_of

_DENSE = (0.78, 0.91)
_ASKED = (0.83, 0.94)
_WORD = (0.88, 0.94)
"""Likeness at which two texts, two questions, or two words begin to mean the same, and at which
they surely do. Measured: unrelated words lie at 0.78 to 0.87, 駐車場 and "parking" at 0.95."""

_SAME_PLACE = 0.935
"""France and フランス lie above it, France and Britain below."""

_NAME_PART = re.compile(r"[・＋+/／()（）「」『』、,&\s一-鿿々]+")

AROUND = 0.85
"""What a word in the heading is worth beside one in the statement itself."""

ABOVE_SURELY = 3.0
"""Standard deviations above the likeness of the other statements that are the whole of it."""

FOUND_ABROAD = 0.5
"""How far a likeness that stands above all others makes up for not being found by words."""

ABROAD = 0.4
"""What a word without a known meaning counts where a statement in the other language lacks it."""

MET = 0.7
"""Likeness from which on a word is met."""

_NAMED_BY = frozenset({Kind.DATE, Kind.DURATION})
"""Kinds whose value may be a row's name ("3 days before: half")."""

SAYS_ENOUGH = 0.8
"""Weight of the asked words together from which on holding them says all it can: who asks "and do
we pay?" is answered by more than every statement about paying."""

OWN_ROW = 0.4
"""What the row of the asked thing itself is worth beside prose that only stands near its name."""

OWN_COLUMN = 0.7
"""What a column of the very thing asked for is worth."""

NAMED = 0.7
"""Share of the asking clause that a row's name must speak of to be that row."""

BESIDE = 0.4
"""What it is worth that a statement holds the words of the message's other questions: "which day,
and do we pay?" is about one thing."""

ANY_CLASS = 0.2
"""What "class" or "workshop" says about which one is meant."""

_CLASSES = frozenset({"workshop"})

FEW = 4
"""Statements of a sort from which on they are compared with each other."""

COMMON = 0.35
"""What a word that nearly every found statement holds counts beside a rare one."""

STATEMENTS_NOW = 32
WORDS_NOW = 24
QUESTIONS_NOW = 8
"""Missing vectors computed while a customer waits (about 8 ms a statement, 5 ms a word)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement with what speaks for it as an answer, each from 0 to 1.

    `dense` is its likeness to the question, `above` how far that lies above the likeness of the
    other statements found (three standard deviations are 1), `asked` that of the FAQ question it
    answers. `covered` is the share of the question's own words that it holds, `gap` the heaviest
    word of the asking clause it lacks, `absent` the heaviest one that no statement holds,
    `carried` the share of the words taken over from before, `beside` that of the words of the
    message's other questions.
    `kind` is whether it holds a value of the kind asked for, `topic` how far its heading or its
    row's name speaks of the asking clause, `found` recall's score of its passage.
    """

    statement: Statement
    score: float
    dense: float
    above: float
    asked: float
    covered: float
    carried: float
    beside: float
    gap: float
    kind: bool
    topic: float
    found: float
    absent: float = 0.0


def _scaled(value: float, span: tuple[float, float]) -> float:
    return min(1.0, max(0.0, (value - span[0]) / (span[1] - span[0])))


async def weigh(
    question: Question, found: Sequence[FoundPassage], vectors: VectorCache
) -> tuple[Weighed, ...]:
    """Every statement of the found passages, the best answer first."""
    money = prevailing(one.passage.text for one in found)
    pool = [(one.score, s) for one in found for s in statements(one.passage, money)]
    if not pool:
        return ()
    asked = await vectors.question(question.full)
    question = _with_names(question, [s for _, s in pool])
    likeness = await _Likeness.between(question, [s for _, s in pool], vectors)
    own = likeness.held(question.terms, [s for _, s in pool])
    inherited = likeness.held(question.inherited, [s for _, s in pool])
    beside = likeness.held(question.beside, [s for _, s in pool])
    absent = _absent(question, own)
    weighed = [
        _lexical(
            question, s, retrieved, own[place], inherited[place], beside[place], likeness, absent
        )
        for place, (retrieved, s) in enumerate(pool)
    ]
    promising = sorted(weighed, key=lambda w: w.covered + w.carried + w.found, reverse=True)
    stated = await vectors.stated([w.statement.embedded for w in promising], STATEMENTS_NOW)
    faq = await vectors.words(
        [w.statement.question for w in promising if w.statement.question], QUESTIONS_NOW
    )
    near = {text: float(vector @ asked) for text, vector in stated.items()}
    standing = _standing([w.statement for w in weighed], stated, near, vectors)
    result = []
    asked_in = language_of(question.text)
    for one in weighed:
        likely = near.get(one.statement.embedded)
        alike = faq.get(one.statement.question)
        above = standing.get(one.statement.embedded, 0.0)
        dense = 0.7 * one.found if likely is None else _scaled(likely, _DENSE)
        said = _scaled(float(alike @ asked), _ASKED) if alike is not None else 0.0
        score = _score(one, question, asked_in, above, said)
        result.append(replace(one, dense=dense, above=above, asked=said, score=score))
    return tuple(sorted(result, key=lambda one: one.score, reverse=True))


def _standing(
    pool: Sequence[Statement],
    stated: dict[str, Matrix],
    near: dict[str, float],
    vectors: VectorCache,
) -> dict[str, float]:
    """How far each statement's likeness stands above that of the others, commonness taken off, by
    what is embedded: half among all, half among its like, because the likeness of rows and of
    sentences spreads differently."""
    known = {s.embedded: s.row is not None for s in pool if s.embedded in near}
    if not known:
        return {}
    texts = list(known)
    common = vectors.common(texts, np.stack([stated[text] for text in texts]))
    likeness = 2 * np.array([near[text] for text in texts]) - common.astype(np.float64)
    rows = np.array(list(known.values()))
    among = _spread(likeness, likeness)
    like = among.copy()
    for own in (rows, ~rows):
        if own.sum() >= FEW:
            like[own] = _spread(likeness[own], likeness[own])
    height = (np.clip(among, 0, 1) + np.clip(like, 0, 1)) / 2
    return dict(zip(texts, height.tolist(), strict=True))


def _spread(likeness: NDArray[np.float64], among: NDArray[np.float64]) -> NDArray[np.float64]:
    """Standard deviations above the mean of `among`, in threes."""
    spread = max(0.01, float(among.std())) * ABOVE_SURELY
    return np.asarray((likeness - among.mean()) / spread, dtype=np.float64)


def _with_names(question: Question, pool: Sequence[Statement]) -> Question:
    """The question with the names in kana that it holds: without a dictionary, only the document
    shows that はり is a word in 「腰だけはり打って」."""
    spoken = sounded(question.text)
    known = {sounded(term.key) for term in question.terms}
    found: dict[str, Term] = {}
    for statement in pool:
        names = statement.passage.heading[-1:]
        if statement.row is not None:
            names = tuple(value for _, value in statement.row.name.values)
        for name in names:
            for part in _NAME_PART.split(name):
                key = sounded(part)
                if KANA.fullmatch(part) and key in spoken and key not in known:
                    found[key] = Term(part, key)
    if not found:
        return question
    return replace(
        question,
        terms=(*question.terms, *found.values()),
        focus=question.focus | found.keys(),
    )


def _lexical(
    question: Question,
    statement: Statement,
    retrieved: float,
    own: "_Held",
    inherited: "_Held",
    beside: "_Held",
    likeness: "_Likeness",
    absent: float,
) -> Weighed:
    valued = [kind for kind in question.kinds if kind in VALUED]
    row = statement.row
    if row is not None:
        kind = any(row.answering(k) for k in valued) or any(
            holds(k, row.name.values[0][1]) for k in valued if k in _NAMED_BY
        )
    else:
        kind = any(holds_asked(k, statement.text, question.text) for k in valued)
    return Weighed(
        statement=statement,
        score=0.0,
        dense=0.0,
        above=0.0,
        asked=0.0,
        covered=own.share,
        carried=inherited.share,
        beside=beside.share,
        gap=own.gap(question.focus),
        kind=kind or not valued,
        topic=likeness.topic(question, statement, own),
        found=retrieved,
        absent=absent,
    )


def _score(
    one: Weighed, question: Question, asked_in: Language | None, above: float, asked: float
) -> float:
    foreign = asked_in is not None and one.statement.language not in {asked_in, None}
    # Recall finds by words too, which another language's passages cannot have
    found = max(one.found, FOUND_ABROAD * above) if foreign else one.found
    return (
        1.3 * above
        + 0.2 * asked
        + 1.2 * one.covered
        + (0.75 * one.carried if question.inherited else 0.0)
        + BESIDE * one.beside
        + 0.65 * one.kind
        + 0.5 * one.topic
        + OWN_ROW * _is_own_row(one, question)
        + OWN_COLUMN * _is_own_column(one, question)
        + 0.8 * found
    )


def _is_own_row(one: Weighed, question: Question) -> bool:
    """Whether the statement is the row of what is asked about, with the value asked for: the price
    beside the plan's own name, the opening and closing of a day."""
    row = one.statement.row
    if row is None or one.statement.stale:
        return False
    if Kind.HOURS in question.kinds and row.answering(Kind.HOURS):
        return True
    return one.topic >= NAMED and any(row.answering(k) for k in question.kinds if k in VALUED)


def _is_own_column(one: Weighed, question: Question) -> bool:
    """Whether the row has a price in a column of the very thing asked for ("monthly")."""
    row = one.statement.row
    if row is None or Kind.PRICE not in question.kinds:
        return False
    asked = {t.key for t in question.terms if t.weight >= 0.9 and t.key in question.focus}
    return any(
        cell.role is Role.PRICE and asked & {t.key for t in terms(cell.header)}
        for cell in row.cells
    )


def _absent(question: Question, own: Sequence["_Held"]) -> float:
    """The heaviest word of the asking clause that no statement holds: nothing that is known speaks
    of it."""
    met = np.max([held.likeness for held in own], axis=0)
    return max(
        (
            term.weight * (1 - float(best))
            for term, best in zip(question.terms, met, strict=True)
            if term.key in question.focus
        ),
        default=0.0,
    )


class _Told(dict[str, float]):
    """How far one term is the same as others, by their keys; found out when it is asked for.
    `groups` are the best of whole groups of others, by the group's identity."""

    def __init__(self, find: Callable[[str], float]) -> None:
        super().__init__()
        self.groups: dict[int, tuple[Sequence[Term], float]] = {}
        self._find = find

    def __missing__(self, key: str) -> float:
        found = self[key] = self._find(key)
        return found


class _Likeness:
    """Whether two words mean the same: by form, by meaning, by the nearness of their vectors."""

    def __init__(self, near: dict[tuple[str, str], float], listed: bool) -> None:
        """`listed`: the documents list parts of the world, so "abroad" is not every country."""
        self._near = near
        self._listed = listed
        self._told: dict[str, _Told] = {}
        self._keys: dict[int, tuple[Sequence[Term], tuple[str, ...]]] = {}
        self._terms: dict[str, Term] = {}

    @classmethod
    async def between(
        cls, question: Question, pool: Sequence[Statement], vectors: VectorCache
    ) -> "_Likeness":
        """Prepares the words of a question that no statement holds, and of all statements."""
        listed = any(
            any(WIDER.get(name) == "abroad" for name in term.concepts)
            for s in pool
            if s.row is not None
            for _, value in s.row.name.values
            for term in terms(value)
        )
        known = {t.key: t for s in pool for t in (*s.own, *s.around) if t.weight >= 0.3}
        asked = {
            t.key: t
            for t in (*question.terms, *question.inherited, *question.beside)
            if t.weight >= 0.4 and t.key not in known
        }
        if not asked or not known:
            return cls({}, listed)
        made = await vectors.words([t.text for t in asked.values()], WORDS_NOW)
        made |= await vectors.words([t.text for t in known.values()], WORDS_NOW)
        vocabulary = [t for t in known.values() if t.text in made]
        if not vocabulary:
            return cls({}, listed)
        matrix = np.stack([made[t.text] for t in vocabulary])
        near = {}
        for one in asked.values():
            if one.text not in made:
                continue
            likeness = matrix @ made[one.text]
            for place in np.flatnonzero(likeness > _WORD[0]).tolist():
                other = vocabulary[place]
                if one.concepts and other.concepts and not one.concepts & other.concepts:
                    continue
                places = one.concepts & WIDER.keys() and other.concepts
                if places and likeness[place] < _SAME_PLACE:
                    continue
                near[one.key, other.key] = _scaled(float(likeness[place]), _WORD)
        return cls(near, listed)

    def held(self, asked: Sequence[Term], pool: Sequence[Statement]) -> list["_Held"]:
        """How far each statement holds the asked terms, rare ones counting for more."""
        likeness = np.array(
            [[self._best(term, statement) for term in asked] for statement in pool],
            dtype=np.float32,
        ).reshape(len(pool), len(asked))
        holders = (likeness >= 0.7).sum(axis=0)
        rarity = np.log((len(pool) + 1) / (holders + 0.5)) / np.log(len(pool) + 1)
        weights = np.array([term.weight for term in asked]) * np.clip(
            np.sign(rarity) * np.abs(rarity) ** 1.5, COMMON, 1.0
        )
        keys = tuple(term.key for term in asked)
        said = min(1.0, sum(term.weight for term in asked) / SAYS_ENOUGH)
        abroad = {language: _abroad(asked, language) for language in Language}
        lacking = {language: one for language, one in abroad.items() if one.any()}
        found = []
        for statement, held in zip(pool, likeness, strict=True):
            own = weights
            if statement.language in lacking:
                # A word without a known meaning says little where it can hardly be met
                missed = lacking[statement.language] & (held < MET)
                own = np.where(missed, weights * ABROAD, weights)
            found.append(_Held(keys, own, held, said))
        return found

    def topic(self, question: Question, statement: Statement, own: "_Held") -> float:
        """The share of the asking clause that the statement's heading or name speaks of."""
        total = held = 0.0
        names = [statement.around]
        if statement.row is not None:
            names = [terms(value) for _, value in statement.row.name.values]
        for term, weight in zip(question.terms, own.weights, strict=True):
            if term.key in question.focus:
                # "Session" does not make a class the one called for more than another
                says = float(weight) * (ANY_CLASS if term.concepts == _CLASSES else 1.0)
                total += says
                held += says * max((self._nearest(term, name) for name in names), default=0.0)
        return held / total if total else 0.0

    def _best(self, term: Term, statement: Statement) -> float:
        if not term.concepts and KANA.fullmatch(term.key):
            spoken = sounded(term.key)
            if spoken in sounded(statement.text):
                return 1.0
            if spoken in sounded(statement.context):
                return AROUND
        best = self._nearest(term, statement.own)
        if best >= AROUND:
            return best
        return max(best, AROUND * self._nearest(term, statement.around))

    def _nearest(self, term: Term, others: Sequence[Term]) -> float:
        """The likeness of the other term that is most like this one. Each pair is looked at once,
        and each group of others: the statements of a shop share most of their words and what
        stands above them, and there are thousands of pairs."""
        told = self._told.get(term.key)
        if told is None:
            told = self._told[term.key] = _Told(lambda key: self.same(term, self._terms[key]))
        # Beside the best stands the group itself: while it is held, no other has its identity.
        group = told.groups.get(id(others))
        if group is None:
            best = max(map(told.__getitem__, self._keys_of(others)), default=0.0)
            group = told.groups[id(others)] = others, best
        return group[1]

    def _keys_of(self, others: Sequence[Term]) -> tuple[str, ...]:
        known = self._keys.get(id(others))
        if known is None:
            keys = tuple(other.key for other in others)
            for other in others:
                self._terms.setdefault(other.key, other)
            known = self._keys[id(others)] = others, keys
        return known[1]

    def same(self, one: Term, other: Term) -> float:
        """How far two terms are the same, by form and meaning or by the nearness of vectors."""
        alike = same(one, other)
        if alike == WITHIN and self._listed:
            return 0.0
        return alike or self._near.get((one.key, other.key), 0.0)


def _abroad(asked: Sequence[Term], language: Language) -> NDArray[np.bool_]:
    """Which of the asked words a text in the language can hardly meet: those of the other language
    that have no known meaning."""
    return np.array(
        [not t.concepts and t.key.isascii() is (language is Language.JA) for t in asked], dtype=bool
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """How far one statement holds each asked term, and what each term weighs."""

    keys: tuple[str, ...]
    weights: NDArray[np.float64]
    likeness: NDArray[np.float32]
    said: float

    @property
    def share(self) -> float:
        """The share of the weight that is held; less when the words asked say little."""
        total = float(self.weights.sum())
        return self.said * float(self.weights @ self.likeness) / total if total else 0.0

    def gap(self, focus: frozenset[str]) -> float:
        """The heaviest weight of the focus that is not held."""
        return max(
            (
                float(weight * (1 - held))
                for key, weight, held in zip(self.keys, self.weights, self.likeness, strict=True)
                if key in focus
            ),
            default=0.0,
        )
