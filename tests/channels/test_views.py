"""What each side may see of an event. The customer sees words and who spoke, and nothing else."""

import json
from pathlib import Path

from channels.views import NOT_FOR_SCREENS, for_customer, for_integration, for_owner
from kizashi.events import (
    EVENT,
    BehaviourObserved,
    CoachAsked,
    ConversationSeen,
    KeyCreated,
    MessageSent,
    Recorded,
    TurnFinished,
)
from kizashi.ids import (
    ConversationId,
    DocumentId,
    KeyId,
    MessageId,
    PassageId,
    PersonId,
    Seq,
    TurnId,
)
from kizashi.language import Language
from kizashi.parts import ProductCard, QuickReply
from kizashi.protocol import CUSTOMER_EVENTS
from kizashi.signal import Behaviour, Speaker
from kizashi.step import Source
from kizashi.verdict import Decision, Verdict
from tests.rooms import a_house, a_step
from tests.support import NOON, everything

CON = ConversationId("con_a")
ANSWER = MessageSent(
    id=MessageId("s1"),
    speaker=Speaker.OWNER_THROUGH_AI,
    text="はい。",
    sources=(Source(document=DocumentId("secret.md"), passage=PassageId("p"), quote="原価"),),
    verdict=Verdict(decision=Decision.SEND),
    step=a_step("はい。"),
)


def recorded(event: object) -> Recorded:
    return Recorded.model_validate(
        {
            "seq": 7,
            "at": NOON,
            "workspace": "main",
            "person": "per_a",
            "conversation": CON,
            "event": event,
        }
    )


def test_a_customer_sees_the_words_and_who_spoke() -> None:
    frame = for_customer(recorded(ANSWER))
    assert frame is not None
    assert frame.body == {
        "kind": "message.sent",
        "id": "s1",
        "speaker": "owner_through_ai",
        "text": "はい。",
    }
    assert (frame.seq, frame.conversation, frame.person) == (7, CON, None)


def test_the_owner_sees_why_it_was_said() -> None:
    frame = for_owner(recorded(ANSWER))
    assert frame is not None
    assert frame.body["sources"][0]["quote"] == "原価"
    assert frame.body["verdict"]["decision"] == "send"
    assert frame.person == PersonId("per_a")


async def test_of_a_whole_conversation_a_customer_sees_only_what_is_theirs(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        await house.desk.decide(house.choice(await house.held(), "rejected", reason="しつこい客"))
        await house.desk.decide(house.choice(await house.held()))
        await house.desk.take_over(CON, "owner")
        await house.desk.hand_back(CON, "owner")
        frames = [for_customer(one) for one in await everything(house.journal)]
    shown = [frame for frame in frames if frame is not None]
    assert [frame.body["kind"] for frame in shown] == [
        "message.received",
        "turn.finished",
        "turn.finished",
        "message.sent",
        "conversation.taken_over",
        "conversation.handed_back",
    ]
    words = json.dumps([frame.model_dump(mode="json") for frame in shown], ensure_ascii=False)
    for secret in ("しつこい客", "temperature", "draft", "verdict", "reading", "confidence"):
        assert secret not in words


def test_a_customer_learns_that_an_answer_waits_for_a_person_and_nothing_else_of_it() -> None:
    finished = TurnFinished(turn=TurnId("t1"), covers=Seq(5), outcome="held", step=a_step("案"))
    frame = for_customer(recorded(finished))
    assert frame is not None
    assert frame.body == {"kind": "turn.finished", "outcome": "held"}
    for outcome in ("sent", "blocked", "waited", "silent"):
        quiet = finished.model_copy(update={"outcome": outcome})
        assert for_customer(recorded(quiet)) is None


def test_a_customer_learns_how_far_the_owner_has_read() -> None:
    seen = for_customer(recorded(ConversationSeen(by="owner", seq=Seq(5))))
    assert seen is not None
    assert seen.body == {"kind": "conversation.seen", "by": "owner", "seq": 5}
    assert for_customer(recorded(ConversationSeen(by="customer", seq=Seq(5)))) is None


def test_of_behaviour_a_customer_sees_their_own_feedback_only() -> None:
    told = {"message": "s1", "helpful": False, "note": "inside"}
    feedback = Behaviour(event="feedback", properties=told)
    frame = for_customer(recorded(BehaviourObserved(id=MessageId("b1"), behaviour=feedback)))
    assert frame is not None
    assert frame.body == {"kind": "behaviour.observed", "message": "s1", "helpful": False}
    page = Behaviour(event="page", properties={"path": "/"})
    assert for_customer(recorded(BehaviourObserved(id=MessageId("b2"), behaviour=page))) is None


def test_cards_and_answers_to_choose_from_go_with_the_words() -> None:
    parts = (QuickReply(label="はい"), ProductCard(title="手びねり", price="4,200円"))
    frame = for_customer(recorded(ANSWER.model_copy(update={"parts": parts})))
    assert frame is not None
    assert frame.body["parts"] == [
        {"kind": "reply", "label": "はい"},
        {"kind": "product", "title": "手びねり", "price": "4,200円"},
    ]


def test_keys_and_bulk_are_shown_to_no_client() -> None:
    key = KeyCreated(key=KeyId("key_1"), name="shop", scopes=("read",), digest="d")
    assert for_owner(recorded(key)) is None
    assert for_customer(recorded(key)) is None


def test_what_is_shown_and_hidden_by_kind_names_kinds_that_exist() -> None:
    kinds = set(EVENT.json_schema()["discriminator"]["mapping"])
    assert kinds >= NOT_FOR_SCREENS
    assert kinds >= CUSTOMER_EVENTS
    assert not NOT_FOR_SCREENS & CUSTOMER_EVENTS


def test_an_event_of_nobody_in_particular_has_no_person_or_conversation() -> None:
    frame = for_owner(
        Recorded.model_validate(
            {
                "seq": 1,
                "at": NOON,
                "workspace": "main",
                "event": {"kind": "everything.held", "on": True, "by": "owner"},
            }
        )
    )
    assert frame is not None
    assert (frame.seq, frame.person, frame.conversation) == (Seq(1), None, None)


def test_what_concerns_the_owner_alone_is_for_no_integration() -> None:
    own = recorded(CoachAsked(id="ask_1", text="今週は？", language=Language.JA))
    assert for_owner(own) is not None
    assert for_integration(own) is None
    assert for_customer(own) is None
