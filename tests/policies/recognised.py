"""What the recognisers find in a text, for their tests: kinds with the words themselves."""

from policies.privacy import personal_data


def found(text: str) -> list[tuple[str, str]]:
    """Every stretch of personal data: its kind and its words."""
    return [(each.kind, text[each.start : each.end]) for each in personal_data(text)]
