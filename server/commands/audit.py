"""`kizashi audit`: whether the record is whole, what it says, and why a customer got a text."""

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from kizashi.clock import SystemClock
from kizashi.errors import BadInput
from kizashi.events import AuditAccepted, ClockAccepted
from kizashi.ids import ConversationId, MessageId, Seq
from kizashi.language import Language
from kizashi.texts import text
from memory.audit import (
    Anchor,
    Check,
    check,
    export_pages,
    keep_anchor,
    look,
    read_anchors,
)
from memory.why import why
from server.commands.business import opened_journal, settings_of

BY_COMMAND = "owner"


def verify(home: Path, file: Path | None, anchor: str | None) -> int:
    """Walks the chain of the business, or of an exported file, and says where it is broken first;
    returns the exit code."""
    given = _anchor(anchor)
    if file is not None:
        return _tell(check(_lines(file), given), Language.EN)
    settings = settings_of(home)
    kept = read_anchors(settings.data) | given

    async def walk() -> Check:
        async with opened_journal(settings) as journal:
            # A break is put on record, so that a running Kizashi holds everything as well.
            return await look(journal, kept)

    found = asyncio.run(walk())
    if not found.broken and found.seq not in kept:
        keep_anchor(settings.data, Anchor(Seq(found.seq), found.previous), SystemClock().now())
    return _tell(found, settings.business.language)


def export(home: Path, file: Path | None) -> None:
    """Writes every record with its hashes as JSON Lines, to a file or to the screen."""
    settings = settings_of(home)

    async def write(out: Any) -> None:
        async with opened_journal(settings) as journal:
            async for page in export_pages(journal):
                for row in page:
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")

    if file is None:
        asyncio.run(write(sys.stdout))
        return
    with file.open("w", encoding="utf-8") as out:
        asyncio.run(write(out))


def explain(home: Path, message: str, conversation: str | None, *, as_json: bool) -> None:
    """Tells why a customer got a text."""
    settings = settings_of(home)

    async def ask() -> Any:
        async with opened_journal(settings) as journal:
            named = ConversationId(conversation) if conversation else None
            return await why(journal, MessageId(message), named)

    found = asyncio.run(ask())
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    moment = found.at.astimezone().isoformat(sep=" ", timespec="minutes")
    click.secho(f"{moment}  {found.conversation}  {found.speaker.value}", dim=True)
    click.secho(found.text, bold=True)
    click.echo()
    for line in found.told:
        click.echo(f"・{line.of(settings.business.language)}")
    if found.policies is not None:
        used = found.policies
        say = partial(text, settings.business.language)
        click.secho(
            say(
                "server.audit.judged", version=used.version, rules=used.rules, kizashi=used.product
            ),
            dim=True,
        )


def accept(home: Path, records: tuple[int, ...], reason: str) -> None:
    """Puts on record that the owner has looked at broken records."""
    settings = settings_of(home)

    async def write() -> None:
        async with opened_journal(settings) as journal:
            await journal.append(
                AuditAccepted(
                    records=tuple(Seq(one) for one in records), reason=reason, by=BY_COMMAND
                )
            )

    asyncio.run(write())
    click.echo(text(settings.business.language, "server.audit.accepted"))


def accept_clock(home: Path) -> None:
    """Puts on record that the clock is right."""
    settings = settings_of(home)

    async def write() -> None:
        async with opened_journal(settings) as journal:
            await journal.append(ClockAccepted(by=BY_COMMAND))

    asyncio.run(write())
    click.echo(text(settings.business.language, "server.audit.clock_accepted"))


def _tell(found: Check, language: Language) -> int:
    say = partial(text, language)
    for one in found.broken:
        line = say(f"server.audit.broken.{one.reason}", seq=one.seq)
        known = f" {say('server.audit.known')}" if one.seq in found.accepted else ""
        click.echo(f"✗ {line}{known}", err=True)
    if found.set_back:
        places = ", ".join(str(seq) for seq in found.set_back)
        click.echo(f"! {say('server.audit.set_back', records=places)}")
    if found.broken:
        first = found.broken[0].seq
        click.echo(say("server.audit.first_broken", seq=first, records=found.records), err=True)
        return 1
    erased = say("server.audit.erased", count=found.erased) if found.erased else ""
    click.echo(say("server.audit.whole", records=found.records) + erased)
    click.echo(say("server.audit.anchor", anchor=f"{found.seq}:{found.previous}"))
    return 0


def _anchor(anchor: str | None) -> dict[int, str]:
    if anchor is None:
        return {}
    seq, _, digest = anchor.partition(":")
    if not seq.isdigit() or len(digest) != 64:
        raise BadInput(
            "This is not an anchor.", "Write it as `verify` printed it: a number, a colon, a hash."
        )
    return {int(seq): digest}


def _lines(file: Path) -> Iterator[Mapping[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                row["seq"], row["hash"]
            except (ValueError, TypeError, KeyError) as error:
                raise BadInput(
                    f"Line {number} of {file.name} is no record of an export.",
                    "Export it again with `kizashi audit export`.",
                ) from error
            yield row
