"""What the owner does with a file that a customer sent: opening it, or keeping it."""

import asyncio
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kizashi.parts import FileCard
from tui import opening, places
from tui.conversation import Conversation
from tui.dialogs import Choice, Option
from tui.draft_deeds import Deed
from tui.harmless import one_line
from tui.part_rows import size_of

if TYPE_CHECKING:
    from tui.app import Coach


class FileDeeds:
    """Deeds with the files of the open conversation."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {"open_file": self._open_file}

    async def _open_file(self) -> None:
        coach, words = self._coach, self._coach.words
        card = await self._which()
        if card is None:
            return
        content = await coach.desk.pages.content(places.file(card.id))
        if content is None:
            coach.tell("why.no_file_now", "warn")
            return
        if coach.is_web:
            # The browser keeps it where its owner keeps what they download.
            coach.deliver_binary(
                BytesIO(content),
                save_filename=opening.safe_name(card.name),
                mime_type=card.media_type,
            )
            return
        try:
            path = await asyncio.to_thread(opening.put, coach.downloads(), card.name, content)
        except OSError as error:
            coach.tell("why.not_stored", "warn", reason=one_line(str(error)))
            return
        shown = await asyncio.to_thread(coach.show_file, path)
        where = str(path).replace(str(Path.home()), "~", 1)
        key = "news.file_opened" if shown else "news.file_stored"
        coach.tell(key, "good", path=where, file=words.server_words(card.name))

    async def _which(self) -> FileCard | None:
        """The file of the chosen message, or of the newest one that has any; asked when there are
        several."""
        coach, words = self._coach, self._coach.words
        found = coach.seat.query_one(Conversation).nearest_files
        if not found:
            coach.tell("why.no_file")
            return None
        if len(found) == 1:
            return found[0]
        options = [
            Option(card.id, one_line(card.name), f"{card.media_type}, {size_of(card.size)}")
            for card in found
        ]
        chosen = await coach.push_screen_wait(Choice(words, words.say("parts.which"), "", options))
        return next((card for card in found if card.id == chosen), None)
