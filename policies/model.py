"""Policies as data: what the owner allows, in typed sections, one section for each YAML file."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from kizashi.autonomy import Autonomy
from kizashi.misfit import Unfit
from kizashi.step import StepKind
from kizashi.values import Value
from kizashi.verdict import Severity
from policies.quantities import READ_CURRENCIES

Share = Annotated[float, Field(ge=0, le=1)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Words = Annotated[str, Field(min_length=1, max_length=500)]


SPECIAL_CATEGORIES = (
    "race", "racial", "ethnic", "skin", "religio", "faith", "belief", "politic", "union",
    "health", "illness", "disease", "disab", "genetic", "biometric", "sexual", "orientation",
    "crime", "criminal", "caste", "人種", "民族", "信条", "宗教", "信仰", "社会的身分", "病",
    "障害", "健康", "遺伝", "犯罪", "前科", "性的", "組合", "部落", "政治",
)  # fmt: skip
"""Words in the name of a trait that show a special category (GDPR Art. 9 and 10;
個人情報保護法 第2条第3項)."""


class WalkPolicy(Value):
    """What goes by itself at `walk`: every kind and every topic of a step must be named here."""

    kinds: frozenset[StepKind]
    topics: frozenset[str]
    facts_need_a_source: bool


class RunPolicy(Value):
    """What waits at `run`: one kind or one topic named here is enough."""

    waiting_kinds: frozenset[StepKind]
    waiting_topics: frozenset[str]


class AutonomyPolicy(Value):
    """How far the agents go alone. `by_kind` and `by_topic` only ever make it more careful."""

    default: Autonomy
    by_kind: dict[StepKind, Autonomy]
    by_topic: dict[str, Autonomy]
    least_confidence: Share
    walk: WalkPolicy
    run: RunPolicy


class Evidence(Value):
    """Stored proof of a claim: the words claimed, where the proof lies, and how long it holds."""

    claim: Words
    source: Words
    until: date | None = None


class PromisesPolicy(Value):
    """What may be promised. Amounts in `price_floor` are by ISO 4217 currency."""

    price_floor: dict[Annotated[str, Field(pattern="^[A-Z]{3}$")], Annotated[Decimal, Field(ge=0)]]
    largest_discount_percent: Percent
    beyond_largest_discount: Literal[Severity.HOLD, Severity.BLOCK]
    refund_needs_source: bool
    guarantee_needs_source: bool
    date_needs_source: bool
    evidence: tuple[Evidence, ...]

    @field_validator("price_floor")
    @classmethod
    def _understood(cls, floors: dict[str, Decimal]) -> dict[str, Decimal]:
        for currency in floors:
            if currency not in READ_CURRENCIES:
                raise Unfit(
                    "policies.files.floor", currency=currency, known=", ".join(READ_CURRENCIES)
                )
        return floors


class PressurePolicy(Value):
    """How text that presses is met. `limit` is the score (0 to 1) from which a cue speaks."""

    severity: Literal[Severity.REVISE, Severity.HOLD, Severity.BLOCK]
    limit: Share
    allowed_phrases: tuple[Words, ...]


class PrivacyPolicy(Value):
    """Personal data in texts. `allowed` are the business's own contacts, as customers see them."""

    outgoing: Literal[Severity.HOLD, Severity.BLOCK]
    sensitive_outgoing: Literal[Severity.HOLD, Severity.BLOCK]
    incoming: Literal[Severity.NOTE, Severity.HOLD]
    sensitive_incoming: Literal[Severity.NOTE, Severity.HOLD]
    phone_regions: tuple[Annotated[str, Field(pattern="^[A-Z]{2}$")], ...] = Field(min_length=1)
    allowed: tuple[Words, ...]


class ClosenessPolicy(Value):
    """How much knowing a text may show. `limit` is the uncanny score (0 to 1) that is too much."""

    limit: Share
    severity: Literal[Severity.REVISE, Severity.HOLD]


class QuietHours(Value):
    """Hours, on the person's own clock, in which nobody is written to who did not just write."""

    begin: time
    end: time

    @model_validator(mode="after")
    def _hold_some_time(self) -> "QuietHours":
        if self.begin == self.end:
            raise Unfit("policies.files.no_quiet_hour")
        return self

    def holds(self, moment: time) -> bool:
        """True when the wall-clock time lies in the quiet hours, which may span midnight."""
        if self.begin < self.end:
            return self.begin <= moment < self.end
        return moment >= self.begin or moment < self.end


class ContactPolicy(Value):
    """When and how often a person may be written to unasked."""

    quiet_hours: QuietHours
    daily_limit: int = Field(ge=0, le=100)
    weekly_limit: int = Field(ge=0, le=500)
    least_hours_between: float = Field(ge=0, le=720)
    time_zone: str

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise Unfit("policies.files.zone", zone=zone) from error
        return zone

    @model_validator(mode="after")
    def _a_week_holds_its_days(self) -> "ContactPolicy":
        if self.weekly_limit < self.daily_limit:
            raise Unfit("policies.files.week_below_day")
        if (self.daily_limit - 1) * self.least_hours_between >= 24:
            raise Unfit("policies.files.day_out_of_reach")
        return self


class ConsentPolicy(Value):
    """What needs a person's consent. `adult_age` is in years."""

    outbound_needs: frozenset[str]
    adult_age: int = Field(ge=13, le=25)


class HonestyPolicy(Value):
    """What the customer is told about who answers."""

    disclose_ai: bool
    label_ads: bool


class AttackPolicy(Value):
    """How incoming attacks are met. `limit` is the score (0 to 1) that makes text an attack."""

    limit: Share
    severity: Literal[Severity.HOLD, Severity.BLOCK]
    secret_phrases: tuple[Words, ...]


class FairnessPolicy(Value):
    """Traits that may never be the ground of an offer or a refusal. `compare` names what groups
    the report compares: `language`, `channel`, `returning`, or a trait of people."""

    severity: Literal[Severity.HOLD, Severity.BLOCK]
    allowed_groups: tuple[Words, ...]
    compare: tuple[Annotated[str, Field(pattern=r"^\w[\w .-]{0,99}$")], ...]

    @field_validator("compare")
    @classmethod
    def _lawful(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if any(word in name.lower() for word in SPECIAL_CATEGORIES):
                raise Unfit("policies.files.special_category", name=name)
        return names


class RulesPolicy(Value):
    """Another severity for single rules, by their dotted name. Notes stay notes."""

    severity: dict[Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_]+$")], Severity]


class Policies(Value):
    """Everything the owner allows. `version` is a hash of the content: the same rules, the same
    version, wherever they were read."""

    version: str
    autonomy: AutonomyPolicy
    promises: PromisesPolicy
    pressure: PressurePolicy
    privacy: PrivacyPolicy
    closeness: ClosenessPolicy
    contact: ContactPolicy
    consent: ConsentPolicy
    honesty: HonestyPolicy
    attack: AttackPolicy
    fairness: FairnessPolicy
    rules: RulesPolicy
