"""Why a draft says what it says and waits, or why somebody is read as they are."""

from agents.coaching.answers.rehearse import sources_of
from agents.coaching.signs import name_of, quote_of, readings_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from kizashi.draft import Draft
from kizashi.texts import text
from memory.chronicle import Talk


def why(talk: Talk, draft: Draft | None, voice: Voice) -> Counsel:
    """The reading with its words, then the draft's own reason, what it rests on, and what the
    Reviewer found."""
    name, reading = name_of(talk, voice.language), talk.reading
    paragraphs: list[Paragraph] = []
    read = readings_of(talk)
    if reading is not None and read:
        key = "why.held" if reading.stall else "why.read"
        paragraphs.append(
            voice.part(
                key,
                refer(talk, read[-1], voice.language),
                name=name,
                degrees=round(reading.temperature),
                phase=voice.label("phase", reading.phase.id),
                stall=voice.label("stall", reading.stall.reason.value) if reading.stall else "",
                quote=quote_of(read[-1]),
            )
        )
    if draft is None:
        if not paragraphs:
            paragraphs.append(voice.part("next.unread", name=name))
        return voice.counsel("why", paragraphs, [voice.say("more.next", name=name)])
    paragraphs.append(Paragraph(text=draft.step.reason.of(voice.language)))
    rests_on = sources_of(draft.step)
    if rests_on:
        paragraphs.append(voice.part("why.source", *rests_on))
    else:
        key = "why.admits" if draft.step.admits_unknown else "why.no_source"
        paragraphs.append(voice.part(key))
    paragraphs.extend(
        Paragraph(text=finding.explanation.of(voice.language), tone="warning")
        for finding in draft.verdict.findings
    )
    waits = [_because(key, voice) for key in draft.held_because]
    if waits:
        paragraphs.append(voice.part("why.waits", because=voice.say("semicolon").join(waits)))
    return voice.counsel("why", paragraphs, [voice.say("more.helped", name=name)])


def _because(key: str, voice: Voice) -> str:
    try:
        return text(voice.language, f"policies.{key}").rstrip("。.")
    except KeyError:
        return key
