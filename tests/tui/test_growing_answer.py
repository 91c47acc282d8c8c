"""What the owner sees of an answer that is still being worded, and of a reading that is refined."""

from kizashi import events as e
from kizashi.ids import MessageId, ReadingId, Seq, TurnId
from kizashi.protocol import EventFrame
from kizashi.signal import Speaker
from kizashi.views import ConversationView
from tests.rooms import a_reading
from tests.support import NOON
from tui.fold import fold
from tui.state import State
from tui.threads import Thread, thread_with

CON = "con_a"


def frame(seq: int, event: e.Event) -> EventFrame:
    return EventFrame(
        seq=seq, at=NOON, person="per_a", conversation=CON, body=event.model_dump(mode="json")
    )


def test_an_answer_grows_in_its_place_until_it_is_whole() -> None:
    message, turn = MessageId("msg_a"), TurnId("trn_a")
    thread = Thread(head=Seq(0))
    texts = []
    for seq, event in enumerate(
        (
            e.ReplySaid(id=message, turn=turn, text="はい。"),
            e.ReplySaid(id=message, turn=turn, text="はい。できます。"),
            e.MessageSent(id=message, speaker=Speaker.AI, text="はい。できます。どうぞ。"),
        ),
        1,
    ):
        thread = thread_with(thread, frame(seq, event))
        texts.append([one.text for one in thread.messages])

    assert texts == [["はい。"], ["はい。できます。"], ["はい。できます。どうぞ。"]]


def test_a_refined_reading_takes_the_place_of_the_first_in_the_course() -> None:
    first = e.ReadingMade(
        id=ReadingId("rdg_a"),
        turn=TurnId("trn_a"),
        message=MessageId("m1"),
        covers=Seq(1),
        reading=a_reading(60.0),
    )
    refined = first.model_copy(update={"reading": a_reading(72.0), "refines": True})
    state = fold(fold(State(), frame(1, first)), frame(2, refined))

    view: ConversationView = state.conversations[CON]
    assert view.temperatures == (72.0,)
    assert view.reading == a_reading(72.0)
