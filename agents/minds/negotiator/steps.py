"""The steps that a reply can be: fixed ones for a stance, one for a feeling, one that asks."""

from collections.abc import Iterable, Sequence

from agents.minds.negotiator.answer import Answer
from agents.minds.negotiator.calibration import KNOWN, NEAR
from agents.minds.negotiator.kinds import Kind
from agents.minds.negotiator.saying import Fact
from agents.minds.negotiator.stance import Stance
from agents.minds.negotiator.words import numbers, terms
from kizashi.language import Bilingual, Language
from kizashi.reading import Stall
from kizashi.step import Step, StepKind
from kizashi.texts import both, text

FACTS_AT_MOST = 8


def distinct(facts: Iterable[Fact]) -> list[Fact]:
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


def merged(answers: Sequence[Answer]) -> list[Fact]:
    """The facts of several answers, each thing once."""
    return distinct(fact for one in answers for fact in one.facts)[:FACTS_AT_MOST]


def joined(parts: Sequence[str], language: Language) -> str:
    """Sentences as one text."""
    return ("" if language is Language.JA else " ").join(part for part in parts if part)


def made(
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
    """A step with its facts\' sources."""
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


FIXED = {
    Stance.DANGER: (StepKind.HAND_OVER, "danger.hand_over", "human"),
    Stance.HUMAN: (StepKind.HAND_OVER, "human.hand_over", "human"),
    Stance.LEAVE: (StepKind.SAY, "leave.respect", "leave"),
    Stance.THANKS: (StepKind.SAY, "thanks.welcome", "thanks"),
    Stance.GREETING: (StepKind.SAY, "greeting.hello", "smalltalk"),
    Stance.OTHERS_DATA: (StepKind.SAY, "decline.others_data", "privacy"),
    Stance.INJECTION: (StepKind.SAY, "decline.injection", "refusal"),
}


def fixed(stance: Stance, language: Language) -> Step:
    """The step for a stance that no knowledge changes."""
    kind, key, topic = FIXED[stance]
    parts = [text(language, f"negotiator.{key}")]
    if topic in {"privacy", "refusal"}:
        parts.append(text(language, "negotiator.decline.instead"))
    reason = both(f"negotiator.reason.{stance.value}")
    return made(kind, joined(parts, language), language, reason, {topic}, 0.8)


def topics_of(facts: Sequence[Fact], answers: Sequence[Answer]) -> set[str]:
    """What a reply speaks of, by the names that policies know."""
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


def feeling(stall: Stall, facts: Sequence[Fact], language: Language) -> Step:
    """The step for somebody who hesitates: one sentence for the feeling, then what helps."""
    words = joined(
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
    return made(StepKind.SAY, words, language, reason, topics, 0.7, facts=facts)


_TERMS = frozenset({"discount", "student", "member", "group", "half"})


def _concepts(fact: Fact) -> frozenset[str]:
    return frozenset(c for term in terms(fact.source.quote) for c in term.concepts)


def asking(stall: Stall | None, language: Language) -> Step:
    """Nothing helps yet and nothing was asked: one question, after the feeling was met."""
    opener = [] if stall is None else [text(language, f"negotiator.feeling.{stall.value}")]
    key = "ask.more" if stall is None else "close.which"
    words = joined([*opener, text(language, f"negotiator.{key}")], language)
    topics = {"question"} if stall is None else {"question", "feeling"}
    return made(StepKind.ASK, words, language, both("negotiator.reason.ask"), topics, 0.6)


def checking(language: Language) -> Step:
    """What is known may not be said as it was: a person looks at it, and nothing is called
    unknown that is not."""
    words = text(language, "negotiator.retry.checking")
    reason = both("negotiator.reason.withheld")
    return made(StepKind.SAY, words, language, reason, {"unknown"}, 0.5)


def stanced(stance: Stance, answers: Sequence[Answer], language: Language) -> Step:
    """Complaints, haggling and promises: the terms as they stand, nothing admitted or promised."""

    def say(key: str) -> str:
        return text(language, f"negotiator.{key}")

    facts = merged([one for one in answers if one.confidence >= NEAR])
    if stance is Stance.HAGGLE:
        facts = [fact for fact in facts if _TERMS & _concepts(fact)]
    facts = facts[:2]
    reason = both(f"negotiator.reason.{stance.value}")
    if stance is Stance.COMPLAINT:
        facts = merged([one for one in answers if one.confidence >= KNOWN])[:3]
        parts = [say("complaint.sorry")]
        if facts:
            parts += [say("complaint.meanwhile"), *(fact.text for fact in facts)]
        topics = {"complaint"} | topics_of(facts, answers)
        return made(
            StepKind.HAND_OVER, joined(parts, language), language, reason, topics, 0.7, facts=facts
        )
    if stance is Stance.HAGGLE:
        parts = [say("haggle.decline")]
        if facts:
            parts += [say("haggle.terms"), *(fact.text for fact in facts)]
        parts.append(say("haggle.owner"))
        return made(
            StepKind.HAND_OVER,
            joined(parts, language),
            language,
            reason,
            {"discount"} | topics_of(facts, answers),
            0.6,
            facts=facts,
        )
    sure = merged([one for one in answers if one.confidence >= KNOWN])[:3]
    if stance is Stance.HEALTH and sure:
        words = joined([*(fact.text for fact in sure), say("decline.with_care")], language)
        topics = {"guarantee"} | topics_of(sure, answers)
        return made(StepKind.SAY, words, language, reason, topics, 0.55, facts=sure)
    parts = [say(f"decline.{stance.value}")]
    if facts and stance is Stance.GUARANTEE:
        parts += [say("decline.stands"), *(fact.text for fact in facts)]
    else:
        facts = []
    return made(
        StepKind.SAY,
        joined(parts, language),
        language,
        reason,
        {"guarantee", "unknown"} | topics_of(facts, answers),
        0.6,
        facts=facts,
        admits=True,
    )
