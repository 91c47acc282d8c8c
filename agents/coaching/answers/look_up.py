"""What the documents and the conversations say about something, quoted, never made up."""

from collections.abc import Sequence

from agents.coaching.signs import name_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference
from kizashi.knowledge import FoundPassage
from memory.chronicle import Beat, Chronicle, Talk
from memory.words import terms

PASSAGES = 3
MESSAGES = 4
LEAST_SCORE = 0.35
PERHAPS_SCORE = 0.15
QUOTED = 160


def look_up(
    text: str, passages: Sequence[FoundPassage], chronicle: Chronicle, voice: Voice
) -> Counsel:
    """Passages that answer, and what customers said about it; an honest word when nothing fits."""
    paragraphs: list[Paragraph] = []
    good = [one for one in passages if one.score >= LEAST_SCORE][:PASSAGES]
    # An owner can judge for themselves what would be too unsure to tell a customer.
    unsure = [one for one in passages if one.score >= PERHAPS_SCORE][:PASSAGES]
    if good or unsure:
        paragraphs.append(voice.heading("look.documents" if good else "look.perhaps"))
        paragraphs += [_passage(one) for one in good or unsure]
    said = _said(text, chronicle)
    if said:
        paragraphs.append(voice.heading("look.said"))
        for talk, beat in said:
            name = name_of(talk, voice.language)
            reference = refer(talk, beat, voice.language)
            reference = reference.model_copy(update={"quote": beat.text[:QUOTED]})
            paragraphs.append(
                voice.part("look.message", reference, name=name, when=voice.when(beat.at))
            )
    if not paragraphs:
        more = [voice.say("more.brief"), voice.say("more.week"), voice.say("more.wavering_price")]
        return voice.counsel("unknown", [voice.part("look.nothing")], more)
    return voice.counsel("knowledge" if good or unsure else "words", paragraphs)


def _passage(found: FoundPassage) -> Paragraph:
    passage = found.passage
    quote = passage.text if len(passage.text) <= QUOTED else passage.text[: QUOTED - 1] + "…"
    heading = " › ".join(passage.heading) or passage.document
    reference = Reference(label=passage.document, document=passage.document, quote=quote)
    return Paragraph(text=heading, references=(reference,))


def _said(text: str, chronicle: Chronicle) -> list[tuple[Talk, Beat]]:
    """The customers' messages that share the most with the question."""
    asked = frozenset(terms(text))
    if not asked:
        return []
    scored: list[tuple[float, Talk, Beat]] = []
    for talk in chronicle.talks:
        for beat in talk.beats:
            if beat.who == "customer":
                shared = len(asked & frozenset(terms(beat.text))) / len(asked)
                if shared >= 0.5:
                    scored.append((shared, talk, beat))
    scored.sort(key=lambda one: (-one[0], -one[2].seq))
    return [(talk, beat) for _, talk, beat in scored[:MESSAGES]]
