"""What the owner does with a conversation: taking it, writing in it, putting it aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from kizashi.ids import ConversationId, MessageId
from tui.actions import PARTS
from tui.asking import name_of
from tui.board import Board
from tui.course import course_blocks, points_of
from tui.dialogs import Choice, Option
from tui.draft_deeds import Deed
from tui.editor import Editor, Task
from tui.jump import Jump, lettered
from tui.sheet import Sheet
from tui.snooze import moments
from tui.state import asleep

if TYPE_CHECKING:
    from tui.app import Coach


class TalkDeeds:
    """Deeds in the open conversation."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {
            "take_over": self._take_over,
            "hand_back": self._hand_back,
            "write": self._write,
            "snooze": self._snooze,
            "course": self._course,
            "jump": self._jump,
            "use_whisper": self._use_whisper,
        }

    async def _take_over(self) -> None:
        if self._coach.selected is not None:
            await self._coach.desk.wishes.take_over(self._coach.selected)

    async def _hand_back(self) -> None:
        if self._coach.selected is not None:
            await self._coach.desk.wishes.hand_back(self._coach.selected)

    async def _snooze(self) -> None:
        coach, conversation = self._coach, self._coach.selected
        if conversation is None:
            return
        words, now = coach.words, coach.clock.now()
        offered: dict[str, datetime] = dict(moments(now, words.zone))
        options = [
            Option(name, words.say(f"snooze.{name}"), words.moment(moment, now))
            for name, moment in offered.items()
        ]
        if asleep(coach.desk.state, conversation, now):
            options.append(Option("awake", words.say("snooze.awake")))
        title = words.say("snooze.title", name=name_of(coach, conversation))
        chosen = await coach.push_screen_wait(
            Choice(words, title, words.say("snooze.text"), options)
        )
        if chosen is not None:
            await coach.desk.wishes.snooze(conversation, offered.get(chosen))

    async def _jump(self) -> None:
        """Puts a letter on everything in view, and goes where one is pressed."""
        seat = self._coach.seat
        boards = {part: seat.query_one(f"#{part}", Board) for part in PARTS if seat.shows(part)}
        places = [(part, key) for part, board in boards.items() for key in board.targets()]
        letters = lettered(f"{part}\n{key}" for part, key in places)
        for part, board in boards.items():
            board.letter(
                {
                    place.partition("\n")[2]: letter
                    for letter, place in letters.items()
                    if place.startswith(f"{part}\n")
                }
            )
        try:
            pressed = await self._coach.push_screen_wait(Jump())
        finally:
            for board in boards.values():
                board.letter({})
        name, _, key = letters.get(pressed or "", "").partition("\n")
        if name == "people":
            self._coach.select(ConversationId(key), enter=True)
        elif name == "conversation":
            seat.go("conversation")
            boards["conversation"].move_to(key)

    async def _course(self) -> None:
        """Shows the temperature course; a moment that is chosen opens its message."""
        coach, conversation = self._coach, self._coach.selected
        thread = coach.desk.state.threads.get(conversation) if conversation else None
        if conversation is None or thread is None:
            coach.tell("why.no_conversation")
            return
        points, words = points_of(thread), coach.words
        if not points:
            coach.tell("why.no_course")
            return
        title = words.say("course.title", name=name_of(coach, conversation))
        sheet = Sheet(
            title, words.say("course.keys"), lambda width: course_blocks(points, words, width)
        )
        message = await coach.push_screen_wait(sheet)
        if message is not None:
            coach.open_message(conversation, MessageId(message))

    async def _use_whisper(self) -> None:
        """Writes to the customer, beginning with what the Coach whispered."""
        coach, conversation = self._coach, self._coach.selected
        whisper = coach.picture.whisper
        if conversation is None or whisper is None:
            coach.tell("why.no_whisper")
            return
        coach.desk.papers.keep_letter(conversation, whisper.words)
        await self._write()

    async def _write(self) -> None:
        coach, conversation = self._coach, self._coach.selected
        if conversation is None:
            return
        view = coach.desk.state.conversations[conversation]
        key = "editor.title_letter" if view.mode == "owner" else "editor.title_letter_takes_over"
        task = Task(
            title=coach.words.say(key, name=name_of(coach, conversation)),
            answers=view.last_text or "",
            original=None,
            begun=coach.desk.papers.kept_letter(conversation),
        )

        def typing(on: bool) -> None:
            coach.run_worker(coach.desk.wishes.typing(conversation, on))

        editor = Editor(
            coach.words,
            task,
            keep=lambda text: coach.desk.papers.keep_letter(conversation, text),
            typing=typing,
        )
        text = await coach.push_screen_wait(editor)
        if text is not None:
            await coach.desk.wishes.say(conversation, text)
        elif coach.desk.papers.kept_letter(conversation) is not None:
            coach.tell("news.kept")
