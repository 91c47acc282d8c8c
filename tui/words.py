"""Words for the owner: labels, names, times and waits in the viewer's language."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.naming import called
from kizashi.reading import Reading
from kizashi.texts import text
from kizashi.verdict import Verdict
from kizashi.views import ConversationView
from tui.harmless import harmless, one_line


@dataclass(frozen=True, slots=True)
class Words:
    """Speaks one language in one time zone (`None`: the machine's own)."""

    language: Language
    zone: tzinfo | None = None

    def say(self, key: str, **values: object) -> str:
        """A text of the coach's room."""
        return text(self.language, f"coach.{key}", **values)

    def label(self, kind: str, name: str) -> str:
        """A label of the vocabulary, such as `label("stall", "price")`. A name that has none
        (an intent of the business's own) is shown as it is."""
        try:
            return text(self.language, f"vocabulary.{kind}.{name}")
        except KeyError:
            return one_line(name)

    def held_because(self, key: str, verdict: Verdict) -> str:
        """Why a draft waits; the verdict when the reason is not known to this version."""
        try:
            return text(self.language, f"policies.{key}")
        except KeyError:
            decision = self.label("decision", verdict.decision.value)
            return self.say("draft.verdict", decision=decision)

    def name(self, view: ConversationView) -> str:
        """How the person is called: by the name they told, else by a short made one."""
        return called(one_line(view.name or ""), view.person, self.language)

    def unnamed(self, person: PersonId) -> str:
        """How a person is called who has told no name."""
        return called(None, person, self.language)

    def behaviour(self, event: str) -> str:
        """What a person did, in words where there are some."""
        try:
            if event != "other":
                return self.say(f"behaviour.{event}")
        except KeyError:
            pass  # an event of the site's own: shown by its name
        return self.say("behaviour.other", event=one_line(event))

    def tool_ended(self, code: str) -> str:
        """Why a tool gave nothing."""
        try:
            return text(self.language, f"tools.ended.{code.removeprefix('tool.')}")
        except KeyError:
            return text(self.language, "tools.ended.failed")

    def by(self, who: str, *, own: bool) -> str:
        """Who decided a draft. `own` is true when it was decided at this screen."""
        if own:
            return self.say("by.here")
        if who in ("owner", "turn", "deliberation"):
            return self.say(f"by.{who}")
        return self.say("by.key", name=one_line(who))

    def list_of(self, labels: list[str]) -> str:
        """Several labels in one breath."""
        return self.say("list_comma").join(labels)

    def percent(self, share: float) -> str:
        """A share from 0 to 1 in per cent."""
        return f"{round(share * 100)}%"

    def summary(self, reading: Reading) -> str:
        """The phase and the intents of a reading, the most salient first."""
        intents = [self.label("intent", intent.name) for intent in reading.micro_intents]
        return f"{self.label('phase', reading.phase.id)} · {self.list_of(intents)}"

    def wait(self, since: datetime, now: datetime) -> str:
        """How long somebody has waited, in one short unit."""
        seconds = max(0.0, (now - since).total_seconds())
        for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
            if seconds >= size:
                return self.say(f"wait.{unit}", count=int(seconds // size))
        return self.say("wait.now")

    def clock(self, at: datetime) -> str:
        """The time of day where the owner is."""
        return at.astimezone(self.zone).strftime("%H:%M")

    def day(self, at: datetime, now: datetime) -> str:
        """The day where the owner is: today, yesterday, or its date."""
        here, today = at.astimezone(self.zone).date(), now.astimezone(self.zone).date()
        age = (today - here).days
        if age == 0:
            return self.say("day.today")
        if age == 1:
            return self.say("day.yesterday")
        weekday = self.say("day.weekdays").split()[here.weekday()]
        month = self.say("day.months").split()[here.month - 1]
        key = "day.date" if here.year == today.year else "day.date_with_year"
        return self.say(key, year=here.year, month=month, day=here.day, weekday=weekday)

    def since(self, at: datetime, now: datetime) -> str:
        """A moment that is past: the time of day, with its day unless that is today."""
        today = at.astimezone(self.zone).date() == now.astimezone(self.zone).date()
        return self.clock(at) if today else f"{self.day(at, now)} {self.clock(at)}"

    def moment(self, at: datetime, now: datetime) -> str:
        """A moment to come, in few cells: the time of day, with its day unless that is today."""
        here, today = at.astimezone(self.zone), now.astimezone(self.zone)
        if here.date() == today.date():
            return self.clock(at)
        weekday = self.say("day.weekdays").split()[here.weekday()]
        if (here.date() - today.date()).days < 7:
            return f"{weekday} {self.clock(at)}"
        return f"{here.month}/{here.day}"

    def server_words(self, words: str) -> str:
        """What the server says, on one line."""
        return one_line(harmless(words))
