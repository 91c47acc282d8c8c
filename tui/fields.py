"""Places to write: Textual's own, fed only with text that is harmless to keep and send."""

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.geometry import Offset
from textual.widgets import Input, TextArea

from kizashi.signal import MAX_MESSAGE_CHARACTERS
from tui.harmless import one_line, writable


class LineField(Input):
    """One line of text."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor belongs: the window of a Japanese input method opens
        there. (Textual's own answer is one cell too far at the end of the text.)"""
        before = cell_len(self.value[: self.cursor_position])
        return Offset(self.content_region.x + before - self.scroll_offset.x, self.content_region.y)

    def on_paste(self, event: Paste) -> None:
        event.text = one_line(writable(event.text))


class TextField(TextArea):
    """Several lines of text, at most as long as a message may be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]

    def on_paste(self, event: Paste) -> None:
        room = max(0, MAX_MESSAGE_CHARACTERS - len(self.text))
        event.text = writable(event.text)[:room]
