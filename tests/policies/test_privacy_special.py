"""Belief, origin, sexuality, union and crime said of a person."""

import pytest
from policy_reviews import Review
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He is gay and worried", "He is gay"),
        ("We're Jehovah's Witnesses, so no cake.", "We're Jehovah's Witnesses"),
        ("I came out as gay last week.", "came out as gay"),
        ("I'm a union rep at the plant.", "a union rep"),
        ("父には前科があります。", "前科があります"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("special_category", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We celebrate Christmas and Diwali in the shop.",
        "The party of twelve is at eight.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "special_category" not in {kind for kind, _ in found(text)}


@pytest.mark.parametrize(
    "text",
    [
        "幸福の科学に通っています。",
        "うちは天理教です。",
        "私はクリスチャンです。",
        "あの方は在日三世だそうです。",
        "部落出身だと聞きました。",
        "父は服役していました。",
        "自民党を支持しています。",
        "母は韓国人です。",
        "She belongs to the Communist Party.",
        "He was in prison for theft.",
        "She came here as a refugee.",
        "He's a Scientologist.",
        "I use a wheelchair because of an accident.",
    ],
)
def test_belief_origin_and_record_are_found(review: Review, text: str) -> None:
    assert review("privacy", text, direction="in")


@pytest.mark.parametrize(
    "text",
    [
        "学会の発表で京都に行きます。",
        "在日中に茶道を体験したいです。",
        "教会の近くの店です。",
        "韓国料理が好きです。",
        "労働組合の会議室を借りたいです。",
        "The church is around the corner.",
        "The black one is nice.",
        "Is the tea black?",
    ],
)
def test_places_and_things_are_nobodys_belief(review: Review, text: str) -> None:
    assert not review("privacy", text, direction="in")
