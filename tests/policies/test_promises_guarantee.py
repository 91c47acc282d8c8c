"""A guarantee needs a document, and certainty of success is never said."""

import pytest
from conftest import passage
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize("text", ["窯は1年間の保証付きです。", "It comes with a 1-year warranty."])
def test_a_documented_guarantee_passes(review: Review, known: Facts, text: str) -> None:
    assert {f.severity for f in review("promises.guarantee", text, known)} == {Severity.NOTE}


@pytest.mark.parametrize(
    "text",
    [
        "10年間の保証付きです。",
        "必ず上達します。",
        "You will definitely succeed.",
        "Results guaranteed: we guarantee it.",
    ],
)
def test_any_other_certainty_is_held(review: Review, known: Facts, text: str) -> None:
    assert {f.severity for f in review("promises.guarantee", text, known)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text", ["効果を保証するものではありません。", "We can't guarantee the colour."]
)
def test_modesty_promises_nothing(review: Review, known: Facts, text: str) -> None:
    assert not review("promises.guarantee", text, known)


@pytest.mark.parametrize(
    "text",
    [
        "絶対に割れません。",
        "この器は一生使えます。",
        "落としても壊れることはありません。",
        "間違いなく気に入ります。",
        "副作用は一切ありません。",
        "どんな肌にも合います。",
        "割れたら新しいものと取り替えます。",
        "何度でも作り直します。",
        "This bowl never breaks.",
        "It won't fade, whatever you do.",
        "It'll last a lifetime.",
        "It's 100% safe for everyone.",
        "I swear it fits.",
        "If it breaks, we'll replace it.",
        "We'll mend it free of charge if anything happens.",
    ],
)
def test_certainty_in_plain_words_is_held(review: Review, known: Facts, text: str) -> None:
    assert {f.severity for f in review("promises.guarantee", text, known)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text",
    [
        "必ず手洗いしてください。",
        "絶対に電子レンジに入れないでください。",
        "絶対に割れないとは言えません。",
        "電子レンジでは絶対に使えません。",
        "割れにくい素材です。",
        "欠けた器を、本漆で直します。",
        "割れたら新しいものと取り替えますか。",
        "We can't promise it never breaks.",
        "It may chip if dropped.",
        "Never pour boiling water into it.",
        "Would you like us to mend it?",
    ],
)
def test_care_and_doubt_promise_nothing(review: Review, known: Facts, text: str) -> None:
    assert not review("promises.guarantee", text, known)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("この皿は落としても割れません。", "この皿は落としても割れません。"),
        ("割れて届いた器は新しいものと交換します。", "割れて届いた器は新しいものと交換します。"),
        ("The cutting board never warps.", "Our cutting board never warps."),
    ],
)
def test_what_a_document_promises_itself_passes(review: Review, told: str, said: str) -> None:
    facts = Facts(passages=(passage(told),))
    assert {f.severity for f in review("promises.guarantee", said, facts)} == {Severity.NOTE}
    assert {f.severity for f in review("promises.guarantee", said)} == {Severity.HOLD}
