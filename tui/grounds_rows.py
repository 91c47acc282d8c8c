"""What a text rests on, as rows: the Reviewer's findings, the passages, what was remembered."""

from collections.abc import Sequence

from kizashi.ids import ConversationId, MessageId
from kizashi.recollection import Hit
from kizashi.step import Step
from kizashi.verdict import Decision, Severity, Verdict
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Block, Piece, Row, Tone, flowing, paragraph, spread
from tui.words import Words

_SEVERITY_TONES: dict[Severity, Tone] = {
    Severity.NOTE: "quiet",
    Severity.REVISE: "warn",
    Severity.HOLD: "warn",
    Severity.BLOCK: "alarm",
}
_HARDEST_LAST = tuple(Severity)
_REMEMBERED_CHARACTERS = 240
_MARGIN: Row = (Piece(" "),)
_DEEPER: Row = (Piece("   "),)


def heading(label: str, width: int, *right: Piece) -> list[Row]:
    """An empty row and a heading, with something at its end."""
    return [EMPTY, spread((Piece(" "), Piece(label, "quiet")), (*right, Piece(" ")), width)]


def finding_rows(verdict: Verdict, words: Words, width: int) -> list[Row]:
    """What the Reviewer decided, with the rules that spoke, the hardest first."""
    decision = verdict.decision
    tone: Tone = "alarm" if decision is Decision.BLOCK else "plain"
    label = Piece(words.label("decision", decision.value), tone)
    rows = heading(words.say("draft.reviewer"), width, label)
    if not verdict.findings:
        none = paragraph(words.say("draft.no_findings"), width - 1, "quiet", margin=_MARGIN)
        return [*rows, *none]
    for finding in sorted(verdict.findings, key=lambda one: -_HARDEST_LAST.index(one.severity)):
        severity = words.label("severity", finding.severity.value)
        pieces = [
            Piece(severity, _SEVERITY_TONES[finding.severity]),
            Piece(f"  {one_line(finding.rule)}", "faint"),
        ]
        rows += flowing(pieces, width - 1, margin=_MARGIN)
        explanation = harmless(finding.explanation.of(words.language))
        rows += paragraph(explanation, width - 1, margin=_DEEPER)
        if finding.span is not None and finding.span.text:
            quote = words.say("reading.quote", quote=one_line(finding.span.text))
            rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows


def source_rows(step: Step, words: Words, width: int) -> list[Row]:
    """The passages that a step rests on, or that it rests on none."""
    rows = heading(words.say("draft.sources"), width)
    if step.admits_unknown:
        rows += paragraph(words.say("draft.admits_unknown"), width - 1, "quiet", margin=_MARGIN)
    elif not step.sources:
        rows += paragraph(words.say("draft.no_sources"), width - 1, "quiet", margin=_MARGIN)
    for source in step.sources:
        rows += paragraph(one_line(source.document), width - 1, "accent", margin=_MARGIN)
        quote = words.say("reading.quote", quote=harmless(source.quote))
        rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
    return rows


def memory_blocks(remembered: Sequence[Hit], words: Words, width: int) -> list[Block]:
    """What was remembered of the person, with who said it; each opens where it was said."""
    if not remembered:
        return []
    blocks = [
        Block.of("·remembered", heading(words.say("draft.remembered"), width), selectable=False)
    ]
    for number, hit in enumerate(remembered):
        who = words.say("draft.they" if hit.speaker == "customer" else "draft.we")
        at = f"  {one_line(hit.at)[:16].replace('T', ' ')}" if hit.at else ""
        rows = paragraph(f"{who}{at}", width - 1, "quiet", margin=_MARGIN)
        quote = words.say("reading.quote", quote=one_line(hit.text[:_REMEMBERED_CHARACTERS]))
        rows += paragraph(quote, width - 1, "quote", margin=_DEEPER)
        blocks.append(Block.of(memory_key(number), rows, selectable=where_said(hit) is not None))
    return blocks


def memory_key(number: int) -> str:
    """The key of the block of a remembered line."""
    return f"memory·{number}"


def where_said(hit: Hit) -> tuple[ConversationId, MessageId] | None:
    """The message in which a remembered line was said; `None` for one that was imported."""
    before, _, conversation = hit.source.partition("conversation:")
    if before or not conversation or hit.reference is None:
        return None
    return ConversationId(conversation), MessageId(hit.reference)


def hit_at(remembered: Sequence[Hit], key: str) -> Hit | None:
    """The remembered line that a block's key names."""
    return next((hit for number, hit in enumerate(remembered) if memory_key(number) == key), None)
