"""Verdicts: the governance decision on a step, always with the rules that spoke and why."""

from enum import StrEnum

from kizashi.language import Bilingual
from kizashi.values import Value


class Decision(StrEnum):
    """What governance decides, from the mildest to the hardest."""

    SEND = "send"
    REVISE = "revise"
    HOLD = "hold"
    BLOCK = "block"


class Severity(StrEnum):
    """What a finding alone asks for. `note` informs and never stops."""

    NOTE = "note"
    REVISE = "revise"
    HOLD = "hold"
    BLOCK = "block"


class Span(Value):
    """A stretch of the examined text: character offsets, end exclusive, and the words there."""

    start: int
    end: int
    text: str


class Finding(Value):
    """One rule that spoke. `rule` is dotted by family, such as `promises.price`."""

    rule: str
    severity: Severity
    span: Span | None
    explanation: Bilingual


class Verdict(Value):
    """The whole decision. `policy` is the version (content hash) of the policies that spoke."""

    decision: Decision
    findings: tuple[Finding, ...] = ()
    policy: str = ""
