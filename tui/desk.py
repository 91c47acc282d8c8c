"""The owner's desk: what is known, what is being done, and what became of it. It has no screen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from kizashi import events
from kizashi.autonomy import Autonomy
from kizashi.clock import Clock
from kizashi.draft import Draft
from kizashi.ids import ConversationId, DraftId, IdSource, Seq
from kizashi.protocol import (
    Decide,
    EventFrame,
    HandBack,
    HoldEverything,
    OwnerSay,
    Seen,
    SetAutonomy,
    TakeOver,
    Typing,
)
from tui import notices, state
from tui.client import Line
from tui.outbox import Entry, Request
from tui.state import State

Connection = Literal["connecting", "live", "lost", "refused"]
Weight = Literal["quiet", "good", "warn", "alarm"]


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell the owner: a key of the coach's texts with its values. `conversation`
    fills `{name}` with the person's name; `bell` rings the terminal's bell."""

    key: str
    weight: Weight = "quiet"
    values: dict[str, object] = field(default_factory=dict)
    conversation: ConversationId | None = None
    bell: bool = False


@dataclass(frozen=True, slots=True)
class Insist:
    """The Reviewer forbids the owner's wording of a draft; the owner may still sign for it."""

    draft: DraftId
    text: str
    words: str


class Desk:
    """Holds the state, hands the owner's decisions to the line, and keeps what was written until
    the server has it."""

    def __init__(self, clock: Clock, new_id: IdSource) -> None:
        self.state = State()
        self.begun = False
        self.connection: Connection = "connecting"
        self.again_at: datetime | None = None
        self.refused: notices.Refused | None = None
        self.decided_here: set[DraftId] = set()
        self.unopened: set[ConversationId] = set()
        self._edits: dict[ConversationId, str] = {}
        self._letters: dict[ConversationId, str] = {}
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
                return self._declined(notice)
            case notices.Unsure():
                return [_unsure(notice.entry)]
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
        self.state = state.fold(self.state, frame)
        if self.connection != "live":
            return []
        if frame.body.get("kind") == "draft.held" and frame.conversation is not None:
            return [News("news.draft", "quiet", conversation=frame.conversation, bell=True)]
        event = state.parse(frame.body) if frame.body.get("kind") == "turn.finished" else None
        if isinstance(event, events.TurnFinished) and event.outcome == "blocked":
            return [News("news.blocked", "warn", conversation=frame.conversation)]
        return []

    def _answered(self, entry: Entry) -> list[News | Insist]:
        request = entry.request
        self._forget_words(request)
        match request:
            case Decide():
                self.decided_here.add(request.draft)
                return [News(f"news.{request.decision}", "good")]
            case OwnerSay():
                return [News("news.said", "good")]
            case TakeOver():
                return [News("news.taken_over", "good")]
            case HandBack():
                return [News("news.handed_back", "good")]
            case SetAutonomy():
                return [News(f"news.autonomy.{request.autonomy.value}", "good")]
            case HoldEverything():
                key = "news.hold_on" if request.on else "news.hold_off"
                return [News(key, "warn" if request.on else "good")]

    def _declined(self, notice: notices.Declined) -> list[News | Insist]:
        request, error = notice.entry.request, notice.error
        if error.code == "draft.blocked" and isinstance(request, Decide) and request.text:
            return [Insist(request.draft, request.text, error.message)]
        if error.code in ("draft.overtaken", "draft.decided"):
            return [News(f"declined.{error.code.partition('.')[2]}", "warn")]
        values = {"message": error.message, "remedy": error.remedy}
        return [News("declined.other", "alarm", dict(values))]

    # ── what the owner does ──────────────────────────────────────────────────────────────────────

    async def approve(self, draft: Draft) -> None:
        """Sends the draft as it is."""
        await self._ask(
            Decide(
                id=self._new_id("req"), draft=draft.id, version=draft.version, decision="approved"
            )
        )

    async def edit(self, draft: Draft, text: str, *, despite: bool = False) -> None:
        """Sends the owner's wording; `despite` signs for what a rule forbids."""
        self._edits[draft.conversation] = text
        await self._ask(
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

    async def set_autonomy(self, autonomy: Autonomy) -> None:
        """Sets how far the agents may go."""
        await self._ask(SetAutonomy(id=self._new_id("req"), autonomy=autonomy))

    async def hold_everything(self, on: bool) -> None:
        """Turns the switch that lets nothing go by itself."""
        await self._ask(HoldEverything(id=self._new_id("req"), on=on))

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

    def retry_now(self) -> None:
        """Tries to connect without waiting any longer."""
        if self._line is not None:
            self._line.retry_now()

    def check(self) -> None:
        """Gives up on requests that have waited too long. Call it now and then."""
        if self._line is not None:
            self._line.give_up_on_stale()

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


def _unsure(entry: Entry) -> News:
    return News("unsure.left" if entry.sent else "unsure.withdrawn", "alarm")
