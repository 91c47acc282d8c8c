"""`kizashi hold` and `kizashi autonomy`: the owner's switches, where no screen is at hand."""

import asyncio
from functools import partial
from pathlib import Path

import click

from kizashi.autonomy import Autonomy, Scope
from kizashi.errors import BadInput
from kizashi.events import AutonomyScoped, AutonomySet, EverythingHeld
from kizashi.settings import Settings
from kizashi.step import StepKind
from kizashi.texts import text
from memory.owner import SetAutonomy, Switches, read_scoped, read_switches
from policies.load import load_policies
from server.commands.business import opened_journal, settings_of

BY_COMMAND = "owner"


def hold_everything(home: Path, *, on: bool) -> None:
    """Turns the switch; every process that shares the data obeys from its next step on."""
    settings = settings_of(home)
    asyncio.run(_append(settings, EverythingHeld(on=on, by=BY_COMMAND)))
    key = "server.switches.held" if on else "server.switches.released"
    click.echo(text(settings.business.language, key))


def show_autonomy(home: Path) -> None:
    """Prints what is set, and for what."""
    settings = settings_of(home)
    say = partial(text, settings.business.language)
    switches, scoped = asyncio.run(_read(settings))
    default = load_policies(settings.policies).autonomy.default
    note = "" if switches.autonomy else f" {say('server.switches.default')}"
    click.echo(say("server.switches.business", autonomy=switches.autonomy or default) + note)
    for one in scoped:
        click.echo(
            say("server.switches.set", scope=one.scope, name=one.name, autonomy=one.autonomy)
        )
    if switches.everything_held:
        click.echo(say("server.switches.everything_held"))


def set_autonomy(
    home: Path, level: str, *, kind: str | None, topic: str | None, person: str | None
) -> None:
    """Sets the autonomy of the business, or of one kind of step, topic or person."""
    settings = settings_of(home)
    named: list[tuple[Scope, str]] = []
    if kind is not None:
        named.append(("kind", kind))
    if topic is not None:
        named.append(("topic", topic))
    if person is not None:
        named.append(("person", person))
    autonomy = None if level == "default" else Autonomy(level)
    if len(named) > 1 or (not named and autonomy is None):
        raise BadInput(
            "It is not clear what is to be set.",
            "Name one of --kind, --topic and --person, or a level for the business.",
        )
    say = partial(text, settings.business.language)
    if not named and autonomy is not None:
        asyncio.run(_append(settings, AutonomySet(autonomy=autonomy, by=BY_COMMAND)))
        click.echo(say("server.switches.business", autonomy=autonomy))
        return
    scope, name = named[0]
    if scope == "kind" and name not in set(StepKind):
        raise BadInput(
            f"There is no kind of step called {name}.", f"There are: {', '.join(StepKind)}."
        )
    event = AutonomyScoped(scope=scope, name=name, autonomy=autonomy, by=BY_COMMAND)
    asyncio.run(_append(settings, event))
    key = "server.switches.taken_back" if autonomy is None else "server.switches.set"
    click.echo(say(key, scope=scope, name=name, **({"autonomy": autonomy} if autonomy else {})))


async def _append(settings: Settings, event: AutonomySet | AutonomyScoped | EverythingHeld) -> None:
    async with opened_journal(settings) as journal:
        await journal.append(event)


async def _read(settings: Settings) -> tuple[Switches, tuple[SetAutonomy, ...]]:
    async with opened_journal(settings) as journal:
        return (
            await read_switches(journal.store, journal.workspace),
            await read_scoped(journal.store, journal.workspace),
        )
