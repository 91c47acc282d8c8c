# ruff: noqa: E501 - a pattern is easier to check on one line
"""How sure it is that the best statement answers the question."""

import math
import re

from agents.minds.negotiator.cells import Role
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind
from agents.minds.negotiator.places import elsewhere
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.words import folded, same, terms
from kizashi.language import Language
from memory.documents.script import language_of

BIAS = -3.35
WEIGHTS = {
    "asked": 0.85,
    "covered": 1.72,
    "kind": 1.88,
    "topic": 0.04,
    "found": 1.37,
    "gap": -0.98,
    "carried": 2.06,
    "elliptic": -1.17,
    "above": 1.28,
    "row": -0.56,
    "own": -0.56,
    "valued": 1.14,
}
"""A logistic model, fitted on the questions of all businesses under `bench/replies/` (each question
of a message with whether its answer was right; unknown ones are never right and count twice). Left
out one business at a time it keeps 415 of 487 right answers where 40 of 154 unknown ones pass;
without the last four features 390."""

WITHOUT_VALUE = 0.25
"""The most it can be when the question asks for a value and no statement at hand holds one."""

KNOWN = 0.5
"""From this confidence on the facts are given as the answer."""

NEAR = 0.1
"""From this confidence on they are given as the nearest thing known, beside the admission: what is
said is true, and a reader sees sooner than a threshold whether it helps."""

LIKELY = 0.28
"""From this confidence on the nearest thing is as likely the answer as not (bench: right in 67 of
100 answerable questions), so it comes first and what remains open after it."""

ALONE = 0.5
"""From this confidence on nothing is said beside the nearest thing."""

HELPS = 0.2
"""From this confidence on what comes nearest is told to somebody who hesitates."""


_ROW_TELLS = frozenset({Kind.LIST, Kind.STOCK, Kind.WHO, Kind.PLACE})

_BUYS = re.compile(
    r"\bdo you (?:sell|stock)\b|\b(?:can|could) (?:i|we) buy\b|\bfor sale\b|売って|販売して|販売は|売られて|買えますか|買うことは|購入でき"
)
_SELLS = re.compile(
    r"\b(?:sell|sells|sold|sale|buy|bought|stock|price)\b|[¥£$€]\s?\d|\d\s*円|売|販売|買|購入|在庫|品切|取り扱|扱って|注文|通販|入荷"
)
NOT_FOR_SALE = 0.05
"""How sure an answer is that speaks of the thing asked for, and not of selling it."""

AT_MOST = 0.5
"""The most it can be when only the name of a thing speaks for it."""

ELSEWHERE = 0.09
"""How sure it is when the statement is about another part of the world than the one asked for."""

_STRICT = VALUED - {Kind.HOURS, Kind.DATE}
"""Kinds that cannot be answered without such a value; a day off answers "until when?"."""


def features(question: Question, best: Weighed) -> dict[str, float]:
    """What the certainty rests on, each from 0 to about 1."""
    row = best.statement.row is not None
    asked_in = language_of(question.text) or Language.JA
    return {
        "asked": best.asked,
        "covered": best.covered,
        "kind": float(best.kind),
        "topic": best.topic,
        "found": best.found,
        "gap": best.gap,
        "carried": best.carried if question.elliptic else 0.0,
        "elliptic": float(question.elliptic),
        "above": best.above,
        "row": float(row),
        "own": float(row or best.statement.language in {asked_in, None}),
        "valued": float(any(kind in VALUED for kind in question.kinds)),
    }


def confidence(question: Question, best: Weighed, *, valued: bool) -> float:
    """The probability (0 to 1) that the best statement answers the question; `valued` is whether
    a value of the kind asked for is among what would be said."""
    logit = BIAS + sum(WEIGHTS[k] * v for k, v in features(question, best).items())
    sure = 1 / (1 + math.exp(-logit))
    if _asks_to_buy(question) and not _is_for_sale(best):
        return NOT_FOR_SALE
    if elsewhere(question, best.statement):
        return ELSEWHERE
    if _by_name_alone(question, best):
        sure = min(sure, AT_MOST)
    if not valued and any(kind in _STRICT for kind in question.kinds):
        return min(sure, WITHOUT_VALUE)
    return sure


def _asks_to_buy(question: Question) -> bool:
    return _BUYS.search(folded(question.text)) is not None


def _is_for_sale(best: Weighed) -> bool:
    """Whether a statement is about something that is sold, and not only about the thing: bicycles
    can be parked at a shop that sells none."""
    row = best.statement.row
    if row is not None and any(cell.role in {Role.PRICE, Role.STOCK} for cell in row.cells):
        return True
    words = folded(f"{best.statement.context} {best.statement.text}")
    return _SELLS.search(words) is not None


def _by_name_alone(question: Question, best: Weighed) -> bool:
    """Whether a row is about a thing the question names, and nothing in it about what is asked."""
    row = best.statement.row
    if row is None or any(kind in VALUED or kind in _ROW_TELLS for kind in question.kinds):
        return False
    names = [t for _, value in row.name.values for t in terms(value)]
    rest = [
        t
        for t in (*question.terms, *question.inherited)
        if t.weight >= 0.4 and not any(same(t, name) >= 0.7 for name in names)
    ]
    cells = [t for t in best.statement.own if t not in names]
    return bool(rest) and not any(same(t, other) >= 0.7 for t in rest for other in cells)
