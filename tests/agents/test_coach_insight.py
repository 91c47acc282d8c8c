"""Insight counts what is in the chronicle, by the owner's own weeks."""

from agents.coaching.insight import WEEKS, insight_of
from kizashi.reading import Stall
from tests.agents.coach_kit import NOON, TOKYO, a_chronicle, a_reading, a_talk, answered, said
from tests.agents.test_coach_learning import decided


def test_people_are_counted_by_phase_and_stall() -> None:
    price = a_reading(90, Stall.PRICE)
    one = a_talk("a", "A", said(1, "高い", price))
    other = a_talk(
        "b", "B", said(30, "高い", price), answered(29, "はい"), said(28, "では", a_reading(100))
    )
    insight = insight_of(a_chronicle(one, other), NOON, TOKYO)
    assert insight.people == 2
    assert insight.phases == {"hesitating": 1, "deciding": 1}
    assert insight.stalls == {"price": 1}
    assert (insight.moved, insight.moments) == (1, 1)


def test_the_last_week_ends_today_and_holds_its_decisions() -> None:
    decisions = (decided(1, "approved"), decided(2, "edited", "a", "b"))
    talk = a_talk("a", "A", said(1, "やあ", a_reading(40)), said(24 * 8, "前", a_reading(20)))
    insight = insight_of(a_chronicle(talk, decisions=decisions), NOON, TOKYO)
    assert len(insight.weeks) == WEEKS
    last, before = insight.weeks[-1], insight.weeks[-2]
    assert (last.approved, last.edited, last.rejected, last.seconds) == (1, 1, 0, 180.0)
    assert (last.temperature, before.temperature) == (40.0, 20.0)
    assert (last.messages, before.messages) == (1, 1)
