"""What the owner set in the coach, laid over the policies of the files. Pure."""

import hashlib
from datetime import time
from decimal import Decimal

from kizashi.values import Value
from policies.model import Policies, QuietHours


class Overlay(Value):
    """What was set; `None` leaves the files' own. A limit only ever makes the policies stricter."""

    quiet_begin: time | None = None
    quiet_end: time | None = None
    largest_discount_percent: Decimal | None = None


def laid_over(policies: Policies, overlay: Overlay) -> Policies:
    """The policies in force; their version tells them from the files' own."""
    if overlay == Overlay():
        return policies
    contact, promises = policies.contact, policies.promises
    if overlay.quiet_begin is not None and overlay.quiet_end is not None:
        quiet = QuietHours(begin=overlay.quiet_begin, end=overlay.quiet_end)
        contact = contact.model_copy(update={"quiet_hours": quiet})
    if overlay.largest_discount_percent is not None:
        limit = min(promises.largest_discount_percent, overlay.largest_discount_percent)
        promises = promises.model_copy(update={"largest_discount_percent": limit})
    version = hashlib.sha256(f"{policies.version}{overlay.model_dump_json()}".encode())
    return policies.model_copy(
        update={"contact": contact, "promises": promises, "version": version.hexdigest()[:16]}
    )
