"""Recall: the right line of a person's past, the right passage, and knowing when nothing fits."""

from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import delete

from kizashi.events import DocumentLearned, MemoriesAdded, RememberedLine
from kizashi.ids import DocumentId, MemoryId, PassageId, PersonId, WorkspaceId
from kizashi.knowledge import Passage
from kizashi.language import Language
from memory import schema as t
from memory.documents import read_bytes
from memory.journal import Journal
from memory.learn import learned
from memory.lexical import LexicalIndex
from memory.outbox import Outbox
from memory.ranking import best_passages
from memory.recall import EXACT_UP_TO, Recall
from memory.recipes import KNOWLEDGE_RECIPES
from memory.store import Store, database_url
from memory.vectors import SharedVectors
from tests.memory.hashing import HashingEmbedder

MAYA = PersonId("maya")
OTHER = PersonId("other")

DIALOGUE = (
    ("Jonah", "Do you have any pets?", "1:56 pm on 8 May, 2023", "asked"),
    ("Maya", "Yes, a grey cat with half a tail.", "1:56 pm on 8 May, 2023", "cat"),
    ("Jonah", "I sold my bicycle.", "2:10 pm on 3 June, 2023", "sold"),
    ("Maya", "Really?", "2:10 pm on 3 June, 2023", "really"),
    ("Jonah", "Yes, yesterday.", "2:10 pm on 3 June, 2023", "yesterday"),
    ("Maya", "I bought a bicycle.", "2:10 pm on 3 June, 2023", "bought"),
    ("Jonah", "Good for you.", "2:10 pm on 3 June, 2023", "good"),
    ("Maya", "We went to the sea.", "2023-07-14T09:00:00+00:00", "sea in July"),
    ("Jonah", "Any news?", "2023-08-19T09:00:00+00:00", "news"),
    ("Maya", "We went to the sea.", "2023-08-20T09:00:00+00:00", "sea in August"),
)


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


async def remember(journal: Journal, lines=DIALOGUE, person=MAYA) -> None:
    items = tuple(
        RememberedLine(
            id=MemoryId(f"{person} {reference}"),
            speaker=speaker,
            text=text,
            at=at,
            reference=reference,
        )
        for speaker, text, at, reference in lines
    )
    await journal.append(MemoriesAdded(items=items), person=person)


