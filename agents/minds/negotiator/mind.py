"""The embedded Negotiator: meets the stall, answers from what is known, admits what is not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from agents.minds.negotiator.answer import Answer, answer
from agents.minds.negotiator.evidence import Weighed, weigh
from agents.minds.negotiator.feeling import stalls_of
from agents.minds.negotiator.gate import sound
from agents.minds.negotiator.helping import helpful
from agents.minds.negotiator.kinds import Kind
from agents.minds.negotiator.question import asks, questions
from agents.minds.negotiator.retry import Wishes, wishes
from agents.minds.negotiator.saying import Fact
from agents.minds.negotiator.stance import Stance, stance_of
from agents.minds.negotiator.statements import statements
from agents.minds.negotiator.vectors import VectorCache
from agents.minds.negotiator.words import numbers, terms
from agents.situation import Brief
from kizashi.knowledge import Passage
from kizashi.language import Bilingual, Language
from kizashi.reading import Stall
from kizashi.step import Step, StepKind
from kizashi.texts import both, text
from memory.documents.script import language_of
from memory.embedding import Embedder
from memory.kept_vectors import KeptVectors

KNOWN = 0.57
"""From this confidence on the facts are given as the answer."""

NEAR = 0.1
"""From this confidence on they are given as the nearest thing known, beside the admission: what is
said is true, and a reader sees sooner than a threshold whether it helps."""

LIKELY = 0.3
"""From this confidence on the nearest thing is as likely the answer as not (bench: right in 67 of
98 answerable questions), so it comes first and what remains open after it."""

ALONE = 0.45
"""From this confidence on nothing is said beside the nearest thing."""

HELPS = 0.2
"""From this confidence on what comes nearest is told to somebody who hesitates."""

RELATED = 0.15
"""Likeness to the question (0 to 1) from which what is known is related to it."""

FACTS_AT_MOST = 8


class EmbeddedNegotiator:
    """Finds the next step without a language model, from the recollection's knowledge alone."""

    def __init__(self, embedder: Embedder, kept: KeptVectors | None = None) -> None:
        """`kept` holds the vectors of what was prepared between runs."""
        self._vectors = VectorCache(embedder, kept)

    def prepare(self, passages: Iterable[Passage]) -> None:
        """Has everything that passages say embedded in the background, so that the first question
        about them costs no more than the later ones. Call it when the business has learned, and
        at the start."""
        said = [one for passage in passages for one in statements(passage)]
        words = [t.text for s in said for t in (*s.own, *s.around) if t.weight >= 0.3]
        self._vectors.prepare(
            (s.embedded for s in said), (*(s.question for s in said if s.question), *words)
        )

    def forget(self) -> None:
        """Lets go of what customers asked."""
        self._vectors.forget()

    async def prepared(self) -> None:
        """Returns when nothing is left to prepare."""
        await self._vectors.prepared()

    async def propose(self, brief: Brief) -> Step:
        """The step; every number in its text stands in a passage that it cites."""
        language = _language(brief)
        if not brief.situation.text.strip():
            return _step(
                StepKind.WAIT, "", language, both("negotiator.reason.wait"), {"question"}, 0.9
            )
        wish = wishes(brief)
        stance = stance_of(brief.situation.text, brief.reading)
        if stance in _FIXED:
            return wish.applied(_fixed(stance, language), ())
        return await self._informed(brief, stance, language, wish)

    async def _informed(
        self, brief: Brief, stance: Stance, language: Language, wish: Wishes
    ) -> Step:
        found = brief.recollection.knowledge
        passages = [one.passage for one in found]
        answers: list[Answer] = []
        today = brief.situation.now.astimezone(ZoneInfo(brief.situation.time_zone)).date()
        weighed_first: tuple[Weighed, ...] = ()
        asked = questions(brief.situation.text, brief.situation.context)
        for question in asked:
            weighed = await weigh(question, found, self._vectors)
            weighed_first = weighed_first or weighed
            one = answer(question, weighed, language, today, answers[-1] if answers else None)
            beside = tuple(_allowed(one.beside, passages, wish))
            answers.append(replace(_with(one, _allowed(one.facts, passages, wish)), beside=beside))
        stalls = stalls_of(brief.situation.text, brief.reading)
        stall = stalls[0] if stalls else None
        if stance is not Stance.ASK:
            return wish.applied(_stanced(stance, answers, language), passages)
        if stall is not None:
            known = [one for one in answers if one.confidence >= HELPS and _close(one)]
            facts = _merged(known)[:3]
            help_ = helpful(stalls, asked[0], weighed_first, language, max(1, 3 - len(facts)))
            facts = _distinct([*facts, *_allowed(help_, passages, wish)])
            if facts:
                return wish.applied(_feeling(stall, facts, language), passages)
            if not any(one.confidence >= NEAR for one in answers):
                return wish.applied(_asking(stall, language), passages)
        tells = not asks(brief.situation.text) and asked[0].kinds == (Kind.OPEN,)
        if tells and not known_any(answers):
            return wish.applied(_asking(None, language), passages)
        return wish.applied(_answered(answers, stall, language), passages)


