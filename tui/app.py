"""The terminal coach: takes what arrives, and does what the owner asks."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta, tzinfo
from pathlib import Path
from typing import cast

from textual import on
from textual.app import App
from textual.events import Key
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from kizashi.clock import Clock, SystemClock
from kizashi.counsel import Reference
from kizashi.draft import Draft
from kizashi.ids import ConversationId, DraftId, IdSource, MessageId, random_id
from kizashi.language import Language
from tui import opening
from tui.actions import BY_ID, Situation
from tui.address import Address
from tui.bell import Bell
from tui.client import Line
from tui.conversation import Conversation
from tui.deeds import Deeds
from tui.desk import Desk
from tui.editor import Editor
from tui.eyes import Eyes
from tui.harmless import one_line
from tui.leaving import everything_left, tell_refused
from tui.moves import move
from tui.news import Insist, News
from tui.notices import Notice
from tui.pace import Pace
from tui.page_screen import PageScreen
from tui.parting import GRACE
from tui.seat import Picture, Seat
from tui.state import standing
from tui.surroundings import language_of_terminal, theme_of_terminal, zone_of
from tui.theme import DAY, NIGHT, PALETTES, theme_of
from tui.words import Words

SEEN_AFTER = timedelta(seconds=1)
"""A conversation open this long counts as read."""

_OPEN_SECONDS = 0.08
_SEEK_SECONDS = 0.35
"""A search by meaning waits until the owner has stopped typing for so long."""
_LEAST_SOUGHT = 2


def _nothing() -> None:
    """What is done when nothing is to be done."""


class Coach(App[int]):
    """The owner's seat in a terminal."""

    CSS_PATH = "coach.tcss"
    ENABLE_COMMAND_PALETTE = False

    class Arrived(Message):
        """Notices of the line wait to be taken."""

    def __init__(
        self,
        address: Address,
        token: str,
        language: Language | None = None,
        theme: str | None = None,
        *,
        clock: Clock | None = None,
        zone: tzinfo | None = None,
        new_id: IdSource = random_id,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        when_begun: Callable[[], object] = _nothing,
        grace: timedelta = GRACE,
        show_file: Callable[[Path], bool] = opening.show,
        downloads: Callable[[], Path] = opening.downloads,
    ) -> None:
        """`grace` is how long a decision can be taken back before it leaves. Files that customers
        sent are put into the folder of `downloads` and shown with `show_file`."""
        super().__init__()
        self.show_file, self.downloads = show_file, downloads
        self.clock = clock if clock is not None else SystemClock()
        self._language_known = language is not None
        self.words = Words(language or language_of_terminal(), zone)
        self._line = Line(address, token, language, self._arrive, clock=self.clock, sleep=sleep)
        self.desk = Desk(self._line, self.clock, new_id, grace)
        self._unprotected = not (address.encrypted or address.is_local)
        self._deeds = Deeds(self)
        self._busy = False
        self._seeking: Timer | None = None
        self._inbox: deque[Notice] = deque()
        self._pace = Pace(self.set_timer, self.redraw)
        self.selected: ConversationId | None = None
        self._selected_at = self.clock.now()
        self.editing: DraftId | None = None
        self._eyes = Eyes()
        self.calling = Bell(self.bell, self._write)
        self._told_refused = False
        self._when_begun = when_begun
        for palette in PALETTES.values():
            self.register_theme(theme_of(palette))
        self.theme = {"dark": NIGHT, "light": DAY}.get(theme or "", theme_of_terminal())

    def get_default_screen(self) -> Seat:
        """The seat is the screen that everything else lies on."""
        return Seat()

    @property
    def seat(self) -> Seat:
        """The main screen."""
        return cast(Seat, self.screen_stack[0])

    def on_mount(self) -> None:
        self.title = "兆し Kizashi"
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.redraw()
        self.run_worker(self._line.run(), name="line")
        self.set_interval(1.0, self._tick)

    # ── what arrives ─────────────────────────────────────────────────────────────────────────────

    def _arrive(self, notice: Notice) -> None:
        self._inbox.append(notice)
        if len(self._inbox) == 1:
            self.post_message(self.Arrived())

    @on(Arrived)
    def _take(self) -> None:
        """Takes everything that has arrived, then draws once."""
        was_live = self.desk.connection == "live"
        while self._inbox:
            for told in self.desk.hear(self._inbox.popleft()):
                if isinstance(told, Insist):
                    self.run_worker(self._deeds.insist(told))
                else:
                    self.report(told)
        if self.desk.begun:
            self._settle()
            self._when_begun()
            self._when_begun = _nothing
        if self.desk.connection == "live" and not was_live:
            self._became_live()
        if self.desk.connection == "refused" and not self._told_refused:
            self._told_refused = True
            self.run_worker(tell_refused(self))
        self._pace.soon()

    def _settle(self) -> None:
        """Speaks the business's language when none was asked for, goes by its clock, and opens who
        is first."""
        state = self.desk.state
        if self.words.zone is None and state.time_zone:
            # Far away, or in a container, the machine's own clock may be another than the shop's.
            self.words = replace(self.words, zone=zone_of(state.time_zone))
        if not self._language_known and state.language in tuple(Language):
            self._language_known = True
            self.words = Words(Language(state.language), self.words.zone)
        if self.selected not in state.conversations:
            self.selected = None
            lines = self.seat.lines(state, self.clock.now())
            if lines:
                self.select(lines[0].view.id)

    def _became_live(self) -> None:
        self._open_selected()
        if self._unprotected:
            self._unprotected = False
            self.tell("news.unprotected", "warn")

    # ── what is told ─────────────────────────────────────────────────────────────────────────────

    def report(self, news: News) -> None:
        """Tells the owner what happened."""
        values = dict(news.values)
        if news.conversation is not None:
            view = self.desk.state.conversations.get(news.conversation)
            values["name"] = self.words.name(view) if view is not None else ""
        self.tell(news.key, news.weight, **values)
        if news.bell:
            self._ring()

    def tell(self, key: str, weight: str = "quiet", **values: object) -> None:
        """Tells the owner something in passing."""
        clean = {
            name: one_line(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        loud = weight in ("warn", "alarm")
        self.notify(
            self.words.say(key, **clean),
            severity="error" if weight == "alarm" else "warning" if loud else "information",
            timeout=8 if loud else 4,
            markup=False,
        )

    def _ring(self) -> None:
        away = not self.app_focus and not self.is_headless
        self.calling.call(self.clock.now(), self.words.say("news.notification"), away=away)

    def _write(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    def _tick(self) -> None:
        self.run_worker(self._check(), name="check")

    async def _check(self) -> None:
        for news in await self.desk.check():
            self.report(news)
        view = self.desk.state.conversations.get(self.selected) if self.selected else None
        looked = self.clock.now() - self._selected_at >= SEEN_AFTER and len(self.screen_stack) == 1
        if looked and view is not None and view.unread and self.seat.shows("conversation"):
            await self.desk.see(view.id)
        self.redraw()

    @property
    def picture(self) -> Picture:
        """What there is to see now."""
        return Picture(self.desk, self.words, self.clock.now(), self.selected)

    @property
    def draft(self) -> Draft | None:
        """The draft of the open conversation."""
        return self.picture.draft

    @property
    def situation(self) -> Situation:
        """What actions need to know now."""
        return self.seat.situation(self.picture)

    def redraw(self) -> None:
        """Draws everything from what is known now."""
        if not self.screen_stack:
            return  # the coach is closing
        picture = self.picture
        draft = picture.draft
        self._eyes.see(picture.selected, draft.id if draft is not None else None, picture.now)
        self.seat.draw(picture)
        if isinstance(self.screen, PageScreen):
            self.screen.draw()
        if isinstance(self.screen, Editor) and self.editing is not None:
            self.screen.bar(self._why_barred(self.editing))

    def just_changed(self) -> bool:
        """True when another draft has only just come under the owner's eyes by itself."""
        return self._eyes.surprised(self.clock.now())

    def _why_barred(self, draft: DraftId) -> str | None:
        known = self.desk.state.drafts.get(draft)
        where = standing(self.desk.state, known) if known is not None else "overtaken"
        if where == "open":
            return None
        by_turn = known is None or known.decided_by in (None, "turn")
        return self.words.say("editor.overtaken" if by_turn else "editor.decided")

    # ── what the owner does ──────────────────────────────────────────────────────────────────────

    def select(self, conversation: ConversationId, *, enter: bool = False) -> None:
        """Opens a conversation; `enter` goes into it."""
        if conversation != self.selected:
            self.selected = conversation
            self._selected_at = self.clock.now()
            self.seat.front_for(self.draft)
            self.set_timer(_OPEN_SECONDS, self._open_selected)
        self.redraw()
        self.seat.show_picked()
        if enter:
            self.seat.go(self.seat.front)

    def open_reference(self, reference: Reference) -> None:
        """Opens the conversation, message or draft that the Coach referred to."""
        conversation = reference.conversation
        if conversation is None or conversation not in self.desk.state.conversations:
            self.tell("why.reference_gone", "warn")
            return
        if reference.message is not None:
            self.open_message(conversation, reference.message)
            return
        self.select(conversation)
        self.seat.go("drafts" if reference.draft is not None else "conversation")

    def open_message(self, conversation: ConversationId, message: MessageId) -> None:
        """Opens a conversation at a message."""
        self.select(conversation)
        self.seat.go("conversation")
        self.seat.query_one(Conversation).seek(message)

    def judge(self, proposal: str) -> None:
        """Asks the owner about a proposal."""
        self.run_worker(self._deeds.judge(proposal), name="judge")

    async def perform(self, action_id: str) -> None:
        """Performs a deed for a page that lies on the seat."""
        await self._deeds.perform(action_id)

    def _open_selected(self) -> None:
        if self.selected is not None:
            self.desk.open(self.selected)
            self._pace.soon()

    @on(Seat.Picked)
    def _picked(self, event: Seat.Picked) -> None:
        self.select(event.conversation, enter=event.entered)

    @on(Seat.Recalled)
    def _recalled(self, event: Seat.Recalled) -> None:
        self.run_worker(self._deeds.open_memory(event.hit), name="memory")

    @on(Seat.Sought)
    def _sought(self) -> None:
        self.redraw()
        if self._seeking is not None:
            self._seeking.stop()
        if len(self.seat.sought.strip()) >= _LEAST_SOUGHT:
            self._seeking = self.set_timer(_SEEK_SECONDS, self._seek_meaning)

    def _seek_meaning(self) -> None:
        self.desk.search(self.seat.sought.strip(), self.words.language)

    async def action_quit(self) -> None:
        """Leaves from wherever the owner is; what was decided goes out before."""
        await everything_left(self)
        self.exit(0)

    def on_key(self, event: Key) -> None:
        """A letter that the field in focus did not get was typed right behind the key that opened
        the field, and went to the part before: it is a letter, not a command."""
        if isinstance(self.focused, Input) and event.character and event.is_printable:
            event.prevent_default()
            self.focused.insert_text_at_cursor(event.character)

    def action_act(self, action_id: str) -> None:
        """Performs an action of the registry, or says why it makes no sense now."""
        action = BY_ID[action_id]
        why = action.refusal(self.situation)
        if why is not None:
            self.tell(why)
        elif self._deeds.can(action_id):
            if not self._busy:
                self._busy = True
                self.run_worker(self._do(action_id), name=action_id)
        else:
            move(self, action_id)

    async def _do(self, action_id: str) -> None:
        try:
            # The screen may lag behind what is known by one drawing; a deed is about what is shown.
            self.redraw()
            await self._deeds.perform(action_id)
        finally:
            self._busy = False
            self.redraw()
