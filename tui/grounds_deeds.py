"""What the owner does to see through a text: why it went out, and where a memory comes from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kizashi.ids import MessageId
from kizashi.recollection import Hit
from kizashi.signal import Speaker
from kizashi.views import MessageView
from kizashi.why import Why
from tui import places
from tui.asking import name_of
from tui.conversation import Conversation
from tui.draft_deeds import Deed
from tui.grounds_rows import where_said
from tui.sheet import Sheet
from tui.why_rows import why_blocks

if TYPE_CHECKING:
    from tui.app import Coach


class GroundsDeeds:
    """Deeds that show what something rests on."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {"why_sent": self._why_sent}

    async def _why_sent(self) -> None:
        """Shows why the customer got the chosen text; a message it answers opens."""
        coach, conversation = self._coach, self._coach.selected
        message = self._which()
        if conversation is None or message is None:
            coach.tell("why.nothing_sent")
            return
        why = await coach.desk.pages.fetch(places.why(message.id, conversation), Why)
        if why is None:
            coach.tell("why.not_loaded", "warn")
            return
        words, now = coach.words, coach.clock.now()
        title = words.say("why_sent.title", name=name_of(coach, conversation))
        sheet = Sheet(
            title,
            words.say("why_sent.keys"),
            lambda width: why_blocks(why, words, now, width),
        )
        chosen = await coach.push_screen_wait(sheet)
        if chosen is not None:
            coach.open_message(conversation, MessageId(chosen))

    def _which(self) -> MessageView | None:
        """The chosen message when the business said it, else the newest that it said."""
        board = self._coach.seat.query_one(Conversation)
        chosen = board.message
        if chosen is not None and chosen.speaker is not Speaker.CUSTOMER:
            return chosen
        return board.newest_sent

    async def open_memory(self, hit: Hit) -> None:
        """Opens the message that a remembered line was said in."""
        where = where_said(hit)
        if where is None or where[0] not in self._coach.desk.state.conversations:
            self._coach.tell("why.reference_gone", "warn")
        else:
            self._coach.open_message(*where)
