"""`kizashi init`: a folder becomes a business."""

import asyncio
from pathlib import Path

import click

from kizashi.ids import random_id
from kizashi.language import Language
from kizashi.settings import SETTINGS_FILE, Settings, read_settings
from kizashi.texts import text
from server.access import OWNER, create_key, list_keys, session_secret
from server.commands.business import opened_journal, prepare_data
from server.credentials import remember, remembered


def initialise(home: Path, name: str | None, language: str | None, *, ask: bool) -> None:
    """Writes what is missing and nothing else; running it again changes nothing."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / SETTINGS_FILE
    if not file.exists():
        if ask:
            language = language or click.prompt(
                "Language / 言語", type=click.Choice(["ja", "en"]), default="ja"
            )
            question = text(Language(language), "server.ask_name")
            name = name or click.prompt(question)
        _write_settings(file, name or home.resolve().name, Language(language or "ja"))
    settings = read_settings(home)
    prepare_data(settings)
    for folder in (settings.knowledge, settings.policies):
        folder.mkdir(parents=True, exist_ok=True)
    session_secret(settings.data)
    token = asyncio.run(_owner_token(settings))
    owner = settings.business.language
    name = settings.business.name
    click.echo(text(owner, "server.init_ready", name=name, folder=home.resolve()))
    if token is not None:
        # Shown before it is kept: it exists only here, and keeping it may fail.
        click.echo(text(owner, "server.init_token", token=token))
        kept = remember(str(settings.data), token)
        click.echo(text(owner, "server.init_kept", file=kept))
    elif remembered(str(settings.data)) is None:
        click.echo(text(owner, "server.init_token_elsewhere"))


async def _owner_token(settings: Settings) -> str | None:
    """A new owner's token when the business has none yet."""
    async with opened_journal(settings) as journal:
        for _, _, scopes, revoked in await list_keys(journal):
            if OWNER in scopes and not revoked:
                return None
        _, token = await create_key(journal, random_id, OWNER, (OWNER,))
        return token


def _write_settings(file: Path, name: str, language: Language) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    zone = "Asia/Tokyo" if language is Language.JA else "UTC"
    file.write_text(
        f'[business]\nname = "{quoted}"\nlanguage = "{language.value}"\ntime_zone = "{zone}"\n\n'
        '[folders]\ndata = ".kizashi"\nknowledge = "knowledge"\npolicies = "policies"\n\n'
        '[server]\nhost = "127.0.0.1"\nport = 8420\n',
        encoding="utf-8",
    )
