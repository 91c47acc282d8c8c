"""The journal is a hash chain: what was tampered with is found, what was erased leaves it whole."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from kizashi.autonomy import Autonomy
from kizashi.canonical import canonical
from kizashi.events import (
    AuditAccepted,
    AutonomySet,
    ClockAccepted,
    ConversationOpened,
    MessageReceived,
    PersonSeen,
)
from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from memory import schema as t
from memory.audit import (
    MOST_SHARE,
    SLICE,
    SLICE_SHARE,
    Anchor,
    Check,
    check,
    check_journal,
    export_pages,
    keep_anchor,
    look,
    read_anchors,
    share_of_core,
    walk_slowly,
)
from memory.chain import Content
from memory.journal import Journal, Ledger
from tests.governance.kit import Business, a_business
from tests.rooms import a_house
from tests.support import NOON, HandClock, a_journal, events, until

PERSON, CON = PersonId("per_a"), ConversationId("con_a")

# ── the canonical form ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # The numbers of RFC 8785, appendix B, by their bits.
        (0.0, "0"),
        (-0.0, "0"),
        (5e-324, "5e-324"),
        (-5e-324, "-5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (295147905179352830000.0, "295147905179352830000"),
        (9.999999999999997e22, "9.999999999999997e+22"),
        (1e23, "1e+23"),
        (1.0000000000000001e23, "1.0000000000000001e+23"),
        (999999999999999700000.0, "999999999999999700000"),
        (999999999999999900000.0, "999999999999999900000"),
        (1e21, "1e+21"),
        (9.999999999999997e-7, "9.999999999999997e-7"),
        (0.000001, "0.000001"),
        (333333333.33333325, "333333333.33333325"),
        (1424953923781206.2, "1424953923781206.2"),
        (90.0, "90"),
        (2**53 + 1, "9007199254740993"),
        ("€$\u000f\nA'B\"\\\\\"/", '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "ö": 7},
         '{"\\r":2,"1":4,"\x80":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'),
        ([None, True, False, [], {}], "[null,true,false,[],{}]"),
    ],
)  # fmt: skip
def test_a_value_has_the_spelling_of_the_rfc(value: Any, written: str) -> None:
    assert canonical(value) == written.encode()


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON_VALUES)
def test_the_spelling_reads_back_as_the_same_value(value: Any) -> None:
    again = json.loads(canonical(value).decode("utf-8", "surrogatepass"))
    assert canonical(again) == canonical(value)


class _Written(dict[str, Any]):
    """An object that is written out name by name, and so the objects in it."""


def _written_out(value: Any) -> Any:
    if isinstance(value, dict):
        return _Written({name: _written_out(one) for name, one in value.items()})
    return [_written_out(one) for one in value] if isinstance(value, list) else value


@given(JSON_VALUES)
def test_the_quick_way_spells_as_the_long_way(value: Any) -> None:
    assert canonical({"value": value}) == canonical(_Written(value=_written_out(value)))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_s_spelling_reads_back_as_the_same_number(value: float) -> None:
    assert float(canonical(value)) == value


def test_what_json_does_not_know_has_no_spelling() -> None:
    with pytest.raises(ValueError):
        canonical(float("nan"))
    with pytest.raises(TypeError):
        canonical({"at": NOON})


# ── tampering ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    """A journal of eight records; the third to the eighth are messages `m3` to `m8`."""
    async with a_journal(tmp_path) as opened:
        await opened.append(PersonSeen(name="あい"), person=PERSON)
        await opened.append(PersonSeen(language="ja"), person=PersonId("per_b"))

        def write(ledger: Ledger) -> None:
            ledger.append(ConversationOpened(), person=PERSON, conversation=CON)
            for number in range(4, 9):
                message = MessageReceived(id=MessageId(f"m{number}"), text=f"{number}番目")
                ledger.append(message, person=PERSON, conversation=CON)

        await opened.transact(write)
        yield opened


async def found(journal: Journal, anchors: dict[int, str] | None = None) -> list[tuple[int, str]]:
    """Every broken record and what is wrong with it."""
    return [(one.seq, one.reason) for one in (await check_journal(journal, anchors)).broken]


async def tamper(journal: Journal, *statements: Any) -> None:
    """Writes to the database behind Kizashi's back."""

    def write(connection: Any) -> None:
        for statement in statements:
            connection.execute(statement)

    await journal.store.write(write)


SQLITE = pytest.mark.sqlite


def at(seq: int) -> Any:
    return t.journal.c.seq == seq


