"""The state is a fold: whatever is repeated or resumed, it says what the server's books say."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kizashi import events as e
from kizashi.draft import DraftStatus
from kizashi.protocol import EventFrame, Presence, TypingNotice
from kizashi.signal import Behaviour, Speaker
from tests.tui.books import Books
from tests.tui.scene import NOON, draft_of, reading_of
from tui import state as s
from tui.fold import fold

ACTS = ("says", "answers", "reads", "holds", "approves", "rejects", "overtakes", "takes", "gives")
MORE = ("does", "sees", "wants_a_person", "speaks", "snoozes")
acts = st.lists(st.tuples(st.sampled_from([*ACTS, *MORE]), st.integers(0, 2)), max_size=30)


def lived(steps: list[tuple[str, int]]) -> Books:
    """Books of three people to whom these things happened."""
    books = Books(NOON, "ja", "陶房")
    for number in range(3):
        person, conversation = f"per_{number}", f"con_{number}"
        books.append(e.PersonSeen(name=f"人{number}"), person, None)
        books.append(e.ConversationOpened(), person, conversation)
    for what, number in steps:
        books.now += timedelta(seconds=7)
        happens(books, what, f"con_{number}")
    return books


def happens(books: Books, what: str, conversation: str) -> None:
    talk = books.talks[conversation]
    held = talk.view["held_draft"]
    number = len(books.journal)

    def write(event: e.Event) -> None:
        books.append(event, talk.view["person"], conversation)

    def close(status: DraftStatus, by: str) -> None:
        if held is not None:
            write(e.DraftDecided(draft=held, status=status, by=by))

    match what:
        case "says":
            write(e.MessageReceived(id=f"m{number}", text=f"ことば{number}"))
        case "answers":
            write(e.MessageSent(id=f"m{number}", speaker=Speaker.AI, text=f"返事{number}"))
        case "reads" if talk.messages and talk.view["last_speaker"] is Speaker.CUSTOMER:
            text = talk.messages[-1]["text"]
            made = reading_of(text, number * 3 % 100, {"explore": (0.8, text)})
            last = talk.messages[-1]["id"]
            write(e.ReadingMade(id=f"r{number}", turn="t", message=last, covers=1, reading=made))
        case "holds" if held is None:
            write(e.DraftHeld(draft=draft_of(books, conversation, "下書き")))
        case "approves":
            close(DraftStatus.APPROVED, "owner")
        case "rejects":
            close(DraftStatus.REJECTED, "owner")
        case "overtakes":
            close(DraftStatus.SUPERSEDED, "turn")
        case "takes":
            write(e.ConversationTakenOver(by="owner"))
        case "gives" if talk.view["waiting_since"] is None:
            write(e.ConversationHandedBack(by="owner"))
        case "does":
            write(e.BehaviourObserved(id=f"b{number}", behaviour=Behaviour(event="page")))
        case "wants_a_person":
            write(e.PersonRequested(message=f"m{number}"))
        case "speaks":
            write(e.MessageSent(id=f"m{number}", speaker=Speaker.OWNER, text=f"私です{number}"))
        case "snoozes":
            write(e.ConversationSnoozed(until=books.now + timedelta(seconds=40), by="owner"))
        case "sees":
            write(e.ConversationSeen(by="owner", seq=number))


def folded(state: s.State, frames: list[EventFrame]) -> s.State:
    for frame in frames:
        state = fold(state, frame)
    return state


@settings(max_examples=60, deadline=None)
@given(acts, st.data())
def test_an_overview_plus_the_rest_is_the_overview_of_the_end(
    steps: list[tuple[str, int]], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(steps)))
    start, end = lived(steps[:cut]), lived(steps)
    state = folded(s.begin(start.overview()), end.journal[len(start.journal) :])
    assert dict(state.conversations) == {view.id: view for view in end.overview().conversations}
    assert state.held() == end.overview().drafts
    assert state.head == len(end.journal)


@settings(max_examples=60, deadline=None)
@given(acts, st.lists(st.integers(0, 40), max_size=40))
def test_events_heard_again_change_nothing(steps: list[tuple[str, int]], echoes: list[int]) -> None:
    journal = lived(steps).journal
    once = folded(s.State(), journal)
    state = s.State()
    for place, frame in enumerate(journal):
        state = fold(state, frame)
        for echo in echoes:
            if echo <= place:
                state = fold(state, journal[echo])
    assert state == once


@settings(max_examples=60, deadline=None)
@given(acts, st.data())
def test_a_conversation_that_comes_late_misses_and_doubles_nothing(
    steps: list[tuple[str, int]], data: st.DataObject
) -> None:
    """The detail is made at some moment between the request and its arrival."""
    asked = data.draw(st.integers(0, len(steps)))
    made = data.draw(st.integers(asked, len(steps)))
    came = data.draw(st.integers(asked, len(steps)))
    at_ask, at_make, at_come = lived(steps[:asked]), lived(steps[:made]), lived(steps[:came])
    end = lived(steps)
    state = s.await_thread(s.begin(at_ask.overview()), "con_1")
    state = folded(state, end.journal[len(at_ask.journal) : len(at_come.journal)])
    state = s.add_thread(state, at_make.detail("con_1"))
    state = folded(state, end.journal[len(at_come.journal) :])
    thread = state.threads["con_1"]
    assert thread.messages == end.detail("con_1").messages
    assert thread.behaviour == end.detail("con_1").behaviour
    own = {d.id: d for d in state.drafts.values() if d.conversation == "con_1"}
    assert own == {draft.id: draft for draft in end.detail("con_1").drafts}


def test_a_draft_is_overtaken_as_soon_as_the_customer_writes_again() -> None:
    books = lived([("says", 0), ("holds", 0)])
    state = s.begin(books.overview())
    draft = state.held()[0]
    assert s.standing(state, draft) == "open"
    happens(books, "says", "con_0")
    state = fold(state, books.journal[-1])
    assert s.standing(state, draft) == "overtaken"
    happens(books, "overtakes", "con_0")
    state = fold(state, books.journal[-1])
    assert s.standing(state, state.drafts[draft.id]) == "decided"
    assert state.drafts[draft.id].decided_by == "turn"


def test_a_name_told_before_the_conversation_began_is_known_in_it() -> None:
    state = folded(s.State(), lived([]).journal)
    assert state.conversations["con_2"].name == "人2"


def test_events_of_a_later_version_are_counted_and_passed_over() -> None:
    frame = EventFrame(seq=1, at=NOON, body={"kind": "dream.seen", "colour": "blue"})
    state = fold(s.State(), frame)
    assert (state.head, state.unread_events) == (1, 1)


def test_a_turn_that_was_blocked_is_marked_until_something_goes_out() -> None:
    books = lived([("says", 0)])
    blocked = e.TurnFinished(turn="t", covers=7, outcome="blocked")
    frame = books.append(blocked, "per_0", "con_0")
    state = folded(s.State(), books.journal)
    assert state.blocked == {"con_0"}
    happens(books, "answers", "con_0")
    assert fold(state, books.journal[-1]).blocked == frozenset()
    assert frame.seq == state.head


def test_a_turn_that_says_nothing_ends_the_wait() -> None:
    books = lived([("says", 0)])
    books.append(
        e.TurnFinished(turn="t", covers=len(books.journal), outcome="waited"), "p", "con_0"
    )
    assert folded(s.State(), books.journal).conversations["con_0"].waiting_since is None


def test_typing_and_presence_end_with_the_connection() -> None:
    state = s.begin(lived([]).overview())
    state = s.noticed(state, Presence(who="customer", online=True, conversation="con_0"))
    state = s.noticed(state, TypingNotice(who="customer", on=True, conversation="con_0"))
    assert state.typing == state.online == {"con_0"}
    gone = s.noticed(state, Presence(who="customer", online=False, conversation="con_0"))
    assert gone.typing == gone.online == frozenset()
    assert s.disconnected(state).online == frozenset()
