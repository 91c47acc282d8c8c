"""A text that shows watching, inference or the reading itself is too close."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "I saw you looked at the pricing page three times last night.",
        "昨夜も料金ページを3回ご覧になっていましたね。",
        "You must be pregnant, so here is our baby line.",
        "Our system says your interest is high.",
        "意志の温度は87度まで上がっています。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("closeness", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for visiting us yesterday.",
        "資料をご覧ください。",
        "As you wrote, you are looking for a gift.",
        "ご妊娠とのこと、おめでとうございます。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("closeness", text)


@pytest.mark.parametrize(
    "text",
    [
        "Since money seems tight for you, the Slow plan may suit.",
        "お金に余裕がないようですので、ゆっくりプランはいかがでしょう。",
        "We can see you are hesitating because of money.",
        "You sound lonely; pottery may lift you.",
        "お気持ちが沈んでおられるようですね。",
        "Is your marriage going through a difficult time?",
        "迷いの原因は価格だと読み取りました。",
        "あなたの熱量は62点です。",
        "カートに入れて、すぐに外されましたね。",
        "You just took the bowl out of your cart.",
    ],
)
def test_what_only_watching_or_guessing_can_know_is_found(review: Review, text: str) -> None:
    assert review("closeness", text)


@pytest.mark.parametrize(
    "text",
    [
        "焼成の温度は1230度で、理由は土の性質です。",
        "お金のことでご心配でしたら、分割払いもございます。",
        "You sound excited!",
        "カートに入れてからお進みください。",
        "You can take it out of your cart at any time.",
    ],
)
def test_a_plain_answer_in_the_same_words_passes(review: Review, text: str) -> None:
    assert not review("closeness", text)
