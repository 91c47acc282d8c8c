"""Jump mode: one key, then a letter that stands on what the owner wants to go to."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters in the order in which they are handed out: those under the fingers first."""


def lettered(keys: Iterable[str]) -> Mapping[str, str]:
    """A letter for each target, as far as there are letters."""
    return dict(zip(LETTERS, keys, strict=False))


class Jump(ModalScreen[str | None]):
    """Takes one letter. What lies beneath stays in view, with the letters on it."""

    DEFAULT_CSS = "Jump { background: transparent; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def on_key(self, event: Key) -> None:
        """Any letter ends the mode; one that stands nowhere goes nowhere."""
        event.stop()
        pressed = event.character or ""
        if pressed and 0xFF01 <= ord(pressed) <= 0xFF5E:
            pressed = chr(ord(pressed) - 0xFEE0)
        self.dismiss(pressed.lower() or None)

    def on_click(self) -> None:
        """A click leaves the mode."""
        self.dismiss(None)

    def action_leave(self) -> None:
        """Leaves the mode."""
        self.dismiss(None)
