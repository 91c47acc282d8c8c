"""Every rule, in the order in which its findings are shown."""

from policies.attack import RULES as ATTACK_RULES
from policies.closeness.uncanny import RULES as CLOSENESS_RULES
from policies.contact import frequency, minor, missing, opted_out, quiet_hours
from policies.fairness import grounds
from policies.honesty import advertising, disclosure, human, person, ungrounded
from policies.pressure import (
    forced_action,
    guilt,
    hidden_cost,
    misdirection,
    nagging,
    obstruction,
    resemblance,
    scarcity,
    shaming,
    social_proof,
    urgency,
)
from policies.privacy import rule as privacy
from policies.promises import (
    date,
    discount,
    effect,
    future_work,
    guarantee,
    price,
    refund,
    stock,
    superlative,
)
from policies.subject import Rule

RULES: tuple[Rule, ...] = (
    price.RULE,
    discount.RULE,
    date.RULE,
    stock.RULE,
    refund.RULE,
    guarantee.RULE,
    superlative.RULE,
    effect.RULE,
    future_work.RULE,
    urgency.RULE,
    scarcity.RULE,
    shaming.RULE,
    social_proof.RULE,
    guilt.RULE,
    obstruction.RULE,
    forced_action.RULE,
    misdirection.RULE,
    hidden_cost.RULE,
    nagging.RULE,
    resemblance.RULE,
    *privacy.RULES,
    human.RULE,
    disclosure.RULE,
    person.RULE,
    ungrounded.RULE,
    advertising.RULE,
    *CLOSENESS_RULES,
    opted_out.RULE,
    missing.RULE,
    minor.RULE,
    quiet_hours.RULE,
    frequency.RULE,
    grounds.RULE,
    *ATTACK_RULES,
)
