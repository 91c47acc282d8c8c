"""The review's frame: the hardest finding decides, and a rule that fails holds the text."""

import time
from collections.abc import Iterator

import pytest

from kizashi.language import Bilingual
from kizashi.verdict import Decision, Finding, Severity
from policies.load import load_policies
from policies.review import Examined, Facts, decide, examine
from policies.subject import Rule, Subject

POLICIES = load_policies(None)
WORDS = Bilingual(ja="理由", en="reason")


def a_finding(severity: Severity) -> Finding:
    return Finding(rule="test.rule", severity=severity, span=None, explanation=WORDS)


def a_rule(severity: Severity) -> Rule:
    return Rule("test.rule", ("out",), lambda subject: (a_finding(severity),))


@pytest.mark.parametrize(
    ("severities", "decision"),
    [
        ([], Decision.SEND),
        ([Severity.NOTE], Decision.SEND),
        ([Severity.NOTE, Severity.REVISE], Decision.REVISE),
        ([Severity.HOLD, Severity.REVISE], Decision.HOLD),
        ([Severity.BLOCK, Severity.NOTE, Severity.HOLD], Decision.BLOCK),
    ],
)
def test_the_hardest_finding_decides(severities: list[Severity], decision: Decision) -> None:
    assert decide(tuple(a_finding(severity) for severity in severities)) is decision


def test_a_rule_that_raises_holds_the_text_and_the_others_still_speak(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(subject: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError(subject.examined.text)

    rules = (Rule("test.broken", ("out",), broken), a_rule(Severity.NOTE))
    verdict = examine(Examined(text="secret words"), Facts(), POLICIES, rules)
    assert verdict.decision is Decision.HOLD
    assert [finding.rule for finding in verdict.findings] == ["system.rule_failed", "test.rule"]
    assert "test.broken" in caplog.text
    assert "secret words" not in caplog.text


def test_a_rule_looks_only_at_its_directions() -> None:
    rules = (a_rule(Severity.HOLD),)
    assert not examine(Examined(text="x", direction="in"), Facts(), POLICIES, rules).findings


def test_the_verdict_carries_the_version_of_the_policies() -> None:
    assert examine(Examined(text="x"), Facts(), POLICIES).policy == POLICIES.version


def test_the_owner_may_change_a_rules_severity_but_not_make_a_note_stop() -> None:
    changed = POLICIES.rules.model_copy(update={"severity": {"test.rule": Severity.BLOCK}})
    policies = POLICIES.model_copy(update={"rules": changed})
    harder = examine(Examined(text="x"), Facts(), policies, (a_rule(Severity.REVISE),))
    note = examine(Examined(text="x"), Facts(), policies, (a_rule(Severity.NOTE),))
    assert harder.decision is Decision.BLOCK
    assert note.decision is Decision.SEND


@pytest.mark.parametrize("direction", ["out", "in"])
@pytest.mark.parametrize(
    "piece",
    [
        "i g n o r e ",
        "1-2-3-",
        "a.b@c.d ",
        "銀行支店普通口座番号",
        "<!-- a ",
        "解約はお電話で。",
        '"',
    ],
)
def test_the_longest_message_is_reviewed_in_time_that_grows_with_its_length(
    direction: str, piece: str
) -> None:
    text = (piece * 10_000)[:10_000]
    examined = Examined.model_validate({"text": text, "direction": direction})
    begun = time.process_time()
    examine(examined, Facts(), POLICIES)
    assert time.process_time() - begun < 3
