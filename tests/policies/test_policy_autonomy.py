"""What goes by itself and what waits, at each autonomy."""

from datetime import UTC, datetime

import pytest

from kizashi.autonomy import Autonomy
from kizashi.ids import DocumentId, PassageId
from kizashi.language import Bilingual, Language
from kizashi.step import Source, Step, StepKind
from kizashi.texts import keys
from kizashi.verdict import Decision, Finding, Severity, Verdict
from policies.autonomy import Release, release
from policies.load import load_policies
from policies.model import Policies

POLICIES = load_policies(None)
NOON = datetime(2027, 1, 15, 12, 0, tzinfo=UTC)
NIGHT = datetime(2027, 1, 15, 23, 0, tzinfo=UTC)
PASS = Verdict(decision=Decision.SEND)
SOURCE = Source(document=DocumentId("faq.md"), passage=PassageId("p1"), quote="x")
WORDS = Bilingual(ja="理由", en="reason")


def a_step(
    kind: StepKind = StepKind.SAY,
    *topics: str,
    confidence: float = 0.9,
    sourced: bool = True,
    unknown: bool = False,
) -> Step:
    return Step(
        kind=kind,
        text="こんにちは",
        language=Language.JA,
        reason=WORDS,
        topics=frozenset(topics),
        confidence=confidence,
        admits_unknown=unknown,
        sources=(SOURCE,) if sourced else (),
    )


def a_verdict(decision: Decision, rule: str = "pressure.urgency") -> Verdict:
    finding = Finding(rule=rule, severity=Severity(decision.value), span=None, explanation=WORDS)
    return Verdict(decision=decision, findings=(finding,))


def released(
    step: Step,
    autonomy: Autonomy | None,
    verdict: Verdict = PASS,
    held: bool = False,
    policies: Policies = POLICIES,
    now: datetime = NOON,
) -> Release:
    return release(step, verdict, autonomy, held, policies, now)


def test_at_crawl_everything_waits() -> None:
    assert released(a_step(StepKind.SAY, "smalltalk"), Autonomy.CRAWL) == Release(
        decision="hold", because=("held.autonomy.crawl",)
    )


def test_a_business_that_set_nothing_has_the_default_of_its_policies() -> None:
    assert released(a_step(StepKind.SAY, "thanks"), None).because == ("held.autonomy.crawl",)


@pytest.mark.parametrize(
    "step",
    [
        a_step(StepKind.SAY, "fact"),
        a_step(StepKind.SAY, "thanks"),
        a_step(StepKind.SAY, "smalltalk"),
        a_step(StepKind.ASK, sourced=False),
        a_step(StepKind.SAY, "fact", "unknown", sourced=False, unknown=True),
    ],
)
def test_at_walk_low_risk_steps_go(step: Step) -> None:
    assert released(step, Autonomy.WALK).decision == "send"


@pytest.mark.parametrize(
    "topic",
    ["price", "discount", "date", "stock", "refund", "guarantee", "complaint", "leave", "human"],
)
def test_at_walk_what_binds_the_business_waits(topic: str) -> None:
    found = released(a_step(StepKind.SAY, "fact", topic), Autonomy.WALK)
    assert found == Release(decision="hold", because=(f"held.topic.{topic}",))


@pytest.mark.parametrize("kind", [StepKind.OFFER, StepKind.HAND_OVER, StepKind.REMIND])
def test_at_walk_offers_reminders_and_handing_over_wait(kind: StepKind) -> None:
    assert f"held.kind.{kind.value}" in released(a_step(kind, "fact"), Autonomy.WALK).because


def test_at_walk_a_fact_without_a_source_waits() -> None:
    step = a_step(StepKind.SAY, "fact", sourced=False)
    assert released(step, Autonomy.WALK).because == ("held.no_source",)


def test_at_walk_a_topic_that_nobody_named_waits() -> None:
    assert released(a_step(StepKind.SAY, "astrology"), Autonomy.WALK).because == (
        "held.topic.other",
    )
    assert released(a_step(StepKind.SAY), Autonomy.WALK).because == ("held.topic.other",)


