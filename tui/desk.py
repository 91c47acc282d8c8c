"""The owner's desk: what is known, and what is told of what arrives. It has no screen."""

from datetime import datetime, timedelta
from typing import Literal

from kizashi import events
from kizashi.clock import Clock
from kizashi.deliberation import DeliberationView
from kizashi.ids import ConversationId, DraftId, IdSource, Seq
from kizashi.language import Language
from kizashi.protocol import Decide, EventFrame, Seen
from tui import deliberations, notices, places, state, talk
from tui.client import Line
from tui.fold import fold
from tui.news import Insist, News, answered, declined, of_model, unsure
from tui.outbox import Entry
from tui.pages import Pages
from tui.papers import Papers
from tui.parting import GRACE
from tui.state import State
from tui.threads import parse
from tui.wishes import Wishes

Connection = Literal["connecting", "live", "lost", "refused"]


class Desk:
    """Holds the state. What the owner asks for goes through its `wishes`, what they have begun to
    write lies among its `papers`, and further pages of the server are had from `pages`."""

    def __init__(
        self, line: Line, clock: Clock, new_id: IdSource, grace: timedelta = GRACE
    ) -> None:
        """`grace` is how long a decision can be taken back before it leaves."""
        self.state = State()
        self.begun = False
        self.connection: Connection = "connecting"
        self.again_at: datetime | None = None
        self.refused: notices.Refused | None = None
        self.decided_here: set[DraftId] = set()
        self.unopened: set[ConversationId] = set()
        self.talk = talk.Talk()
        self.deliberations: deliberations.Known = {}
        self.meant: tuple[str, tuple[ConversationId, ...]] = ("", ())
        """The words last searched by meaning, and whom they mean, the best first."""
        self.papers = Papers()
        self.wishes = Wishes(line, self.papers, lambda: self.state, clock, new_id, grace)
        self._checked_at = clock.now()
        self._line = line
        self._clock = clock
        self._away: set[DraftId] = set()
        self._model_trouble: str | None = None

    @property
    def pages(self) -> Pages:
        """What the server tells when it is asked."""
        return self._line.pages

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
        self.deliberations = {}
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
        self.deliberations = deliberations.fold(self.deliberations, frame)
        if self.connection != "live":
            return []
        if frame.body.get("kind") == "draft.held" and frame.conversation is not None:
            return [News("news.draft", "quiet", conversation=frame.conversation, bell=True)]
        if frame.body.get("kind") == "person.requested" and frame.conversation is not None:
            return [News("news.person", "warn", conversation=frame.conversation, bell=True)]
        if frame.body.get("kind") == "model.used":
            told, self._model_trouble = of_model(frame.body.get("ended"), self._model_trouble)
            return [*told]
        event = parse(frame.body) if frame.body.get("kind") == "turn.finished" else None
        if isinstance(event, events.TurnFinished) and event.outcome == "blocked":
            return [News("news.blocked", "warn", conversation=frame.conversation)]
        return []

    def _answered(self, entry: Entry) -> list[News | Insist]:
        self.papers.forget(entry.request, self.state.drafts)
        if isinstance(entry.request, Decide):
            self.decided_here.add(entry.request.draft)
        return [*answered(entry.request)]

    # ── what is asked of the line ────────────────────────────────────────────────────────────────

    async def look_at_deliberation(self, conversation: ConversationId) -> None:
        """Fetches the newest deliberation, if there was one before this coach was opened."""
        if conversation not in self.deliberations:
            view = await self.pages.fetch(places.deliberation(conversation), DeliberationView)
            if view is not None:
                self.deliberations = deliberations.came(self.deliberations, view)

    async def see(self, conversation: ConversationId) -> None:
        """Tells that the owner has read the conversation."""
        thread = self.state.threads.get(conversation)
        if thread is None:
            return
        self.state = state.mark_seen(self.state, conversation)
        await self._line.tell(Seen(seq=int(Seq(thread.head)), conversation=conversation))

    def open(self, conversation: ConversationId) -> None:
        """Asks for a conversation's messages unless they are here or on their way."""
        known = conversation in self.state.threads or conversation in self.state.awaited
        if known or conversation in self.unopened:
            return
        self.state = state.await_thread(self.state, conversation)
        self._line.open(conversation)

    def search(self, words: str, language: Language) -> None:
        """Asks the server whom the words mean."""
        if self.connection == "live":
            self._line.search(words, language)

    def retry_now(self) -> None:
        """Tries to connect without waiting any longer."""
        self._line.retry_now()

    async def check(self) -> list[News]:
        """Lets go what is due, gives up on what has waited too long, and finds who is back from
        being put aside. Call it now and then."""
        news = await self.wishes.leave_due()
        self._line.give_up_on_stale()
        now = self._clock.now()
        before, self._checked_at = self._checked_at, now
        back = [
            view.id
            for view in self.state.conversations.values()
            if view.snoozed_until is not None and before < view.snoozed_until <= now
        ]
        return news + [News("news.woke", "good", conversation=key, bell=True) for key in back]
