"""From weighed statements to the facts of an answer, or to the knowledge that there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents.minds.negotiator.ages import of_the_age
from agents.minds.negotiator.asked_days import AskedDays, asked_days
from agents.minds.negotiator.calibration import confidence
from agents.minds.negotiator.chosen import answers_kind, chosen_for, whole_table
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind
from agents.minds.negotiator.occasions import occasions
from agents.minds.negotiator.order import (
    about_the_same,
    of_the_same_thing,
    ranked_for,
    same_thing,
    says_the_same,
)
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, in_language, reads, said, said_table
from agents.minds.negotiator.statements import Statement
from agents.minds.negotiator.week import SURELY, asks_for_hours, weekly
from kizashi.language import Language

LEANS_ON = 0.3
"""Confidence of the answer before from which on a question may lean on it."""

WORTH_SAYING = 0.4
"""Height above the others, or share of the question's words, below which nothing is said beside."""

SAME_THING = 0.7
"""The most that leaning on an answer makes the next one sure."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to one question. `confidence` (0 to 1) is that the facts answer it;
    `beside` is what the passage that comes next says, for when it is low."""

    question: Question
    facts: tuple[Fact, ...]
    confidence: float
    best: Weighed | None = None
    beside: tuple[Fact, ...] = ()


def answer(
    question: Question,
    weighed: Sequence[Weighed],
    language: Language,
    today: date,
    before: Answer | None = None,
) -> Answer:
    """The facts that answer the question, with how sure it is that they do. `before` is the answer
    to the question before it in the same message: a question that leans on that one ("… and how
    much?") is asked about the same thing."""
    ranked = ranked_for(question, weighed, language, today)
    if not ranked:
        return Answer(question, (), 0.0)
    leans = before if question.inherited and before is not None else None
    if leans is not None and leans.best is not None and leans.confidence >= LEANS_ON:
        ranked = of_the_same_thing(ranked, leans.best)
    days = asked_days(question.text, today)
    on_the_days = _by_day(question, days, ranked, language, today)
    if on_the_days:
        return Answer(question, on_the_days, SURELY, ranked[0])
    of_age = of_the_age(question, ranked, language)
    if of_age:
        return Answer(question, tuple(of_age), SURELY, ranked[0])
    best = ranked[0]
    if question.inherited:
        best = about_the_same(ranked)
        ranked = [best, *(one for one in ranked if one is not best)]
    table = whole_table(question, best, ranked)
    chosen = table or chosen_for(question, ranked, language, today)
    if table:
        facts = tuple(f for f in (said_table(table, question, language),) if f is not None)
    else:
        facts = _facts(chosen, question, language)
    wanted = [kind for kind in question.kinds if kind in VALUED]
    valued = not wanted or any(
        answers_kind(one, kind, question) for one in chosen for kind in wanted
    )
    sure = confidence(question, best, valued=valued)
    if leans is not None and leans.best is not None and same_thing(best, leans.best):
        sure = max(sure, min(leans.confidence, SAME_THING if best.kind and valued else 0.0))
    beside = _beside(question, ranked, language, today)
    return Answer(question, facts, sure, best, beside)


def _by_day(
    question: Question,
    days: AskedDays,
    ranked: Sequence[Weighed],
    language: Language,
    today: date,
) -> tuple[Fact, ...]:
    """What is known of the days asked for: the hours, or what happens then; both for who asks
    whether there is room ("are you free on Saturday?")."""
    week = weekly(question, days, ranked, language, today)
    if asks_for_hours(question) and Kind.STOCK not in question.kinds:
        return week
    return (*week, *occasions(question, days, ranked, language, today))


def _beside(
    question: Question, ranked: Sequence[Weighed], language: Language, today: date
) -> tuple[Fact, ...]:
    """What the passage says that recall puts first, or, when it is the best one's, the passage that
    comes second."""
    first = ranked[0].statement.passage.id
    rest = [
        one
        for one in ranked
        if one.statement.passage.id != first and not says_the_same(one, ranked[0])
    ]
    if not rest:
        return ()
    recalled = max(rest, key=lambda one: one.found)
    if recalled.found > ranked[0].found:
        rest = [one for one in rest if one.statement.passage.id == recalled.statement.passage.id]
    if max(rest[0].above, rest[0].covered) < WORTH_SAYING:
        return ()
    return _facts(chosen_for(question, rest, language, today), question, language)


def _facts(chosen: Sequence[Weighed], question: Question, language: Language) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for statement in _quoted_together([one.statement for one in chosen], language):
        fact = said(statement, question, language)
        if fact is not None and fact.text not in {known.text for known in facts}:
            facts.append(fact)
    return tuple(facts)


def _quoted_together(chosen: Sequence[Statement], language: Language) -> list[Statement]:
    """Sentences of the other language that follow each other become one, quoted once."""
    together: list[Statement] = []
    for one in chosen:
        last = together[-1] if together else None
        if (
            last is not None
            and last.row is None
            and one.row is None
            and last.passage.id == one.passage.id
            and not any(reads(in_language(each.text, language), language) for each in (last, one))
        ):
            space = "" if one.language is Language.JA else " "
            together[-1] = replace(last, text=f"{last.text}{space}{one.text}")
        else:
            together.append(one)
    return together
