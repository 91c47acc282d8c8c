"""Bringing a business back from a backup: everything is checked before anything is changed, and
what was there before is set aside, never deleted."""

import contextlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError
from sqlalchemy.exc import DatabaseError

from kizashi.errors import BadInput, Conflict, Misconfigured, StorageUnavailable
from kizashi.ids import WorkspaceId
from memory.backup import DATABASE, MANIFEST, Manifest, Standing, copied, standing_of
from memory.store import DATABASE_FILE, is_known

MOST_OF_A_MANIFEST = 64 << 20
LOGS = (f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm")


@contextlib.contextmanager
def unpacked(file: Path, beside: Path, workspace: WorkspaceId) -> Iterator[tuple[Manifest, Path]]:
    """The manifest of a backup and a folder with its files, checked, for as long as the block
    lasts. The folder lies in `beside`.

    Raises `BadInput` (`backup.damaged`) for a file that is no whole backup, `Misconfigured`
    (`backup.newer`) when a newer Kizashi made it, `Conflict` (`backup.workspace`) when it is of
    another workspace, `StorageUnavailable` when there is no room for it.
    """
    try:
        with (
            zipfile.ZipFile(file) as archive,
            TemporaryDirectory(prefix=".restoring-", dir=beside) as name,
        ):
            manifest = _manifest(archive)
            if not is_known(manifest.standing.revision):
                raise Misconfigured.told("backup.newer", version=manifest.kizashi)
            if manifest.standing.workspace != workspace:
                raise Conflict.told("backup.workspace")
            folder = Path(name)
            _unpack(archive, manifest, folder)
            if standing_of(folder / DATABASE, workspace) != manifest.standing:
                raise _damaged()
            yield manifest, folder
    except (zipfile.BadZipFile, EOFError, DatabaseError) as error:
        raise _damaged() from error
    except OSError as error:
        raise StorageUnavailable.told("backup.unreadable", reason=error.strerror) from error


def present(data: Path, workspace: WorkspaceId) -> Standing | None:
    """Which business a data folder is of now; `None` when there is none, or nothing to be read of
    it (a damaged database is what backups are for)."""
    database = data / DATABASE_FILE
    if not database.exists():
        return None
    try:
        return standing_of(database, workspace)
    except DatabaseError:
        return None


def same_business(manifest: Manifest, standing: Standing) -> bool:
    """Whether a backup is of the business that is there."""
    return manifest.standing.origin == standing.origin


def put_in_place(
    folder: Path, manifest: Manifest, data: Path, derived: tuple[str, ...], at: datetime
) -> Path | None:
    """Moves the unpacked files of the data folder to where they belong; what lay there, with what
    is `derived` from it, goes to a folder of its own, which is returned.

    The database goes first and comes last: an interruption leaves a folder without one, and the
    same restore can be run again.
    """
    arriving = {name.removeprefix("data/") for name in manifest.files if name.startswith("data/")}
    leaving = [DATABASE_FILE, *LOGS, *sorted(arriving - {DATABASE_FILE}), *derived]
    aside = data / f"before-restore-{at.strftime('%Y%m%dT%H%M%S%f')}"
    for name in leaving:
        if (data / name).exists():
            aside.mkdir(mode=0o700, exist_ok=True)
            (data / name).rename(aside / name)
    for name in sorted(arriving, key=lambda one: one == DATABASE_FILE):
        _settle(folder / "data" / name, data / name)
    return aside if aside.exists() else None


def fill_in(source: Path, target: Path, pattern: str = "**/*") -> None:
    """Copies the files that `target` does not have yet into it; what is there stays as it is."""
    for path in sorted(source.glob(pattern)):
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def _settle(source: Path, target: Path) -> None:
    # Beside its place first: the data folder may lie on another disk than the unpacked files.
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out, source.open("rb") as content:
        copied(content, out)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_OF_A_MANIFEST:
            raise _damaged()
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError) as error:
        raise _damaged() from error
    if DATABASE not in manifest.files or not all(map(_is_ours, manifest.files)):
        raise _damaged()
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a name stays inside the folder that it is unpacked to."""
    parts = name.split("/")
    inside = all(part not in {"", ".", ".."} and "\\" not in part for part in parts)
    return inside and ((parts[0] == "data" and len(parts) == 2) or parts[0] == "business")


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    for name, packed in manifest.files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as target, archive.open(name) as source:
                if copied(source, target) != packed:
                    raise _damaged()
        except KeyError as error:
            raise _damaged() from error


def _damaged() -> BadInput:
    return BadInput.told("backup.damaged")
