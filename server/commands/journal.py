"""`kizashi journal`: looking at the journal as it grows, and making the lists from it anew."""

import asyncio
import contextlib
import json
from functools import partial
from pathlib import Path

import click
from sqlalchemy import Connection

from kizashi.events import Recorded
from kizashi.ids import Seq
from kizashi.settings import Settings
from kizashi.texts import text
from memory.journal import Journal
from memory.replay import Difference, differences, mend, replayed
from server.commands.business import opened_journal, settings_of
from server.lock import serving


def tail(home: Path, count: int, kinds: tuple[str, ...], *, follow: bool, as_json: bool) -> None:
    """Prints the last records, and then new ones as they come."""
    settings = settings_of(home)

    async def show() -> None:
        async with opened_journal(settings) as journal:
            head = journal.head
            for one in await _last(journal, head, count, kinds):
                click.echo(_line(one, as_json=as_json))
            if not follow:
                return
            with journal.subscribed(head) as subscription:
                while True:
                    for one in await subscription.next():
                        if not kinds or one.event.kind in kinds:
                            click.echo(_line(one, as_json=as_json))

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(show())


def replay(home: Path, *, dry_run: bool) -> int:
    """Makes every list anew from the journal and mends what differs; returns the exit code, which
    is 1 when a dry run finds something."""
    settings = settings_of(home)
    say = partial(text, settings.business.language)
    if dry_run:
        found = asyncio.run(_compared(settings))
    else:
        with serving(settings.data):
            found = asyncio.run(_mended(settings))
    for one in found:
        click.echo(f"✗ {said(settings, one)}")
    if not found:
        click.echo(say("operations.replay_same"))
    elif not dry_run:
        click.echo(say("operations.replay_mended", count=f"{sum(one.rows for one in found):,}"))
    return 1 if found and dry_run else 0


def said(settings: Settings, difference: Difference) -> str:
    """A difference in words: the table, and how many rows are missing, extra and changed."""
    return text(
        settings.business.language,
        "operations.replay_differs",
        table=difference.table.name,
        missing=len(difference.missing),
        extra=len(difference.extra),
        changed=len(difference.changed),
    )


async def compared(settings: Settings, journal: Journal) -> tuple[Difference, ...]:
    """How the lists differ from a replay, both seen at one moment."""

    def compare(connection: Connection) -> tuple[Difference, ...]:
        with replayed(connection, journal.workspace, settings.data) as made:
            return differences(connection, made, journal.workspace)

    return await journal.store.read(compare)


async def _compared(settings: Settings) -> tuple[Difference, ...]:
    async with opened_journal(settings) as journal:
        return await compared(settings, journal)


async def _mended(settings: Settings) -> tuple[Difference, ...]:
    async with opened_journal(settings) as journal:

        def work(connection: Connection) -> tuple[Difference, ...]:
            with replayed(connection, journal.workspace, settings.data) as made:
                found = differences(connection, made, journal.workspace)
                mend(connection, made, found)
                return found

        return await journal.store.write(work)


async def _last(
    journal: Journal, head: int, count: int, kinds: tuple[str, ...]
) -> tuple[Recorded, ...]:
    if not kinds:
        return await journal.read(after=Seq(max(0, head - count)), limit=count)
    # Of a rare kind the last ones may lie far back: a window that grows finds them.
    reach = count
    while True:
        after = max(0, head - reach)
        found = await journal.read(after=Seq(after), limit=reach, kinds=kinds)
        if len(found) >= count or after == 0:
            return found[-count:]
        reach *= 4


def _line(one: Recorded, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(one.model_dump(mode="json"), ensure_ascii=False)
    at = one.at.astimezone().isoformat(sep=" ", timespec="seconds")
    return f"{one.seq:>8}  {at}  {one.event.kind:<22}  {one.conversation or one.person or ''}"
