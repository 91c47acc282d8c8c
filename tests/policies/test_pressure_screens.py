"""The short strings of shop screens: the string alone is the sign, and ordinary labels pass."""

import pytest
from policy_reviews import Review

from policies.review import Facts


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("urgency", "Deal closes in 03:12:40"),
        ("urgency", "Basket held for 7:30"),
        ("urgency", "Weekend only"),
        ("urgency", "セール終了まであと4時間"),
        ("urgency", "本日限り"),
        ("scarcity", "6 left"),
        ("scarcity", "Low stock"),
        ("scarcity", "Nearly sold out"),
        ("scarcity", "残り4点"),
        ("scarcity", "在庫わずか"),
        ("social_proof", "22 people are viewing this"),
        ("social_proof", "Noor from Ghent just bought this"),
        ("social_proof", "71 sold in the last 24 hours"),
        ("social_proof", "現在9人が閲覧中です"),
        ("shaming", "No thanks, I'd rather pay more"),
        ("shaming", "いいえ、損をしてもかまいません"),
        ("obstruction", "To cancel your plan, please call our office"),
        ("obstruction", "解約は電話のみで承ります"),
        ("forced_action", "Sign up to see prices"),
        ("forced_action", "会員登録して価格を見る"),
        ("misdirection", "Insurance has been added to your order"),
        ("misdirection", "延長保証をカートに追加しました"),
    ],
)
def test_a_string_that_presses_is_named_with_its_place(
    review: Review, rule: str, text: str
) -> None:
    (finding, *_) = review(f"pressure.{rule}", text)
    assert finding.span is not None
    assert finding.span.text in text


@pytest.mark.parametrize(
    "text",
    [
        "Add to basket",
        "Free delivery on orders over £30",
        "Left chest pocket",
        "Recently viewed items",
        "Limited warranty",
        "12 people found this helpful",
        "Opens 18:30, doors 18:00",
        "Continue as guest",
        "Sign in to see your orders",
        "Ships in 2 to 3 days",
        "カートに入れる",
        "残り香がやさしいお香",
        "お席は先着順です。",
        "空きは14日か21日です。",
        "マイページからいつでも解約できます",
        "受付期間：5月7日〜5月31日",
    ],
)
def test_an_ordinary_label_presses_nobody(review: Review, text: str) -> None:
    assert not review("pressure", text)


def test_a_short_count_that_the_catalogue_shows_passes(review: Review, known: Facts) -> None:
    (finding,) = review("pressure.scarcity", "大皿 残り3点", known)
    assert finding.severity == "note"


@pytest.mark.parametrize(
    "text",
    [
        "We're holding your items for 10 more minutes",
        "Bought every 40 seconds",
        "お気に入り登録 2,314人、今も増加中",
        "1点限り",
        "Join the monthly club at checkout, renewing until cancelled",
        "Write to us and wait 10 business days to stop your plan",
    ],
)
def test_short_strings_that_press_are_found(review: Review, text: str) -> None:
    assert review("pressure", text)


@pytest.mark.parametrize(
    "text",
    [
        "Countdown kitchen timer, magnetic back",
        "Offer ends 31 March. Terms apply.",
        "Are you sure you want to remove this item? Yes / Cancel",
        "お一人様4点まで",
        "Free shipping on orders over $50",
    ],
)
def test_short_strings_that_inform_pass(review: Review, text: str) -> None:
    assert not review("pressure", text)
