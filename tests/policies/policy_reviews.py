"""The type of the `review` fixture: a rule's or family's name and a text give its findings."""

from collections.abc import Callable

from kizashi.verdict import Finding

Review = Callable[..., tuple[Finding, ...]]
