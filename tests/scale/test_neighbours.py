"""Processes beside one another: woken by what others write, and one claim at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kizashi.events import EverythingHeld
from kizashi.ids import DEFAULT_WORKSPACE, Seq
from memory.journal import Journal
from memory.neighbours import PostgresqlNeighbours
from memory.postgresql import connect_arguments
from tests.support import a_journal, until

pytestmark = pytest.mark.postgresql


@contextlib.asynccontextmanager
async def beside(url: str, heard: list[Any] | None = None) -> AsyncIterator[PostgresqlNeighbours]:
    told = [] if heard is None else heard
    neighbours = PostgresqlNeighbours(
        url, DEFAULT_WORKSPACE, lambda _: None, lambda _, notice: told.append(notice)
    )
    async with neighbours.opened():
        yield neighbours


@contextlib.asynccontextmanager
async def connected_journal(folder: Path, url: str) -> AsyncIterator[Journal]:
    async with a_journal(folder, url=url) as journal:
        neighbours = PostgresqlNeighbours(url, journal.workspace, journal.grew, lambda *_: None)
        async with neighbours.opened():
            journal.beside(neighbours)
            yield journal


def cut_the_holder(url: str, claim: str) -> int:
    """Ends the session that has a claim, as a failing network would."""
    with psycopg.connect(**connect_arguments(url), autocommit=True) as server:
        rows = server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
            " AND (classid::bigint << 32) | objid::bigint"
            " = hashtextextended(current_schema() || '/main/' || %s, 1)",
            (claim,),
        ).fetchall()
    return len(rows)


async def test_only_one_has_a_claim_until_it_lets_go(url: str) -> None:
    async with beside(url) as one, beside(url) as other:
        assert await one.claim("a")
        assert not await other.claim("a")
        assert await other.claim("b")
        one.let_go("a")
        await until(lambda: other.claim("a"))
        assert other.holds("a")
        assert not one.holds("a")


async def test_a_claim_is_not_given_twice_to_the_same_process(url: str) -> None:
    async with beside(url) as one:
        assert await one.claim("a")
        assert not await one.claim("a")


async def test_who_ends_lets_go_of_everything(url: str) -> None:
    async with beside(url) as one:
        async with beside(url) as other:
            assert await other.claim("a")
        await until(lambda: one.claim("a"))


async def test_a_notice_reaches_the_others_and_not_its_sender(url: str) -> None:
    heard: list[Any] = []
    own: list[Any] = []
    async with beside(url, heard), beside(url, own) as sender:
        await asyncio.sleep(0)
        sender.tell({"kind": "typing", "words": "兆し"})
        await until(lambda: heard)
    assert heard == [{"kind": "typing", "words": "兆し"}]
    assert own == []


async def test_what_one_writes_wakes_the_other_at_once(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.journal.FOREIGN_SECONDS", 3600.0)
    async with connected_journal(tmp_path, url) as one, connected_journal(tmp_path, url) as other:
        with other.subscribed(Seq(0)) as subscription:
            assert await subscription.ready() == ()
            written = await one.append(EverythingHeld(on=True, by="owner"))
            async with asyncio.timeout(5):
                assert await subscription.next() == (written,)


async def test_a_notice_that_is_lost_costs_only_the_time_until_the_next_look(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.journal.FOREIGN_SECONDS", 0.05)
    async with a_journal(tmp_path, url=url) as silent, connected_journal(tmp_path, url) as other:
        with other.subscribed(Seq(0)) as subscription:
            written = await silent.append(EverythingHeld(on=True, by="owner"))
            async with asyncio.timeout(5):
                assert await subscription.next() == (written,)


async def test_a_broken_connection_loses_the_claims_and_comes_back(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.neighbours.BEAT_SECONDS", 0.05)
    async with beside(url) as one:
        assert await one.claim("a")
        assert await asyncio.to_thread(cut_the_holder, url, "a") == 1
        async with asyncio.timeout(10):
            await one.lost()
        assert not one.holds("a")
        await until(lambda: one.claim("a"))
