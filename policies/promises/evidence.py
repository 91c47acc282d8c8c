"""The owner's stored evidence for claims that need proof before they are made."""

from policies.model import Evidence
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
