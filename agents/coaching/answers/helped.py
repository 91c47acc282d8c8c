"""What helped people like somebody: moments of others that were alike, and what came of them."""

from collections import defaultdict
from collections.abc import Sequence

from agents.coaching.signs import Turned, alike, name_of, refer, step_of, turned
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph
from kizashi.reading import Stall
from memory.chronicle import Chronicle, Talk

SHOWN = 3
FEW = 5
"""Fewer moments than this are told with a caution."""


def what_helped(
    talk: Talk | None, stall: Stall | None, chronicle: Chronicle, voice: Voice
) -> Counsel:
    """What was done in moments like this person's, the most helpful first; without a person, in
    moments held by the stall that was asked about."""
    moments = turned(chronicle.talks)
    if talk is not None and talk.reading is not None:
        like = alike(moments, talk.reading, talk)
        who = name_of(talk, voice.language)
        held = talk.reading.stall.reason if talk.reading.stall else None
    elif stall is not None:
        from agents.coaching.signs import held_by

        like = [one for one in moments if one.before.reading and held_by(one.before.reading, stall)]
        who, held = voice.say("helped.such"), stall
    else:
        return voice.counsel(
            "helped", [voice.part("helped.whom")], [voice.say("more.wavering_price")]
        )
    by = (
        voice.label("stall", held.value)
        if held is not None
        else voice.label("phase", talk.reading.phase.id)
        if talk is not None and talk.reading is not None
        else ""
    )
    if not like:
        return voice.counsel(
            "helped", [voice.part("helped.none", who=who, by=by)], [voice.say("more.week")]
        )
    return voice.counsel("helped", _told(like, who, by, voice), [voice.say("more.week")])


def _told(like: list[Turned], who: str, by: str, voice: Voice) -> list[Paragraph]:
    moved = [one for one in like if one.outcome == "moved_on"]
    paragraphs = [voice.part("helped.moments", who=who, by=by, count=len(like), moved=len(moved))]
    if len(like) < FEW:
        paragraphs.append(voice.quiet("helped.few"))
    by_step: dict[str, list[Turned]] = defaultdict(list)
    for one in like:
        by_step[step_of(one.answer)].append(one)
    ranked = sorted(by_step.items(), key=lambda pair: -share_moved(pair[1]))
    for step, some in ranked[:SHOWN]:
        paragraphs.append(
            voice.part(
                "helped.step",
                step=voice.label("step", step),
                moved=sum(1 for one in some if one.outcome == "moved_on"),
                fell=sum(1 for one in some if one.outcome == "fell"),
                count=len(some),
            )
        )
    paragraphs.extend(
        voice.part(
            "helped.example",
            refer(one.talk, one.answer, voice.language),
            name=name_of(one.talk, voice.language),
            change=round(one.change),
        )
        for one in sorted(moved, key=lambda one: -one.change)[:SHOWN]
    )
    return paragraphs


def share_moved(some: Sequence[Turned]) -> float:
    """The share that moved on, drawn towards a half while there are few (Laplace's rule)."""
    return (sum(1 for one in some if one.outcome == "moved_on") + 1) / (len(some) + 2)
