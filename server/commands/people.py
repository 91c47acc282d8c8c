"""`kizashi people import`: people from another system, with a look before the leap."""

import asyncio
import sys
from pathlib import Path

import click

from kizashi.errors import BadInput
from kizashi.ids import random_id
from kizashi.language import Language
from kizashi.settings import Settings
from kizashi.texts import text
from memory.crm.importing import Report, Taken, import_people
from memory.crm.rows import Row, read_rows
from memory.identity.normal import rules_of
from server.commands.business import opened_journal, settings_of

MOST_LINES = 40


def import_file(home: Path, file: Path, dry_run: bool) -> None:
    """Imports an export of another system, or shows what that would change. Exits with 1 when
    rows were rejected; the others are taken."""
    settings = settings_of(home)
    language = settings.business.language
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{file} cannot be read: {error.strerror}.", "Check the name of the file."
        ) from error
    rows = list(read_rows(content, file.name, rules_of(settings.people)))
    report = asyncio.run(_import(settings, rows, dry_run, language))
    for taken in report.shown[:MOST_LINES]:
        click.echo(_line(taken, language))
    if len(report.shown) > MOST_LINES:
        click.echo(text(language, "server.import_more"))
    key = "server.import_would" if dry_run else "server.import_done"
    counts = {name: report.counts[name] for name in ("new", "changed", "unchanged", "rejected")}
    click.echo(text(language, key, **counts))
    if report.counts["rejected"]:
        raise SystemExit(1)


async def _import(settings: Settings, rows: list[Row], dry_run: bool, language: Language) -> Report:
    report = Report(dry_run)
    shown = sys.stderr.isatty()
    async with opened_journal(settings) as journal:
        rules = rules_of(settings.people)
        async for so_far in import_people(journal, rows, rules, random_id, dry_run=dry_run):
            report = so_far
            if shown:
                label = text(language, "server.import_progress")
                click.echo(f"\r{label} {report.rows}/{len(rows)}", nl=False, err=True)
    if shown:
        click.echo(err=True)
    return report


def _line(taken: Taken, language: Language) -> str:
    parts = [text(language, f"server.import_{taken.became}")]
    parts += [f"{one.kind.value}={one.value}" for one in taken.identifiers]
    parts += [
        f"{name}: {'' if before is None else f'{before} → '}{after}"
        for name, (before, after) in taken.traits.items()
    ]
    for note in taken.notes:
        code, _, column = note.partition(":")
        reason = text(language, f"server.{code.replace('row.', 'import_row_')}")
        parts.append(f"{reason}{f' ({column})' if column else ''}")
    return f"{taken.row}: " + "  ".join(parts)
