"""Whose data it is decides whether it may stand in a text."""

from policy_reviews import Review

from kizashi.signal import Utterance
from kizashi.verdict import Severity
from policies.model import Policies
from policies.review import Facts


def test_somebody_elses_phone_number_is_held(review: Review) -> None:
    assert review("privacy.phone", "090-1234-5678です")[0].severity is Severity.HOLD


def test_the_business_own_contacts_pass(review: Review, known: Facts, policies: Policies) -> None:
    assert review("privacy.phone", "お電話は075-123-4567へ", known)[0].severity is Severity.NOTE
    assert review("privacy.email", "studio@example.jp", known)[0].severity is Severity.NOTE
    privacy = policies.privacy.model_copy(update={"allowed": ("03-1111-2222",)})
    under = policies.model_copy(update={"privacy": privacy})
    assert review("privacy.phone", "03 1111 2222", under=under)[0].severity is Severity.NOTE


def test_what_the_customer_wrote_may_be_repeated_unless_it_is_sensitive(review: Review) -> None:
    said = Utterance(who="customer", text="090-1234-5678、カード4111 1111 1111 1111")
    facts = Facts(context=(said,))
    assert review("privacy.phone", "090-1234-5678ですね", facts)[0].severity is Severity.NOTE
    card = review("privacy.card", "4111 1111 1111 1111ですね", facts)
    assert card[0].severity is Severity.BLOCK


def test_what_comes_in_is_marked(review: Review) -> None:
    (finding,) = review("privacy", "電話は090-1234-5678です", direction="in")
    assert finding.rule == "privacy.phone"
    assert finding.severity is Severity.NOTE


def test_a_name_alone_is_only_noted(review: Review) -> None:
    assert review("privacy.name", "田中様、こんにちは")[0].severity is Severity.NOTE
