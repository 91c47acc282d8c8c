"""The fairness report: do people of different groups fare alike?"""

from datetime import datetime

from kizashi.values import Value
from memory.fairness import OUTCOMES, Outcome, counted
from memory.journal import Journal
from policies.fairness.compare import Compared, Share, compared


class GroupRow(Value):
    """One group: how many of its people had the outcome, with the 95 % interval."""

    group: str
    share: Share
    interval: tuple[float, float]


class Question(Value):
    """One outcome by one way to group: every group, and each against the largest."""

    by: str
    outcome: Outcome
    groups: tuple[GroupRow, ...]
    compared: tuple[Compared, ...]


class FairnessReport(Value):
    """The answers for a period. Each person counts once, so that nobody who writes much weighs
    more."""

    days: int
    questions: tuple[Question, ...]


async def fairness_report(
    journal: Journal, now: datetime, days: int, groups: tuple[str, ...]
) -> FairnessReport:
    """Compares the last `days` days over each of these ways to group people."""
    questions = []
    for by, counts in (await counted(journal, now, days, groups)).items():
        for outcome in OUTCOMES:
            shares = {
                name: Share(count=had, people=people)
                for name, (had, people) in counts.by_outcome[outcome].items()
            }
            rows = tuple(
                GroupRow(group=name, share=share, interval=share.interval)
                for name, share in sorted(shares.items())
            )
            questions.append(
                Question(by=by, outcome=outcome, groups=rows, compared=compared(shares))
            )
    return FairnessReport(days=days, questions=tuple(questions))
