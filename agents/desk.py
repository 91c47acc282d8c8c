"""The owner's desk: deciding drafts, speaking, taking over, and the switches.

Every act is a compare-and-set in one transaction, so that two screens cannot both send, and a
draft that a new message has overtaken is never sent by accident.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

from sqlalchemy import Row, select

from agents.borne_out import borne_out
from agents.instant import Known
from agents.turns import Turns
from agents.versions import keep_version
from kizashi.autonomy import Autonomy, Scope
from kizashi.clock import Clock
from kizashi.draft import Draft, DraftStatus
from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.events import (
    AutonomyScoped,
    AutonomySet,
    ConversationHandedBack,
    ConversationSeen,
    ConversationSnoozed,
    ConversationTakenOver,
    DraftDecided,
    EverythingHeld,
    MessageSent,
)
from kizashi.ids import ConversationId, DraftId, IdSource, MessageId, Seq
from kizashi.parts import Parts
from kizashi.signal import Speaker
from kizashi.step import StepKind
from kizashi.verdict import Decision, Verdict
from memory import schema as t
from memory.consents import contact_in
from memory.conversations import read_draft
from memory.journal import Journal, Ledger
from memory.owner import switches_in
from policies.autonomy import low_risk
from policies.model import Policies
from policies.review import Examined, Facts, examine

KNOWN_PASSAGES = 12
LONGEST_SNOOZE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the owner chose for a draft; see `kizashi.protocol.Decide` for the fields."""

    draft: DraftId
    version: Seq
    decision: Literal["approved", "edited", "rejected"]
    by: str
    text: str | None = None
    reason: str | None = None
    despite: bool = False
    bulk: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """An act of the owner is durable at `seq`; `duplicate` when it had been done before."""

    seq: Seq
    conversation: ConversationId | None = None
    duplicate: bool = False


