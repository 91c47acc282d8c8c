"""Correcting a reading: the owner says how it should have been, and the Listener learns it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kizashi.reading import MicroIntent, Phase, Stall
from kizashi.views import MessageView
from tui.conversation import Conversation
from tui.dialogs import Choice, Option
from tui.draft_deeds import Deed

if TYPE_CHECKING:
    from tui.app import Coach

_NOTHING = "nothing"


class Correcting:
    """Deeds on readings."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {"correct": self._correct}

    async def _correct(self) -> None:
        coach = self._coach
        message = self._message()
        if message is None or message.reading is None or message.reading_id is None:
            coach.tell("why.no_reading")
            return
        words, reading = coach.words, message.reading
        title = words.say("correct.title")
        part = await coach.push_screen_wait(
            Choice(
                words,
                title,
                words.say("correct.text"),
                (
                    Option("stall", words.say("correct.stall"), self._stall_now(message)),
                    Option(
                        "phase", words.say("correct.phase"), words.label("phase", reading.phase.id)
                    ),
                    Option(
                        "intent",
                        words.say("correct.intent"),
                        words.label("intent", reading.first_intent),
                    ),
                ),
            )
        )
        if part is None:
            return
        chosen = await coach.push_screen_wait(
            Choice(words, title, "", self._offered(part, message))
        )
        if chosen is None:
            return
        match part:
            case "stall":
                stall = None if chosen == _NOTHING else Stall(chosen)
                await coach.desk.wishes.correct(message.reading_id, stall=stall)
            case "phase":
                await coach.desk.wishes.correct(message.reading_id, phase=Phase(int(chosen)))
            case _:
                await coach.desk.wishes.correct(message.reading_id, micro_intents=(chosen,))

    def _message(self) -> MessageView | None:
        """The message under the cursor, else the newest one that was read."""
        pane = self._coach.seat.query_one(Conversation)
        if pane.message is not None and pane.message.reading is not None:
            return pane.message
        return pane.newest_read

    def _stall_now(self, message: MessageView) -> str:
        words, reading = self._coach.words, message.reading
        if reading is None or reading.stall is None:
            return words.say("correct.nothing")
        return words.label("stall", reading.stall.reason.value)

    def _offered(self, part: str, message: MessageView) -> list[Option]:
        words, reading = self._coach.words, message.reading
        if reading is None:
            return []
        if part == "stall":
            now = reading.stall.reason.value if reading.stall else _NOTHING
            nothing = Option(_NOTHING, words.say("correct.nothing"), current=now == _NOTHING)
            return [
                nothing,
                *(
                    Option(one.value, words.label("stall", one.value), current=one.value == now)
                    for one in Stall
                ),
            ]
        if part == "phase":
            return [
                Option(
                    str(one.value),
                    f"{one.value}°C  {words.label('phase', one.id)}",
                    current=one is reading.phase,
                )
                for one in Phase
            ]
        return [
            Option(one, words.label("intent", one), current=one == reading.first_intent)
            for one in dict.fromkeys([*(i.name for i in reading.micro_intents), *MicroIntent])
        ]
