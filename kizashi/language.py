"""The two languages of the product, and a text that exists in both."""

from enum import StrEnum

from kizashi.values import Value


class Language(StrEnum):
    """A language that Kizashi speaks."""

    JA = "ja"
    EN = "en"


class Bilingual(Value):
    """One text in both languages: stored once, shown in the viewer's language."""

    ja: str
    en: str

    def of(self, language: Language) -> str:
        """The text for a viewer of this language."""
        return self.ja if language is Language.JA else self.en
