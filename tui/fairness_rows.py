"""Whether people of different groups fare alike, as rows."""

from kizashi.naming import group_called, grouping_called
from kizashi.texts import text
from tui.cells import clip, pad
from tui.fairness_data import Compared, FairnessReport, GroupRow, Question
from tui.gauge import bar
from tui.harmless import one_line
from tui.rows import EMPTY, Piece, Row, Tone, paragraph
from tui.words import Words

_GROUP = 22
_LONGEST_BAR = 24
_TONES: dict[str, Tone] = {"differs": "alarm", "look": "warn", "alike": "good", "too_few": "quiet"}


def fairness_rows(report: FairnessReport, words: Words, width: int) -> list[Row]:
    """Each way to group people, each outcome in it, and what the comparison says."""
    asked = [one for one in report.questions if one.groups]
    if not asked:
        return paragraph(_say(words, "nobody"), width, "quiet", margin=(Piece("   "),))
    rows = paragraph(_say(words, "looked_back", days=report.days), width, "quiet", margin=_MARGIN)
    by = ""
    for question in asked:
        if question.by != by:
            by = question.by
            grouping = one_line(grouping_called(by, words.language))
            rows += [EMPTY, (*_MARGIN, Piece(_say(words, "by", group=grouping), "strong"))]
        rows += _question(question, words, width)
    return [*rows, EMPTY, *paragraph(_say(words, "meaning"), width, "quiet", margin=_MARGIN)]


_MARGIN: Row = (Piece("   "),)


def _question(question: Question, words: Words, width: int) -> list[Row]:
    outcome = _say(words, f"outcome.{question.outcome}")
    rows = paragraph(outcome, width, "plain", margin=_MARGIN)
    rows += [_group(row, question.by, words, width) for row in question.groups]
    if not question.compared:
        rows += paragraph(_say(words, "one_group"), width, "quiet", margin=(Piece("     "),))
    for one in question.compared:
        said = _compared(one, question.by, words)
        rows += paragraph(said, width, _TONES[one.saying], margin=(Piece("     "),))
    return rows


def _group(row: GroupRow, by: str, words: Words, width: int) -> Row:
    share = row.share.count / row.share.people if row.share.people else 0.0
    room = min(_LONGEST_BAR, max(4, width - _GROUP - 40))
    low, high = row.interval
    told = _say(
        words,
        "share",
        percent=f"{share * 100:.0f}",
        low=f"{low * 100:.0f}",
        high=f"{high * 100:.0f}",
        count=row.share.count,
        people=row.share.people,
    )
    return (
        Piece("     "),
        Piece(pad(_name(by, row.group, words), _GROUP)),
        Piece(pad(bar(share, room), room), "accent"),
        Piece(clip(f" {told}", max(0, width - _GROUP - room - 5)), "quiet"),
    )


def _compared(one: Compared, by: str, words: Words) -> str:
    low, high = one.difference_interval
    return _say(
        words,
        one.saying,
        group=_name(by, one.group, words),
        reference=_name(by, one.reference, words),
        difference=f"{one.difference * 100:+.0f}",
        low=f"{low * 100:+.0f}",
        high=f"{high * 100:+.0f}",
        p=f"{one.p:.3f}" if one.p >= 0.001 else "< 0.001",
    )


def _name(by: str, group: str, words: Words) -> str:
    return one_line(group_called(by, group, words.language))


def _say(words: Words, key: str, **values: object) -> str:
    """The command line tells the report in the same words."""
    return text(words.language, f"server.fairness.{key}", **values)
