"""A language model in trouble is told once, in plain words, until it answers again."""

import pytest

from kizashi.language import Language
from kizashi.texts import text
from tui.news import of_model


def test_the_same_trouble_is_told_once_and_again_after_an_answer() -> None:
    first, trouble = of_model("model.refused", None)
    again, still = of_model("model.refused", trouble)
    _, mended = of_model("answered", still)
    anew, _ = of_model("model.refused", mended)

    assert [news.key for news in first] == ["news.model.refused"]
    assert again == []
    assert [news.key for news in anew] == ["news.model.refused"]


def test_a_call_that_was_overtaken_is_no_trouble() -> None:
    assert of_model("model.stopped", None) == ([], None)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "trouble",
    [
        "timeout",
        "failed",
        "refused",
        "limited",
        "malformed",
        "resting",
        "busy",
        "budget",
        "overflow",
        "unknown",
    ],
)
def test_every_trouble_has_words_and_a_remedy(language: Language, trouble: str) -> None:
    assert text(language, f"coach.news.model.{trouble}")
    assert text(language, f"server.doctor.model_remedies.{trouble}")
