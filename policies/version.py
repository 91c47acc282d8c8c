"""The version of the rules themselves: of the code that judges, not of the owner's files."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


@cache
def rules_version() -> str:
    """A hash of this room's code and learned weights: the same rules, the same version."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(resources.files("policies"), "")):
        digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, name)
        elif name.endswith((".py", ".npz")):
            yield name, entry
