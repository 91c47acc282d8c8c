"""The owner's desk: what is known, what is being done, and what became of it. It has no screen."""

from datetime import datetime, timedelta
from typing import Literal, TypeVar

from kizashi import events
from kizashi.autonomy import Autonomy
from kizashi.clock import Clock
from kizashi.draft import Draft
from kizashi.ids import ConversationId, CorrectionId, DraftId, IdSource, ReadingId, Seq
from kizashi.language import Language
from kizashi.proposals import Preferences
from kizashi.protocol import (
    AskCoach,
    Correct,
    Decide,
    EventFrame,
    HandBack,
    HoldEverything,
    JudgeProposal,
    OwnerSay,
    Seen,
    SetAutonomy,
    SetPreferences,
    Snooze,
    TakeOver,
    Typing,
    UndoCorrection,
)
from kizashi.values import Value
from tui import notices, state, talk
from tui.client import Line
from tui.fold import fold
from tui.news import Insist, News, answered, declined, unsure
from tui.outbox import Entry, Request
from tui.parting import GRACE, Partings
from tui.state import State, standing
from tui.threads import parse

V = TypeVar("V", bound=Value)
Connection = Literal["connecting", "live", "lost", "refused"]


class Desk:
    """Holds the state, hands the owner's decisions to the line, and keeps what was written until
    the server has it."""

    def __init__(self, clock: Clock, new_id: IdSource, grace: timedelta = GRACE) -> None:
        """`grace` is how long a decision can be taken back before it leaves."""
        self.state = State()
        self.begun = False
        self.connection: Connection = "connecting"
        self.again_at: datetime | None = None
        self.refused: notices.Refused | None = None
        self.decided_here: set[DraftId] = set()
        self.unopened: set[ConversationId] = set()
        self._edits: dict[ConversationId, str] = {}
        self._letters: dict[ConversationId, str] = {}
        self.talk = talk.Talk()
        self.meant: tuple[str, tuple[ConversationId, ...]] = ("", ())
        """The words last searched by meaning, and whom they mean, the best first."""
        self.partings = Partings()
        self.grace = grace
        self._checked_at = clock.now()
        self._line: Line | None = None
        self._clock = clock
        self._new_id = new_id
        self._away: set[DraftId] = set()

    def attach(self, line: Line) -> None:
        """Gives the desk its line to the server."""
        self._line = line

    # ── what is heard ────────────────────────────────────────────────────────────────────────────

    def hear(self, notice: notices.Notice) -> list[News | Insist]:
        """Takes one notice of the line; returns what the owner should be told."""
        match notice:
            case notices.Began():
                return self._begin(notice)
            case notices.CoachCame():
                self.talk = talk.begin(notice.talk)
                return []
            case notices.Heard():
                return self._heard(notice)
            case notices.Live():
                return self._live()
            case notices.Lost():
                was_live = self.connection == "live"
                self.connection, self.again_at = "lost", notice.again_at
                self.state = state.disconnected(self.state)
                if was_live:
                    self._away = {draft.id for draft in self.state.held()}
                return [News("news.lost", "warn")] if was_live else []
            case notices.Refused():
                self.connection, self.refused = "refused", notice
                return []
            case notices.Answered():
                return self._answered(notice.entry)
            case notices.Declined():
                return [declined(notice)]
            case notices.Unsure():
                return [unsure(notice.entry)]
            case notices.FoundByMeaning():
                self.meant = (notice.words, notice.conversations)
                return []
            case notices.Opened():
                self.unopened.discard(notice.detail.conversation.id)
                self.state = state.add_thread(self.state, notice.detail)
                return []
            case notices.NotOpened():
                self.unopened.add(notice.conversation)
                self.state = state.forget_request(self.state, notice.conversation)
                return []

    def _begin(self, notice: notices.Began) -> list[News | Insist]:
        again = self.begun
        self.state = state.begin(notice.overview)
        self.begun = True
        self.unopened.clear()
        self._away = {draft.id for draft in self.state.held()}
        return [News("news.journal_changed", "warn")] if again else []

    def _live(self) -> list[News | Insist]:
        back = self.connection == "lost"
        self.connection, self.again_at = "live", None
        self.unopened.clear()
        new = [draft for draft in self.state.held() if draft.id not in self._away]
        if not new:
            return [News("news.back", "good")] if back else []
        return [News("news.while_away", "good", {"count": len(new)}, bell=True)]

    def _heard(self, notice: notices.Heard) -> list[News | Insist]:
        frame = notice.frame
        if not isinstance(frame, EventFrame):
            self.state = state.noticed(self.state, frame)
            return []
        self.state = fold(self.state, frame)
        self.talk = talk.fold(self.talk, frame)
        if self.connection != "live":
            return []
        if frame.body.get("kind") == "draft.held" and frame.conversation is not None:
            return [News("news.draft", "quiet", conversation=frame.conversation, bell=True)]
        event = parse(frame.body) if frame.body.get("kind") == "turn.finished" else None
        if isinstance(event, events.TurnFinished) and event.outcome == "blocked":
            return [News("news.blocked", "warn", conversation=frame.conversation)]
        return []

    def _answered(self, entry: Entry) -> list[News | Insist]:
        self._forget_words(entry.request)
        if isinstance(entry.request, Decide):
            self.decided_here.add(entry.request.draft)
        return [*answered(entry.request)]

    # ── what the owner does ──────────────────────────────────────────────────────────────────────

    async def approve(self, draft: Draft, *, bulk: bool = False) -> None:
        """Sends the draft as it is; `bulk` when it is one of several at a time."""
        await self._part(
            Decide(
                id=self._new_id("req"),
                draft=draft.id,
                version=draft.version,
                decision="approved",
                bulk=bulk,
            )
        )

    async def edit(self, draft: Draft, text: str, *, despite: bool = False) -> None:
        """Sends the owner's wording; `despite` signs for what a rule forbids."""
        self._edits[draft.conversation] = text
        await self._part(
            Decide(
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
        await self._ask(
            Decide(
                id=self._new_id("req"),
                draft=draft.id,
                version=draft.version,
                decision="rejected",
                reason=reason,
            )
        )

    async def say(self, conversation: ConversationId, text: str) -> None:
        """Writes to the customer; the conversation is the owner's from then on."""
        self._letters[conversation] = text
        await self._ask(OwnerSay(id=self._new_id("msg"), conversation=conversation, text=text))

    async def take_over(self, conversation: ConversationId) -> None:
        """Silences the agents in the conversation."""
        await self._ask(TakeOver(id=self._new_id("req"), conversation=conversation))

    async def hand_back(self, conversation: ConversationId) -> None:
        """Lets the agents speak again."""
        await self._ask(HandBack(id=self._new_id("req"), conversation=conversation))

    async def snooze(self, conversation: ConversationId, until: datetime | None) -> None:
        """Puts the conversation aside until then; `None` takes it up again."""
        await self._ask(Snooze(id=self._new_id("req"), conversation=conversation, until=until))

    async def set_autonomy(self, autonomy: Autonomy) -> None:
        """Sets how far the agents may go."""
        await self._ask(SetAutonomy(id=self._new_id("req"), autonomy=autonomy))

    async def hold_everything(self, on: bool) -> None:
        """Turns the switch that lets nothing go by itself."""
        await self._ask(HoldEverything(id=self._new_id("req"), on=on))

    async def ask_coach(
        self, text: str, language: Language, looking_at: ConversationId | None
    ) -> None:
        """Asks the Coach; the answer comes as news of the journal."""
        await self._ask(
            AskCoach(id=self._new_id("ask"), text=text, language=language, looking_at=looking_at)
        )

    async def judge(
        self, proposal: str, decision: Literal["accepted", "declined", "undone"]
    ) -> None:
        """Accepts or declines a proposal, or undoes an accepted one."""
        await self._ask(JudgeProposal(id=self._new_id("req"), proposal=proposal, decision=decision))

    async def prefer(self, preferences: Preferences) -> None:
        """Sets what the owner wants of the Coach."""
        await self._ask(SetPreferences(id=self._new_id("req"), preferences=preferences))

    async def correct(self, reading: ReadingId, **labels: object) -> None:
        """Says how a reading should have been: `stall` (`None`: nothing holds them), `phase` or
        `micro_intents`."""
        await self._ask(Correct(id=self._new_id("req"), reading=reading, **labels))

    async def undo_correction(self, correction: CorrectionId) -> None:
        """Takes a correction of a reading back."""
        await self._ask(UndoCorrection(id=self._new_id("req"), correction=correction))

    @property
    def unanswered_questions(self) -> tuple[AskCoach, ...]:
        """Questions to the Coach that the server has not got yet."""
        waiting = self._line.waiting if self._line is not None else ()
        return tuple(request for request in waiting if isinstance(request, AskCoach))

    async def see(self, conversation: ConversationId) -> None:
        """Tells that the owner has read the conversation."""
        thread = self.state.threads.get(conversation)
        if thread is None or self._line is None:
            return
        self.state = state.mark_seen(self.state, conversation)
        await self._line.tell(Seen(seq=int(Seq(thread.head)), conversation=conversation))

    async def typing(self, conversation: ConversationId, on: bool) -> None:
        """Tells the customer's side that the owner writes, or stopped."""
        if self._line is not None:
            await self._line.tell(Typing(on=on, conversation=conversation))

    def open(self, conversation: ConversationId) -> None:
        """Asks for a conversation's messages unless they are here or on their way."""
        known = conversation in self.state.threads or conversation in self.state.awaited
        if known or conversation in self.unopened or self._line is None:
            return
        self.state = state.await_thread(self.state, conversation)
        self._line.open(conversation)

    async def fetch(self, name: str, answer: type[V]) -> V | None:
        """One of the owner's own pages; `None` when it cannot be had now."""
        return await self._line.fetch(name, answer) if self._line is not None else None

    async def change(self, method: str, path: str, body: Value | None = None) -> bool:
        """Asks for a change over HTTP; true when it was made."""
        return self._line is not None and await self._line.change(method, path, body)

    def search(self, words: str, language: Language) -> None:
        """Asks the server whom the words mean."""
        if self._line is not None and self.connection == "live":
            self._line.search(words, language)

    def retry_now(self) -> None:
        """Tries to connect without waiting any longer."""
        if self._line is not None:
            self._line.retry_now()

    async def check(self) -> list[News]:
        """Lets go what is due, gives up on what has waited too long, and finds who is back from
        being put aside. Call it now and then."""
        now = self._clock.now()
        news = [told for request in self.partings.due(now) for told in await self._leave(request)]
        if self._line is not None:
            self._line.give_up_on_stale()
        before, self._checked_at = self._checked_at, now
        back = [
            view.id
            for view in self.state.conversations.values()
            if view.snoozed_until is not None and before < view.snoozed_until <= now
        ]
        return news + [News("news.woke", "good", conversation=key, bell=True) for key in back]

    # ── what is on its way out ───────────────────────────────────────────────────────────────────

    async def _part(self, request: Decide) -> None:
        """Lets a decision go after the time in which it can be taken back."""
        if self.grace <= timedelta():
            await self._ask(request)
        else:
            self.partings = self.partings.put(request, self._clock.now() + self.grace)

    async def _leave(self, request: Decide) -> list[News]:
        """Sends a decision whose time has come; not when its draft was overtaken meanwhile."""
        self.partings = self.partings.without(request.draft)
        draft = self.state.drafts.get(request.draft)
        if draft is None or standing(self.state, draft) != "open":
            overtaken = draft is None or draft.decided_by in (None, "turn")
            return [News("declined.overtaken" if overtaken else "declined.decided", "warn")]
        await self._ask(request)
        return []

    async def leave_at_once(self) -> list[News]:
        """Sends what still could be taken back: the owner leaves the coach."""
        waiting = [one.request for one in self.partings.waiting.values()]
        return [told for request in waiting for told in await self._leave(request)]

    def undo(self) -> tuple[Draft, ...]:
        """Takes the last decision back before it leaves; the drafts that wait again."""
        taken = self.partings.last()
        for request in taken:
            self.partings = self.partings.without(request.draft)
        found = (self.state.drafts.get(request.draft) for request in taken)
        return tuple(draft for draft in found if draft is not None)

    def leaves_at(self, draft: DraftId) -> datetime | None:
        """When the decision on a draft leaves, while it can still be taken back."""
        parting = self.partings.waiting.get(draft)
        return parting.at if parting is not None else None

    def sending(self, draft: DraftId) -> bool:
        """True while a decision on the draft has not been answered."""
        waiting = self._line.waiting if self._line is not None else ()
        return any(isinstance(request, Decide) and request.draft == draft for request in waiting)

    @property
    def unanswered(self) -> int:
        """Requests that the server has not yet answered."""
        return len(self._line.waiting) if self._line is not None else 0

    # ── what was written and not yet sent ────────────────────────────────────────────────────────

    def keep_edit(self, conversation: ConversationId, text: str | None) -> None:
        """Keeps the owner's wording for a conversation's draft; `None` forgets it."""
        _keep(self._edits, conversation, text)

    def kept_edit(self, conversation: ConversationId) -> str | None:
        """The wording that was kept."""
        return self._edits.get(conversation)

    def keep_letter(self, conversation: ConversationId, text: str | None) -> None:
        """Keeps what the owner began to write to a customer; `None` forgets it."""
        _keep(self._letters, conversation, text)

    def kept_letter(self, conversation: ConversationId) -> str | None:
        """The beginning that was kept."""
        return self._letters.get(conversation)

    def _forget_words(self, request: Request) -> None:
        if isinstance(request, OwnerSay):
            if self._letters.get(request.conversation) == request.text:
                self.keep_letter(request.conversation, None)
        elif isinstance(request, Decide) and request.text is not None:
            draft = self.state.drafts.get(request.draft)
            if draft is not None and self._edits.get(draft.conversation) == request.text:
                self.keep_edit(draft.conversation, None)

    async def _ask(self, request: Request) -> None:
        if self._line is not None:
            await self._line.ask(request)


def _keep(among: dict[ConversationId, str], conversation: ConversationId, text: str | None) -> None:
    if text is not None and text.strip():
        among[conversation] = text
    else:
        among.pop(conversation, None)
