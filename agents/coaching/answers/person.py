"""Who somebody is: where they stand, what they said and were told, and what is open."""

from agents.coaching.answers.next_step import state_of
from agents.coaching.signs import last_words, name_of, readings_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference
from memory.chronicle import Talk


def about(talk: Talk, voice: Voice) -> Counsel:
    """What the journal tells of one person, the newest first."""
    name = name_of(talk, voice.language)
    paragraphs = [state_of(talk, voice), *_shows(talk, voice), *_open(talk, voice)]
    last = last_words(talk)
    if last is not None:
        reference = _whole(refer(talk, last, voice.language), last.text)
        paragraphs.append(voice.part("person.wrote", reference, when=voice.when(last.at)))
    told = next((beat for beat in reversed(talk.beats) if beat.who == "business"), None)
    if told is not None:
        reference = _whole(refer(talk, told, voice.language), told.text)
        paragraphs.append(voice.part("person.told", reference, when=voice.when(told.at)))
    elif talk.beats:
        paragraphs.append(voice.part("person.told_nothing"))
    read = [beat.reading for beat in readings_of(talk) if beat.reading is not None]
    if len(read) > 1:
        wrote = [beat for beat in talk.beats if beat.who == "customer"]
        paragraphs.append(
            voice.quiet(
                "person.course",
                first=voice.when(wrote[0].at),
                messages=len(wrote),
                before=round(read[0].temperature),
                after=round(read[-1].temperature),
            )
        )
    more = [voice.say(f"more.{key}", name=name) for key in ("next", "why_person", "helped")]
    return voice.counsel("person", paragraphs, more)


QUOTED = 240


def _whole(reference: Reference, text: str) -> Reference:
    shown = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    return reference.model_copy(update={"quote": shown})


def _shows(talk: Talk, voice: Voice) -> list[Paragraph]:
    if talk.reading is None or not talk.reading.micro_intents:
        return []
    labels = [voice.label("intent", one.name) for one in talk.reading.micro_intents]
    return [voice.part("person.shows", intents=voice.list_of(labels))]


def _open(talk: Talk, voice: Voice) -> list[Paragraph]:
    found: list[Paragraph] = []
    if talk.held_draft is not None:
        reference = refer(talk, last_words(talk), voice.language)
        reference = reference.model_copy(update={"draft": talk.held_draft})
        found.append(voice.part("person.draft", reference))
    if talk.waiting_since is not None:
        found.append(voice.part("person.waits", long=voice.long(talk.waiting_since)))
    if talk.mode == "owner":
        found.append(voice.part("person.yours"))
    if talk.snoozed_until is not None and talk.snoozed_until > voice.now:
        found.append(voice.part("person.aside", until=voice.when(talk.snoozed_until)))
    return found
