"""What a caller may send to be reviewed."""

from channels.instant_shapes import Reviews


def test_a_context_beside_the_items_holds_for_those_without_their_own() -> None:
    asked = Reviews.model_validate(
        {
            "items": [{"text": "one"}, {"text": "two", "context": {"direction": "out"}}],
            "context": {"direction": "in"},
        }
    )
    assert [item.context.direction for item in asked.items] == ["in", "out"]


def test_a_dialogue_may_stand_beside_the_items_as_well() -> None:
    asked = Reviews.model_validate(
        {"items": [{"text": "one"}], "context": [{"who": "customer", "text": "hello"}]}
    )
    assert asked.items[0].context.dialogue[0].text == "hello"
