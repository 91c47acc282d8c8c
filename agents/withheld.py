"""What is kept from the Negotiator: protected traits that memory would bring back.

A step must not rest on who somebody is. What the customer says now must be answered, wheelchair or
not; what they or others once told of health, belief or origin is nobody's reason for an offer.
Source: 障害者差別解消法 第8条; GDPR Art. 9; Directive 2000/43/EC.
"""

from kizashi.recollection import Recollection
from policies.privacy import special
from policies.view import view_of


def told_traits(text: str) -> bool:
    """True when a text says something of somebody that is a protected trait."""
    return any(True for _ in special.find(view_of(text)))


def without_protected_traits(recollection: Recollection, open_text: str) -> Recollection:
    """The recollection without remembered lines that tell a protected trait, unless the customer
    speaks of one now: then their own past words about it belong to the answer."""
    if told_traits(open_text):
        return recollection
    kept = tuple(hit for hit in recollection.own if not told_traits(hit.text))
    if len(kept) == len(recollection.own):
        return recollection
    return recollection.model_copy(update={"own": kept})
