"""What the owner's own decisions show, when the owner asks: kindly, with the acts behind it."""

from collections import Counter

from agents.coaching.answers.week import time_to_decide
from agents.coaching.signs import name_of
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference
from kizashi.reading import OwnerReading
from memory.chronicle import Chronicle

SHOWN = 3


def about_you(reading: OwnerReading, chronicle: Chronicle, voice: Voice) -> Counsel:
    """The owner's own micro-intents with their evidence, and the record of their decisions."""
    counts = Counter(one.status for one in chronicle.decisions)
    paragraphs: list[Paragraph] = []
    if counts:
        paragraphs.append(
            voice.part(
                "owner.record",
                count=sum(counts.values()),
                approved=counts["approved"],
                edited=counts["edited"],
                rejected=counts["rejected"],
            )
        )
    median_time = time_to_decide(chronicle.decisions)
    if median_time is not None:
        paragraphs.append(voice.quiet("week.time", long=voice.long(voice.now - median_time)))
    if not reading.intents:
        paragraphs.append(voice.part("owner.nothing" if counts else "owner.unknown"))
    for intent in reading.intents[:SHOWN]:
        quotes = [piece.quote for piece in intent.evidence if piece.quote]
        paragraphs.append(
            voice.part(
                f"owner.{intent.name}",
                *(Reference(label=voice.say("owner.yours"), quote=quote) for quote in quotes),
            )
        )
    rewritten = [one for one in chronicle.decisions if one.status == "edited"][-SHOWN:]
    for one in rewritten if any(i.name == "perfect" for i in reading.intents) else ():
        talk = chronicle.talk(one.conversation)
        if talk is not None:
            reference = Reference(
                label=name_of(talk, voice.language),
                conversation=one.conversation,
                draft=one.draft,
                at=one.decided_at,
                quote=(one.final_text or "")[:120],
            )
            paragraphs.append(voice.part("owner.edited", reference))
    paragraphs.append(voice.quiet("owner.private"))
    return voice.counsel("owner", paragraphs, [voice.say("more.week")])
