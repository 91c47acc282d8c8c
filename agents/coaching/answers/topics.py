"""What people want and what stops them, over everybody: counted by person, with examples."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from agents.coaching.question import Question
from agents.coaching.signs import SURE_FROM, UNHAPPY, readings_of, refer
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from kizashi.reading import MicroIntent
from kizashi.unanswered import OpenQuestion
from memory.chronicle import Beat, Chronicle, Talk

SHOWN = 4
_NOTHING_ASKED = frozenset({MicroIntent.SMALLTALK, MicroIntent.THANK})

Shown = Mapping[str, Mapping[Talk, Beat]]
"""By name, the people who showed it, each with the newest message that did."""


def what_comes_up(
    question: Question, chronicle: Chronicle, unanswered: Sequence[OpenQuestion], voice: Voice
) -> Counsel:
    """What people wanted most and what held them most, then what found no answer. A question about
    complaints hears of those alone."""
    since = voice.now - question.span if question.spanned else chronicle.since
    intents: dict[str, dict[Talk, Beat]] = defaultdict(dict)
    stalls: dict[str, dict[Talk, Beat]] = defaultdict(dict)
    for talk in chronicle.talks:
        for beat in readings_of(talk):
            if beat.reading is None or beat.at < since:
                continue
            for one in beat.reading.micro_intents:
                if one.confidence >= SURE_FROM and one.name not in _NOTHING_ASKED:
                    intents[one.name][talk] = beat
            if beat.reading.stall is not None:
                stalls[beat.reading.stall.reason.value][talk] = beat
    if question.trait == "unhappy":
        intents = {name: people for name, people in intents.items() if name in UNHAPPY}
        stalls = {}
    if not intents and not stalls:
        none = "topics.no_complaints" if question.trait == "unhappy" else "week.nothing"
        more = [voice.say("more.brief")]
        return voice.counsel("topics", [voice.part(none, since=voice.since(since))], more)
    paragraphs = [
        *_counted("topics.wanted", "intent", intents, voice),
        *_counted("topics.held", "stall", stalls, voice),
    ]
    if unanswered and question.trait != "unhappy":
        paragraphs.append(voice.part("topics.unanswered", count=len(unanswered)))
    more = [voice.say("more.gaps"), voice.say("more.week")]
    return voice.counsel("topics", paragraphs, more)


def _counted(heading: str, kind: str, shown: Shown, voice: Voice) -> list[Paragraph]:
    if not shown:
        return []
    ranked = sorted(shown.items(), key=lambda pair: -len(pair[1]))[:SHOWN]
    found = [voice.heading(heading)]
    for name, people in ranked:
        talk, beat = max(people.items(), key=lambda pair: pair[1].seq)
        reference = refer(talk, beat, voice.language)
        label = voice.label(kind, name)
        found.append(voice.part("topics.one", reference, label=label, people=len(people)))
    return found
