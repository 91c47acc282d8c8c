"""Facts that help somebody who hesitates, chosen by what holds them."""

from collections.abc import Sequence

from agents.minds.negotiator.answer import OWN_LANGUAGE
from agents.minds.negotiator.saying import Fact, said
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.feeling import HELPS
from agents.minds.negotiator.question import Question
from kizashi.language import Language
from kizashi.reading import Stall

LONGEST = {Language.JA: 120, Language.EN: 260}
"""Characters above which a statement is too much to say to somebody who hesitates."""


def helpful(
    stall: Stall,
    question: Question,
    weighed: Sequence[Weighed],
    language: Language,
    at_most: int,
) -> tuple[Fact, ...]:
    """Up to `at_most` facts about different things that help against the stall."""
    wanted = HELPS.get(stall, ())
    ranked: list[tuple[float, frozenset[str], Weighed]] = []
    for one in weighed:
        s = one.statement
        if len(s.text) > LONGEST[language] or s.row is not None or s.stale:
            continue
        own = frozenset(c for term in s.own for c in term.concepts)
        around = frozenset(c for term in s.around for c in term.concepts)
        helps = [
            (1.0 - 0.07 * place) * (1.0 if name in own else 0.6)
            for place, name in enumerate(wanted)
            if name in own | around
        ]
        if not helps:
            continue
        worth = 1.1 * max(helps) + 0.1 * len(helps) + 1.3 * one.dense + 0.6 * one.covered
        worth += OWN_LANGUAGE * 2 * (s.language is language)
        ranked.append((worth, (own | around) & frozenset(wanted), one))
    ranked.sort(key=lambda entry: entry[0], reverse=True)
    facts: list[Fact] = []
    touched: set[str] = set()
    passages: dict[str, int] = {}
    for worth, meanings, one in ranked:
        passage = one.statement.passage.id
        if len(facts) == at_most or worth < 1.2:
            break
        if passages.get(passage, 0) >= 2 or (meanings <= touched and passage not in passages):
            continue
        fact = said(one.statement, question, language)
        if fact is not None and fact.text not in {known.text for known in facts}:
            facts.append(fact)
            touched |= meanings
            passages[passage] = passages.get(passage, 0) + 1
    return tuple(facts)
