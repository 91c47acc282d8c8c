"""How everybody stands now: people by phase, the nearest by name, and what holds them."""

from agents.coaching.answers.week import stalls_now
from agents.coaching.signs import last_words, name_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel
from kizashi.reading import Phase
from memory.chronicle import Chronicle

SHOWN = 5


def how_everybody_stands(chronicle: Chronicle, voice: Voice) -> Counsel:
    """The phases from the nearest to the farthest, then the warmest people."""
    read = [talk for talk in chronicle.talks if talk.reading is not None]
    more = [voice.say("more.brief"), voice.say("more.week")]
    if not read:
        return voice.counsel("standing", [voice.part("standing.nobody")], more)
    counts = []
    for phase in sorted(Phase, key=lambda one: -one.value):
        some = [talk for talk in read if talk.reading and talk.reading.phase is phase]
        if some:
            label = voice.label("phase", phase.id)
            counts.append(voice.say("standing.phase", phase=label, count=len(some)))
    paragraphs = [
        voice.part("standing.people", count=len(read), phases=voice.list_of(counts)),
        *stalls_now(read, voice),
        voice.heading("standing.nearest"),
    ]
    read.sort(key=lambda talk: -(talk.reading.temperature if talk.reading else 0.0))
    for talk in read[:SHOWN]:
        if talk.reading is None:
            continue
        paragraphs.append(
            voice.part(
                "standing.one",
                refer(talk, last_words(talk), voice.language),
                name=name_of(talk, voice.language),
                degrees=round(talk.reading.temperature),
                phase=voice.label("phase", talk.reading.phase.id),
            )
        )
    return voice.counsel("standing", paragraphs, more)
