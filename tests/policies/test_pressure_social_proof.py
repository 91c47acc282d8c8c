"""Social proof without proof: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.verdict import Severity
from policies.review import Facts


def told(text: str) -> Facts:
    return Facts(passages=(Passage(id=PassageId("p1"), document=DocumentId("a.md"), text=text),))


@pytest.mark.parametrize(
    "text",
    [
        "1,284 people are looking at this class right now.",
        "Everyone in your street has already switched.",
        "今、328人がこの商品を見ています。",
        "みなさんもう始めていますよ。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.social_proof", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "The class takes up to 8 people.",
        "定員は8名です。",
        "About half of our guests come alone.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.social_proof", text)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("ただいま18名の方が閲覧中です。", "2025年度は18名が入会しました。"),
        ("今8名がカートに入れています。", "8名が同時に学べます。"),
        ("18 people are looking at this right now.", "18 people joined in 2025."),
    ],
)
def test_no_document_shows_what_others_do_at_this_moment(
    review: Review, text: str, document: str
) -> None:
    findings = review("pressure.social_proof", text, told(document))
    assert [one.severity for one in findings] == [Severity.REVISE]


def test_what_the_documents_call_the_most_chosen_may_be_called_so(review: Review) -> None:
    text = "It is the Everyday plan that most people choose."
    everyday = told("Annual plan Everyday. The one most people choose.")
    slow = told("Annual plan Slow. The one most people choose.")
    assert [f.severity for f in review("pressure.social_proof", text, everyday)] == [Severity.NOTE]
    assert [f.severity for f in review("pressure.social_proof", text, slow)] == [Severity.REVISE]
