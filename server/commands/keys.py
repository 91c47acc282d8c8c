"""`kizashi keys`: making, listing and ending access keys."""

import asyncio
from pathlib import Path

import click

from kizashi.ids import KeyId, random_id
from kizashi.texts import text
from server.access import create_key, list_keys, revoke_key
from server.commands.business import opened_journal, settings_of


def create(home: Path, name: str, scopes: tuple[str, ...]) -> None:
    """Makes a key and shows its token once."""
    settings = settings_of(home)

    async def make() -> tuple[KeyId, str]:
        async with opened_journal(settings) as journal:
            return await create_key(journal, random_id, name, scopes)

    key, token = asyncio.run(make())
    click.echo(text(settings.business.language, "server.key_made", key=key, token=token))


def show(home: Path) -> None:
    """Lists the keys; tokens are not stored and cannot be shown."""
    settings = settings_of(home)
    language = settings.business.language

    async def read() -> tuple[tuple[KeyId, str, tuple[str, ...], bool], ...]:
        async with opened_journal(settings) as journal:
            return await list_keys(journal)

    for key, name, scopes, revoked in asyncio.run(read()):
        state = text(language, "server.key_revoked" if revoked else "server.key_works")
        click.echo(f"{key}  {state}  {name}  [{', '.join(scopes)}]")


def revoke(home: Path, key: str) -> None:
    """Ends a key at once, on a running server too."""
    settings = settings_of(home)

    async def end() -> None:
        async with opened_journal(settings) as journal:
            await revoke_key(journal, KeyId(key))

    asyncio.run(end())
    click.echo(text(settings.business.language, "server.key_ended", key=key))
