"""Keeping the policies that judged: every version is on record before the first step it judges."""

from kizashi import __version__
from kizashi.events import PoliciesInForce
from memory.journal import Ledger
from memory.owner import Switches
from policies.model import Policies
from policies.version import rules_version


def keep_version(ledger: Ledger, switches: Switches, policies: Policies) -> None:
    """Puts the policies on record, unless they are those that the record ends with."""
    rules = rules_version()
    if switches.policies == (policies.version, rules):
        return
    ledger.append(
        PoliciesInForce(
            version=policies.version,
            rules=rules,
            product=__version__,
            content=policies.model_dump(mode="json", exclude={"version"}),
        )
    )