def _language(brief: Brief) -> Language:
    said = language_of(brief.situation.text)
    return said or brief.reading.language or brief.situation.language or Language.JA


def _with(one: Answer, facts: Sequence[Fact]) -> Answer:
    return replace(one, facts=tuple(facts), confidence=one.confidence if facts else 0.0)


def _allowed(facts: Sequence[Fact], passages: Sequence[Passage], wish: Wishes) -> list[Fact]:
    return [fact for fact in sound(facts, passages) if wish.allows(fact)]


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Each thing once; of two ways to say the same source the fuller one."""
    found: list[Fact] = []
    for fact in facts:
        alike = [one for one in found if _says(one, fact) or _says(fact, one)]
        if any(_says(one, fact) for one in alike):
            continue
        if alike:
            found[found.index(alike[0])] = fact
        else:
            found.append(fact)
    return found


def _says(one: Fact, other: Fact) -> bool:
    """Whether a fact says all that the other one says of the same source."""
    if one.text == other.text:
        return True
    same_source = (one.source.passage, one.source.quote) == (
        other.source.passage,
        other.source.quote,
    )
    held = {term.key for term in terms(one.text)}
    return (
        same_source
        and numbers(other.text) <= numbers(one.text)
        and {term.key for term in terms(other.text)} <= held
    )


def _merged(answers: Sequence[Answer]) -> list[Fact]:
    return _distinct(fact for one in answers for fact in one.facts)[:FACTS_AT_MOST]


def _joined(parts: Sequence[str], language: Language) -> str:
    return ("" if language is Language.JA else " ").join(part for part in parts if part)


def _step(
    kind: StepKind,
    words: str,
    language: Language,
    reason: Bilingual,
    topics: Iterable[str],
    confidence: float,
    *,
    facts: Sequence[Fact] = (),
    admits: bool = False,
) -> Step:
    return Step(
        kind=kind,
        text=words,
        language=language,
        reason=reason,
        sources=tuple({(f.source.passage, f.source.quote): f.source for f in facts}.values()),
        topics=frozenset(topics),
        confidence=round(min(0.99, max(0.0, confidence)), 3),
        admits_unknown=admits,
    )


_FIXED = {
    Stance.HUMAN: (StepKind.HAND_OVER, "human.hand_over", "human"),
    Stance.LEAVE: (StepKind.SAY, "leave.respect", "leave"),
    Stance.THANKS: (StepKind.SAY, "thanks.welcome", "thanks"),
    Stance.GREETING: (StepKind.SAY, "greeting.hello", "smalltalk"),
    Stance.OTHERS_DATA: (StepKind.SAY, "decline.others_data", "privacy"),
    Stance.INJECTION: (StepKind.SAY, "decline.injection", "refusal"),
}


def _fixed(stance: Stance, language: Language) -> Step:
    kind, key, topic = _FIXED[stance]
    parts = [text(language, f"negotiator.{key}")]
    if topic in {"privacy", "refusal"}:
        parts.append(text(language, "negotiator.decline.instead"))
    reason = both(f"negotiator.reason.{stance.value}")
    return _step(kind, _joined(parts, language), language, reason, {topic}, 0.8)


def _topics(facts: Sequence[Fact], answers: Sequence[Answer]) -> set[str]:
    topics = {"fact"} if facts else set()
    if any(fact.priced for fact in facts):
        topics.add("price")
    kinds = {kind for one in answers for kind in one.question.kinds}
    if kinds & {Kind.DATE} and facts:
        topics.add("date")
    if Kind.STOCK in kinds and facts:
        topics.add("stock")
    concepts = {c for one in answers for t in one.question.terms for c in t.concepts}
    if "refund" in concepts and facts:
        topics.add("refund")
    return topics


def _answered(answers: Sequence[Answer], stall: Stall | None, language: Language) -> Step:
    def say(key: str) -> str:
        return text(language, f"negotiator.{key}")

    known = [one for one in answers if one.confidence >= KNOWN]
    open_ = [one for one in answers if one.confidence < KNOWN]
    opener = [say(f"feeling.{stall.value}")] if stall is not None else []
    if known:
        facts = _merged(known)
        said = {fact.text for fact in facts}
        beside = [one for one in open_ if one.facts and one.confidence >= NEAR and _close(one)]
        facts = _distinct([*facts, *(fact for one in beside for fact in one.facts)])
        facts = facts[:FACTS_AT_MOST]
        missing = [
            one
            for one in open_
            if not (one.facts and {f.text for f in one.facts} <= said)
            and not _same_place(one, known)
        ]
        parts = [*opener, *(fact.text for fact in facts)]
        if missing:
            parts.append(say("unknown.part"))
        topics = _topics(facts, known) | ({"unknown"} if missing else set())
        return _step(
            StepKind.SAY,
            _joined(parts, language),
            language,
            both("negotiator.reason.answer"),
            topics,
            min(one.confidence for one in known),
            facts=facts,
            admits=bool(missing),
        )
    near = [one for one in open_ if one.confidence >= NEAR and _close(one)]
    if near:
        likely = any(one.confidence >= LIKELY for one in near)
        more = [fact for one in near if one.confidence < ALONE for fact in one.beside[:3]]
        facts = _distinct([*_merged(near)[:4], *more])
        parts = [
            *opener,
            "" if likely else say("unknown.near"),
            *(fact.text for fact in facts),
            say("unknown.likely" if likely else "unknown.beyond"),
        ]
        return _step(
            StepKind.SAY,
            _joined(parts, language),
            language,
            both("negotiator.reason.near"),
            _topics(facts, near) | {"unknown"},
            max(one.confidence for one in near),
            facts=facts,
            admits=True,
        )
    return _step(
        StepKind.SAY,
        _joined([*opener, say("unknown.all")], language),
        language,
        both("negotiator.reason.unknown"),
        {"unknown"},
        0.7,
        admits=True,
    )


def _same_place(one: Answer, known: Sequence[Answer]) -> bool:
    """Whether the passage that comes nearest was used for another part of the message: then what
    it says is said already."""
    return one.best is not None and any(
        other.best is not None and other.best.statement.passage.id == one.best.statement.passage.id
        for other in known
    )


def _close(one: Answer) -> bool:
    """Whether the nearest thing known is near enough to be worth saying beside an admission."""
    best = one.best
    if best is None:
        return False
    return max(best.covered, best.topic) >= 0.45 or best.above >= 0.85 or best.dense >= RELATED


def _feeling(stall: Stall, facts: Sequence[Fact], language: Language) -> Step:
    words = _joined(
        [
            text(language, f"negotiator.feeling.{stall.value}"),
            *(fact.text for fact in facts),
            text(language, "negotiator.close.slowly"),
        ],
        language,
    )
    topics = {"feeling", "fact"} | ({"price"} if any(fact.priced for fact in facts) else set())
    reason = Bilingual(
        ja=text(
            Language.JA,
            "negotiator.reason.feeling",
            stall=text(Language.JA, f"vocabulary.stall.{stall.value}"),
        ),
        en=text(
            Language.EN,
            "negotiator.reason.feeling",
            stall=text(Language.EN, f"vocabulary.stall.{stall.value}"),
        ),
    )
    return _step(StepKind.SAY, words, language, reason, topics, 0.7, facts=facts)


_TERMS = frozenset({"discount", "student", "member", "group", "half"})


def _concepts(fact: Fact) -> frozenset[str]:
    return frozenset(c for term in terms(fact.source.quote) for c in term.concepts)


def known_any(answers: Sequence[Answer]) -> bool:
    """Whether something near enough to be said is known."""
    return any(one.confidence >= NEAR and _close(one) for one in answers)


def _asking(stall: Stall | None, language: Language) -> Step:
    """Nothing helps yet and nothing was asked: one question, after the feeling was met."""
    opener = [] if stall is None else [text(language, f"negotiator.feeling.{stall.value}")]
    key = "ask.more" if stall is None else "close.which"
    words = _joined([*opener, text(language, f"negotiator.{key}")], language)
    topics = {"question"} if stall is None else {"question", "feeling"}
    return _step(StepKind.ASK, words, language, both("negotiator.reason.ask"), topics, 0.6)


def _stanced(stance: Stance, answers: Sequence[Answer], language: Language) -> Step:
    """Complaints, haggling and promises: the terms as they stand, nothing admitted or promised."""

    def say(key: str) -> str:
        return text(language, f"negotiator.{key}")

    facts = _merged([one for one in answers if one.confidence >= NEAR])
    if stance is Stance.HAGGLE:
        facts = [fact for fact in facts if _TERMS & _concepts(fact)]
    facts = facts[:2]
    reason = both(f"negotiator.reason.{stance.value}")
    if stance is Stance.COMPLAINT:
        facts = _merged([one for one in answers if one.confidence >= KNOWN])[:3]
        parts = [say("complaint.sorry")]
        if facts:
            parts += [say("complaint.meanwhile"), *(fact.text for fact in facts)]
        topics = {"complaint"} | _topics(facts, answers)
        return _step(
            StepKind.HAND_OVER, _joined(parts, language), language, reason, topics, 0.7, facts=facts
        )
    if stance is Stance.HAGGLE:
        parts = [say("haggle.decline")]
        if facts:
            parts += [say("haggle.terms"), *(fact.text for fact in facts)]
        parts.append(say("haggle.owner"))
        return _step(
            StepKind.HAND_OVER,
            _joined(parts, language),
            language,
            reason,
            {"discount"} | _topics(facts, answers),
            0.6,
            facts=facts,
        )
    sure = _merged([one for one in answers if one.confidence >= KNOWN])[:3]
    if stance is Stance.HEALTH and sure:
        words = _joined([*(fact.text for fact in sure), say("decline.with_care")], language)
        topics = {"guarantee"} | _topics(sure, answers)
        return _step(StepKind.SAY, words, language, reason, topics, 0.55, facts=sure)
    parts = [say(f"decline.{stance.value}")]
    if facts and stance is Stance.GUARANTEE:
        parts += [say("decline.stands"), *(fact.text for fact in facts)]
    else:
        facts = []
    return _step(
        StepKind.SAY,
        _joined(parts, language),
        language,
        reason,
        {"guarantee", "unknown"} | _topics(facts, answers),
        0.6,
        facts=facts,
        admits=True,
    )
