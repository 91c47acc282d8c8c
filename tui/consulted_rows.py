"""The owner's tools that were asked for a draft: with what, what came back, how long it took."""

from collections.abc import Sequence

from kizashi.tools import Consulted
from tui.harmless import harmless, one_line
from tui.rows import Piece, Row, paragraph
from tui.words import Words

_MARGIN: Row = (Piece(" "),)
_DEEPER: Row = (Piece("   "),)
_CHARACTERS = 200


def consulted_rows(consulted: Sequence[Consulted], words: Words, width: int) -> list[Row]:
    """A tool each; one that gave nothing says why."""
    rows: list[Row] = []
    for one in consulted:
        asked = words.list_of([f"{name}: {value}" for name, value in one.arguments.items()])
        line = words.say(
            "draft.tool",
            server=one_line(one.server),
            tool=one_line(one.tool),
            asked=one_line(asked[:_CHARACTERS]) or "–",
            seconds=f"{one.seconds:.1f}",
        )
        rows += paragraph(line, width - 1, "accent", margin=_MARGIN)
        if one.ended == "answered":
            quote = words.say("reading.quote", quote=harmless(one.excerpt[:_CHARACTERS]))
            rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
        else:
            rows += paragraph(words.tool_ended(one.ended), width - 1, "warn", margin=_DEEPER)
    return rows
