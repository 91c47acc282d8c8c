"""The order in which weighed statements answer a question for a reader of a language."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from agents.minds.negotiator.age_spans import asked_age, is_for
from agents.minds.negotiator.asked_days import asked_days
from agents.minds.negotiator.cells import Role, Row
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind
from agents.minds.negotiator.places import elsewhere, of_the_place
from agents.minds.negotiator.question import KIND_CONCEPTS, Question
from agents.minds.negotiator.saying import names_column
from agents.minds.negotiator.stated_days import fit
from agents.minds.negotiator.words import numbers, same, terms
from kizashi.language import Language

OWN_LANGUAGE = 0.25
"""What it is worth that a statement is in the customer's language."""

NAMED = 0.3
"""What it is worth that the question names a row, not only something in its cells."""

SAME = 0.6
"""What it is worth that a statement is about the very thing that answered the question before."""

ANOTHER = 0.6
"""What a row loses when a follow-up names another: "and a poodle?" is not about terriers."""

TWINS = 40
"""Statements among which the same thing in the reader's language is looked for."""

ON_THE_DAY = 0.6
"""What it is worth that a statement is about the days asked for, and lost by a row about others."""

OF_AGE = 0.6
"""What it is worth that a row is named for the age asked for, and lost by one for another."""

WAS = 0.5
"""What a sentence about what happened once loses when somebody asks what they may or shall do."""

_TELLS_WHAT_WAS = re.compile(r"(?:ました|でした|だった|かった|した)[。）)]*$")

IN_PLACE = 0.7
"""The same for the part of the world asked for."""

_CONDITIONAL = frozenset({"discount", "student", "member", "half", "trial", "group", "child"})
"""Meanings that make a price somebody else's price when the question does not name them."""


def ranked_for(
    question: Question, weighed: Sequence[Weighed], language: Language, today: date
) -> list[Weighed]:
    """The statements in the order in which they answer the question for a reader of a language."""
    days = asked_days(question.text, today)
    asked = frozenset(c for t in (*question.terms, *question.inherited) for c in t.concepts)
    valued = [kind for kind in question.kinds if kind in VALUED]
    dated = bool({Kind.DATE, Kind.HOURS, Kind.STOCK} & set(question.kinds)) or question.kinds == (
        Kind.OPEN,
    )
    may = bool({Kind.PERMISSION, Kind.HOW, Kind.HOURS, Kind.PRICE} & set(question.kinds))
    age = asked_age(question.text)
    named = {id(one.statement): _named_anew(question, one) for one in weighed}
    most = max(named.values(), default=0)
    best_by_text: dict[tuple[str, str], Weighed] = {}
    for one in weighed:
        s = one.statement
        score = one.score
        kind = one.kind
        if s.row is not None:
            kind = one.kind or any(s.row.answering(k) for k in valued)
            score += 0.5 * (int(kind) - int(one.kind))
            if Kind.PRICE in question.kinds and names_column(s.row, question):
                score += NAMED
            own_cells = [c for k in valued for c in s.row.answering(k) if c.role is not Role.NOTE]
            if kind and valued and not own_cells:
                score -= 0.3
            if s.row.first(Role.DATE) is not None and not dated:
                score -= 0.8
        if s.row is not None:
            score += OWN_LANGUAGE * s.row.name.speaks(language)
            if age is not None:
                score += OF_AGE * _of_age(s.row, age)
            score += NAMED * names_row(question, one)
            score -= ANOTHER * (named[id(s)] < most)
        elif s.language in {language, None}:
            score += OWN_LANGUAGE
        if s.stale:
            score -= 1.0
        if s.row is None and may and _TELLS_WHAT_WAS.search(s.text):
            score -= WAS
        score += ON_THE_DAY * fit(s, days, today)
        score += IN_PLACE * (of_the_place(question, s) - elsewhere(question, s))
        if Kind.PRICE in question.kinds and s.row is None:
            score -= 0.3 * bool((s.meanings & _CONDITIONAL) - asked)
        rescored = replace(one, score=score, kind=kind)
        key = (s.passage.document, s.text)
        known = best_by_text.get(key)
        if known is None:
            best_by_text[key] = rescored
        elif (s.passage.kind == "row") > (known.statement.passage.kind == "row"):
            # The row itself knows the headers of all its columns
            best_by_text[key] = replace(rescored, score=max(score, known.score))
        elif score > known.score:
            same_kind = s.passage.kind == known.statement.passage.kind
            best_by_text[key] = rescored if same_kind else replace(known, score=score)
    ranked = sorted(best_by_text.values(), key=lambda one: one.score, reverse=True)
    return _readable_first(ranked, language)


