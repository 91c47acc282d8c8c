"""What the Coach whispers to the owner who has a conversation, as rows beside it."""

from kizashi.counsel import Whisper
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Piece, Row, paragraph
from tui.words import Words

_MARGIN: Row = (Piece(" "),)
_DEEPER: Row = (Piece("   "),)


def whisper_rows(whisper: Whisper, words: Words, width: int) -> list[Row]:
    """Words to say, the facts behind them, and what to be careful about."""
    rows: list[Row] = [EMPTY, (*_MARGIN, Piece(words.say("whisper.title"), "accent"))]
    rows += paragraph(words.say("whisper.private"), width - 1, "quiet", margin=_MARGIN)
    if whisper.stall is not None:
        stall = words.say("reading.stall_is", stall=words.label("stall", whisper.stall))
        rows += paragraph(stall, width - 1, "warn", margin=_MARGIN)
    if whisper.words.strip():
        rows += [EMPTY, (*_MARGIN, Piece(words.say("whisper.words"), "quiet"))]
        bar: Row = (*_MARGIN, Piece("▎", "accent"))
        rows += paragraph(harmless(whisper.words), width - 1, "strong", margin=bar)
        rows += paragraph(words.say("whisper.use"), width - 1, "quiet", margin=_MARGIN)
    for warning in whisper.warnings:
        rows += [EMPTY, *paragraph(f"! {harmless(warning)}", width - 1, "warn", margin=_MARGIN)]
    if whisper.facts:
        rows += [EMPTY, (*_MARGIN, Piece(words.say("draft.sources"), "quiet"))]
    for fact in whisper.facts:
        rows += paragraph(one_line(fact.label), width - 1, "accent", margin=_MARGIN)
        quote = words.say("reading.quote", quote=harmless(fact.quote))
        rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows
