"""The list begins with whoever needs the owner now, and narrows as one types."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tui.books import Books
from tests.tui.scene import NOON
from tests.tui.server import SmallServer
from tests.tui.test_state import acts, lived
from tui.fold import fold
from tui.needs import PATIENCE, Need, matching, need_of, ordered
from tui.order import Order
from tui.state import State, begin


@pytest.fixture
def state(server: SmallServer) -> State:
    return begin(server.overview())


def test_who_needs_the_owner_most_comes_first(state: State) -> None:
    assert [(need, view.id) for need, view in ordered(state, NOON)] == [
        (Need.DECIDE, "con_sato"),
        (Need.DECIDE, "con_ono"),
        (Need.STALLED, "con_ito"),
        (Need.SWAYING, "con_kato"),
        (Need.UNHAPPY, "con_guest"),
        (Need.NEW, "con_mori"),
    ]


def test_a_message_that_nobody_takes_up_becomes_urgent(state: State) -> None:
    view = state.conversations["con_mori"].model_copy(update={"waiting_since": NOON})
    assert need_of(state, view, NOON + PATIENCE) is Need.NEW
    assert need_of(state, view, NOON + PATIENCE + timedelta(seconds=1)) is Need.ANSWER


def test_who_waits_for_the_owner_in_person_is_urgent_at_once(state: State) -> None:
    change = {"waiting_since": NOON, "mode": "owner"}
    view = state.conversations["con_mori"].model_copy(update=change)
    assert need_of(state, view, NOON) is Need.ANSWER


def test_a_blocked_answer_is_urgent(state: State) -> None:
    view = state.conversations["con_mori"].model_copy(update={"waiting_since": NOON})
    assert need_of(replace(state, blocked=frozenset({view.id})), view, NOON) is Need.ANSWER


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("佐藤", {"con_sato"}),
        ("価格", {"con_sato"}),
        ("price", {"con_sato"}),
        ("fear_failure", {"con_kato"}),
        ("ためらい", {"con_sato", "con_ito"}),
        ("ためらい 誰かの判断", {"con_ito"}),
        ("ﾀﾒﾗｲ", {"con_sato", "con_ito"}),
        ("ＨＥＳＩＴＡＴＩＮＧ　価格", {"con_sato"}),
        ("土曜日", {"con_ono"}),
        ("どこにもない", set()),
    ],
)
def test_the_filter_looks_at_names_words_and_readings(
    state: State, query: str, found: set[str]
) -> None:
    assert {view.id for view in matching(state, query)} == found


def test_two_thousand_people_are_put_in_order_quickly() -> None:
    from tests.tui.crowd import crowd

    books: Books = crowd(2_000)
    many = begin(books.overview())
    lines = ordered(many, NOON)
    assert len(lines) == 2_000
    assert [need for need, _ in lines] == sorted(need for need, _ in lines)


def test_who_asked_for_a_person_comes_before_everybody(state: State) -> None:
    view = state.conversations["con_mori"].model_copy(update={"person_wanted_since": NOON})
    wanted = replace(state, conversations={**state.conversations, "con_mori": view})
    assert ordered(wanted, NOON)[0] == (Need.PERSON, view)


@settings(max_examples=60, deadline=None)
@given(acts, st.lists(st.integers(0, 600), max_size=6))
def test_the_order_that_is_kept_is_the_order_made_anew(
    steps: list[tuple[str, int]], looks: list[int]
) -> None:
    """Looked at now and then, with time that passes and once is set back."""
    journal = lived(steps).journal
    order, state = Order(), State()
    for place, frame in enumerate(journal):
        state = fold(state, frame)
        for seconds in looks[place % 3 :: 3]:
            now = NOON + timedelta(seconds=seconds)
            assert [tuple(line) for line in order.lines(state, now)] == ordered(state, now)


def test_the_kept_order_narrows_and_appends_whom_a_query_means(state: State) -> None:
    lines = Order().lines(state, NOON, "価格", meant=("con_ito", "con_sato"))
    assert [(line.need, line.view.id) for line in lines] == [
        (Need.DECIDE, "con_sato"),
        (Need.MEANT, "con_ito"),
    ]
