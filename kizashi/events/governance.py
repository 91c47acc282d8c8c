"""Events of governance: autonomy, policies, consent, the clock and the audit chain."""

from datetime import datetime
from typing import Any, Literal

from kizashi.autonomy import Autonomy, Scope
from kizashi.consent import Purpose
from kizashi.ids import MessageId, Seq
from kizashi.values import Value


class AutonomySet(Value):
    """The owner changed the autonomy of the business."""

    kind: Literal["autonomy.set"] = "autonomy.set"
    autonomy: Autonomy
    by: str


class AutonomyScoped(Value):
    """The owner set the autonomy for a kind of step, a topic or a person (by its id); `None` takes
    it back to that of the business."""

    kind: Literal["autonomy.scoped"] = "autonomy.scoped"
    scope: Scope
    name: str
    autonomy: Autonomy | None
    by: str


class EverythingHeld(Value):
    """The hold-everything switch was turned on or off."""

    kind: Literal["everything.held"] = "everything.held"
    on: bool
    by: str


class PoliciesInForce(Value):
    """These policies judge from here on. `version` is the hash of their `content`, `rules` that of
    the rules' own code, `product` the version of Kizashi."""

    kind: Literal["policies.in_force"] = "policies.in_force"
    version: str
    rules: str
    product: str
    content: dict[str, Any]


class ConsentGiven(Value):
    """A person agreed to a purpose; this is the proof. `kizashi.consent.Consent` tells the fields;
    `channel` is `None` for every channel, `given_at` says when it was given if not now."""

    kind: Literal["consent.given"] = "consent.given"
    purpose: Purpose
    channel: str | None = None
    words: str
    method: str
    by: str
    given_at: datetime | None = None
    message: MessageId | None = None


class ConsentWithdrawn(Value):
    """A person agrees no longer: to a purpose, or (`None`) to being written to at all."""

    kind: Literal["consent.withdrawn"] = "consent.withdrawn"
    purpose: Purpose | None = None
    channel: str | None = None
    words: str = ""
    method: str
    by: str
    message: MessageId | None = None


class ClockSetBack(Value):
    """The machine's clock shows an earlier time than the record before (`latest`). Until it has
    passed that time again, or the owner says that it is right, nothing goes by itself."""

    kind: Literal["clock.set_back"] = "clock.set_back"
    latest: datetime


class ClockAccepted(Value):
    """The owner says that the clock is right as it is."""

    kind: Literal["clock.accepted"] = "clock.accepted"
    by: str


class AuditBroken(Value):
    """A record is not as it was written. From here on nothing goes by itself, until the owner has
    looked at it."""

    kind: Literal["audit.broken"] = "audit.broken"
    record: Seq
    reason: str


class AuditAccepted(Value):
    """The owner has looked at broken records, and says why business may go on. They stay broken,
    and every later check says so."""

    kind: Literal["audit.accepted"] = "audit.accepted"
    records: tuple[Seq, ...]
    reason: str
    by: str


class RecordsErased(Value):
    """What these records said is gone for good; each is named with the digest of what remains
    (`memory.chain` tells how)."""

    kind: Literal["records.erased"] = "records.erased"
    records: tuple[tuple[Seq, str], ...]
    reason: Literal["person", "retention"]
    by: str
