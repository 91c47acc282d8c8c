"""The Coach's room: takes the owner's questions and wishes, and answers each question once.

A question is durable before it is acknowledged; one that a crash left open is answered at the next
start, or by another process. Whatever fails, the owner gets an answer that says so.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from sqlalchemy import select

from agents.coaching.counsellor import Counsellor
from agents.desk import Done
from kizashi.counsel import Counsel, Paragraph, Rehearsal
from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.events import (
    AutonomyScoped,
    AutonomySet,
    CoachAnswered,
    CoachAsked,
    PreferencesSet,
    ProposalDecided,
    Recorded,
)
from kizashi.ids import ConversationId, Seq
from kizashi.insight import Insight
from kizashi.language import Language
from kizashi.proposals import AutonomyEffect, KnowledgeEffect, Preferences
from kizashi.texts import text
from memory import schema as t
from memory.coach_notes import notes_document
from memory.journal import Journal, Ledger
from memory.learned import Learned, Learning
from memory.neighbours import Alone, Neighbours

_log = logging.getLogger(__name__)

TALK = ("coach.asked", "coach.answered", "coach.noticed")
ANSWER_SECONDS = 60.0
LOOK_SECONDS = 3.0
"""How often to look for a question that a killed process left open."""
_PAGE = 2_000
_RECENT = 200
"""Questions and answers among which one is looked for that may be there already."""


class Words(Protocol):
    """Says an answer in better words."""

    async def word(self, question: str, counsel: Counsel, names: Sequence[str]) -> Counsel:
        """The same answer in better words; unchanged when there are none."""
        ...


class CoachRoom:
    """Where the owner and the Coach talk."""

    def __init__(
        self,
        journal: Journal,
        counsellor: Counsellor,
        learning: Learning,
        words: Words | None = None,
        neighbours: Neighbours | None = None,
    ) -> None:
        """With `words` an answer that is there at once is said again in better ones."""
        self._neighbours = neighbours or Alone()
        self._words = words
        self._journal = journal
        self._counsellor = counsellor
        self._learning = learning
        self._answering: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()
        self._known: dict[str, Seq] = {}
        self._rehearsal: Rehearsal | None = None
        self._before: tuple[CoachAsked, Counsel] | None = None

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["CoachRoom"]:
        """Answers what a crash left open, and whatever is asked for as long as the block lasts."""
        await self._learning.refresh()
        for asked in await self._open_questions():
            self._begin(asked)
        try:
            yield self
        finally:
            for task in self._answering:
                task.cancel()
            await asyncio.gather(*self._answering, return_exceptions=True)

    async def take_over(self) -> None:
        """Answers what a killed process left open, until cancelled."""
        before: set[str] = set()
        while True:
            head = self._journal.head
            waiting = {asked.id: asked for asked in await self._open_questions()}
            for name in before & waiting.keys():
                self._begin(waiting[name])
            before = set(waiting)
            with self._journal.subscribed(head) as subscription:
                while not before and not _is_of_talk(await subscription.next()):
                    pass
            await asyncio.sleep(LOOK_SECONDS)

    async def ask(self, asked: CoachAsked) -> Done:
        """Makes a question durable and begins to answer it. Asking again with the same id is
        harmless."""
        if not asked.text.strip():
            raise BadInput("The question is empty.", "Write what you want to know.")
        if asked.id in self._known:
            return Done(self._known[asked.id], duplicate=True)

        def write(ledger: Ledger) -> Done:
            known = _recent(ledger, asked.kind, "id", asked.id)
            if known is not None:
                return Done(known, duplicate=True)
            return Done(ledger.append(asked).seq)

        done = await self._journal.transact(write)
        self._known[asked.id] = done.seq
        if not done.duplicate:
            self._begin(asked)
        return done

    async def judge(self, event: ProposalDecided) -> Done:
        """Accepts or declines a proposal, or undoes an accepted one; it takes effect at once.

        Raises `NotFound`, and `Conflict` when that does not follow from where it stands.
        """
        learned, upto = await self._learning.refresh(), self._learning.seq
        view = learned.proposal(event.proposal)
        if view is None:
            raise NotFound(f"There is no proposal {event.proposal}.", "Load the list again.")
        if view.standing == event.decision:
            return Done(self._journal.head, duplicate=True)
        if (view.standing == "accepted") != (event.decision == "undone"):
            raise _decided(view.standing)
        on = event.decision == "accepted"
        knowledge = [one for one in learned.effects if isinstance(one, KnowledgeEffect)]

        def write(ledger: Ledger) -> Done:
            meanwhile = _recent(ledger, event.kind, "proposal", event.proposal)
            if meanwhile is not None and meanwhile > upto:
                raise _decided("decided")
            recorded = ledger.append(event)
            match view.proposal.effect:
                case KnowledgeEffect() as entry if event.decision != "declined":
                    others = [one for one in knowledge if one != entry]
                    ledger.append(notes_document([*others, entry] if on else others))
                case AutonomyEffect() as effect if event.decision != "declined":
                    ledger.append(_autonomy(effect, on, event.by))
                case _:
                    pass  # phrases, rules and limits are read from what is learned
            return Done(recorded.seq)

        done = await self._journal.transact(write)
        await self._learning.refresh()
        return done

    async def prefer(self, preferences: Preferences, by: str) -> Done:
        """Sets what the owner wants of the Coach."""
        event = PreferencesSet(preferences=preferences, by=by)
        done = Done((await self._journal.append(event)).seq)
        await self._learning.refresh()
        return done

    async def search(self, words: str, language: Language) -> tuple[ConversationId, ...]:
        """The conversations that the words mean, the best first."""
        return await self._counsellor.search(words, language)

    async def insight(self) -> Insight:
        """How everybody stands now, and how the last weeks went."""
        return await self._counsellor.insight()

    @property
    def learned(self) -> Learned:
        """The proposals with what became of them, and the owner's wishes."""
        return self._learning.now

    async def talk(self, most: int = 60) -> tuple[Recorded, ...]:
        """What was asked, answered and noticed last, oldest first."""
        return (await self._all_talk())[-most:]

    # ── answering ────────────────────────────────────────────────────────────────────────────────

    def _begin(self, asked: CoachAsked) -> None:
        task = asyncio.create_task(self._answer(asked), name=f"coach-{asked.id}")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer(self, asked: CoachAsked) -> None:
        claim = f"coach/{asked.id}"
        if not await self._neighbours.claim(claim):
            return  # another process answers
        try:
            await self._answer_claimed(asked)
        finally:
            self._neighbours.let_go(claim)

    async def _answer_claimed(self, asked: CoachAsked) -> None:
        async with self._one_at_a_time:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    spoken_of = self._spoken_of(asked)
                    counsel = await self._counsellor.answer(asked, self._rehearsal, spoken_of)
            except Exception as error:
                # The owner must not wait for an answer that never comes.
                _log.error("coach: no answer: %s", type(error).__name__, exc_info=True)
                words = text(asked.language, "counsel.failed")
                counsel = Counsel(
                    kind="unknown",
                    language=asked.language,
                    paragraphs=(Paragraph(text=words, tone="warning"),),
                )
            self._rehearsal, self._before = counsel.rehearsal, (asked, counsel)
            answer = CoachAnswered(asked=asked.id, counsel=counsel)

            def write(ledger: Ledger) -> None:
                if _recent(ledger, answer.kind, "asked", asked.id) is None:
                    ledger.append(answer)

            await self._journal.transact(write)
        if self._words is not None:
            await self._reword(self._words, asked, counsel)

    def _spoken_of(self, asked: CoachAsked) -> ConversationId | None:
        """The person whom the answer before was about, unless another conversation was opened
        since: then "her" is who is open."""
        if self._before is None or self._before[0].looking_at != asked.looking_at:
            return None
        return self._before[1].about

    async def _reword(self, words: Words, asked: CoachAsked, counsel: Counsel) -> None:
        """Says the answer again in better words. Outside the queue: the next question need not
        wait for them."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                worded = await words.word(asked.text, counsel, await self._counsellor.names())
            if worded != counsel:
                event = CoachAnswered(asked=asked.id, counsel=worded, rewords=True)
                await self._journal.append(event)
        except Exception as error:
            # The answer stands already; its better words are no loss.
            _log.warning("coach: not worded: %s", type(error).__name__)

    async def _open_questions(self) -> list[CoachAsked]:
        asked: dict[str, CoachAsked] = {}
        for recorded in await self._all_talk():
            match recorded.event:
                case CoachAsked() as question:
                    asked[question.id] = question
                    self._known[question.id] = recorded.seq
                case CoachAnswered(rewords=False) as answer:
                    closed = asked.pop(answer.asked, None)
                    self._rehearsal = answer.counsel.rehearsal
                    self._before = (closed, answer.counsel) if closed else None
                case _:
                    pass
        return list(asked.values())

    async def _all_talk(self) -> tuple[Recorded, ...]:
        found: list[Recorded] = []
        after = Seq(0)
        while page := await self._journal.read(after=after, limit=_PAGE, kinds=TALK):
            found += page
            after = page[-1].seq
        return tuple(found)


def _recent(ledger: Ledger, kind: str, field: str, value: str) -> Seq | None:
    """Where one of the last records of a kind says this."""
    c = t.journal.c
    rows = ledger.connection.execute(
        select(c.seq, c.body)
        .where(c.workspace == ledger.workspace, c.kind == kind)
        .order_by(c.seq.desc())
        .limit(_RECENT)
    )
    return next((Seq(row.seq) for row in rows if row.body.get(field) == value), None)


def _is_of_talk(recorded: tuple[Recorded, ...]) -> bool:
    return any(one.event.kind in TALK for one in recorded)


def _decided(standing: str) -> Conflict:
    return Conflict(
        f"This proposal is {standing} already.",
        "Only an accepted proposal can be undone.",
        code="proposal.decided",
    )


def _autonomy(effect: AutonomyEffect, on: bool, by: str) -> AutonomySet | AutonomyScoped:
    """What an accepted proposal sets, or what was before it."""
    if effect.step is None:
        return AutonomySet(autonomy=effect.autonomy if on else effect.before, by=by)
    return AutonomyScoped(
        scope="kind", name=effect.step.value, autonomy=effect.autonomy if on else None, by=by
    )
