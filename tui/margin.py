"""The margin of a conversation: what was read in a message, folded to a line or opened."""

from collections.abc import Iterable, Sequence

from kizashi.reading import Evidence, Reading
from tui.gauge import degrees
from tui.harmless import harmless, one_line
from tui.rows import Mark, Piece, Row, flowing, paragraph
from tui.words import Words


def reading_line(reading: Reading, words: Words, width: int) -> list[Row]:
    """A reading in one quiet line: temperature, phase, intents, and the stall."""
    phase = words.label("phase", reading.phase.id)
    pieces = [degrees(reading.temperature), Piece(f" {phase}", "quiet")]
    joint = " · "
    for intent in reading.micro_intents:
        pieces.append(Piece(joint + words.label("intent", intent.name), "quiet"))
        joint = words.say("list_comma")
    if reading.stall is not None:
        stall = words.label("stall", reading.stall.reason.value)
        pieces.append(Piece(f" · {words.say('reading.stall_is', stall=stall)}", "quiet"))
    return flowing(pieces, width - 1, margin=(Piece("   "),))


def reading_rows(reading: Reading, words: Words, width: int) -> list[Row]:
    """A reading opened: each part with its confidence, the words it rests on, and its id."""
    margin: Row = (Piece("   "), Piece("┆ ", "faint"))
    temperature = [
        Piece(words.say("reading.temperature"), "quiet"),
        degrees(reading.temperature),
        Piece(f" {words.label('phase', reading.phase.id)}"),
        Piece(f"   {words.say('reading.sway')} ", "quiet"),
        Piece(words.percent(reading.sway)),
    ]
    rows = flowing(temperature, width - 1, margin=margin)
    for intent in reading.micro_intents:
        label = words.label("intent", intent.name)
        rows += _part(label, intent.name, intent.confidence, intent.evidence, words, width, margin)
    if reading.stall is not None:
        stall = reading.stall
        label = words.say("reading.stall_is", stall=words.label("stall", stall.reason.value))
        rows += _part(
            label, stall.reason.value, stall.confidence, stall.evidence, words, width, margin
        )
    mind = words.say("reading.mind", mind=one_line(reading.mind))
    rows += paragraph(mind, width - 1, "faint", margin=margin)
    return rows


def _part(
    label: str,
    name: str,
    confidence: float,
    evidence: Sequence[Evidence],
    words: Words,
    width: int,
    margin: Row,
) -> list[Row]:
    pieces = [
        Piece(label, "strong"),
        Piece(f" {words.percent(confidence)}"),
        Piece(f"  {name}", "faint"),
    ]
    rows = flowing(pieces, width - 1, margin=margin)
    deeper: Row = (*margin, Piece("  "))
    for piece in evidence:
        if piece.source == "behaviour":
            words_seen = words.behaviour(piece.quote)
        else:
            words_seen = words.say("reading.quote", quote=one_line(piece.quote))
        if piece.source != "text":
            words_seen = f"{words.say(f'reading.from.{piece.source}')} {words_seen}"
        rows += paragraph(words_seen, width - 1, "quote", margin=deeper)
    return rows


def evidence_of(reading: Reading) -> Iterable[Evidence]:
    """Everything that a reading rests on."""
    for intent in reading.micro_intents:
        yield from intent.evidence
    if reading.stall is not None:
        yield from reading.stall.evidence


def evidence_marks(shown: str, evidence: Iterable[Evidence]) -> list[Mark]:
    """Where the quoted words stand in the shown text (offsets are of the text as it was sent,
    which may hold characters that are not shown)."""
    marks: list[Mark] = []
    for piece in evidence:
        quote = harmless(piece.quote)
        place = shown.find(quote) if quote and piece.source == "text" else -1
        if place >= 0:
            marks.append(Mark(place, place + len(quote), "mark"))
    return marks
