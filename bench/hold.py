"""How fast does "hold everything" take effect in another process? One run, one table.

    python -m bench.hold
    KIZASHI_STORE__URL=postgresql://user@127.0.0.1/database python -m bench.hold

One process answers customers without a pause, at autonomy `run`; a second one on the same data
turns the switch on and off. Counted is every answer whose record stands after that of the switch
(there must be none), and how long turning it took until it was durable: from then on it holds, for
it is read in the transaction that would send.
"""

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import SAMPLE, one_turn, percentiles, question
from channels.services import Services
from kizashi.autonomy import Autonomy
from kizashi.events import EverythingHeld
from kizashi.ids import ConversationId, random_id
from kizashi.settings import Settings, read_settings
from memory.learn import learn
from server.commands.business import opened_journal
from server.house import opened_house

ROUNDS = 10
CUSTOMERS = 6
BUSY_SECONDS = 1.0


def settings_at(home: Path) -> Settings:
    """The sample business without the pause for somebody who may still be typing."""
    raw = read_settings(home)
    return Settings(**{**raw.model_dump(), "turn": {**raw.turn.model_dump(), "quiet": 0.0}})


async def turn_switch(home: Path) -> None:
    """The other process: for each line `on` or `off`, turns the switch, and tells the record's seq
    and the seconds that it took to be durable."""
    async with opened_journal(settings_at(home)) as journal:
        await journal.append(EverythingHeld(on=False, by="bench"))
        print("ready", flush=True)
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            begun = time.perf_counter()
            recorded = await journal.append(EverythingHeld(on=line == "on", by="bench"))
            print(recorded.seq, time.perf_counter() - begun, flush=True)


async def ask_on(house: Services, number: int) -> None:
    """A customer who asks one question after another, each in a conversation of its own."""
    while True:
        number += CUSTOMERS
        await one_turn(house, ConversationId(random_id("con")), question(number))


async def measured(home: Path) -> tuple[list[float], int, int]:
    """Seconds for each turn of the switch; answers sent before and after it in all rounds."""
    settings = settings_at(home)
    settings.data.mkdir(parents=True, exist_ok=True)
    spent: list[float] = []
    before = after = 0
    async with opened_house(settings) as house:
        await learn([settings.knowledge], house.journal, currency="JPY")
        await house.recall.knowing.refresh()
        await house.instant.prepared()
        await house.desk.set_autonomy(Autonomy.RUN, "bench")
        other = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.hold", "--switch", str(home)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert other.stdin is not None
        assert other.stdout is not None
        await other.stdout.readline()

        async def switch(word: str) -> tuple[int, float]:
            other.stdin.write(f"{word}\n".encode())
            seq, seconds = (await other.stdout.readline()).split()
            return int(seq), float(seconds)

        for turned in range(ROUNDS):
            begun = house.journal.head
            asking = [
                asyncio.create_task(ask_on(house, turned * 1_000 + each))
                for each in range(CUSTOMERS)
            ]
            await asyncio.sleep(BUSY_SECONDS)
            held, seconds = await switch("on")
            spent.append(seconds)
            await asyncio.sleep(BUSY_SECONDS)
            for each in asking:
                each.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            sent = await house.journal.read(after=begun, limit=10_000, kinds=("message.sent",))
            before += sum(one.seq < held for one in sent)
            after += sum(one.seq > held for one in sent)
            await switch("off")
        other.stdin.close()
        await other.wait()
    return spent, before, after


def main() -> None:
    """Measures and prints; ends with an error when an answer went out after the switch."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--switch", type=Path, help=argparse.SUPPRESS)
    other = arguments.parse_args().switch
    if other is not None:
        asyncio.run(turn_switch(other))
        return
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "business"
        shutil.copytree(SAMPLE, home, ignore=shutil.ignore_patterns(".kizashi"))
        spent, before, after = asyncio.run(measured(home))
    p = percentiles(spent)
    print(f"turning the switch until it is durable, ms  p50 {p['p50']:.1f}  p99 {p['p99']:.1f}")
    print(f"answers sent while it was off               {before}")
    print(f"answers sent after it, in {ROUNDS} rounds          {after} (aim: 0)")
    sys.exit(1 if after else 0)


if __name__ == "__main__":
    main()
