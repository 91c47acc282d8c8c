"""A sign in the conversation: what was seen without a word, what was read in it, and the step."""

from kizashi.sign import SignView
from kizashi.step import StepKind
from tui.gauge import degrees
from tui.harmless import one_line
from tui.rows import Piece, Row, flowing, paragraph
from tui.words import Words

_MARGIN: Row = (Piece("   "),)


def sign_rows(sign: SignView, words: Words, width: int) -> list[Row]:
    """What was seen, then the reading, then, when the agents chose to wait, why."""
    seen = words.list_of([words.label("sign", kind.value) for kind in sign.because])
    first = [
        Piece(words.say("sign.seen", because=seen), "accent"),
        Piece(f"  {words.clock(sign.at)}", "faint"),
    ]
    rows = flowing(first, width - 1, margin=_MARGIN)
    if sign.reading is None:
        return rows + paragraph(words.say("sign.reading"), width - 1, "faint", margin=_MARGIN)
    read = [degrees(sign.reading.temperature), Piece(f" {words.summary(sign.reading)}", "quiet")]
    rows += flowing(read, width - 1, margin=_MARGIN)
    if sign.step is not None and sign.step.kind is StepKind.WAIT:
        reason = one_line(sign.step.reason.of(words.language))
        said = words.say("sign.waits", reason=reason)
        rows += paragraph(said, width - 1, "quiet", margin=_MARGIN)
    return rows
