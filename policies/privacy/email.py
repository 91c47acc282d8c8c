"""E-mail addresses (RFC 5321 mailbox in its usual form), also when written around a filter.

Source: RFC 5321 section 4.1.2; GDPR Art. 4(1).
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_PLAIN = re.compile(
    r"(?<![a-z0-9_.+%-])[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])"
    r"?\s?@\s?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![a-z0-9])"
)
_AROUND = re.compile(
    r"(?<![a-z0-9_.+-])[a-z0-9][a-z0-9._+-]"
    r"{1,62}\s?(?:[\[(<{]\s?(?:at|アット(?:マーク)?|@)\s?[\])>}]|\sat\s|アットマーク|★|"
    r"☆)\s?"
    r"[a-z0-9-]+(?:\s?(?:[\[(<{]\s?(?:dot|ドット|\.)\s?[\])>}]|\sdot\s|ドット|"
    r"\.)\s?[a-z0-9-]+)*\s?(?:[\[(<{]\s?(?:dot|ドット|\.)\s?[\])>}]|\sdot\s|ドット|"
    r"\.)\s?(?:com|net|org|jp|co|uk|io|info|me|edu|fr|de|eu|nl|es|it|ch|at|ca|au)(?![a-z0-9])"
)


def find(view: View) -> Iterator[Personal]:
    """Addresses with an at sign, and those with the sign spelt out."""
    if "@" in view.text:
        for match in _PLAIN.finditer(view.text):
            yield Personal("email", match.start(), match.end())
    if (
        "at" in view.text
        or "アット" in view.text
        or "★" in view.text
        or "☆" in view.text
        or "@" in view.text
    ):
        for match in _AROUND.finditer(view.text):
            yield Personal("email", match.start(), match.end())
