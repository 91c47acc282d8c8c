"""Personal data: each recogniser's forms, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.privacy import personal_data, redact
from policies.privacy.bank import iban
from policies.privacy.card import luhn
from policies.privacy.my_number import corporate_number_check, my_number_check

FOUND = [
    ("card", "カードは4111 1111 1111 1111です", "4111 1111 1111 1111"),
    ("card", "Amex 3782 822463 10005.", "3782 822463 10005"),
    ("my_number", "マイナンバーは1234 5678 9018です", "1234 5678 9018"),
    ("phone", "電話は090-1234-5678へ", "090-1234-5678"),
    ("phone", "ＴＥＬ０３－１２３４－５６７８", "０３－１２３４－５６７８"),
    ("phone", "call (415) 555-2671 now", "(415) 555-2671"),
    ("phone", "on 07700 900123 after six", "07700 900123"),
    ("phone", "+81 90 1234 5678", "+81 90 1234 5678"),
    ("email", "メールはtaro@example.jpです", "taro@example.jp"),
    ("email", "jane [at] example [dot] com", "jane [at] example [dot] com"),
    ("bank_account", "みずほ銀行 渋谷支店 普通 1234567", "みずほ銀行 渋谷支店 普通 1234567"),
    ("bank_account", "記号14320 番号12345671", "記号14320 番号12345671"),
    ("bank_account", "IBAN GB29 NWBK 6016 1331 9268 19.", "GB29 NWBK 6016 1331 9268 19"),
    ("identity_paper", "旅券番号はTK1234567です", "TK1234567"),
    ("identity_paper", "在留カードAB12345678CDです", "AB12345678CD"),
    ("identity_paper", "SSN 536-90-4399", "536-90-4399"),
    ("birth_date", "生年月日は昭和58年7月12日です", "昭和58年7月12日"),
    ("birth_date", "born on 12 March 1984 in Leeds", "12 March 1984"),
    ("postal_code", "〒606-8153です", "〒606-8153"),
    ("address", "京都市左京区一乗寺下り松町12-3です", "京都市左京区一乗寺下り松町12-3"),
    ("address", "at 221B Baker Street, London NW1 6XE today", "221B Baker Street, London NW1 6XE"),
    ("name", "山本太郎と申します", "山本太郎"),
    ("name", "Please ask Mrs Whitfield.", "Whitfield"),
    ("health", "うつ病と診断されました", "うつ病と診断"),
    ("health", "She is pregnant.", "She is pregnant"),
    ("special_category", "He is gay and worried", "He is gay"),
]


@pytest.mark.parametrize(("kind", "text", "words"), FOUND)
def test_personal_data_is_found_where_it_stands(kind: str, text: str, words: str) -> None:
    found = {(each.kind, text[each.start : each.end]) for each in personal_data(text)}
    assert (kind, words) in found


@pytest.mark.parametrize(
    "text",
    [
        "注文番号は4102-3381-2290です。",
        "追跡番号 123456789012",
        "Order 4012 8888 8888 1882",
        "JANコードは4901234567894です",
        "3月12日の10時に伺います。",
        "創業は1985年3月です。",
        "皆様、同様の仕様です。",
        "漆でかぶれることがあります。",
        "妊娠中の方は医師にご相談ください。",
        "左京区役所の近くです。",
        "Walk down Baker Street and turn left.",
        "Version 2.14.3 of 2026-04-11",
        "The ISBN is 978-3-16-148410-0.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert personal_data(text) == ()


def test_check_digits() -> None:
    assert luhn("4242424242424242")
    assert not luhn("4242424242424241")
    assert my_number_check("123456789018")
    assert not my_number_check("123456789012")
    assert corporate_number_check("7000012050002")
    assert not corporate_number_check("8000012050002")
    assert iban("GB29 NWBK 6016 1331 9268 19")
    assert not iban("GB29 NWBK 6016 1331 9268 18")


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
