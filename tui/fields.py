"""Places to write: Textual's own, fed only with text that is harmless to keep and send."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input, TextArea

from kizashi.signal import MAX_MESSAGE_CHARACTERS
from tui.harmless import one_line, writable


class LineField(Input):
    """One line of text."""

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
