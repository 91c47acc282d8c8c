"""A job: background work that has an end, must be done, and is done by one process at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One kind of job, such as carrying out erasures. The journal says what is to do; whoever runs
    jobs keeps no truth of its own."""

    open: Callable[[], Awaitable[Sequence[str]]]
    """A key for everything that is to do now. A key that was done once is not done again, though it
    stays open: what is to be tried anew gets a new key."""
    do: Callable[[str], Awaitable[None]]
    """Does what one key names. Safe to repeat, and to do twice at once: after a crash it is done
    again from its beginning, and where nothing is left to do it does nothing."""
    kinds: frozenset[str] = frozenset()
    """Kinds of events that may open a key."""
