"""Painting: rows as Textual shows them, in the colours of the theme that is on."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.rows import EMPTY, Row
from tui.theme import NIGHT, PALETTES, Palette, style_of


def palette_of(widget: Widget) -> Palette:
    """The palette of the theme that is on."""
    return PALETTES.get(widget.app.theme, PALETTES[NIGHT])


def strip_of(row: Row, width: int, palette: Palette, base: Style) -> Strip:
    """A row as Textual paints it, `width` cells wide."""
    segments = [Segment(piece.text, base + style_of(palette, piece)) for piece in row]
    return Strip(segments).adjust_cell_length(width, base)


class Rows(Widget):
    """A few fixed rows: a bar, a title. As high as it has rows."""

    DEFAULT_CSS = "Rows { height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Shows these rows from now on."""
        grown = len(rows) != len(self.rows)
        if grown or rows != self.rows:
            self.rows = rows
            self.refresh(layout=grown)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows)

    def render_line(self, y: int) -> Strip:
        row = self.rows[y] if y < len(self.rows) else EMPTY
        return strip_of(row, self.size.width, palette_of(self), self.rich_style)
