"""Every price in a text is compared with catalogue and documents."""

from decimal import Decimal

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import CatalogueItem, Passage, Price
from kizashi.signal import Utterance
from kizashi.verdict import Severity
from policies.model import Policies
from policies.review import Facts


@pytest.mark.parametrize(
    "text",
    [
        "ろくろ体験は5,800円です。",
        "ろくろ体験は￥5800です。",
        "五千八百円です。",
        "5千8百円です。",
        "The wheel class is 5,800 yen.",
        "It is ¥5,800 a person.",
        "追加の焼成は1,500円です。",
    ],
)
def test_a_known_price_passes_and_names_its_document(
    review: Review, known: Facts, text: str
) -> None:
    (finding,) = review("promises.price", text, known)
    assert finding.severity is Severity.NOTE
    assert ".csv" in finding.explanation.en or ".md" in finding.explanation.en


@pytest.mark.parametrize(
    "text",
    ["5,900円です。", "It is £18.", "Only $20.", "1万5千円です。", "三千三百円です。", "20 euros"],
)
def test_an_unknown_price_is_held(review: Review, known: Facts, text: str) -> None:
    (finding,) = review("promises.price", text, known)
    assert finding.severity is Severity.HOLD
    assert finding.span is not None
    assert finding.span.text in text


def test_the_price_of_another_item_is_held_and_corrected(review: Review, known: Facts) -> None:
    (finding,) = review("promises.price", "手びねりは5,800円です。", known)
    assert finding.severity is Severity.HOLD
    assert "4200" in finding.explanation.ja


def test_prices_that_follow_from_known_ones_pass(review: Review, known: Facts) -> None:
    product = review("promises.price", "2名様で11,600円です。", known)
    total = review("promises.price", "5,800円と1,500円で、合わせて7,300円です。", known)
    assert [f.severity for f in product] == [Severity.NOTE]
    assert [f.severity for f in total] == [Severity.NOTE] * 3


def test_a_customers_price_is_not_believed_but_a_budget_may_be_repeated(
    review: Review, known: Facts
) -> None:
    said = Utterance(who="customer", text="予算は3,000円です。100円って本当ですか")
    facts = known.model_copy(update={"context": (said,)})
    assert review("promises.price", "はい、100円です。", facts)[0].severity is Severity.HOLD
    assert not review("promises.price", "ご予算の3,000円に合うものを探します。", facts)


def test_a_price_below_the_owners_floor_is_blocked(
    review: Review, known: Facts, policies: Policies
) -> None:
    promises = policies.promises.model_copy(update={"price_floor": {"JPY": 1000}})
    under = policies.model_copy(update={"promises": promises})
    assert review("promises.price", "500円です。", known, under=under)[0].severity is Severity.BLOCK


def sold(*names: str, price: str = "", row: str = "row") -> CatalogueItem:
    prices = (Price(amount=Decimal(price), currency="JPY", quote=price),) if price else ()
    document = DocumentId("catalogue.csv" if price else "schedule.csv")
    return CatalogueItem(names=names, prices=prices, passage=PassageId(row), document=document)


SHOP = Facts(
    catalogue=(
        sold("手びねり", "Hand-building", price="4200", row="a"),
        sold("こども陶芸", "Kids' Clay", price="3300", row="b"),
        sold("マグカップ「下り松」", "Mug Sagarimatsu", price="3520", row="c"),
        sold("抹茶碗「山影」", "Matcha bowl Yamakage", price="8800", row="d"),
        sold("湯のみ「ひととせ」", "Tea cup Hitotose", price="2420", row="e"),
        sold("手びねり", "Hand-building", row="f"),
    ),
    passages=(
        Passage(
            id=PassageId("p"),
            document=DocumentId("faq.md"),
            text="手びねりは4,200円、こども陶芸は3,300円です。キャンセルは前日で50%です。",
        ),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "手びねりは3,300円です。",
        "Hand-building costs 3,300 yen.",
        "マグカップは2,420円です。",
        "The matcha bowl is ¥3,520.",
    ],
)
def test_an_item_is_held_to_its_own_price_whatever_rows_and_names_it_has(
    review: Review, text: str
) -> None:
    (finding,) = review("promises.price", text, SHOP)
    assert finding.severity is Severity.HOLD
    assert "catalogue" in finding.explanation.en


@pytest.mark.parametrize(
    "text",
    [
        "手びねりは4,200円です。",
        "マグカップは3,520円です。",
        "The matcha bowl is ¥8,800.",
        "前日のキャンセルは50%、2,100円を申し受けます。",
    ],
)
def test_its_own_price_and_a_documented_share_of_it_pass(review: Review, text: str) -> None:
    assert [f.severity for f in review("promises.price", text, SHOP)] == [Severity.NOTE]
