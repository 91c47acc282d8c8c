"""What the settings page shows, as the public API gives it."""

from datetime import datetime

from kizashi.autonomy import Autonomy, Scope
from kizashi.teaching import CorrectionView, OwnIntent
from kizashi.values import Value


class Intents(Value):
    """The intents of the owner's own."""

    items: tuple[OwnIntent, ...] = ()


class Corrections(Value):
    """The corrections of readings in force."""

    items: tuple[CorrectionView, ...] = ()


class Scoped(Value):
    """An autonomy set for a kind of step, a topic or a person."""

    scope: Scope
    name: str
    autonomy: Autonomy
    by: str
    at: datetime


class AutonomyPage(Value):
    """Everything that decides whether a step goes by itself."""

    business: Autonomy
    set_by_owner: bool = False
    everything_held: bool = False
    clock_until: datetime | None = None
    audit_broken: bool = False
    scoped: tuple[Scoped, ...] = ()


class IntentTaught(Value):
    """An intent to define."""

    name: str
    examples: tuple[str, ...]


class ScopedWanted(Value):
    """The autonomy to set for something; `None` takes it back to that of the business."""

    autonomy: Autonomy | None
