"""Superlatives need stored evidence."""

from datetime import UTC, date, datetime

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.model import Evidence, Policies
from policies.review import Facts


@pytest.mark.parametrize(
    "text",
    [
        "顧客満足度No.1です。",
        "日本一の品揃えです。",
        "We are the best in Kyoto.",
        "Cheapest prices anywhere!",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("promises.superlative", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "一番人気は、はじめての電動ろくろです。",
        "よい一日をお過ごしください。",
        "It would be best to book by phone.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("promises.superlative", text)


def test_stored_and_still_valid_evidence_lets_a_claim_pass(
    review: Review, policies: Policies
) -> None:
    proof = Evidence(claim="顧客満足度No.1", source="2026年3月調査", until=date(2027, 3, 31))
    promises = policies.promises.model_copy(update={"evidence": (proof,)})
    under = policies.model_copy(update={"promises": promises})
    text = "顧客満足度No.1です。"
    (now,) = review(
        "promises.superlative", text, Facts(now=datetime(2027, 1, 1, tzinfo=UTC)), under=under
    )
    (later,) = review(
        "promises.superlative", text, Facts(now=datetime(2027, 4, 1, tzinfo=UTC)), under=under
    )
    assert now.severity is Severity.NOTE
    assert later.severity is Severity.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "World's finest tea.",
        "The world's finest tea.",
        "Kyoto's favourite bakery.",
        "The most comfortable chair ever made.",
        "Our bowls are the finest you can buy.",
        "Nobody makes better bread.",
        "You won't find a better knife.",
        "We are number 1 in town.",
        "世界最高の包丁です。",
        "史上最高の出来です。",
        "これ以上の品はありません。",
        "どこにも負けない味です。",
        "他では手に入りません。",
        "最も売れています。",
    ],
)
def test_superlatives_in_ordinary_words_are_held(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.superlative", text)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text",
    [
        "The smallest bowl is on the left.",
        "The best way to clean it is by hand.",
        "My favourite is the blue one.",
        "Best before May.",
        "I don't know whether anybody makes a better one.",
        "一番右の棚にあります。",
        "一番小さいサイズです。",
    ],
)
def test_comparing_what_one_has_is_no_claim(review: Review, text: str) -> None:
    assert not review("promises.superlative", text)
