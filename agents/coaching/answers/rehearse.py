"""Rehearsing a call: the Coach speaks the customer's lines, the owner answers, and hears what was
good and what to watch."""

import re
from collections.abc import Sequence

from agents.coaching.signs import name_of, quote_of, readings_of
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference, Rehearsal
from kizashi.language import Language
from kizashi.reading import Reading, Stall
from kizashi.step import Step
from kizashi.verdict import Severity, Verdict
from memory.chronicle import Talk

LINES = 4
LONG_CHARACTERS = {Language.JA: 180, Language.EN: 420}
"""Words longer than this are hard to follow on the telephone."""
_STOP = re.compile(
    r"^(?:やめ|終わり|おわり|終了|ストップ|ここまで|stop|end|enough|quit|that.?s (?:it|all))",
    re.IGNORECASE,
)
_CARES = re.compile(
    r"そう(?:です|でした|なん)|ごもっとも|お気持ち|わかります|分かります|ご不安|ご心配|もちろん|無理(?:に|な)"
    r"|understand|of course|makes sense|fair|i hear|no rush|that.?s (?:ok|fine|natural)|worr",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？]|でしょうか|ますか|ですか")


def begin(talk: Talk, voice: Voice) -> Counsel:
    """The first line, in the customer's own words where there are some."""
    lines = lines_of(talk, voice)
    name = name_of(talk, voice.language)
    rehearsal = Rehearsal(conversation=talk.conversation, person=talk.person, lines=lines)
    paragraphs = [
        voice.part("rehearse.begin", name=name),
        Paragraph(text=voice.say("rehearse.line", name=name, line=lines[0]), tone="words"),
        voice.quiet("rehearse.how"),
    ]
    return voice.counsel("rehearsal", paragraphs, rehearsal=rehearsal)


def lines_of(talk: Talk, voice: Voice) -> tuple[str, ...]:
    """What this customer may say: what they said, then what people held by the same thing say."""
    said: list[str] = []
    for beat in reversed(readings_of(talk)):
        reading = beat.reading
        if reading is not None and (reading.stall is not None or reading.sway >= 0.4):
            said.append(_line(beat.text, quote_of(beat)))
    stall = _stall(talk.reading)
    more = [voice.say(f"rehearse.says.{stall}.{number}") for number in (1, 2)]
    last = voice.say("rehearse.says.last")
    return tuple(dict.fromkeys([*said[:2], *more, last]))[:LINES]


def _line(text: str, quote: str) -> str:
    """A message as it may be spoken: whole while it is short."""
    return text if len(text) <= 140 else quote


def _stall(reading: Reading | None) -> str:
    if reading is None or reading.stall is None:
        return "none"
    return reading.stall.reason.value


def stops(text: str) -> bool:
    """Whether the owner ends the rehearsal with these words."""
    return bool(_STOP.search(text.strip()))


def go_on(
    rehearsal: Rehearsal,
    answer: str,
    verdict: Verdict,
    own: Step | None,
    talk: Talk,
    voice: Voice,
) -> Counsel:
    """What to say of the owner's answer, then the next line, or the end. `own` is what the agents
    would have said to the same line."""
    name = name_of(talk, voice.language)
    paragraphs = remarks(answer, verdict, _stall(talk.reading), voice)
    paragraphs += said_by_us(own, "rehearse.own", voice)
    place = rehearsal.place + 1
    if place >= len(rehearsal.lines):
        paragraphs.append(voice.part("rehearse.end", name=name))
        return voice.counsel("rehearsal", paragraphs, [voice.say("more.rehearse", name=name)])
    line = voice.say("rehearse.line", name=name, line=rehearsal.lines[place])
    paragraphs.append(Paragraph(text=line, tone="words"))
    going = rehearsal.model_copy(update={"place": place})
    return voice.counsel("rehearsal", paragraphs, [voice.say("more.stop")], going)


def said_by_us(own: Step | None, heading: str, voice: Voice) -> list[Paragraph]:
    """The words of the agents' own step, with what they rest on."""
    if own is None or not own.text.strip():
        return []
    words = Paragraph(text=own.text, tone="words", references=sources_of(own))
    return [voice.quiet(heading), words]


def sources_of(step: Step) -> tuple[Reference, ...]:
    """What a step rests on."""
    return tuple(
        Reference(label=one.document, document=one.document, quote=one.quote)
        for one in step.sources
    )


def remarks(answer: str, verdict: Verdict, stall: str, voice: Voice) -> list[Paragraph]:
    """What was good in an answer, and what to watch."""
    good: list[str] = []
    if _CARES.search(answer):
        good.append(voice.say("rehearse.good.cares"))
    if _ASKS.search(answer):
        good.append(voice.say("rehearse.good.asks"))
    found: list[Paragraph] = []
    if good:
        found.append(Paragraph(text=voice.list_of(good)))
    watched: Sequence[str] = [
        one.explanation.of(voice.language)
        for one in verdict.findings
        if one.severity is not Severity.NOTE
    ]
    found += [Paragraph(text=one, tone="warning") for one in watched]
    if not _CARES.search(answer) and stall in (Stall.RISK, Stall.LOSS, Stall.TRUST, Stall.PRICE):
        found.append(voice.warning(f"rehearse.watch.{stall}"))
    if len(answer) > LONG_CHARACTERS[voice.language]:
        found.append(voice.warning("rehearse.watch.long"))
    return found or [voice.part("rehearse.good.plain")]


def ended(talk: Talk | None, voice: Voice) -> Counsel:
    """The rehearsal was ended by the owner."""
    name = name_of(talk, voice.language) if talk is not None else voice.say("helped.such")
    return voice.counsel("rehearsal", [voice.part("rehearse.stopped", name=name)])
