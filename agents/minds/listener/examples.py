"""Labelled moments as the seed files hold them: one JSON object a line."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kizashi.reading import MicroIntent, Phase, Stall
from kizashi.signal import Behaviour, Utterance

SEEDS = Path(__file__).parents[2] / "seeds"

KEPT_ASIDE = 26
"""Rows whose hashed id starts with a byte below this (one in ten) are never trained or tuned on."""


@dataclass(frozen=True, slots=True)
class Example:
    """A moment and how it should be read. `writer` is who wrote it; `intents` has at least one."""

    id: str
    writer: str
    language: str
    text: str
    context: tuple[Utterance, ...]
    behaviour: tuple[Behaviour, ...]
    intents: tuple[MicroIntent, ...]
    phase: Phase
    stall: Stall | None

    @property
    def kept_aside(self) -> bool:
        """Whether the row belongs to the test part. Decided by the id alone, so that it stays
        there however many rows are added."""
        return hashlib.sha256(self.id.encode()).digest()[0] < KEPT_ASIDE


def example_of(row: dict[str, Any]) -> Example:
    """A row of a seed file. Raises `KeyError` or `ValueError` when it is not one."""
    return Example(
        id=row["id"],
        writer=row["id"].rpartition("-")[0],
        language=row["language"],
        text=row["text"],
        context=tuple(Utterance(**line) for line in row["context"]),
        behaviour=tuple(Behaviour(**one) for one in row["behaviour"]),
        intents=tuple(MicroIntent(name) for name in row["micro_intents"]),
        phase=Phase(row["phase"]),
        stall=Stall(row["stall"]) if row["stall"] else None,
    )


def examples_in(folder: Path = SEEDS) -> Iterator[Example]:
    """Every row of a folder's `.jsonl` files, in the order of names and lines."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield example_of(json.loads(line))
