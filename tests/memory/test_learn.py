"""Learning a folder: what changed is replaced, the rest is left alone, a crash costs nothing."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kizashi.errors import BadInput
from kizashi.events import MemoriesAdded, Recorded, RememberedLine
from kizashi.ids import MemoryId, PersonId, WorkspaceId
from memory import schema as t
from memory.documents import reading
from memory.documents.splitting import split
from memory.journal import Journal
from memory.learn import learn
from memory.outbox import Outbox
from memory.recall import Recall
from memory.store import Store, database_url
from memory.vectors import SharedVectors
from tests.memory.hashing import HashingEmbedder
from tests.support import until


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
async def journal(tmp_path):
    store = await Store.open(database_url(tmp_path))
    try:
        async with Journal(store, WorkspaceId("main"), FixedClock()).opened() as opened:
            yield opened
    finally:
        await store.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "faq.md").write_text("## May I bring my dog?\n\nNo, only assistance dogs.\n")
    (folder / "prices.csv").write_text("name,price_yen\nWheel,5800\nHand-building,4200\n")
    (folder / "logo.png").write_bytes(b"\x89PNG")
    return folder


async def passages_of(journal: Journal) -> int:
    async with journal.store.reader.connect() as connection:
        return (await connection.execute(select(func.count()).select_from(t.passages))).scalar_one()


def outcomes(report):
    return {one.document: one.outcome for one in report.documents}


async def test_a_folder_is_learned_with_its_catalogue(journal, folder):
    told = []

    report = await learn(
        [folder], journal, currency="JPY", progress=lambda *step: told.append(step)
    )

    assert outcomes(report) == {"faq.md": "learned", "prices.csv": "learned"}
    assert [(one.document, place, count) for one, place, count in told] == [
        ("faq.md", 1, 2),
        ("prices.csv", 2, 2),
    ]
    assert [file.path.name for file in report.skipped] == ["logo.png"]
    recall = Recall(journal.store, journal.workspace, HashingEmbedder())
    assert [item.prices[0].quote for item in await recall.knowing.catalogue()] == ["5800", "4200"]


async def test_only_what_changed_is_learned_again(journal, folder):
    embedder = HashingEmbedder()
    outbox = Outbox(journal.store, journal.workspace, embedder)
    await learn([folder], journal, currency="JPY")
    await outbox.fill()
    embedder.embedded.clear()
    (folder / "prices.csv").write_text("name,price_yen\nWheel,5800\nHand-building,4400\n")

    report = await learn([folder], journal, currency="JPY")
    await outbox.fill()

    assert outcomes(report) == {"faq.md": "unchanged", "prices.csv": "learned"}
    assert any("4400" in text for text in embedder.embedded)
    assert not any("Wheel" in text and "Hand" not in text for text in embedder.embedded)
    assert not any("dog" in text for text in embedder.embedded)


async def test_what_a_release_reads_in_another_way_is_learned_again(journal, folder, monkeypatch):
    await learn([folder], journal, currency="JPY")
    monkeypatch.setattr(reading, "split", lambda *parts: split(*parts)[:1])

    report = await learn([folder], journal, currency="JPY")

    assert outcomes(report) == {"faq.md": "unchanged", "prices.csv": "learned"}


async def test_a_document_that_is_gone_is_forgotten(journal, folder):
    await learn([folder], journal, currency="JPY")
    (folder / "faq.md").unlink()

    report = await learn([folder], journal, currency="JPY")

    assert outcomes(report) == {"prices.csv": "unchanged", "faq.md": "forgotten"}
    recall = Recall(journal.store, journal.workspace, HashingEmbedder())
    assert await recall.knowledge("May I bring my dog?", None, 5) == ()


async def test_a_single_file_is_added_to_what_is_known(journal, folder, tmp_path):
    await learn([folder], journal, currency="JPY")
    extra = tmp_path / "extra.txt"
    extra.write_text("We also repair bowls.")

    report = await learn([extra], journal, currency="JPY")

    assert outcomes(report) == {"extra.txt": "learned"}
    assert await passages_of(journal) == 5


async def test_a_broken_file_is_reported_and_keeps_what_was_known(journal, folder):
    await learn([folder], journal, currency="JPY")
    (folder / "prices.csv").write_text('name,price_yen\n"Wheel,5800\n')

    report = await learn([folder], journal, currency="JPY")

    [failed] = [one for one in report.documents if one.outcome == "failed"]
    assert failed.error is not None
    assert failed.error.code == "document.csv_broken"
    assert report.count("failed") == 1
    recall = Recall(journal.store, journal.workspace, HashingEmbedder())
    assert len(await recall.knowing.catalogue()) == 2


async def test_an_empty_folder_is_refused_and_nothing_is_forgotten(journal, folder, tmp_path):
    await learn([folder], journal, currency="JPY")
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(BadInput) as refused:
        await learn([empty], journal, currency="JPY")

    assert refused.value.code == "document.none"
    assert await passages_of(journal) == 4


async def test_vectors_that_a_crash_left_out_are_made_by_the_next_run(journal, folder):
    await learn([folder], journal, currency="JPY")
    broken = Outbox(journal.store, journal.workspace, HashingEmbedder(fails=True))
    with pytest.raises(ConnectionError):
        await broken.fill()
    counted = []

    outbox = Outbox(journal.store, journal.workspace, HashingEmbedder())
    done = await outbox.fill(lambda made, of: counted.append((made, of)))

    assert done == 4
    assert counted == [(4, 4)]
    assert await outbox.fill() == 0


async def test_another_embedder_makes_every_vector_anew(journal, folder):
    await learn([folder], journal, currency="JPY")
    await Outbox(journal.store, journal.workspace, HashingEmbedder("old")).fill()

    assert await Outbox(journal.store, journal.workspace, HashingEmbedder("new")).fill() == 4


async def test_the_index_follows_the_knowledge_and_is_rebuilt(journal, folder, tmp_path):
    embedder = HashingEmbedder()
    shared = SharedVectors(tmp_path / "chroma", embedder.name, FixedClock())
    outbox = Outbox(journal.store, journal.workspace, embedder, shared)
    recall = Recall(journal.store, journal.workspace, embedder, shared)
    await learn([folder], journal, currency="JPY")
    await outbox.fill()
    assert await outbox.sync()
    held = shared.held("knowledge")
    [vector] = await embedder.queries(["May I bring my dog?"])

    found = await recall.knowledge("May I bring my dog?", vector, 2)

    assert len(held) == 4
    assert found[0].passage.text.startswith("May I bring my dog?")
    (folder / "faq.md").unlink()
    await learn([folder], journal, currency="JPY")
    await recall.knowing.refresh()
    # The index still holds the old passage; what is no longer known is not found
    after = await recall.knowledge("May I bring my dog?", vector, 3)
    assert all("dog" not in one.passage.text for one in after)
    await outbox.sync()
    assert len(shared.held("knowledge")) == 3
    assert await outbox.rebuild() == 3
    assert len(shared.held("knowledge")) == 3
    await shared.close()


async def test_those_who_wait_for_an_answer_have_the_embedder_first(journal, folder):
    embedder, at_rest = HashingEmbedder(), asyncio.Event()
    outbox = Outbox(journal.store, journal.workspace, embedder)
    await learn([folder], journal, currency="JPY")

    async def rest() -> None:
        await at_rest.wait()

    working = asyncio.create_task(outbox.run(rest))
    for _ in range(20):
        await asyncio.sleep(0)
    assert embedder.embedded == []

    at_rest.set()
    await until(lambda: len(embedder.embedded) == 4)
    working.cancel()


async def test_lines_somebody_waits_for_do_not_wait_for_others(journal, folder):
    embedder = HashingEmbedder()
    outbox = Outbox(journal.store, journal.workspace, embedder)
    await learn([folder], journal, currency="JPY")

    async def given(text: str) -> Recorded:
        line = RememberedLine(id=MemoryId(text), speaker="Mio", text=text, at=None, reference=None)
        return await journal.append(MemoriesAdded(items=(line,)), person=PersonId("mio"))

    await given("an older line")
    mine = await given("a line to recall at once")

    await outbox.remember(mine.seq)

    assert [text.partition("\n")[0] for text in embedder.embedded] == [
        "Mio: a line to recall at once"
    ]


async def test_the_outbox_goes_on_after_a_failure(journal, folder):
    embedder = HashingEmbedder(fails=True)
    outbox = Outbox(journal.store, journal.workspace, embedder)
    await learn([folder], journal, currency="JPY")
    working = asyncio.create_task(outbox.run())
    await asyncio.sleep(0.05)
    assert not working.done()

    embedder.fails = False
    async with asyncio.timeout(10):
        while len(embedder.embedded) < 4:
            outbox.notify()
            await asyncio.sleep(0.01)

    working.cancel()
    assert len(embedder.embedded) == 4
