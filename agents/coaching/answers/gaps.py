"""What the documents do not answer: the open questions of customers, the most asked first."""

from collections.abc import Sequence

from agents.coaching.signs import name_of
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Reference
from kizashi.unanswered import OpenQuestion
from memory.chronicle import Chronicle

SHOWN = 6
QUOTED = 160


def gaps(unanswered: Sequence[OpenQuestion], chronicle: Chronicle, voice: Voice) -> Counsel:
    """Each question without an answer, where it was asked, and what to do about them."""
    if not unanswered:
        return voice.counsel("gaps", [voice.part("gaps.none")], [voice.say("more.topics")])
    paragraphs = [voice.part("gaps.some", count=len(unanswered))]
    for one in unanswered[:SHOWN]:
        talk = chronicle.talk(one.conversation)
        reference = Reference(
            label=name_of(talk, voice.language) if talk is not None else voice.say("helped.such"),
            conversation=one.conversation,
            message=one.id,
            at=one.asked_at,
            quote=one.text[:QUOTED],
        )
        key = "gaps.often" if len(one.alike) > 1 else "gaps.once"
        paragraphs.append(
            voice.part(key, reference, count=len(one.alike), when=voice.when(one.asked_at))
        )
    if len(unanswered) > SHOWN:
        paragraphs.append(voice.quiet("people.others_like", count=len(unanswered) - SHOWN))
    paragraphs.append(voice.quiet("gaps.teach"))
    return voice.counsel("gaps", paragraphs, [voice.say("more.topics")])
