# ruff: noqa: E501 - the names of regions are easier to check on long lines
"""Words that mean the same to somebody who asks a small business something, in both languages.

A question seldom uses the words of the document: "dog" meets "pets", 「停める」 meets "car park". Each
line of `meanings.txt` is one meaning with the forms it takes. Japanese forms are matched inside the text,
English forms as whole words (`*` at the end: as the beginning of one). Forms that mean two things
stand in both lines.
"""

from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_name("meanings.txt")


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning, with its Japanese and its English forms (lower case, NFKC)."""

    name: str
    ja: tuple[str, ...]
    en: tuple[str, ...]


def _parse() -> tuple[Concept, ...]:
    found = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition(": ")
        ja, _, en = rest.partition(" | ")
        forms = [form.strip() for form in (*ja.split("|"), *en.split("|")) if form.strip()]
        # Latin letters are matched as whole words in Japanese too: "tel" is not in "telescope"
        latin = tuple(dict.fromkeys(form for form in forms if form.isascii()))
        kana = tuple(form for form in forms if not form.isascii())
        found.append(Concept(name.strip(), kana, latin))
    return tuple(found)


CONCEPTS: tuple[Concept, ...] = _parse()
"""All meanings of the table."""

WIDER: dict[str, str] = {
    **dict.fromkeys(
        ("europe", "asia", "oceania", "northamerica", "southamerica", "africa"), "abroad"
    ),
    **dict.fromkeys(("kanto", "kansai", "chubu", "tohoku", "chugoku"), "honshu"),
}
"""Meanings that lie within another: London is abroad, Tokyo is on Honshu."""

REGIONS = frozenset(
    """europe ヨーロッパ 欧州 asia アジア oceania オセアニア アフリカ africa 南米 kanto 関東 kansai 関西
    近畿 chubu 中部 東海 tohoku 東北 chugoku 中国地方 中国・四国 shikoku 四国 hokkaido 北海道 kyushu 九州""".split()  # noqa: SIM905 - a list of words reads better than a list of strings
) | {"south america"}
"""Names of whole regions. Two places of one region are not the same: France is not Britain."""

BY_NAME: dict[str, Concept] = {concept.name: concept for concept in CONCEPTS}
"""The meanings by name."""
