"""All recognisers together: what personal data a text holds, each stretch once."""

from functools import lru_cache

from policies.privacy import (
    address,
    bank,
    birth,
    card,
    credential,
    devices,
    email,
    my_number,
    names,
    papers,
    phone,
    special,
    vehicle,
)
from policies.privacy.personal import Personal, Recogniser
from policies.view import View, view_of

# The surest first: a stretch that one has claimed is not claimed again by a later one.
RECOGNISERS: tuple[Recogniser, ...] = (
    card.find,
    papers.find,
    bank.find,
    credential.find,
    vehicle.find,
    devices.find,
    my_number.find,
    my_number.find_corporate,
    email.find,
    birth.find,
    phone.find,
    address.find,
    special.find,
    names.find,
)
KINDS = (
    "card", "identity_paper", "my_number", "corporate_number", "bank_account", "email",
    "birth_date", "phone", "address", "postal_code", "device", "vehicle", "credential", "health",
    "special_category", "name",
)  # fmt: skip
SENSITIVE = frozenset(
    {"card", "identity_paper", "my_number", "bank_account", "health", "special_category"}
)


@lru_cache(maxsize=256)
def found_in(view: View) -> tuple[Personal, ...]:
    """Every stretch of personal data in order of place, in folded offsets, without overlaps."""
    taken: list[Personal] = []
    for recogniser in RECOGNISERS:
        for found in recogniser(view):
            if not any(found.start < other.end and other.start < found.end for other in taken):
                taken.append(found)
    return tuple(sorted(taken, key=lambda personal: personal.start))


def personal_data(text: str) -> tuple[Personal, ...]:
    """Every stretch of personal data in a text, in offsets of the text itself."""
    view = view_of(text)
    spans = ((found.kind, view.span(found.start, found.end)) for found in found_in(view))
    return tuple(Personal(kind, span.start, span.end) for kind, span in spans)
