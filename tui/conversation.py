"""The open conversation: who said what, and beside it, quietly, what was read in it."""

from collections.abc import Sequence
from datetime import datetime

from kizashi.ids import MessageId
from kizashi.parts import FileCard
from kizashi.sign import SignView
from kizashi.signal import Speaker
from kizashi.step import Source
from kizashi.views import ConversationView, MessageView, ObservedView
from tui.board import Board
from tui.cells import clip
from tui.gauge import degrees, gauge, sparkline
from tui.harmless import harmless, one_line
from tui.margin import evidence_marks, evidence_of, reading_line, reading_rows
from tui.part_rows import files_of, part_rows
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph, spread
from tui.sign_rows import sign_rows
from tui.state import State
from tui.threads import Thread
from tui.words import Words

FOLDED_ROWS = 24
"""Rows of a message that are shown before it is opened."""

_SHOWN_CHARACTERS = 4_000
"""Characters of a folded message that are looked at: more cannot be seen in its rows."""

_SPEAKER_TONES: dict[Speaker, Tone] = {
    Speaker.CUSTOMER: "customer",
    Speaker.AI: "ai",
    Speaker.OWNER: "owner",
    Speaker.OWNER_THROUGH_AI: "owner",
}


def title_rows(
    view: ConversationView, state: State, words: Words, width: int, *, focused: bool
) -> list[Row]:
    """The head of the conversation: who, who answers them, and how warm they are."""
    right: list[Piece] = []
    if view.id in state.typing:
        right.append(Piece(f"{words.say('conversation.typing')} ", "accent"))
    elif view.id in state.online:
        right.append(Piece(f"{words.say('conversation.online')} ", "good"))
    mode: Tone = "owner" if view.mode == "owner" else "quiet"
    right.append(Piece(f"{words.say(f'conversation.mode.{view.mode}')} ", mode))
    rows = [
        spread(
            (Piece(" "), Piece(words.name(view), "accent" if focused else "strong")), right, width
        )
    ]
    reading = view.reading
    if reading is None:
        rows.append((Piece(" "), Piece(words.say("people.unread_yet"), "quiet")))
        return rows
    pieces = [Piece(" "), *gauge(reading.temperature, 12 if width >= 50 else 8)]
    pieces += [degrees(reading.temperature), Piece(" ")]
    pieces += [*sparkline(view.temperatures, 12 if width >= 60 else 6), Piece("  ")]
    pieces.append(Piece(words.label("phase", reading.phase.id), "plain"))
    if reading.stall is not None:
        stall = words.label("stall", reading.stall.reason.value)
        pieces.append(Piece(f" · {words.say('reading.stall_is', stall=stall)}", "warn"))
    rows.append(spread(pieces, (), width - 1))
    return rows


def wanted_row(view: ConversationView, words: Words, now: datetime, width: int) -> Row | None:
    """That the customer has asked for a person, and since when; `None` when they have not."""
    if view.person_wanted_since is None:
        return None
    since = words.since(view.person_wanted_since, now)
    said = clip(words.say("conversation.person_wanted", since=since), width - 4)
    return (Piece(" "), Piece(f"★ {said}", "alarm", action="take_over"))


def message_rows(
    message: MessageView, name: str, words: Words, width: int, *, opened: bool, seen: bool = False
) -> list[Row]:
    """One message with its reading, folded or opened to the evidence. `seen`: the customer has
    read it."""
    tone = _SPEAKER_TONES[message.speaker]
    who = name if message.speaker is Speaker.CUSTOMER else words.label("speaker", message.speaker)
    bar: Row = (Piece(" "), Piece("▎", tone))
    rows: list[Row] = [
        (Piece(" "), Piece(who, tone), Piece(f"  {words.clock(message.at)}", "faint"))
    ]
    rows += _text_rows(message, words, width, bar, opened=opened)
    if message.speaker is not Speaker.CUSTOMER:
        key = "conversation.seen" if seen else "conversation.delivered"
        rows[0] = (*rows[0], Piece(f"  {words.say(key)}", "good" if seen else "faint"))
    rows += part_rows(message.parts, words, width)
    if message.sources:
        rows += _source_rows(message.sources, words, width, opened=opened)
    if message.reading is not None:
        if opened:
            rows += reading_rows(message.reading, words, width)
        else:
            rows += reading_line(message.reading, words, width)
    return rows


def _text_rows(
    message: MessageView, words: Words, width: int, bar: Row, *, opened: bool
) -> list[Row]:
    whole = message.text
    if opened:
        shown = harmless(whole)
        evidence = evidence_of(message.reading) if message.reading is not None else ()
        return paragraph(shown, width - 1, marks=evidence_marks(shown, evidence), margin=bar)
    rows = paragraph(harmless(whole[:_SHOWN_CHARACTERS]), width - 1, margin=bar)
    if len(rows) <= FOLDED_ROWS and len(whole) <= _SHOWN_CHARACTERS:
        return rows
    more = words.say("conversation.more", count=f"{len(whole):,}")
    return [*rows[:FOLDED_ROWS], (*bar, Piece(clip(more, width - 3), "quiet"))]


def _source_rows(sources: Sequence[Source], words: Words, width: int, *, opened: bool) -> list[Row]:
    if not opened:
        names = words.list_of(sorted({one_line(source.document) for source in sources}))
        line = clip(words.say("conversation.sources", documents=names), width - 4)
        return [(Piece("   "), Piece(line, "faint"))]
    rows: list[Row] = []
    for source in sources:
        rows += paragraph(one_line(source.document), width - 1, "quiet", margin=(Piece("   "),))
        quote = words.say("reading.quote", quote=harmless(source.quote))
        rows += paragraph(quote, width - 1, "quote", margin=(Piece("     "),))
    return rows


