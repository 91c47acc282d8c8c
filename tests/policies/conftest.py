"""Reviewing in one call, so that a test reads as: this text, these facts, this finding."""

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import CatalogueItem, Passage, Price
from kizashi.verdict import Finding
from policies.load import load_policies
from policies.model import Policies
from policies.review import Examined, Facts, examine


@pytest.fixture(scope="session")
def policies() -> Policies:
    """The packaged policies."""
    return load_policies(None)


@pytest.fixture
def review(policies: Policies) -> Review:
    """The findings of one rule (or of one family) on a text."""

    def look(
        rule: str,
        text: str,
        facts: Facts | None = None,
        *,
        direction: str = "out",
        under: Policies = policies,
        **examined: object,
    ) -> tuple[Finding, ...]:
        subject = Examined.model_validate({"text": text, "direction": direction, **examined})
        verdict = examine(subject, facts or Facts(), under)
        assert not [f for f in verdict.findings if f.rule == "system.rule_failed"]
        return tuple(f for f in verdict.findings if f"{f.rule}.".startswith(f"{rule}."))

    return look


def passage(text: str, document: str = "terms.md", *heading: str) -> Passage:
    return Passage(id=PassageId("p1"), document=DocumentId(document), heading=heading, text=text)


def item(*names: str, price: str = "0", stock: int | None = None) -> CatalogueItem:
    from decimal import Decimal

    prices = (Price(amount=Decimal(price), currency="JPY", quote=f"{price}円"),) if price else ()
    return CatalogueItem(
        names=names,
        prices=prices,
        stock=stock,
        passage=PassageId("row"),
        document=DocumentId("catalogue.csv"),
    )


@pytest.fixture
def known() -> Facts:
    """The knowledge of a small pottery studio."""
    return Facts(
        catalogue=(
            item("ろくろ体験", "Wheel class", price="5800"),
            item("手びねり", "Hand-building", price="4200"),
            item("大皿", "Platter", price="7480", stock=3),
            item("スープボウル", "Soup bowl", price="3740", stock=0),
        ),
        passages=(
            passage(
                "追加の焼成は1点1,500円です。学生の方は500円引き、会員は10%引きです。", "faq.md"
            ),
            passage("発送はご注文から3日以内。Orders ship within 3 days.", "shipping.md"),
            passage(
                "商品到着後8日以内の返品は全額返金します。Full refund within 8 days.", "returns.md"
            ),
            passage("窯は1年間の保証付きです。The kiln has a 1-year warranty.", "kiln.md"),
            passage(
                "工房の電話は075-123-4567、studio@example.jp、京都市左京区山端町1-2です。",
                "access.md",
            ),
            passage("次の窯出しは2027年1月23日の予定です。", "news.md"),
        ),
    )
