"""What the chronicle shows of a person: since when something holds them, and what moved them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from kizashi.counsel import Reference
from kizashi.language import Language
from kizashi.moment import Outcome, outcome_of
from kizashi.naming import called
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.step import StepKind
from memory.chronicle import Beat, Talk

SWAYING_FROM = 0.45
QUOTED = 120

STALLED_BY: dict[Stall, frozenset[str]] = {
    Stall.PRICE: frozenset({MicroIntent.PRICE_CONCERN, MicroIntent.NEGOTIATE}),
    Stall.RISK: frozenset({MicroIntent.FEAR_FAILURE}),
    Stall.LOSS: frozenset({MicroIntent.FEAR_LOSS}),
    Stall.EFFORT: frozenset({MicroIntent.EFFORT_CONCERN}),
    Stall.TRUST: frozenset({MicroIntent.DISTRUST}),
    Stall.AUTHORITY: frozenset({MicroIntent.AWAIT_OTHER}),
}
"""Micro-intents that show a stall although the reading names none, or another first."""

SURE_FROM = 0.4
"""Confidence from which a micro-intent counts as shown."""

UNHAPPY = frozenset({MicroIntent.COMPLAIN, MicroIntent.LEAVE, MicroIntent.ASK_HUMAN})


def held_by(reading: Reading, stall: Stall) -> bool:
    """Whether a reading shows this reason for stopping."""
    if reading.stall is not None and reading.stall.reason is stall:
        return True
    shown = STALLED_BY.get(stall, frozenset())
    return any(one.name in shown and one.confidence >= SURE_FROM for one in reading.micro_intents)


def wavers(reading: Reading) -> bool:
    """Whether a person hesitates or sways at this reading."""
    return reading.sway >= SWAYING_FROM or reading.phase is Phase.HESITATING


def unhappy(reading: Reading) -> bool:
    """Whether a reading shows displeasure."""
    return any(one.name in UNHAPPY and one.confidence >= SURE_FROM for one in reading.micro_intents)


def readings_of(talk: Talk) -> list[Beat]:
    """The customer's messages with a reading, oldest first."""
    return [beat for beat in talk.beats if beat.reading is not None]


def since_when(talk: Talk, stall: Stall | None) -> Beat | None:
    """The message at which the present hold began: the first of the unbroken run of readings, up
    to the newest, that show it (without a stall: any stall or sway)."""
    first: Beat | None = None
    for beat in reversed(readings_of(talk)):
        reading = beat.reading
        if reading is None:
            continue
        shows = (
            held_by(reading, stall)
            if stall is not None
            else reading.stall is not None or wavers(reading)
        )
        # Thanks and small talk between two worries do not end the worry.
        neutral = reading.stall is None and reading.phase in (Phase.DORMANT, Phase.STIRRING)
        if shows:
            first = beat
        elif not (neutral and first is not None):
            break
    return first


def newest_with(talk: Talk, intents: Iterable[str], since: datetime) -> Beat | None:
    """The newest message since then that shows one of these intents."""
    wanted = frozenset(intents)
    for beat in reversed(readings_of(talk)):
        if beat.at < since:
            return None
        if beat.reading is not None and any(
            one.name in wanted and one.confidence >= SURE_FROM for one in beat.reading.micro_intents
        ):
            return beat
    return None


def last_words(talk: Talk) -> Beat | None:
    """The customer's newest message."""
    return next((beat for beat in reversed(talk.beats) if beat.who == "customer"), None)


@dataclass(frozen=True, slots=True)
class Change:
    """How somebody's temperature moved between two readings."""

    before: Reading
    after: Reading
    beat: Beat

    @property
    def degrees(self) -> float:
        """From the first to the last."""
        return self.after.temperature - self.before.temperature


def change_since(talk: Talk, since: datetime) -> Change | None:
    """The change from the first to the last reading since then; `None` with fewer than two."""
    read = [beat for beat in readings_of(talk) if beat.at >= since]
    if len(read) < 2 or read[0].reading is None or read[-1].reading is None:
        return None
    return Change(read[0].reading, read[-1].reading, read[-1])


@dataclass(frozen=True, slots=True)
class Turned:
    """A moment that was answered, and what the temperature did then."""

    talk: Talk
    before: Beat
    answer: Beat
    after: Beat

    @property
    def change(self) -> float:
        """Degrees from the reading before the answer to the next one."""
        if self.before.reading is None or self.after.reading is None:
            return 0.0
        return self.after.reading.temperature - self.before.reading.temperature

    @property
    def outcome(self) -> Outcome:
        """What became of the moment, by the rule of the mesh."""
        before, after = self.before.reading, self.after.reading
        if before is None or after is None:
            return "unknown"
        names = {intent.name for intent in after.micro_intents}
        return outcome_of(before.temperature, after.temperature, after.phase, names)


def turned(talks: Iterable[Talk]) -> list[Turned]:
    """Every answer that stands between two readings of the same person."""
    found: list[Turned] = []
    for talk in talks:
        read = readings_of(talk)
        for before, after in pairwise(read):
            answers = [
                b for b in talk.beats if b.who == "business" and before.seq < b.seq < after.seq
            ]
            if answers:
                found.append(Turned(talk, before, answers[-1], after))
    return found


def alike(moments: Sequence[Turned], reading: Reading, but: Talk) -> list[Turned]:
    """The moments of others that were like this reading: held by the same thing, else in the same
    phase."""
    others = [one for one in moments if one.talk.person != but.person]
    stall = reading.stall.reason if reading.stall else None
    if stall is not None:
        same = [one for one in others if one.before.reading and held_by(one.before.reading, stall)]
        if same:
            return same
    return [
        one
        for one in others
        if one.before.reading is not None
        and one.before.reading.phase is reading.phase
        and one.before.reading.stall is None
    ]


def step_of(beat: Beat) -> str:
    """The kind of step that words of the business were; what the owner wrote is `say`."""
    return beat.step or StepKind.SAY.value


def name_of(talk: Talk, language: Language) -> str:
    """How the person is called."""
    return called(talk.name, talk.person, language)


def quote_of(beat: Beat, words: str | None = None) -> str:
    """The words to quote from a message: the evidence of its reading where there is some."""
    reading = beat.reading
    if words is None and reading is not None:
        parts = [
            *(reading.stall.evidence if reading.stall else ()),
            *(piece for intent in reading.micro_intents for piece in intent.evidence),
        ]
        words = next((one.quote for one in parts if one.source == "text" and one.quote), None)
    shown = words or beat.text
    return shown if len(shown) <= QUOTED else shown[: QUOTED - 1] + "…"


def refer(talk: Talk, beat: Beat | None, language: Language) -> Reference:
    """A reference that opens the conversation at a message."""
    return Reference(
        label=name_of(talk, language),
        conversation=talk.conversation,
        message=beat.message if beat else None,
        at=beat.at if beat else talk.last_at,
        quote=quote_of(beat) if beat else "",
    )


def stalled_first(talks: Iterable[Talk], now: datetime) -> list[Talk]:
    """People whom something holds, those nearest to acting and longest waiting first."""
    held = [
        talk
        for talk in talks
        if talk.reading is not None
        and (talk.reading.stall is not None or wavers(talk.reading))
        and (talk.snoozed_until is None or talk.snoozed_until <= now)
    ]
    return sorted(
        held,
        key=lambda talk: (-(talk.reading.temperature if talk.reading else 0), talk.last_at),
    )
