"""The embedded Negotiator: meets the stall, answers from what is known, admits what is not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agents.minds.negotiator.admitting import admitting
from agents.minds.negotiator.answer import Answer, answer
from agents.minds.negotiator.calibration import ALONE, HELPS, KNOWN, LIKELY, NEAR
from agents.minds.negotiator.evidence import Weighed, weigh
from agents.minds.negotiator.feeling import stalls_of
from agents.minds.negotiator.gate import sound
from agents.minds.negotiator.helping import helpful
from agents.minds.negotiator.kinds import VALUED, Kind, holds_asked
from agents.minds.negotiator.question import asks, questions
from agents.minds.negotiator.retry import Wishes, wishes
from agents.minds.negotiator.saying import Fact
from agents.minds.negotiator.stance import Stance, stance_of
from agents.minds.negotiator.statements import statements
from agents.minds.negotiator.steps import (
    FACTS_AT_MOST,
    FIXED,
    asking,
    checking,
    distinct,
    feeling,
    fixed,
    joined,
    made,
    merged,
    stanced,
    topics_of,
)
from agents.minds.negotiator.unclear import is_unclear
from agents.minds.negotiator.vectors import VectorCache
from agents.situation import Brief, today_of
from kizashi.knowledge import Passage
from kizashi.language import Language
from kizashi.reading import Stall
from kizashi.step import Step, StepKind
from kizashi.texts import both, text
from memory.documents.script import language_of
from memory.embedding import Embedder
from memory.kept_vectors import KeptVectors

STANDS_OUT = 0.9
"""Height above the likeness of all other statements from which on a doubtful one is worth saying
(bench: 28 of 78 that are said answer, 9 of 72 that are not)."""

NEAR_BY = 0.6
"""The same where something known speaks of what is asked."""

TOLD = 0.4
"""Confidence from which on what is told to a part of a message is not called unknown beside it."""

NOWHERE = 0.9
"""Weight of a word of the question that no statement holds from which on nothing in its own
language speaks of what is asked."""

HALF_MET = 0.4
"""Share of the question's words from which on it is, too."""

RELATED = 0.15
"""Likeness to the question (0 to 1) from which what is known is related to it."""


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
            return made(
                StepKind.WAIT, "", language, both("negotiator.reason.wait"), {"question"}, 0.9
            )
        wish = wishes(brief)
        if is_unclear(brief.situation.text):
            return wish.applied(asking(None, language), ())
        stance = stance_of(brief.situation.text, brief.reading)
        if stance in FIXED:
            return wish.applied(fixed(stance, language), ())
        return await self._informed(brief, stance, language, wish)

    async def _informed(
        self, brief: Brief, stance: Stance, language: Language, wish: Wishes
    ) -> Step:
        found = brief.recollection.knowledge
        passages = [one.passage for one in found]
        answers: list[Answer] = []
        today = today_of(brief.situation)
        weighed_first: tuple[Weighed, ...] = ()
        withheld = False
        asked = questions(brief.situation.text, brief.situation.context)
        for question in asked:
            weighed = await weigh(question, found, self._vectors)
            weighed_first = weighed_first or weighed
            one = answer(question, weighed, language, today, answers[-1] if answers else None)
            beside = tuple(_allowed(one.beside, passages, wish))
            kept = _allowed(one.facts, passages, wish)
            withheld = withheld or len(kept) < len(sound(one.facts, passages))
            answers.append(replace(_with(one, kept), beside=beside))
        stalls = stalls_of(brief.situation.text, brief.reading)
        stall = stalls[0] if stalls else None
        if stance is not Stance.ASK:
            return wish.applied(stanced(stance, answers, language), passages)
        if stall is not None:
            known = [one for one in answers if one.confidence >= HELPS and _close(one, language)]
            facts = merged(known)[:3]
            help_ = helpful(stalls, asked[0], weighed_first, language, max(1, 3 - len(facts)))
            facts = distinct([*facts, *_allowed(help_, passages, wish)])
            if facts:
                return wish.applied(feeling(stall, facts, language), passages)
            if not any(one.confidence >= NEAR for one in answers):
                return wish.applied(asking(stall, language), passages)
        if withheld and not any(one.facts for one in answers):
            return wish.applied(checking(language), passages)
        tells = not asks(brief.situation.text) and asked[0].kinds == (Kind.OPEN,)
        if tells and not known_any(answers, language):
            return wish.applied(asking(None, language), passages)
        return wish.applied(_answered(answers, stall, language), passages)


