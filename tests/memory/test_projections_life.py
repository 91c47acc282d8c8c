"""A random life of the whole system: whatever happens, in whatever order, nothing is lost, nothing
goes out twice, and replaying the journal gives the same tables."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, func, select

from agents.desk import Choice
from agents.situation import Brief
from kizashi.autonomy import Autonomy
from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.ids import ConversationId, DraftId, MessageId, Seq
from kizashi.step import Step, StepKind
from memory import schema as t
from tests.rooms import House, MadeUpNegotiator, a_house, a_message, a_step, an_observation
from tests.support import HandClock, counted_ids, everything, replayed, tables

CONVERSATIONS = st.sampled_from(["con_a", "con_b"])
MOODS = ["says", "asks the owner", "waits", "fails", "is blocked"]


class Life(RuleBasedStateMachine):
    """Customers, an owner with two screens, agents of every mood, restarts and cancellations."""

    @initialize()
    def opens(self) -> None:
        self.folder = TemporaryDirectory()
        self.loop = asyncio.new_event_loop()
        self.clock, self.ids = HandClock(), counted_ids()
        self.mood = "says"
        self.sent: list[tuple[str, str]] = []
        self._open()

    def _open(self) -> None:
        self.rooms = contextlib.AsyncExitStack()
        self.house: House = self.run(
            self.rooms.enter_async_context(
                a_house(
                    Path(self.folder.name),
                    negotiator=MadeUpNegotiator(self._propose),
                    clock=self.clock,
                    new_id=self.ids,
                )
            )
        )

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def tries(self, work: Coroutine[Any, Any, Any]) -> None:
        """An act that the world may refuse."""
        with contextlib.suppress(Conflict, NotFound, BadInput):
            self.run(work)

    async def _propose(self, brief: Brief) -> Step:
        await asyncio.sleep(0)
        match self.mood:
            case "asks the owner":
                return a_step("はい。", topics=frozenset({"refund"}))
            case "waits":
                return a_step("", kind=StepKind.WAIT)
            case "fails":
                raise RuntimeError
            case "is blocked":
                return a_step("カード番号は4111 1111 1111 1111です。")
        return a_step("はい。")

    # ── what happens ─────────────────────────────────────────────────────────────────────────────

    @rule(conversation=CONVERSATIONS)
    def a_customer_writes(self, conversation: str) -> None:
        self.clock.move(1)
        id_ = self.ids("cli")
        self.sent.append((conversation, id_))
        self.run(self.house.inbox.accept(a_message("ねえ", conversation, id_)))

    @rule(conversation=CONVERSATIONS, steps=st.integers(0, 12))
    def a_customer_goes_away_while_writing_and_comes_back(
        self, conversation: str, steps: int
    ) -> None:
        message = a_message("いますか", conversation, self.ids("cli"))
        self.sent.append((conversation, message.id))

        async def goes_away() -> None:
            task = asyncio.create_task(self.house.inbox.accept(message))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.wait({task})
            await self.house.inbox.accept(message)

        self.run(goes_away())

    @rule(which=st.integers(0, 30))
    def a_client_sends_again(self, which: int) -> None:
        if self.sent:
            conversation, id_ = self.sent[which % len(self.sent)]
            receipt = self.run(self.house.inbox.accept(a_message("ねえ", conversation, id_)))
            assert receipt.duplicate

    @rule(conversation=CONVERSATIONS)
    def a_customer_does_something(self, conversation: str) -> None:
        self.run(self.house.inbox.accept(an_observation("page", conversation, self.ids("cli"))))

    @rule(
        which=st.integers(0, 30),
        decision=st.sampled_from(["approved", "edited", "rejected"]),
        by=st.sampled_from(["aya", "ken"]),
        stale=st.booleans(),
    )
    def the_owner_decides(self, which: int, decision: Any, by: str, stale: bool) -> None:
        drafts = self.run(self.house.conversations.drafts())
        if drafts:
            draft = drafts[-1 - which % len(drafts)]
            self.clock.move(1)
            self.tries(
                self.house.desk.decide(
                    Choice(
                        draft=DraftId(draft.id),
                        version=Seq(draft.version - stale),
                        decision=decision,
                        by=by,
                        text="ええ。",
                        reason="短く",
                    )
                )
            )

    @rule(
        conversation=CONVERSATIONS,
        act=st.sampled_from(["take_over", "hand_back", "say", "seen"]),
    )
    def the_owner_acts(self, conversation: str, act: str) -> None:
        desk, name = self.house.desk, ConversationId(conversation)
        acts: dict[str, Callable[[], Coroutine[Any, Any, Any]]] = {
            "take_over": lambda: desk.take_over(name, "aya"),
            "hand_back": lambda: desk.hand_back(name, "aya"),
            "say": lambda: desk.say(name, "私です。", MessageId(self.ids("cli")), "aya"),
            "seen": lambda: desk.seen(name, self.house.journal.head, "owner"),
        }
        self.tries(acts[act]())

    @rule(autonomy=st.sampled_from(Autonomy), everything=st.booleans())
    def the_owner_sets_how_far_the_agents_go(self, autonomy: Autonomy, everything: bool) -> None:
        self.run(self.house.desk.set_autonomy(autonomy, "aya"))
        self.run(self.house.desk.hold_everything(everything, "aya"))

    @rule(mood=st.sampled_from(MOODS))
    def the_agents_change_their_mood(self, mood: str) -> None:
        self.mood = mood

    @rule(conversation=CONVERSATIONS, steps=st.integers(0, 40))
    def a_turn_is_cancelled_somewhere(self, conversation: str, steps: int) -> None:
        async def cancel() -> None:
            for _ in range(steps):
                await asyncio.sleep(0)
            self.house.turns.overtake(ConversationId(conversation))

        self.run(cancel())

    @rule()
    def time_goes_by(self) -> None:
        self.run(self.house.settled())

    @rule()
    def the_server_starts_anew(self) -> None:
        self.run(self.rooms.aclose())
        self._open()

    # ── what always holds ────────────────────────────────────────────────────────────────────────

    @invariant()
    def the_tables_make_sense(self) -> None:
        self.run(self.house.journal.store.write(sensible))

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        try:
            self.run(self.house.settled())
            self.run(self._nothing_is_lost())
        finally:
            self.run(self.rooms.aclose())
            self.loop.close()
            self.folder.cleanup()

    async def _nothing_is_lost(self) -> None:
        recorded = await everything(self.house.journal)
        assert [one.seq for one in recorded] == list(range(1, len(recorded) + 1))
        accepted = [
            (one.conversation, one.event.id)
            for one in recorded
            if one.event.kind == "message.received"
        ]
        assert sorted(accepted) == sorted(self.sent)
        assert replayed(recorded) == await self.house.journal.store.write(tables)
        await self.house.journal.store.write(everybody_is_looked_after)


def sensible(connection: Connection) -> None:
    """What holds at every moment."""
    for row in connection.execute(select(t.conversations)).all():
        assert row.answered <= row.version
        assert row.unread >= 0
        mine = t.drafts.c.conversation == row.id
        held = connection.execute(
            select(t.drafts.c.id).where(mine, t.drafts.c.status == "held")
        ).all()
        assert [draft.id for draft in held] == ([row.held_draft] if row.held_draft else [])
        if row.held_draft:
            assert row.mode == "agents"
            assert row.waiting_since is not None
    delivered = connection.execute(
        select(t.messages.c.draft).where(t.messages.c.draft.is_not(None))
    ).all()
    assert len(delivered) == len({row.draft for row in delivered})
    finished = select(t.drafts.c.id).where(t.drafts.c.status.in_(("approved", "edited")))
    assert {row.draft for row in delivered} == {row.id for row in connection.execute(finished)}
    ended = t.turns.c
    twice = connection.execute(
        select(ended.covers).group_by(ended.conversation, ended.covers).having(func.count() > 1)
    ).all()
    assert twice == []


def everybody_is_looked_after(connection: Connection) -> None:
    """Once nothing is open: every customer was answered, has a draft waiting, or has the owner."""
    for row in connection.execute(select(t.conversations)).all():
        if row.mode == "agents":
            assert row.answered == row.version
            assert (row.waiting_since is not None) == (row.held_draft is not None)


class TestLife(Life.TestCase):  # type: ignore[misc, valid-type]
    """Some short lives."""

    settings = settings(max_examples=8, stateful_step_count=25, deadline=None)


@pytest.mark.slow
@pytest.mark.timeout(2400)
class TestManyLives(Life.TestCase):  # type: ignore[misc, valid-type]
    """Many long lives."""

    settings = settings(max_examples=200, stateful_step_count=50, deadline=None)