class Desk:
    """What the owner may do."""

    def __init__(
        self,
        journal: Journal,
        turns: Turns,
        known: Known,
        policies: Callable[[], Policies],
        clock: Clock,
        new_id: IdSource,
    ) -> None:
        self._known = known
        self._journal = journal
        self._turns = turns
        self._policies = policies
        self._clock = clock
        self._new_id = new_id

    async def decide(self, choice: Choice) -> Done:
        """Decides a draft: approved and edited texts go out, a rejected one is made anew.

        Raises `NotFound`; `Conflict` with code `draft.decided` (somebody was first, or the draft
        is closed) or `draft.overtaken` (the customer has written since); `BadInput` when the
        choice lacks its text or reason, or with code `draft.blocked` when the Reviewer would block
        the edited text and the owner did not insist.
        """
        if choice.decision == "edited" and not (choice.text or "").strip():
            raise BadInput("The edited text is empty.", "Write the text that should go out.")
        if choice.decision == "rejected" and not (choice.reason or "").strip():
            raise BadInput(
                "A rejection needs a reason.", "Say in a few words what the next draft should do."
            )

        def turn_for_rejected(done: Done) -> None:
            if choice.decision == "rejected" and done.conversation and not done.duplicate:
                self._turns.wanted(done.conversation)

        known = await self._facts(choice.text or "") if choice.decision == "edited" else Facts()
        return await self._transact(
            lambda ledger: self._decide(choice, known, ledger), turn_for_rejected
        )

    async def say(
        self,
        conversation: ConversationId,
        text: str,
        message: MessageId,
        by: str,
        parts: Parts = (),
    ) -> Done:
        """The owner writes to the customer; from here on the owner has the conversation."""
        if not text.strip():
            raise BadInput("The message is empty.", "Write something, then send it.")

        def write(ledger: Ledger) -> Done:
            row = _conversation(ledger, conversation)
            known = ledger.connection.execute(
                select(t.messages.c.seq).where(
                    t.messages.c.workspace == ledger.workspace,
                    t.messages.c.conversation == conversation,
                    t.messages.c.id == message,
                )
            ).scalar_one_or_none()
            if known is not None:
                return Done(Seq(known), conversation, duplicate=True)
            append = partial(ledger.append, person=row.person, conversation=conversation)
            _close_held(ledger, row, by)
            if row.mode != "owner":
                append(ConversationTakenOver(by=by))
            sent = append(MessageSent(id=message, speaker=Speaker.OWNER, text=text, parts=parts))
            return Done(sent.seq, conversation)

        return await self._transact(write, lambda _: self._turns.overtake(conversation))

    async def take_over(self, conversation: ConversationId, by: str) -> Done:
        """The agents fall silent in this conversation; a held draft is closed."""

        def write(ledger: Ledger) -> Done:
            row = _conversation(ledger, conversation)
            if row.mode == "owner":
                return Done(Seq(ledger.head), conversation, duplicate=True)
            _close_held(ledger, row, by)
            recorded = ledger.append(
                ConversationTakenOver(by=by), person=row.person, conversation=conversation
            )
            return Done(recorded.seq, conversation)

        return await self._transact(write, lambda _: self._turns.overtake(conversation))

    async def hand_back(self, conversation: ConversationId, by: str) -> Done:
        """The agents may speak again; what is still unanswered gets its turn."""

        def write(ledger: Ledger) -> Done:
            row = _conversation(ledger, conversation)
            if row.mode == "agents":
                return Done(Seq(ledger.head), conversation, duplicate=True)
            recorded = ledger.append(
                ConversationHandedBack(by=by), person=row.person, conversation=conversation
            )
            return Done(recorded.seq, conversation)

        return await self._transact(write, lambda _: self._turns.wanted(conversation))

    async def snooze(self, conversation: ConversationId, until: datetime | None, by: str) -> Done:
        """Puts a conversation aside until then; `None` takes it up again. What is held in it
        stays held. Raises `BadInput` for a moment that is past or over a year away."""
        now = self._clock.now()
        if until is not None and not now < until <= now + LONGEST_SNOOZE:
            raise BadInput("That moment cannot be waited for.", "Choose one within the next year.")

        def write(ledger: Ledger) -> Done:
            row = _conversation(ledger, conversation)
            recorded = ledger.append(
                ConversationSnoozed(until=until, by=by),
                person=row.person,
                conversation=conversation,
            )
            return Done(recorded.seq, conversation)

        return await self._journal.transact(write)

    async def seen(
        self, conversation: ConversationId, seq: Seq, by: Literal["owner", "customer"]
    ) -> Done:
        """Somebody has seen the conversation up to `seq`."""

        def write(ledger: Ledger) -> Done:
            row = _conversation(ledger, conversation)
            if by == "owner" and row.unread == 0:
                return Done(Seq(ledger.head), conversation, duplicate=True)
            recorded = ledger.append(
                ConversationSeen(by=by, seq=Seq(min(seq, ledger.head))),
                person=row.person,
                conversation=conversation,
            )
            return Done(recorded.seq, conversation)

        return await self._journal.transact(write)

    async def set_autonomy(self, autonomy: Autonomy, by: str) -> Done:
        """Sets the autonomy of the business; drafts that are held stay held."""
        return Done((await self._journal.append(AutonomySet(autonomy=autonomy, by=by))).seq)

    async def scope_autonomy(
        self, scope: Scope, name: str, autonomy: Autonomy | None, by: str
    ) -> Done:
        """Sets the autonomy for a kind of step, a topic or a person; `None` takes it back.

        Raises `BadInput` for a kind of step that there is not.
        """
        if scope == "kind" and name not in set(StepKind):
            raise BadInput(
                f"There is no kind of step called {name}.",
                f"There are: {', '.join(StepKind)}.",
                code="autonomy.kind",
            )
        event = AutonomyScoped(scope=scope, name=name, autonomy=autonomy, by=by)
        return Done((await self._journal.append(event)).seq)

    async def hold_everything(self, on: bool, by: str) -> Done:
        """The switch: while on, nothing goes by itself."""
        return Done((await self._journal.append(EverythingHeld(on=on, by=by))).seq)

    def review(self, text: str, draft: Draft, known: Facts) -> Verdict:
        """What the Reviewer says of the owner's own wording of a draft, judged by what the
        business knows."""
        return examine(Examined(text=text, language=draft.step.language), known, self._policies())

    async def _facts(self, text: str) -> Facts:
        return Facts(
            passages=tuple(await self._known.by_words(text, KNOWN_PASSAGES)),
            catalogue=await self._known.catalogue(),
            now=self._clock.now(),
            answering=True,
        )

    async def _transact(self, work: Callable[[Ledger], Done], then: Callable[[Done], None]) -> Done:
        """Makes an act durable and then tells the turns, although the caller may go away during
        the commit: what is durable must not be left without its turn."""

        async def act() -> Done:
            done = await self._journal.transact(work)
            then(done)
            return done

        return await asyncio.shield(act())

    def _decide(self, choice: Choice, known: Facts, ledger: Ledger) -> Done:
        row = ledger.connection.execute(
            select(t.drafts).where(
                t.drafts.c.workspace == ledger.workspace, t.drafts.c.id == choice.draft
            )
        ).one_or_none()
        if row is None:
            raise NotFound(f"There is no draft {choice.draft}.", "Load the list of drafts again.")
        draft = read_draft(row)
        text = choice.text if choice.decision == "edited" else draft.step.text
        if draft.status is not DraftStatus.HELD:
            return _again(choice, draft, text, ledger)
        conversation = _conversation(ledger, draft.conversation)
        if choice.version != draft.version or conversation.version != draft.version:
            raise Conflict(
                "The customer has written since this draft was made.",
                "Read the new message; a new draft is on its way.",
                code="draft.overtaken",
            )
        self._check_bulk(choice, draft)
        append = partial(ledger.append, person=draft.person, conversation=draft.conversation)
        status = DraftStatus(choice.decision)
        if status is DraftStatus.REJECTED:
            decided = append(
                DraftDecided(draft=draft.id, status=status, by=choice.by, reason=choice.reason)
            )
            return Done(decided.seq, draft.conversation)
        unasked = not draft.answers
        if (
            unasked
            and contact_in(
                ledger.connection, ledger.workspace, draft.person, conversation.channel
            ).opted_out
        ):
            raise Conflict(
                "This person asked not to be written to.",
                "Reject the draft; you may answer again when they write.",
                code="consent.opted_out",
            )
        verdict = draft.verdict
        if status is DraftStatus.EDITED:
            switches = switches_in(ledger.connection, ledger.workspace)
            keep_version(ledger, switches, self._policies())
            verdict = self.review(text or "", draft, known)
            if verdict.decision is Decision.BLOCK and not choice.despite:
                raise BadInput(
                    "A rule forbids this text: "
                    + ", ".join(finding.rule for finding in verdict.findings),
                    "Change the words, or send it again and say that you insist.",
                    code="draft.blocked",
                )
        append(
            DraftDecided(
                draft=draft.id,
                status=status,
                by=choice.by,
                text=text,
                reason=choice.reason,
                despite=choice.despite,
                bulk=choice.bulk,
            )
        )
        sent = append(
            MessageSent(
                id=MessageId(self._new_id("msg")),
                speaker=Speaker.OWNER_THROUGH_AI,
                text=text or "",
                parts=borne_out(draft.step, text or ""),
                sources=draft.step.sources if status is DraftStatus.APPROVED else (),
                draft=draft.id,
                turn=draft.turn,
                verdict=verdict,
                step=draft.step,
                unasked=unasked,
            )
        )
        return Done(sent.seq, draft.conversation)

    def _check_bulk(self, choice: Choice, draft: Draft) -> None:
        """What is approved together with others was hardly read: the policies of this moment
        must call it harmless."""
        if not choice.bulk:
            return
        harmless = low_risk(draft.step, draft.verdict, self._policies(), self._clock.now())
        if choice.decision != "approved" or not draft.low_risk or not harmless:
            raise BadInput(
                "This draft needs to be read by itself.",
                "Open it, read it, and decide it alone.",
                code="draft.not_low_risk",
            )