@pytest.mark.parametrize("autonomy", [Autonomy.WALK, Autonomy.RUN])
def test_a_step_the_agents_are_unsure_of_waits(autonomy: Autonomy) -> None:
    step = a_step(StepKind.SAY, "thanks", confidence=0.2)
    assert released(step, autonomy).because == ("held.low_confidence",)


@pytest.mark.parametrize("topic", ["price", "stock", "date", "fact", "leave"])
def test_at_run_most_things_go(topic: str) -> None:
    assert released(a_step(StepKind.OFFER, topic), Autonomy.RUN).decision == "send"


@pytest.mark.parametrize("topic", ["discount", "refund", "exception", "complaint", "demand"])
def test_at_run_what_policy_names_waits(topic: str) -> None:
    found = released(a_step(StepKind.SAY, topic), Autonomy.RUN)
    assert found == Release(decision="hold", because=(f"held.topic.{topic}",))


@pytest.mark.parametrize("decision", [Decision.HOLD, Decision.REVISE])
def test_a_finding_holds_even_at_run(decision: Decision) -> None:
    found = released(a_step(StepKind.SAY, "fact"), Autonomy.RUN, a_verdict(decision))
    assert found == Release(decision="hold", because=("held.rule",))


@pytest.mark.parametrize("held", [False, True])
def test_what_is_blocked_never_goes(held: bool) -> None:
    found = released(a_step(), Autonomy.RUN, a_verdict(Decision.BLOCK), held)
    assert found.decision == "block"


def test_holding_everything_holds_what_would_have_gone() -> None:
    found = released(a_step(StepKind.SAY, "thanks"), Autonomy.RUN, held=True)
    assert found == Release(decision="hold", because=("held.everything",))


def test_a_reminder_waits_through_the_quiet_hours() -> None:
    step = a_step(StepKind.REMIND, "fact")
    assert released(step, Autonomy.RUN, now=NOON).decision == "send"
    assert released(step, Autonomy.RUN, now=NIGHT).because == ("held.quiet_hours",)


def test_a_verdict_held_for_the_hour_alone_says_so() -> None:
    verdict = a_verdict(Decision.HOLD, "contact.quiet_hours")
    assert released(a_step(StepKind.SAY, "fact"), Autonomy.RUN, verdict).because == (
        "held.quiet_hours",
    )


def test_kinds_and_topics_make_it_only_more_careful() -> None:
    rules = POLICIES.autonomy.model_copy(
        update={"by_kind": {StepKind.SAY: Autonomy.RUN}, "by_topic": {"stock": Autonomy.CRAWL}}
    )
    policies = POLICIES.model_copy(update={"autonomy": rules})
    say_thanks, say_stock = a_step(StepKind.SAY, "thanks"), a_step(StepKind.SAY, "stock")
    assert released(say_thanks, Autonomy.CRAWL, policies=policies).decision == "hold"
    assert released(say_stock, Autonomy.RUN, policies=policies).because == ("held.autonomy.crawl",)


def test_every_reason_has_its_words() -> None:
    topics = [
        "price",
        "discount",
        "date",
        "stock",
        "refund",
        "guarantee",
        "exception",
        "complain",
        "complaint",
        "demand",
        "leave",
        "human",
        "other",
    ]
    for kind in StepKind:
        for topic in topics:
            for autonomy in Autonomy:
                step = a_step(kind, topic, confidence=0.1)
                for reason in released(step, autonomy, now=NIGHT).because:
                    assert f"policies.{reason}" in keys(Language.JA)


@pytest.mark.parametrize("rule", ["promises.price", "promises.discount", "promises.refund"])
def test_what_binds_the_business_waits_although_its_step_does_not_say_so(rule):
    noted = Verdict(
        decision=Decision.SEND,
        findings=(Finding(rule=rule, severity=Severity.NOTE, span=None, explanation=WORDS),),
    )
    step = a_step(StepKind.SAY, "fact")

    assert release(step, PASS, Autonomy.WALK, False, POLICIES, NOON).decision == "send"
    assert release(step, noted, Autonomy.WALK, False, POLICIES, NOON).decision == "hold"
