"""How the Coach speaks: texts, labels and times in the owner's language and time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from kizashi.counsel import Counsel, CounselKind, Paragraph, Reference, Rehearsal
from kizashi.language import Language
from kizashi.texts import text


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks to one owner at one moment."""

    language: Language
    zone: tzinfo
    now: datetime

    def say(self, key: str, **values: object) -> str:
        """A text of the counsel's room."""
        return text(self.language, f"counsel.{key}", **values)

    def label(self, kind: str, name: str) -> str:
        """A label of the vocabulary; an intent of the business's own is its name."""
        try:
            return text(self.language, f"vocabulary.{kind}.{name}")
        except KeyError:
            return name

    def list_of(self, labels: list[str]) -> str:
        """Several labels in one breath."""
        return self.say("comma").join(labels)

    def when(self, at: datetime) -> str:
        """A moment as people say it: today, yesterday, or the date, with the time of day."""
        here, today = at.astimezone(self.zone), self.now.astimezone(self.zone)
        clock = here.strftime("%H:%M")
        age = (today.date() - here.date()).days
        if age == 0:
            return self.say("when.today", clock=clock)
        if age == 1:
            return self.say("when.yesterday", clock=clock)
        months = self.say("when.months").split()
        return self.say("when.date", month=months[here.month - 1], day=here.day, clock=clock)

    def since(self, at: datetime) -> str:
        """The beginning of a stretch of time: to the minute for a day, else the date."""
        if self.now - at <= timedelta(days=1):
            return self.when(at)
        here = at.astimezone(self.zone)
        months = self.say("when.months").split()
        return self.say("when.day", month=months[here.month - 1], day=here.day)

    def long(self, since: datetime) -> str:
        """How long ago something began."""
        minutes = max(0, int((self.now - since).total_seconds() // 60))
        for unit, size in (("days", 1_440), ("hours", 60)):
            if minutes >= size:
                return self.say(f"long.{unit}", count=minutes // size)
        return self.say("long.minutes", count=max(1, minutes))

    def part(self, key: str, *references: Reference, **values: object) -> Paragraph:
        """A plain paragraph with what it rests on."""
        return Paragraph(text=self.say(key, **values), references=references)

    def heading(self, key: str, **values: object) -> Paragraph:
        """A heading over the paragraphs that follow."""
        return Paragraph(text=self.say(key, **values), tone="heading")

    def quiet(self, key: str, **values: object) -> Paragraph:
        """A remark that may be passed over."""
        return Paragraph(text=self.say(key, **values), tone="quiet")

    def warning(self, key: str, **values: object) -> Paragraph:
        """Something to be careful about."""
        return Paragraph(text=self.say(key, **values), tone="warning")

    def counsel(
        self,
        kind: CounselKind,
        paragraphs: list[Paragraph],
        more: list[str] | None = None,
        rehearsal: Rehearsal | None = None,
    ) -> Counsel:
        """An answer."""
        return Counsel(
            kind=kind,
            language=self.language,
            paragraphs=tuple(paragraphs),
            more=tuple(more or ()),
            rehearsal=rehearsal,
        )
