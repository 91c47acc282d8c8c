"""Forced action: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "You must create an account to see the price.",
        "Share this page with three friends to unlock it.",
        "料金をご覧になるには会員登録が必須です。",
        "アプリをインストールしないと先に進めません。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.forced_action", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "No, you don't need an account to order.",
        "会員登録をしなくてもご注文いただけます。",
        "To confirm the booking we need your name.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.forced_action", text)
