"""How good the drafts were, by the owner's own decisions, and what that says of autonomy."""

from collections import defaultdict

from agents.coaching.record import LOOKED_AT, UNCHANGED_FOR_MORE
from agents.coaching.signs import name_of
from agents.coaching.voice import Voice
from kizashi.counsel import Counsel, Paragraph, Reference
from memory.chronicle import Chronicle, Decided

SHOWN = 4
QUOTED = 120


def the_record(chronicle: Chronicle, voice: Voice) -> Counsel:
    """The share that went out unchanged, by kind of step, what was refused and why, and how far
    that is from a proposal for more autonomy."""
    decisions = chronicle.decisions
    more = [voice.say("more.owner"), voice.say("more.gaps")]
    if not decisions:
        return voice.counsel("record", [voice.part("record.none")], more)
    unchanged = sum(1 for one in decisions if one.status == "approved")
    paragraphs = [
        voice.part(
            "record.all",
            unchanged=unchanged,
            count=len(decisions),
            percent=round(100 * unchanged / len(decisions)),
        )
    ]
    by_step: dict[str, list[Decided]] = defaultdict(list)
    for one in decisions:
        by_step[one.step].append(one)
    if len(by_step) > 1:
        for step, some in sorted(by_step.items(), key=lambda pair: -len(pair[1])):
            same = sum(1 for one in some if one.status == "approved")
            label = voice.label("step", step)
            paragraphs.append(
                voice.quiet("record.step", step=label, unchanged=same, count=len(some))
            )
    paragraphs += _refused(chronicle, voice)
    last = decisions[-LOOKED_AT:]
    same = sum(1 for one in last if one.status == "approved")
    key = "record.few" if len(last) < LOOKED_AT else "record.enough"
    if len(last) >= LOOKED_AT and same < UNCHANGED_FOR_MORE:
        key = "record.not_yet"
    paragraphs.append(
        voice.part(key, unchanged=same, count=len(last), all=LOOKED_AT, most=UNCHANGED_FOR_MORE)
    )
    return voice.counsel("record", paragraphs, more)


def _refused(chronicle: Chronicle, voice: Voice) -> list[Paragraph]:
    refused = [one for one in chronicle.decisions if one.status == "rejected"]
    if not refused:
        return []
    found = [voice.heading("record.refused", count=len(refused))]
    for one in reversed(refused[-SHOWN:]):
        talk = chronicle.talk(one.conversation)
        reference = Reference(
            label=name_of(talk, voice.language) if talk is not None else voice.say("helped.such"),
            conversation=one.conversation,
            draft=one.draft,
            at=one.decided_at,
            quote=one.text[:QUOTED],
        )
        key = "record.because" if one.reason else "record.without_reason"
        found.append(
            voice.part(key, reference, reason=one.reason or "", when=voice.when(one.decided_at))
        )
    return found
