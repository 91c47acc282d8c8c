"""Personal data is masked for logs and models, whatever the text."""

from hypothesis import given
from hypothesis import strategies as st

from policies.privacy import personal_data, redact


def test_redacting_masks_each_stretch_by_its_kind() -> None:
    text = "山本太郎と申します。090-1234-5678かtaro@example.jpへ。"
    assert redact(text) == "[name]と申します。[phone]か[email]へ。"


def test_a_companys_public_number_stays() -> None:
    assert redact("登録番号 T7000012050002") == "登録番号 T7000012050002"


@given(st.text(max_size=200))
def test_redacting_never_fails_and_needs_no_second_time(text: str) -> None:
    once = redact(text)
    assert all(
        f"[{each.kind}]" in once for each in personal_data(text) if each.kind != "corporate_number"
    )
    assert len(personal_data(once)) <= len(personal_data(text))


@given(st.text(alphabet="０１2345-（）() ー〒〇一二三", max_size=60))
def test_offsets_always_lie_inside_the_text(text: str) -> None:
    for each in personal_data(text):
        assert 0 <= each.start < each.end <= len(text)