class Memory:
    """Recall with its embedder and outbox, as the server wires them."""

    def __init__(
        self,
        journal: Journal,
        shared: SharedVectors | None = None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        self.journal = journal
        self.embedder = HashingEmbedder()
        self.outbox = Outbox(journal.store, journal.workspace, self.embedder, shared)
        self.recall = Recall(
            journal.store, journal.workspace, self.embedder, shared, exact_up_to=exact_up_to
        )

    async def own(self, query: str, k: int = 3, person=MAYA, **options):
        [vector] = await self.embedder.queries([query])
        return await self.recall.own(person, query, vector, k, **options)

    async def knowledge(self, query: str, k: int = 3, language: Language | None = None):
        [vector] = await self.embedder.queries([query])
        return await self.recall.knowledge(query, vector, k, language)

    async def learn(self, name: str, text: str) -> None:
        read = read_bytes(text.encode(), DocumentId(name))
        await self.journal.append(learned(read, "JPY"))
        await self.outbox.fill()
        await self.recall.knowing.refresh()


@pytest.fixture
def memory(journal):
    return Memory(journal)


async def test_an_answer_is_found_by_the_words_of_the_question_before_it(memory, journal):
    await remember(journal)
    await memory.outbox.fill()

    found = await memory.own("What pets does Maya have?")

    assert found[0].reference == "cat"
    assert found[0].at == "1:56 pm on 8 May, 2023"
    assert found[0].speaker == "Maya"
    assert found[0].source == "memories"
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@pytest.mark.parametrize("speaker", ["Maya", "Jonah", "美咲"])
async def test_the_speaker_whom_the_query_names_comes_first(memory, journal, speaker):
    said = "My bicycle is blue."
    await remember(journal, [(name, said, None, name) for name in ("Maya", "Jonah", "美咲")])
    await memory.outbox.fill()

    found = await memory.own(f"What colour is {speaker}'s bicycle?")

    assert found[0].reference == speaker


@pytest.mark.parametrize(
    ("query", "reference"),
    [
        ("Who went to the sea on 14 July 2023?", "sea in July"),
        ("Who went to the sea in August 2023?", "sea in August"),
        ("2023年7月の sea の話", "sea in July"),
    ],
)
async def test_a_time_in_the_query_picks_the_line_of_that_time(memory, journal, query, reference):
    await remember(journal)
    await memory.outbox.fill()

    assert (await memory.own(query))[0].reference == reference


async def test_lines_are_found_before_they_have_a_vector_and_after(memory, journal):
    await remember(journal)

    assert (await memory.own("Who bought a bicycle?"))[0].reference == "bought"

    await memory.outbox.fill()
    await remember(journal, [("Maya", "I adopted a tortoise.", None, "tortoise")])
    assert (await memory.own("Who adopted a tortoise?"))[0].reference == "tortoise"


async def test_the_scan_finds_what_brute_force_finds(journal):
    memory = Memory(journal)
    random = np.random.default_rng(3)
    words = [f"word{number}" for number in range(60)]
    lines = [("Maya", " ".join(random.choice(words, 6)), None, str(place)) for place in range(200)]
    await remember(journal, lines)
    await memory.outbox.fill()
    recall = Recall(journal.store, journal.workspace, memory.embedder, own="meaning")
    query = "word1 word2 word3"
    [vector] = await memory.embedder.queries([query])

    found = await recall.own(MAYA, query, vector, 8)

    embedded = np.stack(
        [
            memory.embedder.queries_now(
                [f"Maya: {text}" + (f"\nMaya: {lines[place - 1][1]}" if place else "")]
            )[0]
            for place, (_, text, _, _) in enumerate(lines)
        ]
    )
    likeness = embedded @ vector
    places = [int(hit.reference or -1) for hit in found]
    assert len(set(places)) == 8
    assert np.allclose(likeness[places], np.sort(likeness)[::-1][:8])


async def test_the_past_of_others_is_never_found(memory, journal):
    await remember(journal)
    await remember(journal, [("Tom", "My bicycle is red.", None, "red")], person=OTHER)
    await memory.outbox.fill()

    assert [hit.reference for hit in await memory.own("bicycle", person=OTHER, k=9)] == ["red"]
    assert await memory.own("bicycle", person=PersonId("nobody")) == ()


async def test_what_is_being_answered_is_left_out(memory, journal):
    await remember(journal)
    await remember(journal, [("Maya", "Where is my bicycle?", None, "where")])

    found = await memory.own("Where is my bicycle?", before=2)

    assert found[0].reference in {"sold", "bought"}


async def test_lines_that_were_erased_are_forgotten_here_too(memory, journal):
    await remember(journal)
    assert await memory.own("bicycle")

    await journal.store.write(lambda connection: connection.execute(delete(t.memory_lines)))

    assert await memory.own("bicycle") == ()


async def test_knowledge_is_found_by_words_or_meaning(memory):
    await memory.learn("faq.md", "## 駐車場はありますか？\n\n工房に駐車場はありません。\n")
    await memory.learn("plan.md", "# Annual plan\n\nYou can pause for three months.\n")

    assert "駐車場" in (await memory.knowledge("駐車場を使えますか"))[0].passage.text
    assert "pause" in (await memory.knowledge("May I pause the annual plan?"))[0].passage.text


async def test_when_nothing_fits_the_score_says_so(memory):
    await memory.learn("plan.md", "# Annual plan\n\nYou can pause the plan for three months.\n")

    fitting = await memory.knowledge("Can I pause the annual plan for months?")
    foreign = await memory.knowledge("Do you sell helicopters?")

    assert fitting[0].score > 0.5
    assert not foreign or foreign[0].score < 0.2


async def test_the_same_words_in_two_documents_come_once(memory):
    await memory.learn("a.md", "We are closed on Wednesdays.")
    await memory.learn("b.md", "We are closed  on Wednesdays.")

    assert len(await memory.knowledge("Are you closed on Wednesdays?")) == 1


@pytest.mark.parametrize("language", list(Language))
def test_the_askers_language_comes_first_among_equals(language):
    passages = {
        one: Passage(
            id=PassageId(one),
            document=DocumentId("a.md"),
            text=f"W-07 Kintsugi {mark}",
            language=one,
        )
        for one, mark in ((Language.JA, "甲"), (Language.EN, "course"))
    }
    words = LexicalIndex()
    for id_, passage in passages.items():
        words.add(id_, [(passage.text, 1.0)])

    found = best_passages(
        "W-07 Kintsugi",
        None,
        (),
        2,
        language,
        passages=passages,
        vectors={},
        words=words,
        recipe=KNOWLEDGE_RECIPES["default"],
    )

    assert len(found) == 2
    assert found[0].passage.language is language


async def test_a_passage_is_found_before_it_has_its_vector(memory, journal):
    read = read_bytes(b"We repair bowls with gold.", DocumentId("new.md"))
    await journal.append(
        DocumentLearned(document=read.id, digest=read.digest, passages=read.passages)
    )
    assert (await memory.knowledge("Who repairs bowls?"))[0].score < 0.9

    before = (await memory.knowledge("Do you repair bowls with gold?"))[0].score
    await memory.outbox.fill()

    assert (await memory.knowledge("Do you repair bowls with gold?"))[0].score > before


async def test_without_the_index_the_search_is_exact(journal, tmp_path):
    shared = SharedVectors(tmp_path / "chroma", "hashing", FixedClock())
    memory = Memory(journal, shared, exact_up_to=0)
    await memory.learn("faq.md", "We are closed on Wednesdays.\n\n# Pets\n\nNo pets, please.\n")

    without = await memory.knowledge("closed on Wednesdays")
    await memory.outbox.sync()
    assert shared.available
    with_index = await memory.knowledge("closed on Wednesdays")
    await shared.close()
    after = await memory.knowledge("closed on Wednesdays")

    assert without == with_index == after


async def test_where_nothing_has_happened_there_is_no_moment_alike(memory):
    [vector] = await memory.embedder.queries(["anything"])

    assert await memory.recall.moments(vector, None, 5) == ()
