"""The first words say that an AI answers.

Source: EU AI Act (Regulation 2024/1689) Art. 50(1) and (5): at the latest at the first interaction.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject

NAME = "honesty.disclosure"
_SAYS_SO = re.compile(
    r"(?<![a-z])ai(?![a-z])|人工知能|自動(?:応答|で(?:お答え|返信))|チャットボット|"
    r"\bartificial intelligence\b|\bchat ?bot\b|\bautomated (?:assistant|reply|answer)|"
    r"\bvirtual assistant\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A text to somebody who was not told yet must say so itself."""
    wanted = subject.policies.honesty.disclose_ai and not subject.facts.ai_disclosed
    if wanted and subject.text.strip() and not _SAYS_SO.search(subject.text):
        yield subject.finding(NAME, Severity.REVISE, None, "honesty.disclosure")


RULE = Rule(NAME, ("out",), check)
