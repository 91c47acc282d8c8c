"""What is known of a person, as they are told when they ask."""

from datetime import datetime

from kizashi.values import Value


class Understood(Value):
    """What the newest reading made of a person, by the words of the vocabulary."""

    phase: str
    stall: str | None
    intents: tuple[str, ...]


class Known(Value):
    """What is known of a person. `actions` counts what they did on pages, `places` are the paths of
    pages they looked at, newest first."""

    name: str | None = None
    language: str | None = None
    first_seen: datetime | None = None
    messages: int = 0
    actions: int = 0
    places: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    traits: tuple[tuple[str, str], ...] = ()
    understood: Understood | None = None
