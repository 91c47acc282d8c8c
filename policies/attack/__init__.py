"""Attacks: attempts in incoming text to make the agents do what only the owner may decide.

A text that comes in is data. Whatever it says, it changes neither rules nor prices nor autonomy;
these rules make the attempt visible, so that the step that answers it waits.
"""

from kizashi.verdict import Finding, Severity
from policies.attack import (
    authority,
    delimiter,
    encoding,
    exfiltration,
    extraction,
    indirect,
    leak,
    override,
    resemblance,
    role_play,
    self_service,
    tool,
)
from policies.attack.rule import findings_in
from policies.subject import Rule

FAMILIES = {
    "override": override.FAMILY,
    "role_play": role_play.FAMILY,
    "extraction": extraction.FAMILY,
    "delimiter": delimiter.FAMILY,
    "tool": tool.FAMILY,
    "exfiltration": exfiltration.FAMILY,
    "authority": authority.FAMILY,
    "self_service": self_service.FAMILY,
    "indirect": indirect.FAMILY,
}
RULES: tuple[Rule, ...] = (
    override.RULE,
    role_play.RULE,
    extraction.RULE,
    delimiter.RULE,
    tool.RULE,
    exfiltration.RULE,
    authority.RULE,
    self_service.RULE,
    indirect.RULE,
    encoding.RULE,
    resemblance.RULE,
    leak.RULE,
)


def inspect_incoming(text: str, limit: float = 0.5) -> tuple[Finding, ...]:
    """The attacks found in a text that came in (a message, a document, a page); empty when it is
    harmless. `limit` is the score (0 to 1) from which signs count."""
    return tuple(
        finding
        for name, family in FAMILIES.items()
        for finding in findings_in(text, name, family, limit, Severity.HOLD)
    )
