"""What the owner changed in a draft: deletions and additions, in words where there are words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tui.harmless import harmless
from tui.rows import Mark, Row, Tone, paragraph

_TOKENS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_MOST_TOKENS = 3_000
"""Beyond this many tokens the comparison goes line by line: its cost grows with the square."""
_BRIDGE = 2
"""An unchanged stretch shorter than this between two changes is read as changed too."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


def changes(before: str, after: str) -> list[Change]:
    """How `before` became `after`. The stayed and the removed stretches together are `before`,
    the stayed and the added ones together are `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Change] = []
    removed = added = ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        short = len(gone) < _BRIDGE and (removed or added) and j < len(old) and m < len(new)
        if tag == "equal" and not short:
            found += _flush(removed, added)
            removed = added = ""
            found.append(Change("same", gone))
        else:
            removed += gone
            added += come
    return found + _flush(removed, added)


def _flush(removed: str, added: str) -> list[Change]:
    found = [Change("removed", removed)] if removed else []
    return [*found, Change("added", added)] if added else found


_TONES: dict[str, Tone] = {"same": "plain", "removed": "removed", "added": "added"}


def diff_rows(found: Sequence[Change], width: int) -> list[Row]:
    """The changes as one running text. Brackets tell them apart where there is no colour."""
    text = ""
    marks: list[Mark] = []
    for change in found:
        shown = harmless(change.text)
        if change.kind == "removed":
            shown = f"[-{shown}-]"
        elif change.kind == "added":
            shown = f"{{+{shown}+}}"
        marks.append(Mark(len(text), len(text) + len(shown), _TONES[change.kind]))
        text += shown
    return paragraph(text, width, marks=marks)
