"""Making text that comes in harmless to every screen without changing what it says."""

import re

# C0 and C1 controls except tab and line feed; the bidirectional overrides and isolates that can
# make a line read differently from what it is (CVE-2021-42574); lone surrogates.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """The text with one kind of line end and without control characters."""
    return _HARMFUL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
