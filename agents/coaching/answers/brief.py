"""The morning brief: what waits, who stopped and why, what to begin with."""

from datetime import timedelta

from agents.coaching.signs import (
    last_words,
    name_of,
    readings_of,
    refer,
    since_when,
    stalled_first,
    unhappy,
)
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference
from memory.chronicle import Chronicle, Talk

SHOWN = 4
NIGHT = timedelta(hours=16)
"""What came within this time before the brief is told as new."""


def brief(chronicle: Chronicle, voice: Voice, aims: tuple[str, ...]) -> Counsel:
    """What the owner should know before the day begins."""
    drafts = [talk for talk in chronicle.talks if _awake(talk, voice) and talk.held_draft]
    waiting = [
        talk
        for talk in chronicle.talks
        if _awake(talk, voice) and talk.waiting_since and not talk.held_draft
    ]
    stalled = [talk for talk in stalled_first(chronicle.talks, voice.now) if not talk.held_draft]
    sorry = [talk for talk in chronicle.talks if talk.reading is not None and unhappy(talk.reading)]
    new = [talk for talk in chronicle.talks if _new(talk, voice)]
    hour = voice.now.astimezone(voice.zone).hour
    greeting = "morning" if 4 <= hour < 11 else "day" if 11 <= hour < 17 else "evening"
    paragraphs: list[Paragraph] = [voice.part(f"brief.{greeting}")]
    if not (drafts or waiting or stalled or sorry):
        paragraphs.append(voice.part("brief.calm"))
    if new:
        paragraphs.append(voice.part("brief.new", count=len(new)))
    paragraphs += _first(sorry, waiting, drafts, stalled, voice)
    paragraphs += _group("brief.unhappy", sorry, voice, "message")
    paragraphs += _group("brief.drafts", drafts, voice, "draft")
    paragraphs += _group("brief.waiting", waiting, voice, "message")
    paragraphs += _stalled(stalled, voice)
    if aims:
        paragraphs.append(voice.part("brief.aims", aims=voice.list_of(list(aims))))
    more = [voice.say("more.week")]
    if stalled:
        more.insert(0, voice.say("more.next", name=name_of(stalled[0], voice.language)))
    return voice.counsel("brief", paragraphs, more)


def _first(
    sorry: list[Talk], waiting: list[Talk], drafts: list[Talk], stalled: list[Talk], voice: Voice
) -> list[Paragraph]:
    """Whom to begin with: who is unhappy and unanswered, else who has waited longest, else the
    warmest whose draft is ready, else the nearest who stopped."""

    def warmth(talk: Talk) -> float:
        return talk.reading.temperature if talk.reading is not None else 0.0

    unanswered = [talk for talk in sorry if talk.waiting_since and _awake(talk, voice)]
    ways = (
        ("unhappy", sorted(unanswered, key=lambda talk: talk.waiting_since or talk.last_at)),
        ("waits", sorted(waiting, key=lambda talk: talk.waiting_since or talk.last_at)),
        ("draft", sorted(drafts, key=warmth, reverse=True)),
        ("stalled", stalled),
    )
    for way, some in ways:
        if some:
            return [
                voice.part(
                    f"brief.first_{way}",
                    refer(some[0], last_words(some[0]), voice.language),
                    name=name_of(some[0], voice.language),
                    long=voice.long(some[0].waiting_since or some[0].last_at),
                    degrees=round(warmth(some[0])),
                )
            ]
    return []


def _awake(talk: Talk, voice: Voice) -> bool:
    return talk.snoozed_until is None or talk.snoozed_until <= voice.now


def _new(talk: Talk, voice: Voice) -> bool:
    first = next((beat for beat in talk.beats if beat.who == "customer"), None)
    return first is not None and voice.now - first.at <= NIGHT and len(talk.beats) < 4


def _group(key: str, talks: list[Talk], voice: Voice, opens: str) -> list[Paragraph]:
    if not talks:
        return []
    references = []
    for talk in talks[:SHOWN]:
        reference = refer(talk, last_words(talk), voice.language)
        if opens == "draft":
            reference = Reference(**{**reference.model_dump(), "draft": talk.held_draft})
        references.append(reference)
    return [voice.part(key, *references, count=len(talks))]


def _stalled(stalled: list[Talk], voice: Voice) -> list[Paragraph]:
    if not stalled:
        return []
    found = [voice.heading("brief.stalled", count=len(stalled))]
    for talk in stalled[:SHOWN]:
        reading = talk.reading
        if reading is None:
            continue
        began = since_when(talk, reading.stall.reason if reading.stall else None)
        read = readings_of(talk)
        beat = began or (read[-1] if read else None)
        key = "brief.person" if reading.stall else "brief.person_sways"
        found.append(
            voice.part(
                key,
                refer(talk, beat, voice.language),
                name=name_of(talk, voice.language),
                degrees=round(reading.temperature),
                stall=voice.label("stall", reading.stall.reason.value) if reading.stall else "",
                long=voice.long(beat.at if beat else talk.last_at),
            )
        )
    return found
