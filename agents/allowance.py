"""What a turn may still spend: the time until its end, and the tokens of language models.

It travels with the turn's task, so that a mind deep inside knows it without every mind in between
handing it on.
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from kizashi.ids import PersonId, TurnId

RESERVE_SECONDS = 1.5
"""Kept for the embedded minds: a turn ends well although the model used all the rest."""


@dataclass(frozen=True, slots=True)
class Use:
    """One call of a model: who called it and for whom, its tokens, its seconds, and how it ended
    (`answered` or the code of the error); what it cost, where prices are set."""

    agent: str
    model: str
    person: PersonId | None
    asked: int
    answered: int
    seconds: float
    ended: str
    cost: float | None = None
    turn: TurnId | None = None


@dataclass(slots=True)
class Allowance:
    """`ends_at` is on the event loop's clock, in seconds."""

    ends_at: float
    person: PersonId | None = None
    tokens: int = 0
    turn: TurnId | None = None

    def seconds_left(self, now: float) -> float:
        """The time that a model may take now, the reserve kept."""
        return self.ends_at - RESERVE_SECONDS - now


_current: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


@contextlib.contextmanager
def allowed(allowance: Allowance) -> Iterator[Allowance]:
    """The allowance holds inside the block, and in the tasks begun there."""
    token = _current.set(allowance)
    try:
        yield allowance
    finally:
        _current.reset(token)


def current_allowance() -> Allowance | None:
    """The running turn's allowance; `None` outside a turn."""
    return _current.get()