def _language(brief: Brief) -> Language:
    said = language_of(brief.situation.text)
    return said or brief.reading.language or brief.situation.language or Language.JA


def _with(one: Answer, facts: Sequence[Fact]) -> Answer:
    return replace(one, facts=tuple(facts), confidence=one.confidence if facts else 0.0)


def _allowed(facts: Sequence[Fact], passages: Sequence[Passage], wish: Wishes) -> list[Fact]:
    return [fact for fact in sound(facts, passages) if wish.allows(fact)]


def _answered(answers: Sequence[Answer], stall: Stall | None, language: Language) -> Step:
    def say(key: str) -> str:
        return text(language, f"negotiator.{key}")

    known = [one for one in answers if one.confidence >= KNOWN]
    open_ = [one for one in answers if one.confidence < KNOWN]
    opener = [say(f"feeling.{stall.value}")] if stall is not None else []
    if known:
        facts = merged(known)
        said = {fact.text for fact in facts}
        beside = [one for one in open_ if one.facts and one.confidence >= LIKELY]
        facts = distinct([*facts, *(fact for one in beside for fact in one.facts)])
        facts = facts[:FACTS_AT_MOST]
        missing = [
            one
            for one in open_
            if not (one.confidence >= NEAR and {f.text for f in one.facts} <= said)
            and one.confidence < TOLD
            and not (_same_place(one, known) and _valued(one, facts))
        ]
        parts = [*opener, *(fact.text for fact in facts)]
        if missing:
            parts.append(admitting(missing, language))
        topics = topics_of(facts, known) | ({"unknown"} if missing else set())
        return made(
            StepKind.SAY,
            joined(parts, language),
            language,
            both("negotiator.reason.answer"),
            topics,
            min(one.confidence for one in known),
            facts=facts,
            admits=bool(missing),
        )
    near = [one for one in open_ if one.confidence >= NEAR and _close(one, language)]
    if near:
        likely = any(one.confidence >= LIKELY for one in near)
        open_yet = [one for one in near if LIKELY <= one.confidence < ALONE]
        more = [fact for one in open_yet for fact in one.beside[:3]]
        facts = distinct([*merged(near)[:4], *more])
        parts = [
            *opener,
            "" if likely else say("unknown.near"),
            *(fact.text for fact in facts),
            say("unknown.likely" if likely else "unknown.beyond"),
            admitting([one for one in open_ if one not in near], language),
        ]
        return made(
            StepKind.SAY,
            joined(parts, language),
            language,
            both("negotiator.reason.near"),
            topics_of(facts, near) | {"unknown"},
            max(one.confidence for one in near),
            facts=facts,
            admits=True,
        )
    return made(
        StepKind.SAY,
        joined([*opener, say("unknown.all")], language),
        language,
        both("negotiator.reason.unknown"),
        {"unknown"},
        0.7,
        admits=True,
    )


def _same_place(one: Answer, known: Sequence[Answer]) -> bool:
    """Whether the passage that comes nearest was used for another part of the message: then what
    it says is said already."""
    return (
        one.confidence >= NEAR
        and one.best is not None
        and any(
            other.best is not None
            and other.best.statement.passage.id == one.best.statement.passage.id
            for other in known
        )
    )


def _valued(one: Answer, facts: Sequence[Fact]) -> bool:
    """Whether a value of each kind asked for is among what is said."""
    told = " ".join(fact.text for fact in facts)
    return all(
        holds_asked(kind, told, one.question.text) for kind in one.question.kinds if kind in VALUED
    )


def _close(one: Answer, language: Language) -> bool:
    """Whether the nearest thing known is near enough to be worth saying beside an admission. Below
    `LIKELY`, what answers a question must stand out among all that is known, or hold much of what
    is asked."""
    best = one.best
    if best is None:
        return False
    if one.confidence < LIKELY and asks(one.question.text):
        spoken_of = best.absent < NOWHERE or best.statement.language not in {language, None}
        near = best.above >= NEAR_BY or best.covered >= HALF_MET
        return best.above >= STANDS_OUT or (spoken_of and near)
    return max(best.covered, best.topic) >= 0.45 or best.above >= 0.85 or best.dense >= RELATED


def known_any(answers: Sequence[Answer], language: Language) -> bool:
    """Whether something near enough to be said is known."""
    return any(one.confidence >= NEAR and _close(one, language) for one in answers)
