"""The owner's stored evidence for claims that need proof before they are made."""

from collections.abc import Iterator
from re import Pattern

from kizashi.verdict import Finding, Severity
from policies.model import Evidence
from policies.promises.support import asks, negated
from policies.subject import Subject
from policies.view import folded


def evidence_for(subject: Subject, start: int, end: int) -> Evidence | None:
    """The stored, still valid evidence whose claim holds the claimed words, or stands with them
    in one sentence."""
    begin, until = subject.view.sentence_at(start)
    sentence = _tight(subject.text[begin:until])
    words = _tight(subject.text[start:end])
    today = subject.facts.now.date()
    for evidence in subject.policies.promises.evidence:
        claim = _tight(folded(evidence.claim))
        if evidence.until is not None and evidence.until < today:
            continue
        if (words and words in claim) or claim in sentence:
            return evidence
    return None


def _tight(text: str) -> str:
    return text.replace(" ", "").replace(".", "")


def proven_or_held(subject: Subject, pattern: Pattern[str], rule: str) -> Iterator[Finding]:
    """Every claim that the pattern finds: one with stored, still valid evidence passes with it as
    a note, any other is held. Texts are `<rule>_proven` and `<rule>_unproven`."""
    for match in pattern.finditer(subject.text):
        start, end = subject.view.sentence_at(match.start())
        sentence = subject.text[start:end]
        # "You won't find a better one" is no denial: only a no beside the claim takes it back.
        beside = subject.text[start : match.start()] + subject.text[match.end() : end]
        if negated(beside) or asks(sentence):
            continue
        evidence = evidence_for(subject, match.start(), match.end())
        words = subject.text[match.start() : match.end()]
        if evidence is None:
            yield subject.finding(
                rule, Severity.HOLD, match.span(), f"{rule}_unproven", claim=words
            )
        else:
            yield subject.finding(
                rule,
                Severity.NOTE,
                match.span(),
                f"{rule}_proven",
                claim=words,
                source=evidence.source,
            )
