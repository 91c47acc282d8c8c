"""The lists made anew from the journal: what differs is found, named and mended."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from kizashi.events import ConversationOpened, MessageReceived, PersonSeen
from kizashi.ids import ConversationId, MessageId, PersonId
from memory import schema as t
from memory.journal import Journal
from memory.replay import Difference, NotReplayable, differences, mend, projections, replayed
from tests.support import a_journal, tables

PERSON, CONVERSATION = PersonId("per_1"), ConversationId("con_1")


async def filled(journal: Journal) -> None:
    """A person who said three things."""
    await journal.append(PersonSeen(name="Aki"), person=PERSON)
    await journal.append(ConversationOpened(), person=PERSON, conversation=CONVERSATION)
    for number in range(3):
        await journal.append(
            MessageReceived(id=MessageId(f"m{number}"), text=f"Hello {number}"),
            person=PERSON,
            conversation=CONVERSATION,
        )


def compared(connection: Connection, journal: Journal, folder: Path) -> tuple[Difference, ...]:
    with replayed(connection, journal.workspace, folder) as made:
        return differences(connection, made, journal.workspace)


def mended(connection: Connection, journal: Journal, folder: Path) -> None:
    with replayed(connection, journal.workspace, folder) as made:
        mend(connection, made, differences(connection, made, journal.workspace))


def tamper(connection: Connection) -> None:
    """One row gone, one too many, one changed."""
    connection.execute(delete(t.messages).where(t.messages.c.id == "m0"))
    row = connection.execute(select(t.people)).mappings().one()
    connection.execute(insert(t.people).values(**{**row, "id": "per_ghost"}))
    connection.execute(update(t.messages).where(t.messages.c.id == "m1").values(text="Tampered"))


async def test_lists_that_follow_from_the_journal_show_no_difference(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await filled(journal)
        assert await journal.store.read(lambda c: compared(c, journal, tmp_path)) == ()
    assert not list(tmp_path.glob(".replay*"))  # noqa: ASYNC240 - nothing else runs


async def test_each_kind_of_difference_is_named_with_its_row(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await filled(journal)
        await journal.store.write(tamper)

        found = {
            one.table.name: one
            for one in await journal.store.read(lambda c: compared(c, journal, tmp_path))
        }

        assert set(found) == {"messages", "people"}
        assert [key[-1] for key in found["messages"].missing] == ["m0"]
        assert [key[-1] for key in found["messages"].changed] == ["m1"]
        assert [key[-1] for key in found["people"].extra] == ["per_ghost"]
        assert found["messages"].rows == 2


async def test_mending_makes_the_lists_as_they_were(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await filled(journal)
        before = await journal.store.write(tables)
        await journal.store.write(tamper)

        await journal.store.write(lambda c: mended(c, journal, tmp_path))

        assert await journal.store.write(tables) == before


async def test_a_vector_stays_with_its_words_and_goes_with_words_that_were_changed(
    tmp_path: Path,
) -> None:
    def prepare(connection: Connection) -> None:
        lines = t.memory_lines
        connection.execute(update(lines).values(vector=b"1234", embedder="test"))
        connection.execute(update(lines).where(lines.c.text == "Hello 1").values(text="Tampered"))

    async with a_journal(tmp_path) as journal:
        await filled(journal)
        await journal.store.write(prepare)

        await journal.store.write(lambda c: mended(c, journal, tmp_path))

        rows = await journal.store.read(
            lambda c: c.execute(select(t.memory_lines.c.text, t.memory_lines.c.vector)).all()
        )
        assert {row.text: row.vector for row in rows} == {
            "Hello 0": b"1234",
            "Hello 1": None,
            "Hello 2": b"1234",
        }


async def test_a_record_that_cannot_be_understood_is_named(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await filled(journal)
        await journal.store.write(
            lambda c: c.execute(text("""UPDATE journal SET body='{"kind":"?"}' WHERE seq = 4"""))
        )
        with pytest.raises(NotReplayable, match="record 4"):
            await journal.store.read(lambda c: compared(c, journal, tmp_path))


def test_every_table_but_the_journal_and_what_is_derived_is_compared() -> None:
    compared_tables = {table.name for table in projections()}
    assert compared_tables | t.DERIVED_TABLES | {"journal"} == set(t.metadata.tables)