async def test_a_journal_that_nobody_touched_is_whole(journal: Journal) -> None:
    walked = await check_journal(journal)
    assert (walked.broken, walked.records, walked.seq) == ([], 8, 8)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        (update(t.journal).where(at(5)).values(person="per_b"), [(5, "content")]),
        (update(t.journal).where(at(5)).values(conversation=None), [(5, "content")]),
        (update(t.journal).where(at(5)).values(salt="00" * 16), [(5, "content")]),
        (update(t.journal).where(at(5)).values(salt="zz"), [(5, "content")]),
        (update(t.journal).where(at(5)).values(salt=None), [(5, "erased")]),
        (update(t.journal).where(at(5)).values(at=NOON.replace(year=2020)), [(5, "link")]),
        pytest.param(
            text("UPDATE journal SET at = 'yesterday' WHERE seq = 5"),
            [(5, "link")],
            marks=SQLITE,
        ),
        pytest.param(
            text("UPDATE journal SET body = '{' WHERE seq = 5"),
            [(5, "content")],
            marks=SQLITE,
        ),
        pytest.param(
            text("UPDATE journal SET body = replace(body, '5', '6') WHERE seq = 5"),
            [(5, "content")],
            marks=SQLITE,
        ),
        (update(t.journal).where(at(5)).values(hash="f" * 64), [(5, "link"), (6, "link")]),
        (update(t.journal).where(at(5)).values(content="f" * 64), [(5, "content")]),
        (delete(t.journal).where(at(5)), [(6, "missing")]),
        (delete(t.journal).where(at(1)), [(2, "missing")]),
        (update(t.journal).where(at(5)).values(kind="message.sent"), [(5, "content")]),
    ],
)  # fmt: skip
async def test_a_change_behind_our_back_is_found_where_it_is(
    journal: Journal, statement: Any, broken: list[tuple[int, str]]
) -> None:
    await tamper(journal, statement)
    assert await found(journal) == broken


async def test_two_records_that_changed_places_are_found(journal: Journal) -> None:
    await tamper(
        journal,
        update(t.journal).where(at(5)).values(seq=99),
        update(t.journal).where(at(6)).values(seq=5),
        update(t.journal).where(at(99)).values(seq=6),
    )
    assert [seq for seq, _ in await found(journal)] == [5, 6, 7]


async def test_a_chain_cut_off_or_written_anew_is_found_by_its_anchor(
    journal: Journal, tmp_path: Path
) -> None:
    walked = await check_journal(journal)
    keep_anchor(tmp_path, Anchor(Seq(walked.seq), walked.previous), NOON)
    anchors = read_anchors(tmp_path)
    assert await found(journal, anchors) == []
    await tamper(journal, delete(t.journal).where(at(8)))
    assert await found(journal) == []
    assert await found(journal, anchors) == [(8, "missing")]

    await journal.append(PersonSeen(name="別の人"), person=PERSON)
    assert await found(journal) == []
    assert await found(journal, anchors) == [(8, "anchor")]


async def test_what_has_been_written_to_a_file_can_be_checked_without_the_database(
    journal: Journal,
) -> None:
    rows = [row async for page in export_pages(journal) for row in page]
    lines = [json.loads(json.dumps(row)) for row in rows]
    assert check(lines).broken == []
    lines[3]["body"]["text"] = "返金します"
    assert check(lines).broken[0].seq == 4


# ── erasure ──────────────────────────────────────────────────────────────────────────────────────


def erased(*seqs: int) -> dict[Seq, Content]:
    return {
        Seq(seq): Content({"kind": "message.received", "id": f"m{seq}", "text": ""}, None, CON)
        for seq in seqs
    }


async def test_erasing_leaves_the_chain_whole_and_nothing_of_the_words(
    journal: Journal,
) -> None:
    await journal.transact(lambda ledger: ledger.erase(erased(4, 6), "person", "owner"))
    walked = await check_journal(journal)
    assert (walked.broken, walked.erased) == ([], 2)
    rows = await journal.store.read(lambda c: c.execute(select(t.journal)).mappings().all())
    gone = [row for row in rows if row["seq"] in {4, 6}]
    assert "番目" not in str([row["body"] for row in gone])
    assert [row["salt"] for row in gone] == [None, None]


async def test_what_is_erased_twice_is_still_whole(journal: Journal) -> None:
    await journal.transact(lambda ledger: ledger.erase(erased(4, 5), "retention", "owner"))
    await journal.transact(lambda ledger: ledger.erase(erased(5, 6), "person", "owner"))
    assert await found(journal) == []


async def test_what_was_erased_cannot_be_filled_with_other_words(journal: Journal) -> None:
    await journal.transact(lambda ledger: ledger.erase(erased(4, 6), "person", "owner"))
    forged = {"kind": "message.received", "id": "m6", "text": "解約します"}
    await tamper(journal, update(t.journal).where(at(6)).values(body=forged))
    assert await found(journal) == [(6, "erased")]


async def test_a_record_is_not_erased_because_somebody_wrote_so(journal: Journal) -> None:
    await journal.transact(lambda ledger: ledger.erase(erased(4), "person", "owner"))
    await tamper(
        journal,
        update(t.journal)
        .where(at(6))
        .values(salt=None, erased_by=9, body={"kind": "message.received", "id": "m6", "text": ""}),
    )
    assert await found(journal) == [(6, "erased")]


# ── the house holds still ────────────────────────────────────────────────────────────────────────


