"""Attacks: attempts in incoming text to make the agents do what only the owner may decide."""

from kizashi.verdict import Finding


def inspect_incoming(text: str) -> tuple[Finding, ...]:
    """The findings of a text that came in; empty when it is harmless."""
    return ()
