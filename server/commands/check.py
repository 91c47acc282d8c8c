"""`kizashi learn --check`: where two documents disagree, before a customer finds it."""

from collections.abc import Sequence
from pathlib import Path

import click

from kizashi.errors import BadInput, TooLarge
from kizashi.texts import text
from memory.catalogue import catalogue_of
from memory.conflicts import conflicts
from memory.documents import find_files, read_file
from server.commands.business import settings_of


def check_documents(home: Path, paths: Sequence[Path]) -> int:
    """Reads the documents without learning them and tells every conflict between two of them.
    Returns 1 when there is one or when a document cannot be read, else 0."""
    settings = settings_of(home)
    language = settings.business.language
    found, _ = find_files(list(paths) or [settings.knowledge])
    failed, documents = 0, []
    for file in found:
        try:
            documents.append(read_file(file))
        except (BadInput, TooLarge) as error:
            failed += 1
            line = text(language, "server.learn_skipped", file=file.id, reason=str(error))
            click.echo(line, err=True)
    passages = [passage for document in documents for passage in document.passages]
    disagreeing = conflicts(passages, catalogue_of(passages, settings.business.currency))
    for conflict in disagreeing:
        kind = text(language, f"server.check.{conflict.kind}")
        click.echo(text(language, "server.check.conflict", kind=kind))
        for one in (conflict.first, conflict.second):
            click.echo(f"    {one.document}: {one.quote}")
    key = "server.check.found" if disagreeing else "server.check.none"
    click.echo(text(language, key, count=len(disagreeing), documents=len(documents)))
    return 1 if failed or disagreeing else 0
