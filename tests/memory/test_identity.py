"""Who is who: which identifiers count, who is joined, and that every merge can be undone."""

import contextlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from kizashi.errors import Conflict, NotFound
from kizashi.events import PersonSeen
from kizashi.identity import Identifier, IdentifierKind
from kizashi.ids import DEFAULT_WORKSPACE, MergeId, PersonId
from memory import schema as t
from memory.chain import Tail, random_salts
from memory.identity.accounts import Accounts
from memory.identity.normal import IdentityRules, normalised
from memory.journal import Ledger
from tests.support import HandClock, counted_ids, replayed, tables

USER, EMAIL, PHONE, LINE, DEVICE = (
    IdentifierKind.USER,
    IdentifierKind.EMAIL,
    IdentifierKind.PHONE,
    IdentifierKind.LINE,
    IdentifierKind.DEVICE,
)
RULES = IdentityRules()


def an(kind: IdentifierKind, value: str) -> Identifier:
    return Identifier(kind=kind, value=value)


class Graph:
    """An identity graph on its own, without the thread and the commits around it."""

    def __init__(self, ledger: Ledger, clock: HandClock) -> None:
        self.ledger = ledger
        self.clock = clock
        self.accounts = Accounts(ledger, RULES, counted_ids())

    def device(self, name: str) -> PersonId:
        return self.accounts.visit(an(DEVICE, name))

    def person(self, name: str) -> PersonId:
        self.clock.move(1)
        self.ledger.append(PersonSeen(), person=PersonId(name))
        return PersonId(name)

    def together(self, person: str) -> set[str]:
        one = self.accounts.one(PersonId(person))
        columns = t.people.c
        rows = self.ledger.connection.execute(select(columns.id).where(columns.one == one))
        return {row.id for row in rows}

    def merges(self) -> list[MergeId]:
        found = self.ledger.connection.execute(select(t.merges.c.id)).scalars()
        return [MergeId(one) for one in found]

    def state(self) -> dict[str, Any]:
        return tables(self.ledger.connection)


@cache
def empty_tables() -> Engine:
    engine = create_engine("sqlite://")
    t.metadata.create_all(engine)
    return engine


@contextlib.contextmanager
def a_graph() -> Iterator[Graph]:
    with empty_tables().connect() as connection:
        clock = HandClock()
        yield Graph(Ledger(connection, DEFAULT_WORKSPACE, clock, Tail(), random_salts), clock)
        connection.rollback()


@pytest.fixture
def graph() -> Iterator[Graph]:
    with a_graph() as one:
        yield one


# ── which identifiers count ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "raw", "normal"),
    [
        (USER, " u-42 ", "u-42"),
        (EMAIL, "Aiko@Example.JP", "aiko@example.jp"),
        (EMAIL, "ａｉｋｏ＠example.jp", "aiko@example.jp"),
        (PHONE, "090-1234-5678", "+819012345678"),
        (PHONE, "０９０－１２３４－５６７８", "+819012345678"),
        (PHONE, "+1 (650) 253-0000", "+16502530000"),
        (LINE, "U" + "0123456789abcdef" * 2, "U" + "0123456789abcdef" * 2),
    ],
)
def test_an_identifier_has_one_normal_form(kind: IdentifierKind, raw: str, normal: str) -> None:
    assert normalised(kind, raw, RULES) == an(kind, normal)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        *((USER, raw) for raw in ("", "anonymous", "Anonymous", "-1", "null", "ゲスト")),
        *((USER, raw) for raw in ("0", "000000", "00000000-0000-0000-000000000000", "１１１１")),
        *((DEVICE, raw) for raw in ("xxxx-xxxx", "[object Object]", "  ")),
        *((EMAIL, raw) for raw in ("info@example.jp", "no-reply@example.jp", "INFO+1@example.jp")),
        *((EMAIL, raw) for raw in ("aiko", "aiko@localhost", "a b@example.jp")),
        *((PHONE, raw) for raw in ("000-0000-0000", "12", "090-0000")),
        (LINE, "U123"),
    ],
)
def test_what_identifies_nobody_is_blocked(kind: IdentifierKind, raw: str) -> None:
    assert normalised(kind, raw, RULES) is None


def test_a_business_can_block_values_and_addresses_of_its_own() -> None:
    rules = IdentityRules(blocked=frozenset({"walk-in", "kiosk@"}))
    assert normalised(USER, "Walk-In", rules) is None
    assert normalised(EMAIL, "kiosk@example.jp", rules) is None
    assert normalised(EMAIL, "aiko@example.jp", rules) is not None


# ── who is joined ────────────────────────────────────────────────────────────────────────────────


def test_a_verified_identifier_links_a_visit_to_its_account(graph: Graph) -> None:
    phone, laptop = graph.device("phone"), graph.device("laptop")
    vouched = graph.accounts.vouch([an(USER, "u1")], by="key", visit=phone)
    again = graph.accounts.vouch([an(USER, "u1")], by="key", visit=laptop)
    assert (vouched.link, again.link) == ("linked", "linked")
    assert again.account == vouched.account
    assert graph.together(phone) == {phone, laptop, vouched.account}


def test_accounts_that_turn_out_to_be_one_are_merged(graph: Graph) -> None:
    by_mail = graph.accounts.vouch([an(EMAIL, "aiko@example.jp")], by="key").account
    by_user = graph.accounts.vouch([an(USER, "u1")], by="key").account
    assert by_mail != by_user
    graph.accounts.vouch([an(USER, "u1"), an(EMAIL, "aiko@example.jp")], by="key")
    assert graph.together(by_mail) == {by_mail, by_user}


