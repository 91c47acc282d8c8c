"""Tracked calls become durable once, however often and in whatever pieces they are sent."""

import asyncio
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.tracking import Call, Tracking
from kizashi.identity import Identifier, IdentifierKind
from kizashi.ids import MessageId
from kizashi.signal import Behaviour
from memory.identity.normal import IdentityRules
from memory.journal import Journal
from tests.support import NOON, a_journal, counted_ids, events, everything, replayed, tables


def a_call(number: int) -> Call:
    device = Identifier(kind=IdentifierKind.DEVICE, value=f"browser-{number % 3}")
    behaviour = Behaviour(event="page", properties={"number": number})
    return Call(MessageId(f"trk_{number}"), NOON, "site", device=device, behaviour=behaviour)


async def sent(journal: Journal, batches: list[list[int]]) -> tuple[int, int]:
    """Sends all batches at once; accepted and duplicates as they were answered."""
    tracking = Tracking(journal, IdentityRules(), counted_ids())
    done = await asyncio.gather(
        *(tracking.accept([a_call(number) for number in batch]) for batch in batches)
    )
    return sum(one.accepted for one in done), sum(one.duplicates for one in done)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=st.lists(st.lists(st.integers(0, 12), max_size=8), max_size=8))
def test_resends_in_any_pieces_and_at_once_count_once(batches: list[list[int]]) -> None:
    async def live() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with a_journal(Path(folder)) as journal:
                accepted, duplicates = await sent(journal, batches)
                stored = await events(journal, "behaviour.observed")
                counts = Counter(one.id for one in stored)
                assert set(counts.values()) <= {1}
                assert len(counts) == accepted == len({one for some in batches for one in some})
                assert accepted + duplicates == sum(len(some) for some in batches)
                assert replayed(await everything(journal)) == await journal.store.write(tables)

    asyncio.run(live())


async def test_what_was_sent_before_a_restart_counts_once_after_it(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await sent(journal, [[1, 2, 3]])
    async with a_journal(tmp_path) as journal:
        assert await sent(journal, [[2, 3, 4]]) == (1, 2)
