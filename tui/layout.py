"""How the three parts share the terminal, by its size."""

from typing import Literal

Arrangement = Literal["tiny", "one", "two", "stack", "columns"]
"""`tiny` and `one`: one part at a time (`tiny` without the bars), `two`: the list beside one other
part, `stack`: the list beside the conversation above its draft, `columns`: all side by side."""

LEAST_COLUMNS, LEAST_ROWS = 24, 6


def arrange(columns: int, rows: int) -> Arrangement:
    """The arrangement for a terminal of this size, in cells."""
    if rows < 9:
        return "tiny"
    if columns < 72:
        return "one"
    if columns >= 132:
        return "columns"
    if rows >= 36 or (columns >= 100 and rows >= 30):
        return "stack"
    return "two"


def list_width(columns: int) -> int:
    """The width of the list where it is not alone."""
    return min(46, max(30, columns * 3 // 10))
