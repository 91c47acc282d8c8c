"""Why a customer got a text, as rows: the story in sentences, then everything it rests on."""

from datetime import datetime

from kizashi.why import AuditedRecord, Why
from tui.grounds_rows import finding_rows, heading, source_rows
from tui.harmless import harmless, one_line
from tui.margin import reading_rows
from tui.rows import EMPTY, Block, Piece, Row, paragraph
from tui.words import Words

_MARGIN: Row = (Piece(" "),)
_HASH_SHOWN = 12


def why_blocks(why: Why, words: Words, now: datetime, width: int) -> list[Block]:
    """The text, the story, what it answered (which opens), reading, rules, sources, record."""
    rows: list[Row] = paragraph(
        harmless(why.text), width - 1, margin=(Piece(" "), Piece("▎", "ai"))
    )
    rows += heading(words.say("why_sent.story"), width)
    for told in why.told:
        line = paragraph(harmless(told.of(words.language)), width - 1, margin=(Piece("   "),))
        rows += [(Piece(" - ", "faint"), *line[0][1:]), *line[1:]]
    blocks = [Block.of("·story", rows, selectable=False)]
    if why.answers:
        head = heading(words.say("why_sent.answers"), width)
        blocks.append(Block.of("·answers", head, selectable=False))
        bar: Row = (Piece(" "), Piece("▎", "customer"))
        for one in why.answers:
            at = words.since(one.at, now)
            said = paragraph(one_line(one.text), width - 1, margin=bar)
            blocks.append(Block.of(one.id, [(Piece(" "), Piece(at, "faint")), *said]))
    rest: list[Row] = []
    if why.reading is not None:
        rest += [*heading(words.say("why_sent.reading"), width)]
        rest += reading_rows(why.reading, words, width)
    if why.verdict is not None:
        rest += finding_rows(why.verdict, words, width)
    if why.step is not None:
        rest += source_rows(why.step, words, width)
    rest += _ground_rows(why, words, width)
    rest += heading(words.say("why_sent.record"), width)
    for record in why.records:
        rest.append(_record_row(record, words, now))
    return [*blocks, Block.of("·rest", [*rest, EMPTY], selectable=False)]


def _ground_rows(why: Why, words: Words, width: int) -> list[Row]:
    """How far the AI might go then, what memory brought, and whose minds thought."""
    grounds = why.grounds
    if grounds is None:
        return []
    rows = heading(words.say("why_sent.grounds"), width)
    told = [
        words.say("why_sent.autonomy", autonomy=words.label("autonomy", grounds.autonomy.value)),
        words.say(
            "why_sent.memory",
            passages=len(grounds.shown),
            lines=len(grounds.remembered),
            moments=grounds.moments,
        ),
    ]
    minds = ", ".join(sorted({one_line(mind) for mind in grounds.minds.values()}))
    if minds:
        told.append(words.say("why_sent.minds", minds=minds))
    for line in told:
        rows += paragraph(line, width - 1, "quiet", margin=_MARGIN)
    return rows


def _record_row(record: AuditedRecord, words: Words, now: datetime) -> Row:
    state = "erased" if record.erased else "intact" if record.intact else "broken"
    at = words.since(record.at, now)
    return (
        Piece(" "),
        Piece(f"{words.say(f'why_sent.{state}')} ", "alarm" if state == "broken" else "good"),
        Piece(f"#{record.seq}  {at}  ", "quiet"),
        Piece(f"{one_line(record.kind)} {record.hash[:_HASH_SHOWN]}", "faint"),
    )
