"""Identifiers: what tells one person from another, and the events that join and part people.

A *visit* is a person as one browser or session shows them; an *account* is a person as a verified
identifier names them. A visit is linked to an account by a merge, which can always be undone; the
identifiers of an account never move to a visit, so that a tablet that many share joins nobody.
"""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from kizashi.ids import MergeId, PersonId
from kizashi.values import Value


class IdentifierKind(StrEnum):
    """What an identifier is. `CLAIMED` is a user id that nobody vouched for."""

    USER = "user"
    EMAIL = "email"
    PHONE = "phone"
    LINE = "line"
    DEVICE = "device"
    CLAIMED = "claimed"

    @property
    def names_an_account(self) -> bool:
        """True for what names a person wherever they are; false for what names a visit."""
        return self not in (IdentifierKind.DEVICE, IdentifierKind.CLAIMED)


class Identifier(Value):
    """One identifier in its normal form: e-mail in lower case, phone in E.164."""

    kind: IdentifierKind
    value: str = Field(min_length=1, max_length=320)


class PersonIdentified(Value):
    """Somebody trusted (`by`: a key's name, `owner`, `token`, `import`) said that the person bears
    this identifier; a visit's own device needs nobody's word."""

    kind: Literal["person.identified"] = "person.identified"
    identifier: Identifier
    by: str


class PersonDescribed(Value):
    """Traits of a person, later ones over earlier ones; `None` takes a trait away. `verified` is
    false for what only the visitor's own browser says."""

    kind: Literal["person.described"] = "person.described"
    traits: dict[str, Any]
    by: str
    verified: bool = True


class PeopleMerged(Value):
    """Two people are one from here on, until `people.split` names the same `merge`."""

    kind: Literal["people.merged"] = "people.merged"
    merge: MergeId
    people: tuple[PersonId, PersonId]
    because: Literal["identifier", "owner"]
    by: str


class PeopleSplit(Value):
    """A merge is undone: each has their own again, also what came meanwhile."""

    kind: Literal["people.split"] = "people.split"
    merge: MergeId
    because: Literal["owner", "shared_device"]
    by: str


class DeviceShared(Value):
    """The visit was seen with more than one account: it is linked to none any more."""

    kind: Literal["device.shared"] = "device.shared"


class MergeDeclined(Value):
    """The owner said that two people who look alike are two."""

    kind: Literal["merge.declined"] = "merge.declined"
    people: tuple[PersonId, PersonId]
    by: str
