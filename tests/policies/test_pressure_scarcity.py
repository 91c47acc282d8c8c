"""Scarcity without a fact behind it: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize(
    "text",
    [
        "Only 2 left, and they're going fast!",
        "Almost sold out, secure yours.",
        "残りわずか！お早めにどうぞ。",
        "他のお客様も検討中ですので、すぐに埋まってしまいます。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.scarcity", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "There are three seats left on Saturday and plenty on Sunday.",
        "日曜のクラスは5名分の空きがございます。",
        "次回の入荷は未定です。入りましたらお知らせします。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.scarcity", text)


@pytest.mark.parametrize("text", ["残り3席だけです。", "Only 3 left!"])
def test_a_bare_count_is_not_shown_true_by_a_number_that_stands_somewhere(
    review: Review, text: str
) -> None:
    words = "抹茶碗の在庫は3点です。 3 seats at the wheel are left."
    known = Facts(passages=(Passage(id=PassageId("p1"), document=DocumentId("a.md"), text=words),))
    assert [f.severity for f in review("pressure.scarcity", text, known)] == [Severity.REVISE]
