"""Who spoke of something: by its words, and where nobody used them, by meaning."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from agents.coaching.asked.examples import examples
from agents.coaching.question import Question
from agents.coaching.search import near_by_meaning
from agents.coaching.signs import last_words, name_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel
from kizashi.ids import ConversationId
from memory.chronicle import Beat, Chronicle, Talk
from memory.words import terms

_KANA = re.compile(r"[\u3041-\u309f]")
SHOWN = 8
QUOTED = 160
COMMON_FROM = 3
"""Terms in so many of the example questions are of the asking, not of the thing asked about."""
LEAST_SHARED = 0.5
NEAREST = 3
APART = 0.03
"""How much nearer than the others somebody's words must be to be named without the words: cosines
of unrelated short texts differ by up to 0.025."""


def who_spoke_of(
    question: Question,
    chronicle: Chronicle,
    likeness: Mapping[ConversationId, float],
    voice: Voice,
) -> Counsel:
    """Everybody who spoke of it, each with the newest message that did."""
    since = voice.now - question.span if question.spanned else chronicle.since
    spoken = _by_words(question.text, chronicle, since)
    key = "mentions.some"
    if not spoken:
        near = near_by_meaning(chronicle.talks, likeness)[:NEAREST] if _apart(likeness) else []
        spoken = [(talk, beat) for talk in near if (beat := last_words(talk)) is not None]
        key = "mentions.near"
    more = [voice.say("more.topics"), voice.say("more.brief")]
    if not spoken:
        return voice.counsel("mentions", [voice.part("mentions.none")], more)
    if key == "mentions.some" and len(spoken) == 1:
        key = "mentions.one"
    paragraphs = [voice.part(key, count=len(spoken))]
    for talk, beat in spoken[:SHOWN]:
        reference = refer(talk, beat, voice.language)
        reference = reference.model_copy(update={"quote": beat.text[:QUOTED]})
        paragraphs.append(
            voice.part(
                "look.message",
                reference,
                name=name_of(talk, voice.language),
                when=voice.when(beat.at),
            )
        )
    if len(spoken) > SHOWN:
        paragraphs.append(voice.quiet("people.others", count=len(spoken) - SHOWN))
    return voice.counsel("mentions", paragraphs, more)


def _apart(likeness: Mapping[ConversationId, float]) -> bool:
    """Whether somebody stands out so far from the rest that they may be meant."""
    if len(likeness) < 2:
        return False
    best = max(likeness.values())
    return best - (sum(likeness.values()) - best) / (len(likeness) - 1) >= APART


def _by_words(text: str, chronicle: Chronicle, since: datetime) -> list[tuple[Talk, Beat]]:
    found_terms = frozenset(terms(text)) - _of_asking()
    # In Japanese, neighbouring characters of which one is kana mostly join words: 「体験の」.
    asked = frozenset(one for one in found_terms if not _KANA.search(one)) or found_terms
    if not asked:
        return []
    found: list[tuple[Talk, Beat]] = []
    for talk in chronicle.talks:
        for beat in reversed(talk.beats):
            if beat.at < since:
                break
            shared = len(asked & frozenset(terms(beat.text))) / len(asked)
            if beat.who == "customer" and shared >= LEAST_SHARED:
                found.append((talk, beat))
                break
    return found


@cache
def _of_asking() -> frozenset[str]:
    counts = Counter(term for one in examples() for term in set(terms(one.text)))
    return frozenset(term for term, count in counts.items() if count >= COMMON_FROM)
