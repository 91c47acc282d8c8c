"""Effects on health, looks or money need stored evidence."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity


@pytest.mark.parametrize(
    "text",
    [
        "必ず痩せるお茶です。",
        "腰痛が治ります。",
        "This tea cures insomnia.",
        "誰でも簡単に稼げます。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("promises.effect", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "花粉症の季節ですね。",
        "効果には個人差がございます。",
        "We can't say whether it will help with your headaches.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("promises.effect", text)


@pytest.mark.parametrize(
    "text",
    [
        "It clears your skin.",
        "You'll sleep better with this tea.",
        "This tea calms anxiety.",
        "肌がきれいになります。",
        "よく眠れるようになります。",
        "飲めば疲れが取れます。",
    ],
)
def test_effects_in_ordinary_words_are_held(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.effect", text)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text", ["よく眠れましたか。", "寝ても疲れがとれない朝に読むお話です。", "Sleep well!"]
)
def test_wishes_and_questions_claim_no_effect(review: Review, text: str) -> None:
    assert not review("promises.effect", text)
