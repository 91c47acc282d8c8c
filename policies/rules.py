"""Every rule, in the order in which its findings are shown."""

from policies.honesty import advertising, disclosure, human, person
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
    *privacy.RULES,
    human.RULE,
    disclosure.RULE,
    person.RULE,
    advertising.RULE,
)
