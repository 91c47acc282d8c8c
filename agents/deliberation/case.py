"""What a deliberation is about, and how its agents speak of it."""

from dataclasses import dataclass, field

from agents.coaching.signs import name_of
from agents.coaching.voice import Voice
from agents.situation import Brief, OwnerActs, Situation, UnderReview
from kizashi.consent import Contact
from kizashi.counsel import Paragraph, Reference
from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.reading import OwnerReading, Reading
from kizashi.recollection import Recollection
from kizashi.step import Step
from kizashi.texts import text
from memory.chronicle import Chronicle, Talk


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation whose customer waits, with all that the agents may know beforehand.

    `aims` are what the owner wants to reach, in their own words; `voice` speaks the language of
    the owner who asked.
    """

    situation: Situation
    person: PersonId
    contact: Contact
    ai_disclosed: bool
    acts: OwnerActs
    chronicle: Chronicle
    talk: Talk
    aims: tuple[str, ...]
    voice: Voice

    @property
    def language(self) -> Language:
        """The language of the owner who asked."""
        return self.voice.language

    @property
    def name(self) -> str:
        """How the customer is called."""
        return name_of(self.talk, self.language)

    def say(self, key: str, /, **values: object) -> str:
        """A text of the deliberation's room."""
        return text(self.language, f"deliberation.{key}", **values)

    def part(self, key: str, *references: Reference, **values: object) -> Paragraph:
        """A plain paragraph with what it rests on."""
        return Paragraph(text=self.say(key, **values), references=references)


@dataclass(slots=True)
class Table:
    """What lies on the table of one run, beside what was said: each agent adds its own."""

    owner: OwnerReading = field(default_factory=OwnerReading)
    recollection: Recollection = field(default_factory=Recollection)

    def brief(self, case: Case, reading: Reading) -> Brief:
        """What the Negotiator thinks about."""
        return Brief(
            situation=case.situation,
            reading=reading,
            owner=self.owner,
            recollection=self.recollection,
        )

    def under_review(self, case: Case, reading: Reading, step: Step) -> UnderReview:
        """A step as the Reviewer is shown it."""
        return UnderReview(
            step=step,
            brief=self.brief(case, reading),
            ai_disclosed=case.ai_disclosed,
            contact=case.contact,
        )
