"""Parts of the world that a question and a statement are about."""

from agents.minds.negotiator.concepts import WIDER
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.statements import Statement
from agents.minds.negotiator.words import Term, same

ISLANDS = frozenset({"hokkaido", "shikoku", "kyushu", "okinawa"})
_PLACES = frozenset({*WIDER, *WIDER.values(), *ISLANDS})
_PARTS = _PLACES - {"abroad"}


def elsewhere(question: Question, statement: Statement) -> bool:
    """Whether the question names a part of the world and the statement only others."""
    # A list of regions under "abroad" is not every country
    held = statement.own if statement.row is not None else (*statement.own, *statement.around)
    return any(
        not any(same(place, other) > 0 for other in held)
        and any(other.concepts & _PLACES for other in statement.own)
        for place in asked_places(question)
    )


def of_the_place(question: Question, statement: Statement) -> bool:
    """Whether the own words of a row, or of an item of a list, name the part of the world that is
    asked for, or a wider one."""
    listed = statement.row is not None or statement.passage.kind == "list"
    return listed and any(
        same(place, other) > 0 for place in asked_places(question) for other in statement.own
    )


def asked_places(question: Question) -> tuple[Term, ...]:
    """The parts of the world that a question names, or the message beside it."""
    own = tuple(term for term in question.terms if term.concepts & _PARTS)
    told = (*question.inherited, *question.beside)
    return own or tuple(term for term in told if term.concepts & _PARTS)
