"""Every rule, in the order in which its findings are shown."""

from policies.subject import Rule

RULES: tuple[Rule, ...] = ()
