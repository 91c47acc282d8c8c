"""Disguise: hidden characters, or an encoded text that is to be decoded and obeyed.

Source: OWASP LLM01:2025 (obfuscation); Boucher et al., "Bad Characters" (IEEE S&P 2022).
"""

import re
from collections.abc import Iterator

from kizashi.texts import both
from kizashi.verdict import Finding, Severity
from policies.attack.layers import hides_characters
from policies.attack.rule import layers_of
from policies.subject import Rule, Subject

NAME = "attack.encoding"
MOST_HIDDEN = 2
_DECODE = re.compile(
    r"\b(?:decode|decrypt|unscramble|de-?obfuscate|convert|translate|interpret|unencode|"
    r"read)\b[^.!?\n]{0,40}\b(?:base ?64|rot-?13|hex(?:adecimal)?|binary|morse|caesar|"
    r"cipher|ascii|leet|backwards?|reversed?|unicode|encoded|"
    r"payload)\b[^\n]{0,80}\b(?:follow|do|execute|obey|run|act|comply|carry|perform|"
    r"instructions?|as (?:a|your)|answer|then|and)\b"
    r"|\b(?:base ?64|rot-?13|hex|morse|cipher|binary|encoded|"
    r"reversed)\b[^.!?\n]{0,40}\b(?:instructions?|commands?|orders?|prompt|and (?:follow|"
    r"execute|obey|do|run))\b"
    r"|(?:base ?64|rot13|16進|二進|2進|モールス|暗号|エンコード|逆(?:から|さ|順)|シーザー|"
    r"アスキー|ユニコード|符号化)[^。\n]{0,24}(?:デコード|復号|解読|変換|読んで|読み|"
    r"解い)[^。\n]{0,24}(?:従|実行|その(?:通り|とおり)|指示|命令|行|答え|動)"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Readable text under an encoding, an order to decode, or words cut by hidden characters."""
    severity = Severity(subject.policies.attack.severity.value)
    ordered = _DECODE.search(subject.text)
    hidden = hides_characters(subject.examined.text) > MOST_HIDDEN
    if ordered is not None:
        yield subject.finding(NAME, severity, ordered.span(), "attack.encoding")
        return
    tagged = any(
        layer.disguised and layer.place is not None and _is_tags(subject, layer.place)
        for layer in layers_of(subject.examined.text)
    )
    if hidden or tagged:
        yield Finding(
            rule=NAME, severity=severity, span=None, explanation=both("policies.attack.encoding")
        )


def _is_tags(subject: Subject, place: tuple[int, int]) -> bool:
    return subject.examined.text[place[0]] >= "\U000e0000"


RULE = Rule(NAME, ("in",), check)