def test_two_users_with_one_address_stay_two(graph: Graph) -> None:
    mother = graph.accounts.vouch([an(USER, "u1"), an(EMAIL, "home@example.jp")], by="key")
    child = graph.accounts.vouch([an(USER, "u2"), an(EMAIL, "home@example.jp")], by="key")
    assert graph.together(child.account) == {child.account}
    assert child.refused == (an(EMAIL, "home@example.jp"),)
    assert mother.account != child.account


def test_a_person_bears_no_more_identifiers_than_the_limit(graph: Graph) -> None:
    user = an(USER, "u1")
    for number in range(7):
        last = graph.accounts.vouch([user, an(EMAIL, f"aiko{number}@example.jp")], by="key")
    assert last.refused == (an(EMAIL, "aiko6@example.jp"),)


def test_a_shared_tablet_joins_nobody_and_what_it_joined_is_undone(graph: Graph) -> None:
    tablet = graph.device("tablet")
    one = graph.accounts.vouch([an(USER, "u1")], by="key", visit=tablet)
    two = graph.accounts.vouch([an(USER, "u2")], by="key", visit=tablet)
    back = graph.accounts.vouch([an(USER, "u1")], by="key", visit=tablet)
    assert (one.link, two.link, back.link) == ("linked", "shared", "shared")
    for person in (tablet, one.account, two.account):
        assert graph.together(person) == {person}


def test_the_owner_merges_two_people_and_undoes_it(graph: Graph) -> None:
    graph.person("per_a"), graph.person("per_b")
    before = graph.state()
    merge = graph.accounts.merge(PersonId("per_b"), PersonId("per_a"), by="owner")
    assert graph.together("per_b") == {"per_a", "per_b"}
    assert graph.accounts.one(PersonId("per_b")) == "per_a"
    graph.accounts.split(merge, by="owner")
    assert graph.state() == before
    with pytest.raises(NotFound):
        graph.accounts.split(merge, by="owner")


def test_a_merge_past_the_limits_is_refused(graph: Graph) -> None:
    one = graph.accounts.vouch([an(USER, "u1")], by="key").account
    two = graph.accounts.vouch([an(USER, "u2")], by="key").account
    with pytest.raises(Conflict, match="at most 1 of 'user'"):
        graph.accounts.merge(one, two, by="owner")
    with pytest.raises(Conflict, match="one person already"):
        graph.accounts.merge(one, one, by="owner")
    with pytest.raises(NotFound):
        graph.accounts.merge(one, PersonId("per_nobody"), by="owner")


# ── properties ───────────────────────────────────────────────────────────────────────────────────

PEOPLE = tuple(f"per_{letter}" for letter in "abcdef")
Pairs = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=8)


@settings(max_examples=25, deadline=None)
@given(pairs=Pairs, data=st.data())
def test_merges_undone_in_any_order_leave_no_trace(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    with a_graph() as graph:
        for name in PEOPLE:
            graph.person(name)
        before = graph.state()
        for first, second in pairs:
            with contextlib.suppress(Conflict):
                graph.accounts.merge(PersonId(first), PersonId(second), by="owner")
        for merge in data.draw(st.permutations(graph.merges())):
            graph.accounts.split(merge, by="owner")
        assert graph.state() == before


@settings(max_examples=25, deadline=None)
@given(pairs=Pairs, data=st.data())
def test_undoing_some_merges_is_as_if_only_the_others_had_been(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    def groups(graph: Graph) -> set[frozenset[str]]:
        return {frozenset(graph.together(name)) for name in PEOPLE}

    with a_graph() as graph:
        for name in PEOPLE:
            graph.person(name)
        made: dict[MergeId, tuple[str, str]] = {}
        for first, second in pairs:
            with contextlib.suppress(Conflict):
                merge = graph.accounts.merge(PersonId(first), PersonId(second), by="owner")
                made[merge] = (first, second)
        undone = data.draw(st.lists(st.sampled_from(sorted(made)), unique=True)) if made else []
        for merge in undone:
            graph.accounts.split(merge, by="owner")
        found = groups(graph)
    with a_graph() as graph:
        for name in PEOPLE:
            graph.person(name)
        for merge in data.draw(st.permutations(sorted(set(made) - set(undone)))):
            first, second = made[merge]
            graph.accounts.merge(PersonId(first), PersonId(second), by="owner")
        assert groups(graph) == found


Logins = st.lists(
    st.tuples(st.sampled_from(("tablet", "phone", "kiosk")), st.integers(1, 4), st.booleans()),
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(logins=Logins)
def test_no_order_of_logins_on_shared_devices_makes_two_users_one(
    logins: list[tuple[str, int, bool]],
) -> None:
    with a_graph() as graph:
        accounts = {}
        for device, user, with_mail in logins:
            named = [an(USER, f"user-{user}")]
            if with_mail:
                # Two of the users share an address
                named.append(an(EMAIL, f"home{user // 2}@example.jp"))
            vouched = graph.accounts.vouch(named, by="key", visit=graph.device(device))
            accounts[user] = vouched.account
        ones = [graph.accounts.one(account) for account in accounts.values()]
        assert len(set(ones)) == len(accounts)
        assert replayed(tuple(graph.ledger.recorded)) == graph.state()
