"""Wishes: what the owner asks for, each as a request of its own id, and what is on its way out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from kizashi import protocol as p
from kizashi.autonomy import Autonomy
from kizashi.clock import Clock
from kizashi.draft import Draft
from kizashi.ids import ConversationId, CorrectionId, DraftId, IdSource, ReadingId
from kizashi.language import Language
from kizashi.proposals import Preferences
from tui.client import Line
from tui.news import News
from tui.papers import Papers
from tui.parting import Partings
from tui.state import State, standing


class Wishes:
    """Hands what the owner decides to the line; what sends something waits a moment, in which it
    can be taken back."""

    def __init__(
        self,
        line: Line,
        papers: Papers,
        state: Callable[[], State],
        clock: Clock,
        new_id: IdSource,
        grace: timedelta,
    ) -> None:
        """`grace` is how long a decision can be taken back before it leaves."""
        self.partings = Partings()
        self.grace = grace
        self._line = line
        self._papers = papers
        self._state = state
        self._clock = clock
        self._new_id = new_id

    async def approve(self, draft: Draft, *, bulk: bool = False) -> None:
        """Sends the draft as it is; `bulk` when it is one of several at a time."""
        await self._part(
            p.Decide(
                id=self._new_id("req"),
                draft=draft.id,
                version=draft.version,
                decision="approved",
                bulk=bulk,
            )
        )

    async def edit(self, draft: Draft, text: str, *, despite: bool = False) -> None:
        """Sends the owner's wording; `despite` signs for what a rule forbids."""
        self._papers.keep_edit(draft.conversation, text)
        await self._part(
            p.Decide(
                id=self._new_id("req"),
                draft=draft.id,
                version=draft.version,
                decision="edited",
                text=text,
                despite=despite,
            )
        )

    async def reject(self, draft: Draft, reason: str) -> None:
        """Closes the draft; a new one is made with the reason in mind."""
        await self._line.ask(
            p.Decide(
                id=self._new_id("req"),
                draft=draft.id,
                version=draft.version,
                decision="rejected",
                reason=reason,
            )
        )

    async def say(self, conversation: ConversationId, text: str) -> None:
        """Writes to the customer; the conversation is the owner's from then on."""
        self._papers.keep_letter(conversation, text)
        await self._line.ask(
            p.OwnerSay(id=self._new_id("msg"), conversation=conversation, text=text)
        )

    async def take_over(self, conversation: ConversationId) -> None:
        """Silences the agents in the conversation."""
        await self._line.ask(p.TakeOver(id=self._new_id("req"), conversation=conversation))

    async def hand_back(self, conversation: ConversationId) -> None:
        """Lets the agents speak again."""
        await self._line.ask(p.HandBack(id=self._new_id("req"), conversation=conversation))

    async def snooze(self, conversation: ConversationId, until: datetime | None) -> None:
        """Puts the conversation aside until then; `None` takes it up again."""
        await self._line.ask(
            p.Snooze(id=self._new_id("req"), conversation=conversation, until=until)
        )

    async def set_autonomy(self, autonomy: Autonomy) -> None:
        """Sets how far the agents may go."""
        await self._line.ask(p.SetAutonomy(id=self._new_id("req"), autonomy=autonomy))

    async def hold_everything(self, on: bool) -> None:
        """Turns the switch that lets nothing go by itself."""
        await self._line.ask(p.HoldEverything(id=self._new_id("req"), on=on))

    async def ask_coach(
        self, text: str, language: Language, looking_at: ConversationId | None
    ) -> None:
        """Asks the Coach; the answer comes as news of the journal."""
        await self._line.ask(
            p.AskCoach(id=self._new_id("ask"), text=text, language=language, looking_at=looking_at)
        )

    async def deliberate(self, conversation: ConversationId, language: Language) -> None:
        """Lets the agents talk a case over; what they say comes as news of the journal."""
        id_ = self._new_id("dlb")
        await self._line.ask(p.Deliberate(id=id_, conversation=conversation, language=language))

    async def stop_deliberation(self, conversation: ConversationId) -> None:
        """Ends what they talk over."""
        id_ = self._new_id("req")
        await self._line.ask(p.StopDeliberation(id=id_, conversation=conversation))

    async def judge(
        self, proposal: str, decision: Literal["accepted", "declined", "undone"]
    ) -> None:
        """Accepts or declines a proposal, or undoes an accepted one."""
        await self._line.ask(
            p.JudgeProposal(id=self._new_id("req"), proposal=proposal, decision=decision)
        )

    async def prefer(self, preferences: Preferences) -> None:
        """Sets what the owner wants of the Coach."""
        await self._line.ask(p.SetPreferences(id=self._new_id("req"), preferences=preferences))

    async def correct(self, reading: ReadingId, **labels: object) -> None:
        """Says how a reading should have been: `stall` (`None`: nothing holds them), `phase` or
        `micro_intents`."""
        await self._line.ask(p.Correct(id=self._new_id("req"), reading=reading, **labels))

    async def undo_correction(self, correction: CorrectionId) -> None:
        """Takes a correction of a reading back."""
        await self._line.ask(p.UndoCorrection(id=self._new_id("req"), correction=correction))

    @property
    def unanswered_questions(self) -> tuple[p.AskCoach, ...]:
        """Questions to the Coach that the server has not got yet."""
        return tuple(one for one in self._line.waiting if isinstance(one, p.AskCoach))

    async def typing(self, conversation: ConversationId, on: bool) -> None:
        """Tells the customer's side that the owner writes, or stopped."""
        await self._line.tell(p.Typing(on=on, conversation=conversation))

    async def _part(self, request: p.Decide) -> None:
        """Lets a decision go after the time in which it can be taken back."""
        if self.grace <= timedelta():
            await self._line.ask(request)
        else:
            self.partings = self.partings.put(request, self._clock.now() + self.grace)

    async def _leave(self, request: p.Decide) -> list[News]:
        """Sends a decision whose time has come; not when its draft was overtaken meanwhile."""
        self.partings = self.partings.without(request.draft)
        draft = self._state().drafts.get(request.draft)
        if draft is None or standing(self._state(), draft) != "open":
            overtaken = draft is None or draft.decided_by in (None, "turn")
            return [News("declined.overtaken" if overtaken else "declined.decided", "warn")]
        await self._line.ask(request)
        return []

    async def leave_due(self) -> list[News]:
        """Lets go what can no longer be taken back."""
        due = self.partings.due(self._clock.now())
        return [told for request in due for told in await self._leave(request)]

    async def leave_at_once(self) -> list[News]:
        """Sends what still could be taken back: the owner leaves the coach."""
        waiting = [one.request for one in self.partings.waiting.values()]
        return [told for request in waiting for told in await self._leave(request)]

    def undo(self) -> tuple[Draft, ...]:
        """Takes the last decision back before it leaves; the drafts that wait again."""
        taken = self.partings.last()
        for request in taken:
            self.partings = self.partings.without(request.draft)
        found = (self._state().drafts.get(request.draft) for request in taken)
        return tuple(draft for draft in found if draft is not None)

    def leaves_at(self, draft: DraftId) -> datetime | None:
        """When the decision on a draft leaves, while it can still be taken back."""
        parting = self.partings.waiting.get(draft)
        return parting.at if parting is not None else None

    def sending(self, draft: DraftId) -> bool:
        """True while a decision on the draft has not been answered."""
        return any(isinstance(one, p.Decide) and one.draft == draft for one in self._line.waiting)

    @property
    def unanswered(self) -> int:
        """Requests that the server has not yet answered."""
        return len(self._line.waiting)
