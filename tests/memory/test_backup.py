"""A backup made while people write, and coming back from it."""

import asyncio
import hashlib
import zipfile
from pathlib import Path

import pytest

from kizashi.errors import BadInput, Conflict, Misconfigured
from kizashi.events import ConversationOpened, MessageReceived
from kizashi.ids import DEFAULT_WORKSPACE, ConversationId, MessageId, PersonId
from memory.audit import check_journal
from memory.backup import DATABASE, Manifest, make_backup
from memory.journal import Journal
from memory.restore import present, put_in_place, same_business, unpacked
from memory.store import DATABASE_FILE
from tests.support import NOON, HandClock, a_journal, everything, replayed, tables

pytestmark = pytest.mark.sqlite


async def say(journal: Journal, number: int) -> None:
    await journal.append(
        MessageReceived(id=MessageId(f"m{number}"), text="x" * 300),
        person=PersonId("per_1"),
        conversation=ConversationId("con_1"),
    )


async def open_conversation(journal: Journal) -> None:
    await journal.append(
        ConversationOpened(), person=PersonId("per_1"), conversation=ConversationId("con_1")
    )


def back_up(folder: Path, file: Path, *, force: bool = False) -> Manifest:
    database = folder / DATABASE_FILE
    return make_backup(database, {}, file, DEFAULT_WORKSPACE, HandClock(), force=force)


def restore(file: Path, data: Path) -> Path | None:
    with unpacked(file, data.parent, DEFAULT_WORKSPACE) as (manifest, folder):
        return put_in_place(folder, manifest, data, ("chroma",), NOON)


def altered(file: Path, target: Path, *, old: str, new: str) -> Path:
    """The same backup with a word of its manifest changed."""
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            out.writestr(name, content)
    return target


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
async def shop(tmp_path: Path) -> Path:
    """The data folder of a business with one conversation."""
    data = tmp_path / "shop"
    data.mkdir()
    async with a_journal(data) as journal:
        await open_conversation(journal)
        for number in range(5):
            await say(journal, number)
    return data


async def test_what_was_acknowledged_before_a_backup_is_in_it_while_writes_go_on(
    tmp_path: Path,
) -> None:
    data, back = tmp_path / "shop", tmp_path / "back"
    data.mkdir()
    back.mkdir()
    async with a_journal(data) as journal:
        await open_conversation(journal)
        writing = True

        async def write(start: int) -> None:
            number = start
            while writing:
                await say(journal, number)
                number += 1

        writers = [asyncio.create_task(write(start)) for start in (0, 1_000_000, 2_000_000)]
        manifests = []
        for number in range(5):
            before = journal.head
            file = tmp_path / f"{number}.zip"
            manifests.append(await asyncio.to_thread(back_up, data, file))
            assert manifests[-1].standing.head >= before
        writing = False
        await asyncio.gather(*writers)
        written = await everything(journal)

    restore(tmp_path / "4.zip", back)
    async with a_journal(back) as journal:
        recorded = await everything(journal)
        assert recorded == written[: manifests[-1].standing.head]
        assert await journal.store.write(tables) == replayed(recorded)
        assert not (await check_journal(journal)).broken
        await say(journal, 9_000_000)
    assert manifests[0].standing.head < manifests[-1].standing.head


async def test_a_restored_business_sets_aside_what_was_there(shop: Path, tmp_path: Path) -> None:
    back_up(shop, tmp_path / "b.zip")
    (shop / "chroma").mkdir()
    async with a_journal(shop) as journal:
        await say(journal, 99)

    aside = restore(tmp_path / "b.zip", shop)

    assert aside is not None
    assert (aside / "chroma").is_dir()
    async with a_journal(aside) as journal:
        assert journal.head == 7
    async with a_journal(shop) as journal:
        assert journal.head == 6


async def test_an_interrupted_restore_can_be_run_again(shop: Path, tmp_path: Path) -> None:
    back_up(shop, tmp_path / "b.zip")
    # As a kill between setting aside and putting in place leaves it, with a log of the old file.
    (shop / DATABASE_FILE).rename(tmp_path / "aside.db")
    (shop / f"{DATABASE_FILE}-wal").write_bytes(b"of another database")

    restore(tmp_path / "b.zip", shop)

    async with a_journal(shop) as journal:
        assert journal.head == 6


def test_a_backup_is_for_its_owner_alone(shop: Path, tmp_path: Path) -> None:
    back_up(shop, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "shop"]


def test_a_backup_is_replaced_only_when_told_so(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_text("precious")
    with pytest.raises(Conflict, match="exists") as refused:
        back_up(shop, file)
    assert refused.value.code == "backup.exists"
    assert file.read_text() == "precious"
    back_up(shop, file, force=True)
    assert zipfile.is_zipfile(file)


@pytest.mark.parametrize(
    ("old", "new", "error", "code"),
    [
        ('"revision": "', '"revision": "9', Misconfigured, "backup.newer"),
        ('"workspace": "main"', '"workspace": "other"', Conflict, "backup.workspace"),
        ('"head": 6', '"head": 5', BadInput, "backup.damaged"),
        (DATABASE, "data/../../kizashi.db", BadInput, "backup.damaged"),
        ('"format": 1', '"format": 2', BadInput, "backup.damaged"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_changes(
    shop: Path, tmp_path: Path, old: str, new: str, error: type[Exception], code: str
) -> None:
    back_up(shop, tmp_path / "good.zip")
    bad = altered(tmp_path / "good.zip", tmp_path / "bad.zip", old=old, new=new)
    before = digests(tmp_path)

    with pytest.raises(error) as refused:
        restore(bad, shop)

    assert getattr(refused.value, "code", None) == code
    assert digests(tmp_path) == before


@pytest.mark.parametrize("share", [0.2, 0.6, 0.99])
def test_a_backup_cut_short_is_called_damaged(shop: Path, tmp_path: Path, share: float) -> None:
    file = tmp_path / "b.zip"
    back_up(shop, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(BadInput, match="damaged"):
        restore(file, shop)


async def test_two_businesses_are_told_apart_by_their_first_record(
    shop: Path, tmp_path: Path
) -> None:
    manifest = back_up(shop, tmp_path / "b.zip")
    other = tmp_path / "other"
    other.mkdir()
    async with a_journal(other) as journal:
        await open_conversation(journal)

    ours, theirs = present(shop, DEFAULT_WORKSPACE), present(other, DEFAULT_WORKSPACE)

    assert ours is not None and same_business(manifest, ours)
    assert theirs is not None and not same_business(manifest, theirs)