def _of_age(row: Row, age: int) -> int:
    """1 when a row is named for the age, -1 when it is for another, else 0."""
    fits = {is_for(value, age) for _, value in row.name.values} - {None}
    return 1 if True in fits else -1 if fits else 0


def _named_anew(question: Question, one: Weighed) -> int:
    """How many words of a follow-up itself the row's name holds."""
    row = one.statement.row
    if row is None or not question.inherited:
        return 0
    names = [t for _, value in row.name.values for t in terms(value)]
    return sum(
        any(same(t, name) >= 0.9 for name in names)
        for t in question.terms
        if t.weight >= 0.5 and not (t.concepts and t.concepts <= KIND_CONCEPTS)
    )


def _readable_first(ranked: list[Weighed], language: Language) -> list[Weighed]:
    """What the other language says best gives way to the statement that says the same in the
    reader's own, with all that speaks for it."""
    best = ranked[0] if ranked else None
    if (
        best is None
        or best.statement.row is not None
        or best.statement.language in {language, None}
    ):
        return ranked
    twin = next(
        (
            one
            for one in ranked[1:TWINS]
            if one.statement.language is language and says_the_same(one, best)
        ),
        None,
    )
    if twin is None:
        return ranked
    first = replace(
        twin,
        score=best.score + 0.01,
        covered=max(twin.covered, best.covered),
        topic=max(twin.topic, best.topic),
        gap=min(twin.gap, best.gap),
        found=max(twin.found, best.found),
    )
    return [first, *(one for one in ranked if one is not twin)]


def says_the_same(one: Weighed, other: Weighed) -> bool:
    """Whether two statements are each other's translation, as far as figures and meanings show."""
    if one.statement.row is not None or one.statement.stale:
        return False
    meanings, also = one.statement.meanings, other.statement.meanings
    shared = len(meanings & also)
    mostly = shared >= 2 and shared >= 0.6 * min(len(meanings), len(also))
    own_figures, their_figures = (numbers(each.statement.text) for each in (one, other))
    if own_figures or their_figures:
        return bool(shared) and own_figures == their_figures
    figures, theirs = (numbers(each.statement.passage.text) for each in (one, other))
    return mostly and (figures == theirs or shared >= 3)


def same_thing(one: Weighed, other: Weighed) -> bool:
    """Whether two statements speak of one thing: rows of one name, or sentences of one passage."""
    row, name = one.statement.row, other.statement.row
    if row is not None and name is not None:
        return row.name.values == name.name.values
    return one.statement.passage.id == other.statement.passage.id


def of_the_same_thing(ranked: Sequence[Weighed], best: Weighed) -> list[Weighed]:
    """The order when a question leans on the answer before it, `best`."""
    return sorted(
        (replace(one, score=one.score + SAME * same_thing(one, best)) for one in ranked),
        key=lambda one: one.score,
        reverse=True,
    )


def about_the_same(ranked: Sequence[Weighed]) -> Weighed:
    """What says as much and speaks of the very thing the question refers to comes first: "can you
    ship it?" is answered for the kit, not for parcels in general."""
    best = ranked[0]
    for one in ranked[1:12]:
        as_much = one.covered >= 0.45 * best.covered and one.kind >= best.kind
        if as_much and one.carried >= best.carried + 0.3 and one.score > best.score - 0.9:
            return one
    return best


def names_row(question: Question, one: Weighed) -> bool:
    """Whether the question names the row that a statement is."""
    row = one.statement.row
    if row is None:
        return False
    names = [t for _, value in row.name.values for t in terms(value)]
    return any(
        t.key == n.key or t.concepts & n.concepts or (len(t.key) > 1 and t.key in n.key)
        for t in (*question.terms, *question.inherited)
        for n in names
    )
