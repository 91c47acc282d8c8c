"""Facts that help somebody who hesitates, chosen by what holds them."""

import re
from collections.abc import Sequence

from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.feeling import HELPS
from agents.minds.negotiator.order import OWN_LANGUAGE
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, said
from kizashi.language import Language
from kizashi.reading import Stall

LONGEST = {Language.JA: 110, Language.EN: 230}
"""Characters above which a statement is too much to say to somebody who hesitates."""

_WORTH_SAYING = 1.5
_NEAR_LEADING = 0.35
"""How far behind the document that comes nearest to the words another may be."""

_MAIN_HELP = 0.85
"""From this on a statement helps by what it is about, however it is worded."""

_ELSEWHERE = frozenset(
    """holiday newyear opening late broken returns exchange luggage shipping injury privacy allergy
    sugarfree""".split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
"""Meanings of statements that only sound helpful ("we are closed" is no "you may pause")."""

_UNFINISHED = re.compile(r"^「|と話しています|^(?:see|please see) |をご覧ください")


def helpful(
    stalls: Sequence[Stall],
    question: Question,
    weighed: Sequence[Weighed],
    language: Language,
    at_most: int,
) -> tuple[Fact, ...]:
    """Up to `at_most` facts about different things that help against the stalls, the strongest
    stall first."""
    wanted = list(dict.fromkeys(name for stall in stalls for name in HELPS.get(stall, ())))
    asked = frozenset(c for term in question.terms for c in term.concepts)
    documents: dict[str, float] = {}
    for one in weighed:
        document = one.statement.passage.document
        documents[document] = max(documents.get(document, 0.0), one.above + one.covered)
    leading = max(documents.values(), default=0.0)
    ranked: list[tuple[float, frozenset[str], Weighed]] = []
    for one in weighed:
        s = one.statement
        own = frozenset(c for term in s.own for c in term.concepts)
        around = frozenset(c for term in s.around for c in term.concepts)
        long = len(s.text) > LONGEST[language]
        if long or s.row is not None or s.stale or _UNFINISHED.search(s.text.lower()):
            continue
        if (own & _ELSEWHERE) - asked:
            continue
        helps = [
            (1.0 - 0.06 * place) * (1.0 if name in own else 0.55)
            for place, name in enumerate(wanted)
            if name in own | around
        ]
        close = documents[s.passage.document] >= leading - _NEAR_LEADING
        main = close and max(helps, default=0.0) >= _MAIN_HELP
        if one.above < 0.4 and one.covered < 0.25 and not main:
            continue
        if not helps and one.covered < 0.3:
            continue
        worth = (
            0.9 * max(helps, default=0.0)
            + 1.3 * one.above
            + 1.4 * one.covered
            + 0.3 * one.topic
            + 0.4 * documents[s.passage.document]
            + OWN_LANGUAGE * 3 * (s.language is language)
        )
        ranked.append((worth, (own | around) & frozenset(wanted), one))
    ranked.sort(key=lambda entry: entry[0], reverse=True)
    facts: list[Fact] = []
    touched: set[str] = set()
    passages: dict[str, int] = {}
    for worth, meanings, one in ranked:
        passage = one.statement.passage.id
        if len(facts) == at_most or worth < _WORTH_SAYING:
            break
        if passages.get(passage, 0) >= 2 or (facts and meanings <= touched):
            continue
        fact = said(one.statement, question, language)
        if fact is not None and fact.text not in {known.text for known in facts}:
            facts.append(fact)
            touched |= meanings
            passages[passage] = passages.get(passage, 0) + 1
    if not facts and ranked:
        near = max(ranked, key=lambda entry: entry[2].above + entry[2].covered)[2]
        fact = said(near.statement, question, language) if near.above >= 0.6 else None
        facts = [fact] if fact is not None else []
    return tuple(facts)