class Conversation(Board):
    """The open conversation as a board: the cursor walks over messages, Enter opens one."""

    def __init__(self) -> None:
        super().__init__(id="conversation")
        self._view: ConversationView | None = None
        self._thread: Thread | None = None
        self._words: Words | None = None
        self._now: datetime | None = None
        self._note = ""
        self._opened: set[str] = set()
        self._sought: MessageId | None = None
        self._kept: dict[
            tuple[str, int, bool, bool], tuple[MessageView, Words, str, list[Row]]
        ] = {}

    def show(
        self,
        view: ConversationView | None,
        thread: Thread | None,
        words: Words,
        now: datetime,
        note: str,
    ) -> None:
        """Shows this conversation from now on; `note` is shown where its messages are missing.
        A conversation that was at its end stays at its end when it grows."""
        if not self.changed(view, thread, words, note, now.astimezone(words.zone).date()):
            return
        other = (view.id if view else None) != (self._view.id if self._view else None)
        if other:
            self._kept.clear()
            self._opened.clear()
            self.cursor = None
        grown = other or len(thread.messages if thread else ()) != len(
            self._thread.messages if self._thread else ()
        )
        at_end = other or self.scroll_offset.y >= self.max_scroll_y - 1
        self._view, self._thread, self._words, self._now, self._note = (
            view,
            thread,
            words,
            now,
            note,
        )
        self.rebuild()
        if grown and at_end:
            self._to_end()
        self._find()

    def _to_end(self) -> None:
        messages = [block.key for block in self._blocks if block.selectable]
        self.cursor = messages[-1] if messages else None
        self.scroll_to(y=self.virtual_size.height, animate=False)
        self.call_after_refresh(lambda: self.scroll_to(y=self.virtual_size.height, animate=False))

    def _settle(self, before: int | None) -> None:
        """A conversation that comes into view is read from its newest message."""
        if before is None:
            self._to_end()
        else:
            super()._settle(before)

    @property
    def message(self) -> MessageView | None:
        """The message under the cursor."""
        messages = self._thread.messages if self._thread is not None else ()
        return next((message for message in messages if message.id == self.cursor), None)

    @property
    def nearest_files(self) -> list[FileCard]:
        """The files of the chosen message, else those of the newest message that has any."""
        messages = self._thread.messages if self._thread is not None else ()
        chosen = [one for one in messages if one.id == self.cursor]
        for message in (*chosen, *reversed(messages)):
            found = files_of(message.parts)
            if found:
                return found
        return []

    @property
    def newest_sent(self) -> MessageView | None:
        """The newest message of the business."""
        messages = self._thread.messages if self._thread is not None else ()
        said = (one for one in reversed(messages) if one.speaker is not Speaker.CUSTOMER)
        return next(said, None)

    @property
    def newest_read(self) -> MessageView | None:
        """The newest message that was read."""
        messages = self._thread.messages if self._thread is not None else ()
        return next((one for one in reversed(messages) if one.reading is not None), None)

    def seek(self, message: MessageId) -> None:
        """Puts the cursor on a message, now or as soon as the conversation is here."""
        self._sought = message
        self._find()

    def _find(self) -> None:
        if self._sought is not None and self._sought in self._places:
            key, self._sought = self._sought, None
            self.call_after_refresh(self.move_to, key)

    def toggle(self, key: str) -> None:
        """Opens a message to the evidence of its reading, or folds it again."""
        self._opened ^= {key}
        self.rebuild()
        self.show_cursor()

    def build(self, width: int) -> Sequence[Block]:
        """Days, messages and what was observed between them, in their order."""
        view, words, now = self._view, self._words, self._now
        if words is None or now is None:
            return ()
        if view is None or self._thread is None:
            rows = [EMPTY, *paragraph(self._note, width - 1, "quiet", margin=(Piece(" "),))]
            return (Block.of("·note", rows, selectable=False),)
        moments: list[MessageView | ObservedView | SignView] = [
            *self._thread.messages,
            *self._thread.behaviour,
            *self._thread.signs,
        ]
        moments.sort(key=lambda moment: moment.seq)
        name = words.name(view)
        blocks: list[Block] = []
        day = ""
        for moment in moments:
            today = words.day(moment.at, now)
            if today != day:
                day = today
                rule = (Piece(f" {day} ", "faint"),)
                rows = [rule, EMPTY] if not blocks else [EMPTY, rule, EMPTY]
                blocks.append(Block.of(f"·{moment.seq}d", rows, selectable=False))
            if isinstance(moment, MessageView):
                blocks.append(Block.of(moment.id, self._message(moment, name, words, width)))
                blocks.append(Block.of(f"·{moment.seq}", [EMPTY], selectable=False))
            elif isinstance(moment, SignView):
                rows = [*sign_rows(moment, words, width), EMPTY]
                blocks.append(Block.of(f"·{moment.seq}s", rows, selectable=False))
            else:
                seen = clip(words.behaviour(moment.behaviour.event), width - 12)
                row = (Piece(f"   {seen}", "quiet"), Piece(f"  {words.clock(moment.at)}", "faint"))
                blocks.append(Block.of(f"·{moment.seq}b", [row, EMPTY], selectable=False))
        return blocks

    def _message(self, message: MessageView, name: str, words: Words, width: int) -> list[Row]:
        """The rows of a message, made again only when something about it has changed."""
        opened = message.id in self._opened
        seen = self._thread is not None and message.seq <= self._thread.customer_seen
        place = (message.id, width, opened, seen)
        kept = self._kept.get(place)
        if kept is not None and kept[0] is message and kept[1] == words and kept[2] == name:
            return kept[3]
        rows = message_rows(message, name, words, width, opened=opened, seen=seen)
        self._kept[place] = (message, words, name, rows)
        return rows
