"""The seat: the main screen with its three parts, and which of them are in view."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.events import DescendantFocus, Key, Resize
from textual.message import Message
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from kizashi.counsel import Whisper
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import ConversationId
from kizashi.recollection import Hit
from tui.actions import ACTIONS, PARTS, Part, Situation, pressed
from tui.bars import key_row, status_row
from tui.board import Board
from tui.conversation import Conversation, title_rows, wanted_row
from tui.desk import Desk
from tui.drafts import Drafts, Progress, title_row
from tui.fields import LineField
from tui.harmless import one_line
from tui.layout import LEAST_COLUMNS, LEAST_ROWS, Arrangement, arrange, list_width
from tui.order import Line, Order
from tui.painting import Rows
from tui.people import People
from tui.rows import Piece, Row, paragraph
from tui.state import State, standing
from tui.words import Words


@dataclass(frozen=True, slots=True)
class Picture:
    """What the seat shows at one moment."""

    desk: Desk
    words: Words
    now: datetime
    selected: ConversationId | None

    @property
    def draft(self) -> Draft | None:
        """The draft of the open conversation."""
        return self.desk.state.draft_of(self.selected) if self.selected is not None else None

    @property
    def whisper(self) -> Whisper | None:
        """What the Coach whispers about the open conversation, while the owner has it."""
        state = self.desk.state
        view = state.conversations.get(self.selected) if self.selected is not None else None
        thread = state.threads.get(self.selected) if self.selected is not None else None
        taken = view is not None and view.mode == "owner"
        return thread.whisper if taken and thread is not None else None


def _progress(picture: Picture, draft: Draft) -> Progress:
    desk = picture.desk
    leaves_at = desk.wishes.leaves_at(draft.id)
    left = (leaves_at - picture.now).total_seconds() if leaves_at is not None else None
    return Progress(
        own=draft.id in desk.decided_here,
        sending=desk.wishes.sending(draft.id),
        leaves_in=max(1, math.ceil(left)) if left is not None else None,
        kept=desk.papers.kept_edit(draft.conversation) is not None,
    )


class _Filter(LineField):
    """The filter. Enter leaves it at once: a key typed right behind is meant for the list."""

    def on_key(self, event: Key) -> None:
        left = self.screen.focused is not self
        if left or event.key == "enter":
            event.prevent_default()
            event.stop()
        if left:
            # It was typed right behind Enter and was on its way here: the list is to have it.
            self.app.post_message(Key(event.key, event.character))
        elif event.key == "enter":
            cast(Seat, self.screen).leave_filter()


class Seat(Screen[None]):
    """The main screen. It draws pictures and tells when another person was picked; what is
    known and what is done live elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(pressed(action)), f"app.act('{action.id}')", show=False)
        for action in ACTIONS
    ]

    # The screen itself looks the same wherever the focus is; its parts draw what changes.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    class Picked(Message):
        """Another conversation was picked; `entered` when the owner wants to go into it."""

        def __init__(self, conversation: ConversationId, *, entered: bool) -> None:
            super().__init__()
            self.conversation = conversation
            self.entered = entered

    class Recalled(Message):
        """A remembered line was chosen, to be seen where it was said."""

        def __init__(self, hit: Hit) -> None:
            super().__init__()
            self.hit = hit

    class Sought(Message):
        """The filter's words have changed."""

    def __init__(self) -> None:
        super().__init__()
        self.part: Part = "people"
        self.sought = ""
        self._front: Part = "conversation"
        self._arrangement: Arrangement = "two"
        self._picture: Picture | None = None
        self._order = Order()

    def compose(self) -> ComposeResult:
        yield Rows(id="status")
        yield Rows(id="too-small")
        with Horizontal(id="main"):
            with Vertical(id="left"):
                yield _Filter(id="filter", select_on_focus=False)
                yield People()
            with Container(id="right"):
                with Vertical(id="centre"):
                    yield Rows(id="conversation-title")
                    yield Conversation()
                with Vertical(id="side"):
                    yield Rows(id="drafts-title")
                    yield Drafts()
        yield Rows(id="keys")

    def on_mount(self) -> None:
        self.query_one(People).focus()
        self._arrange()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────

    def draw(self, picture: Picture) -> None:
        """Shows this picture from now on."""
        if not self.query("#status"):
            return  # not yet built, or being taken down
        self._picture = picture
        desk, words, now = picture.desk, picture.words, picture.now
        width = self.size.width
        business = one_line(desk.state.business) or words.say("status.nobody")
        status = status_row(desk, words, now, width, business)
        self.query_one("#status", Rows).show([status])
        self._draw_keys(picture)
        self.query_one("#filter", Input).placeholder = words.say("people.filter")
        self._arrange()
        self._draw_people(picture)
        self._draw_conversation(picture)
        self._draw_draft(picture)

    def _draw_keys(self, picture: Picture) -> None:
        words, width = picture.words, self.size.width
        if self.query_one("#filter").has_focus:
            row: Row = (Piece(f" {words.say('people.filter_keys')}", "quiet"),)
        else:
            row = key_row(self.situation(picture), words, width)
        self.query_one("#keys", Rows).show([row])

    def situation(self, picture: Picture) -> Situation:
        """What actions need to know in this picture."""
        state, draft = picture.desk.state, picture.draft
        view = state.conversations.get(picture.selected) if picture.selected is not None else None
        return Situation(
            part=self.part,
            conversation=view is not None,
            mode=view.mode if view is not None else None,
            draft=standing(state, draft) if draft is not None else None,
            sending=draft is not None
            and (
                picture.desk.wishes.sending(draft.id)
                or picture.desk.wishes.leaves_at(draft.id) is not None
            ),
            parting=bool(picture.desk.wishes.partings.waiting),
            whispered=picture.whisper is not None,
            queue=len(state.queue(picture.now)),
            low_risk=sum(1 for one in state.queue(picture.now) if one.low_risk),
            everything_held=state.everything_held,
            connected=picture.desk.connection == "live",
        )

    def _draw_people(self, picture: Picture) -> None:
        state, words = picture.desk.state, picture.words
        lines = self._lines(picture)
        if not picture.desk.begun:
            empty = words.say("people.connecting")
        elif self.sought.strip():
            empty = words.say("people.none_found")
        else:
            empty = words.say("people.nobody")
        people = self.query_one(People)
        people.show(lines, state.typing, words, picture.now, empty)
        people.point_at(picture.selected)

    def _lines(self, picture: Picture) -> list[Line]:
        words, meant = picture.desk.meant
        sought = self.sought.strip()
        return self.lines(picture.desk.state, picture.now, meant if words == sought else ())

    def lines(
        self, state: State, now: datetime, meant: Sequence[ConversationId] = ()
    ) -> list[Line]:
        """The people of the list in their order."""
        return self._order.lines(state, now, self.sought, meant)

    def _draw_conversation(self, picture: Picture) -> None:
        state, words, selected = picture.desk.state, picture.words, picture.selected
        view = state.conversations.get(selected) if selected is not None else None
        title = self.query_one("#conversation-title", Rows)
        if view is None:
            title.show(())
            note = words.say("conversation.none") if picture.desk.begun else ""
        else:
            width = title.size.width or self.size.width
            focused = self.part == "conversation"
            rows = title_rows(view, state, words, width, focused=focused)
            wanted = wanted_row(view, words, picture.now, width)
            title.show([*rows, wanted] if wanted is not None else rows)
            unopened = selected in picture.desk.unopened
            note = words.say("conversation.not_opened" if unopened else "conversation.opening")
        thread = state.threads.get(selected) if selected is not None else None
        self.query_one(Conversation).show(view, thread, words, picture.now, note)

    def _draw_draft(self, picture: Picture) -> None:
        state, words, draft = picture.desk.state, picture.words, picture.draft
        queue = [one.id for one in state.queue(picture.now)]
        title = self.query_one("#drafts-title", Rows)
        view = state.conversations.get(draft.conversation) if draft is not None else None
        title.show(
            [
                title_row(
                    words,
                    title.size.width or self.size.width,
                    place=queue.index(draft.id) + 1 if draft and draft.id in queue else None,
                    waiting=len(queue),
                    name=words.name(view) if view is not None else "",
                    focused=self.part == "drafts",
                )
            ]
        )
        note = words.say("draft.none_here" if queue else "draft.none") if picture.desk.begun else ""
        self.query_one(Drafts).show(
            draft,
            standing(state, draft) if draft is not None else "open",
            _progress(picture, draft) if draft is not None else Progress(),
            words,
            note,
            picture.whisper,
        )

    # ── the parts ────────────────────────────────────────────────────────────────────────────────

    def shows(self, part: Part) -> bool:
        """True when the part is in view."""
        if self._arrangement in ("stack", "columns"):
            return part != "drafts" or bool(self.query_one("#side").display)
        if self._arrangement == "two":
            return part in ("people", self._front)
        return part == self.part

    def go(self, part: Part) -> None:
        """Brings a part into view and gives it the keys."""
        self.part = part
        if part != "people":
            self._front = part
        self._arrange()
        # At once, not after the next drawing: a key typed right behind must find the part.
        self.set_focus(self.query_one(f"#{part}", Board))
        self._again()

    def go_round(self, by: int) -> None:
        """To the next part, or the one before."""
        self.go(PARTS[(PARTS.index(self.part) + by) % len(PARTS)])

    def front_for(self, draft: Draft | None) -> None:
        """Where only one fits beside the list: the draft of whoever has one waiting, else the
        conversation."""
        held = draft is not None and draft.status is DraftStatus.HELD
        self._front = "drafts" if held else "conversation"
        self._arrange()

    @property
    def front(self) -> Part:
        """The part beside the list, or the one that comes when the list is left."""
        return self._front

    def _arrange(self) -> None:
        columns, rows = self.size
        self._arrangement = arrange(columns, rows)
        for name in ("tiny", "one", "two", "stack", "columns"):
            self.set_class(name == self._arrangement, name)
        small = columns < LEAST_COLUMNS or rows < LEAST_ROWS
        self.set_class(small, "too-small")
        if small and self._picture is not None:
            words = self._picture.words.say("status.too_small")
            self.query_one("#too-small", Rows).show(paragraph(words, max(1, columns - 2)))
        alone = self._arrangement in ("tiny", "one")
        left, right = self.query_one("#left"), self.query_one("#right")
        left.display = not alone or self.part == "people"
        right.display = not alone or self.part != "people"
        if not alone:
            left.styles.width = list_width(columns)
        else:
            left.styles.width = "1fr"
        both = self._arrangement in ("stack", "columns")
        has_draft = self._picture is not None and self._picture.draft is not None
        centre, side = self.query_one("#centre"), self.query_one("#side")
        if both:
            centre.display = True
            side.display = self._arrangement == "columns" or has_draft or self.part == "drafts"
        else:
            front = self.part if alone and self.part != "people" else self._front
            centre.display = front == "conversation"
            side.display = front == "drafts"

    def on_resize(self, _: Resize) -> None:
        self._arrange()
        self.call_after_refresh(self._again)

    def _again(self) -> None:
        if self._picture is not None:
            self.draw(self._picture)

    @on(DescendantFocus)
    def _focused(self, event: DescendantFocus) -> None:
        for part in PARTS:
            if event.widget.id == part and self.part != part:
                self.part = part
                if part != "people":
                    self._front = part
                self._again()
                return
        if self._picture is not None:
            self._draw_keys(self._picture)

    # ── the list and its filter ──────────────────────────────────────────────────────────────────

    @on(Board.Moved, "#people")
    def _moved(self, event: Board.Moved) -> None:
        entered = isinstance(event, Board.Chosen)
        self.post_message(self.Picked(ConversationId(event.key), entered=entered))

    @on(Board.Chosen, "#conversation")
    def _opened(self, event: Board.Chosen) -> None:
        self.query_one(Conversation).toggle(event.key)

    @on(Board.Chosen, "#drafts")
    def _remembered(self, event: Board.Chosen) -> None:
        hit = self.query_one(Drafts).hit(event.key)
        if hit is not None:
            self.post_message(self.Recalled(hit))

    def seek(self) -> None:
        """Opens the filter."""
        if self._arrangement in ("tiny", "one"):
            self.go("people")
        field = self.query_one("#filter", Input)
        field.add_class("shown")
        self.set_focus(field)

    def end_seeking(self) -> bool:
        """Closes the filter and shows everybody; false when it was not open."""
        field = self.query_one("#filter", Input)
        if not field.has_class("shown"):
            return False
        field.value = ""
        field.remove_class("shown")
        self.set_focus(self.query_one(People))
        return True

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.sought = event.value
        self.post_message(self.Sought())

    def leave_filter(self) -> None:
        """Goes to the people that were found; to everybody when nothing was sought."""
        people = self.query_one(People)
        # What was typed just now may not have been heard of yet.
        self.sought = self.query_one("#filter", Input).value
        self._again()
        if not self.sought.strip():
            self.end_seeking()
        elif not people.points and people.first is not None:
            self.post_message(self.Picked(people.first, entered=False))
        self.set_focus(people)

    def show_picked(self) -> None:
        """Scrolls the list to the conversation that is open."""
        self.query_one(People).show_cursor()
