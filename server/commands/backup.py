"""`kizashi backup` and `kizashi restore`: a business in one file, and back from it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from kizashi.clock import SystemClock
from kizashi.errors import BadInput, Conflict
from kizashi.ids import DEFAULT_WORKSPACE
from kizashi.settings import SETTINGS_FILE, Settings, read_settings
from kizashi.texts import text
from memory.audit import ANCHOR_FILE
from memory.backup import make_backup
from memory.restore import fill_in, present, put_in_place, same_business, unpacked
from memory.store import DATABASE_FILE
from server import access, identity
from server.commands.business import prepare_data, settings_of
from server.house import CHROMA_FOLDER
from server.lock import serving

KEPT_BESIDE = (access.SECRET_FILE, identity.SECRET_FILE, ANCHOR_FILE)


def back_up(home: Path, file: Path, *, force: bool) -> None:
    """Writes the business into one file, while it works."""
    settings = settings_of(home)
    _alone(settings)
    manifest = make_backup(
        settings.data / DATABASE_FILE,
        dict(_files(settings)),
        file,
        DEFAULT_WORKSPACE,
        SystemClock(),
        force=force,
    )
    say = partial(text, settings.business.language)
    megabytes = f"{file.stat().st_size / 1e6:,.1f}"
    click.echo(
        say("operations.backed_up", file=file, head=f"{manifest.standing.head:,}", size=megabytes)
    )
    click.echo(say("operations.backup_private"))


def restore(home: Path, file: Path, *, force: bool) -> None:
    """Brings the business of a backup back into this folder.

    Raises `Conflict` when another business lives here (`backup.other`), or when there is one and
    `force` is not given (`backup.force`); and what `unpacked` and `serving` raise.
    """
    home.mkdir(parents=True, exist_ok=True)
    with unpacked(file, home, DEFAULT_WORKSPACE) as (manifest, folder):
        settings = _settings_of(home, folder / "business")
        _alone(settings)
        here = present(settings.data, DEFAULT_WORKSPACE)
        if here is not None and not same_business(manifest, here):
            raise Conflict.told("backup.other")
        if (settings.data / DATABASE_FILE).exists() and not force:
            raise Conflict.told("backup.force")
        prepare_data(settings)
        with serving(settings.data):
            now = SystemClock().now()
            aside = put_in_place(folder, manifest, settings.data, (CHROMA_FOLDER,), now)
        fill_in(folder / "business" / "policies", settings.policies)
        fill_in(folder / "business" / "knowledge", settings.knowledge)
        fill_in(folder / "business", home, SETTINGS_FILE)
    say = partial(text, settings.business.language)
    made = manifest.made_at.astimezone().isoformat(sep=" ", timespec="minutes")
    click.echo(say("operations.restored", made=made, head=f"{manifest.standing.head:,}"))
    if aside is not None:
        click.echo(say("operations.set_aside", folder=aside))
    if here is not None and here.head > manifest.standing.head:
        later = here.head - manifest.standing.head
        click.echo(say("operations.gone_back", count=f"{later:,}"))


def _alone(settings: Settings) -> None:
    """Raises `BadInput` (`backup.postgresql`) where the database is not a file of this folder."""
    if not settings.alone:
        raise BadInput.told("backup.postgresql")


def _files(settings: Settings) -> Iterator[tuple[str, Path]]:
    for name in KEPT_BESIDE:
        if (settings.data / name).is_file():
            yield f"data/{name}", settings.data / name
    if (settings.root / SETTINGS_FILE).is_file():
        yield f"business/{SETTINGS_FILE}", settings.root / SETTINGS_FILE
    for folder, name in ((settings.policies, "policies"), (settings.knowledge, "knowledge")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield f"business/{name}/{path.relative_to(folder).as_posix()}", path


def _settings_of(home: Path, backed_up: Path) -> Settings:
    """The settings that are there, or else those of the backup."""
    if (home / SETTINGS_FILE).exists():
        return read_settings(home)
    return read_settings(backed_up).model_copy(update={"root": home.resolve()})