@pytest.mark.sqlite
async def test_a_tampered_record_holds_every_step_until_the_owner_has_looked(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        assert len(await house.answers()) == 1
        await tamper(
            house.journal,
            text("UPDATE journal SET body = replace(body, 'こん', 'ばん') WHERE seq = 4"),
            text("UPDATE journal SET body = replace(body, '\\u3053\\u3093', 'x') WHERE seq = 4"),
        )
        assert [one.seq for one in (await look(house.journal)).unaccepted] == [4]
        await house.hear("もしもし")
        assert (await house.held()).held_because == ("held.audit",)
        await look(house.journal)
        assert len(await events(house.journal, "audit.broken")) == 1

        accepted = AuditAccepted(records=(Seq(4),), reason="復元しました", by="owner")
        await house.journal.append(accepted)
        walked = await look(house.journal)
        assert ([one.seq for one in walked.broken], walked.unaccepted) == ([4], ())
        await house.hear("今日は")
        await house.settled()
        assert len(await house.answers()) == 2


async def test_a_clock_set_back_holds_every_step_until_it_has_caught_up(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_house(tmp_path, clock=clock) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        clock.move(-3600)
        await house.hear("こんにちは")
        assert (await house.held()).held_because == ("held.clock",)
        clock.move(-3600)
        await house.hear("もしもし")
        assert (await house.held()).held_because == ("held.clock",)
        clock.move(2 * 3600 + 1)
        await house.hear("今日は")
        await house.settled()
        assert len(await house.answers()) == 1
        assert (await check_journal(house.journal)).broken == []
        assert len((await check_journal(house.journal)).set_back) == 2


async def test_a_clock_that_is_corrected_a_little_holds_nothing(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_house(tmp_path, clock=clock) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        clock.move(-30)
        await house.hear("こんにちは")
        await house.settled()
        assert len(await house.answers()) == 1
        assert await events(house.journal, "clock.set_back") == []


async def test_the_owner_may_say_that_the_clock_is_right(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_house(tmp_path, clock=clock) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        clock.move(-3600)
        await house.journal.append(PersonSeen(), person=PERSON)
        await house.journal.append(ClockAccepted(by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        assert len(await house.answers()) == 1


async def test_a_house_that_opens_on_a_tampered_record_holds_everything(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.post("/v1/autonomy", {"autonomy": "run"})
        await business.hear("こんにちは")
        await until(lambda: answered(business), 30)
        await tamper(business.services.journal, text("UPDATE journal SET person='x' WHERE seq=3"))
    async with a_business(tmp_path) as business:

        async def noticed() -> bool:
            return bool((await business.get("/v1/autonomy"))["audit_broken"])

        await until(noticed, 30)
        await business.hear("もしもし", "con_b")
        assert "held.audit" in (await business.held("con_b")).held_because


async def test_an_answer_does_not_go_when_its_own_conversation_was_tampered_with(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.RUN, by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        said = len(await house.answers())
        old = await first_of(house.journal, "message.received")
        await tamper(
            house.journal,
            update(t.journal).where(t.journal.c.seq == old).values(person="per_other"),
        )
        await house.hear("もしもし")
        await house.settled()
        assert len(await house.answers()) == said
        broken = (await events(house.journal, "audit.broken"))[0]
        assert (broken.record, broken.reason) == (old, "content")


async def test_an_accepted_break_in_the_conversation_lets_answers_go(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.RUN, by="owner"))
        await house.hear("こんにちは")
        await house.settled()
        said = len(await house.answers())
        old = await first_of(house.journal, "message.received")
        await tamper(
            house.journal,
            update(t.journal).where(t.journal.c.seq == old).values(salt="00" * 16),
        )
        await house.journal.append(AuditAccepted(records=(old,), reason="seen", by="owner"))
        await house.hear("もしもし")
        await house.settled()
        assert len(await house.answers()) > said


async def test_a_standing_walk_puts_a_break_on_record_before_it_comes_to_the_end(
    tmp_path: Path,
) -> None:
    async with a_journal(tmp_path) as journal:
        for _ in range(SLICE + 10):
            await journal.append(PersonSeen(), person=PERSON)
        await tamper(journal, text("UPDATE journal SET person='x' WHERE seq=3"))
        walk = Check()
        await walk_slowly(journal, walk)
        assert walk.records > SLICE
        assert [one.record for one in await events(journal, "audit.broken")] == [3]


def test_a_long_journal_is_walked_with_more_of_a_core_so_that_it_comes_round_in_time() -> None:
    assert share_of_core(0.1) == SLICE_SHARE
    assert share_of_core(3.0) == pytest.approx(0.1)
    assert share_of_core(600.0) == MOST_SHARE


async def first_of(journal: Journal, kind: str) -> Seq:
    return (await journal.read(after=Seq(0), limit=1, kinds=(kind,)))[0].seq


async def answered(business: Business) -> bool:
    return bool(await events(business.services.journal, "message.sent"))
