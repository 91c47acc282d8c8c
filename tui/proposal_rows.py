"""A proposal of the Coach as rows: what it would do, and the acts that it rests on."""

from kizashi.proposals import (
    AutonomyEffect,
    Effect,
    EndingEffect,
    KnowledgeEffect,
    LimitEffect,
    PhraseEffect,
    ProposalView,
    RuleEffect,
)
from tui.diff import changes, diff_rows
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Piece, Row, paragraph
from tui.words import Words

EXAMPLES = 3
_MARGIN: Row = (Piece(" "), Piece("▎", "good"), Piece(" "))


def proposal_title(effect: Effect, words: Words) -> str:
    """What a proposal would do, in a sentence."""
    match effect:
        case PhraseEffect():
            values = {"find": one_line(effect.find), "put": one_line(effect.put)}
            return words.say("proposal.phrase", **values)
        case EndingEffect():
            return words.say("proposal.ending", text=one_line(effect.text))
        case RuleEffect():
            return words.say("proposal.rule", avoid=one_line(effect.avoid))
        case KnowledgeEffect():
            return words.say("proposal.knowledge", text=one_line(effect.text))
        case LimitEffect():
            percent = f"{effect.largest_discount_percent.normalize():f}"
            return words.say("proposal.limit", percent=percent)
        case AutonomyEffect():
            more = _careful(effect.autonomy.value) > _careful(effect.before.value)
            key = "proposal.more_autonomy" if more else "proposal.less_autonomy"
            autonomy = words.label("autonomy", effect.autonomy.value)
            if effect.step is not None:
                kind = words.label("step", effect.step.value)
                return words.say("proposal.kind_autonomy", kind=kind, autonomy=autonomy)
            return words.say(key, autonomy=autonomy)


def _careful(autonomy: str) -> int:
    return ("crawl", "walk", "run").index(autonomy)


def proposal_rows(view: ProposalView, words: Words, width: int) -> list[Row]:
    """A proposal, whole."""
    proposal = view.proposal
    rows: list[Row] = [
        (
            *_MARGIN,
            Piece(words.say("proposal.title"), "good"),
            Piece(f"  {words.say(f'proposal.standing.{view.standing}')}", "quiet"),
        )
    ]
    rows += paragraph(proposal_title(proposal.effect, words), width - 1, "strong", margin=_MARGIN)
    if proposal.decided:
        record = words.say(
            "proposal.record", unchanged=proposal.unchanged or 0, decided=proposal.decided
        )
        rows += paragraph(record, width - 1, margin=_MARGIN)
    for example in proposal.examples[-EXAMPLES:]:
        deeper = (*_MARGIN, Piece("  "))
        room = max(8, width - 1 - 5)
        shown = diff_rows(changes(example.before, harmless(example.after)), room)[:4]
        rows += [(*deeper, *row) for row in shown]
    return [*rows, EMPTY]
