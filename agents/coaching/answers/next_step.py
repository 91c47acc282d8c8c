"""The next step for somebody who has stopped: what serves them, joined with the owner's aims."""

import re

from agents.coaching.answers.rehearse import said_by_us
from agents.coaching.signs import (
    SURE_FROM,
    alike,
    held_by,
    last_words,
    name_of,
    refer,
    since_when,
    stalled_first,
    step_of,
    turned,
)
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.step import Step
from memory.chronicle import Chronicle, Talk

SHOWN = 3

_DISCOUNT = r"割引|値引|[一二三\d]割|ディスカウント|discount|price cut|percent off|% ?off|cheaper"

_AIMS: tuple[tuple[str, str], ...] = (
    ("fewer_discounts", _DISCOUNT),
    ("evenings_free", r"夜|夕方|残業|時間外|evening|night|after hours"),
    ("fewer_calls", r"電話|通話|call|phone"),
    ("more_new", r"新規|新しいお客|増や|new customer|grow|more people"),
    ("calm", r"急か|押しつけ|ゆっくり|丁寧|no pressure|not push|gentle|slow"),
)
"""What an owner's stated aim asks for, by its words."""


_FIRST = (MicroIntent.COMPLAIN, MicroIntent.LEAVE, MicroIntent.ASK_HUMAN)
"""What is met before any stall: whoever shows it is not on the way to anything else."""


def next_steps(
    talk: Talk | None,
    chronicle: Chronicle,
    voice: Voice,
    aims: tuple[str, ...],
    own: Step | None = None,
    question: str = "",
) -> Counsel:
    """The next step for one person; without one, for those who stopped nearest to acting. `own`
    is the draft that waits for this person, or what the agents would say now."""
    if talk is not None:
        paragraphs = step_for(talk, chronicle, voice, aims)
        if re.search(_DISCOUNT, question, re.IGNORECASE):
            paragraphs[1:1] = _on_a_discount(talk, voice)
        paragraphs += _words_for(talk, own, voice)
        name = name_of(talk, voice.language)
        more = [voice.say("more.helped", name=name), voice.say("more.rehearse", name=name)]
        return voice.counsel("next_step", paragraphs, more)
    stalled = stalled_first(chronicle.talks, voice.now)
    if not stalled:
        return voice.counsel("next_step", [voice.part("next.nobody")], [voice.say("more.week")])
    paragraphs = []
    for one in stalled[:SHOWN]:
        paragraphs += step_for(one, chronicle, voice, aims)
    return voice.counsel("next_step", paragraphs, [voice.say("more.brief")])


def _on_a_discount(talk: Talk, voice: Voice) -> list[Paragraph]:
    """Whether a lower price would meet what holds somebody."""
    held = talk.reading.stall.reason if talk.reading and talk.reading.stall else None
    if held is None or talk.reading is None or held_by(talk.reading, Stall.PRICE):
        return []
    return [voice.part("next.no_discount", stall=voice.label("stall", held.value))]


def _words_for(talk: Talk, own: Step | None, voice: Voice) -> list[Paragraph]:
    """The words of the draft that waits, else those that the agents would write."""
    if talk.held_draft is None:
        return said_by_us(own, "next.words", voice)
    reference = refer(talk, last_words(talk), voice.language)
    reference = reference.model_copy(update={"draft": talk.held_draft})
    words = said_by_us(own, "next.draft_says", voice)[1:]
    return [voice.part("person.draft", reference), *words]


def step_for(
    talk: Talk, chronicle: Chronicle, voice: Voice, aims: tuple[str, ...]
) -> list[Paragraph]:
    """What to do for one person, why, what it rests on, and how it keeps to the owner's aims."""
    reading = talk.reading
    if reading is None:
        return [state_of(talk, voice)]
    stall = reading.stall.reason if reading.stall else None
    paragraphs = [state_of(talk, voice), voice.part(f"next.do.{_advice(reading)}")]
    wanted = aims_of(aims)
    if stall is Stall.PRICE and "fewer_discounts" in wanted:
        paragraphs.append(voice.part("next.aim.fewer_discounts"))
    if "evenings_free" in wanted:
        paragraphs.append(voice.part("next.aim.evenings_free"))
    if "fewer_calls" in wanted and stall in (Stall.RISK, Stall.TRUST, Stall.OVERLOAD):
        paragraphs.append(voice.part("next.aim.fewer_calls"))
    if "calm" in wanted and reading.phase in (Phase.HESITATING, Phase.DECIDING):
        paragraphs.append(voice.part("next.aim.calm"))
    like = alike(turned(chronicle.talks), reading, talk)
    moved = [one for one in like if one.outcome == "moved_on"]
    if moved:
        best = max(moved, key=lambda one: one.change)
        paragraphs.append(
            voice.part(
                "next.similar",
                refer(best.talk, best.answer, voice.language),
                count=len(like),
                moved=len(moved),
                name=name_of(best.talk, voice.language),
                step=voice.label("step", step_of(best.answer)),
            )
        )
    return paragraphs


def state_of(talk: Talk, voice: Voice) -> Paragraph:
    """Where somebody stands, since when, and the message at which that began."""
    name, reading = name_of(talk, voice.language), talk.reading
    if reading is None:
        reference = refer(talk, talk.beats[-1] if talk.beats else None, voice.language)
        return voice.part("next.unread", reference, name=name)
    stall = reading.stall.reason if reading.stall else None
    began = since_when(talk, stall)
    return voice.part(
        "next.held" if stall else "next.phase",
        refer(talk, began or last_words(talk), voice.language),
        name=name,
        degrees=round(reading.temperature),
        stall=voice.label("stall", stall.value) if stall else "",
        phase=voice.label("phase", reading.phase.id),
        long=voice.long(began.at if began else talk.last_at),
    )


def aims_of(aims: tuple[str, ...]) -> frozenset[str]:
    """What the owner's aims ask for, as far as their words are known."""
    return frozenset(
        aim for aim, words in _AIMS if any(re.search(words, one, re.IGNORECASE) for one in aims)
    )


def _advice(reading: Reading) -> str:
    for intent in _FIRST:
        if any(one.name == intent and one.confidence >= SURE_FROM for one in reading.micro_intents):
            return intent.value
    if reading.stall is not None:
        return reading.stall.reason.value
    return reading.phase.id
