"""Events of access keys."""

from typing import Literal

from kizashi.ids import KeyId
from kizashi.values import Value


class KeyCreated(Value):
    """An access key was made; only its hash is known."""

    kind: Literal["key.created"] = "key.created"
    key: KeyId
    name: str
    scopes: tuple[str, ...]
    digest: str


class KeyRevoked(Value):
    """An access key was revoked."""

    kind: Literal["key.revoked"] = "key.revoked"
    key: KeyId
