"""Leaks: outgoing text that shows the agents' own instructions, rules or secret words.

Source: OWASP LLM07:2025 (system prompt leakage).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "attack.leak"
_OWN_TEXT = re.compile(
    r"\b(?:my|the|these) (?:system )?(?:prompt|instructions|system message|"
    r"guidelines) (?:is|are|say|says|state|tell|read|reads|include|includes)\b|\b(?:i was|"
    r"i am|i'm|i've been) (?:instructed|told|programmed|prompted|configured) (?:to|not to|"
    r"that)\b|\bsystem prompt\s?[:\-]|\byou are (?:a|an) (?:helpful|ai|friendly|polite|"
    r"customer[- ]service)[^.!?\n]{0,30}(?:assistant|agent|chatbot)\b|<\|(?:im_start|"
    r"system|assistant)\|?>|[\"']role[\"']\s*:\s*[\"'](?:system|developer)"
    r"|(?:promises|pressure|privacy|closeness|consent|contact|honesty|attack|fairness|"
    r"system)\.(?:[a-z]+_)*[a-z]+\b(?=.{0,40}\b(?:hold|block|revise|note|rule)\b)|"
    r"\bheld\.(?:autonomy|topic|kind|rule)\b|\blargest_discount_percent\b|\bprice_floor\b"
    r"|(?:私|わたし)(?:に|へ)の(?:指示|命令|プロンプト|設定)(?:は|に(?:は|よる)|で)|"
    r"システムプロンプト(?:は|に|の内容|:|：|では)|(?:私|"
    r"わたし)は[^。\n]{0,12}(?:よう(?:に)?(?:指示|命令|設定|プログラム)され)|"
    r"あなたは(?:親切な|丁寧な|優秀な|役に立つ)?[^。\n]{0,12}(?:アシスタント|エージェント|"
    r"接客係)です。?[^。\n]{0,40}(?:してください|しなさい|こと)|(?:社内|"
    r"内部)(?:の)?(?:値引き?|割引)(?:の)?(?:上限|限度|ルール)(?:は|が)"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Words of the agents' own instructions are held; a secret phrase of the owner is blocked."""
    match = _OWN_TEXT.search(subject.text)
    if match is not None:
        yield subject.finding(NAME, Severity.HOLD, match.span(), "attack.leak")
    for phrase in subject.policies.attack.secret_phrases:
        at = subject.text.find(folded(phrase))
        if at >= 0:
            place = (at, at + len(folded(phrase)))
            yield subject.finding(NAME, Severity.BLOCK, place, "attack.leak_secret")


RULE = Rule(NAME, ("out",), check)