def _again(choice: Choice, draft: Draft, text: str | None, ledger: Ledger) -> Done:
    """The same decision sent twice is harmless; another one comes too late."""
    same = draft.status.value == choice.decision and draft.decided_by == choice.by
    if same and (choice.decision == "rejected" or draft.final_text == text):
        return Done(Seq(ledger.head), draft.conversation, duplicate=True)
    if draft.status is DraftStatus.SUPERSEDED and draft.decided_by == "turn":
        raise Conflict(
            "The customer has written since this draft was made.",
            "Read the new message; a new draft is on its way.",
            code="draft.overtaken",
        )
    raise Conflict(
        f"This draft was already decided by {draft.decided_by}: {draft.status.value}.",
        "Nothing was sent by you; look at the conversation.",
        code="draft.decided",
    )


def _conversation(ledger: Ledger, conversation: ConversationId) -> Row[Any, Any]:
    row = ledger.connection.execute(
        select(t.conversations).where(
            t.conversations.c.workspace == ledger.workspace, t.conversations.c.id == conversation
        )
    ).one_or_none()
    if row is None:
        raise NotFound(
            f"There is no conversation {conversation}.", "Load the list of conversations again."
        )
    return row


def _close_held(ledger: Ledger, row: Row[Any, Any], by: str) -> None:
    if row.held_draft is not None:
        ledger.append(
            DraftDecided(draft=row.held_draft, status=DraftStatus.SUPERSEDED, by=by),
            person=row.person,
            conversation=row.id,
        )
