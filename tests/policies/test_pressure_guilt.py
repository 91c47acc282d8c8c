"""Guilt and fear: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "Think of what you'd lose by not joining.",
        "ご家族をがっかりさせたくないですよね。",
        "You'll regret walking away from this.",
        "If you really loved your family, you would take it.",
        "解約されるなんて、スタッフ一同とても悲しいです。",
        "このまま放置すると大変なことになります。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.guilt", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "がっかりさせてしまい、申し訳ございません。",
        "Think about what you would like to make.",
        "I'm sorry to hear the bowl arrived broken.",
        "ご希望に沿えず、申し訳ございません。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.guilt", text)
