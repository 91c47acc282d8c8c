"""A refusal or a price that rests on who somebody is is held."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "We cannot rent to foreigners.",
        "外国籍の方はお断りしております。",
        "女性の方は割増料金になります。",
        "Because of your age we will charge a higher deposit.",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("fairness.grounds", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "Students get 10% off.",
        "車いすの方もご利用いただけます。",
        "Children under 6 are not allowed at the kiln for safety.",
        "16歳未満の方は大人の方とお越しください。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("fairness.grounds", text)


@pytest.mark.parametrize(
    "text",
    [
        "女性の方だけ割引いたします。",
        "日本人の方のみご予約いただけます。",
        "Older people can't join the wheel class.",
        "Only Japanese guests may book.",
        "Women get 10% off.",
    ],
)
def test_terms_for_one_group_alone_are_held(review: Review, text: str) -> None:
    assert review("fairness.grounds", text)


@pytest.mark.parametrize(
    "text",
    [
        "ご予約のお客様のみご入場いただけます。",
        "女性の方も多くいらっしゃいます。",
        "日本人の作家による作品だけを扱っております。",
        "Only guests with a booking may enter.",
        "We have older people in every class.",
    ],
)
def test_terms_that_name_no_group_pass(review: Review, text: str) -> None:
    assert not review("fairness.grounds", text)
