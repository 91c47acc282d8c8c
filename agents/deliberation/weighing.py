"""Weighing the steps that could be taken: what speaks for each and against it. Pure.

Points are small whole numbers with a reason each, so that the owner can follow the sum.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from agents.coaching.answers.helped import share_moved
from agents.coaching.answers.next_step import aims_of
from agents.coaching.signs import Turned, alike, step_of, turned
from agents.deliberation.case import Case
from kizashi.deliberation import Contribution, Weighing
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.step import Step, StepKind
from kizashi.verdict import Decision, Verdict

MOST = 2
HELPED, HINDERED = 0.55, 0.45
"""Share of moments that moved on (drawn towards a half while there are few, Laplace's rule) from
which a kind of step counts as one that helped, and below which as one that did not."""
ENOUGH_DECIDED = 4
MOSTLY_CHANGED = 0.5

_WANTS_FACTS = frozenset(
    {MicroIntent.EXPLORE, MicroIntent.COMPARE, MicroIntent.PRICE_CONCERN, MicroIntent.DECIDE}
)
_WANTS_A_PERSON = frozenset({MicroIntent.ASK_HUMAN, MicroIntent.COMPLAIN, MicroIntent.DISTRUST})
_HELD_BY_DOUBT = frozenset({Stall.TRUST, Stall.LOSS})
_HELPED_BY_A_QUESTION = frozenset({Stall.INFORMATION, Stall.OVERLOAD, Stall.PRICE, Stall.AUTHORITY})

Mark = tuple[int, str]
"""Points, and the reason in words."""


def by_reading(case: Case, reading: Reading, options: Sequence[Step]) -> tuple[Weighing, ...]:
    """How each step meets what the Listener reads in the person."""
    return tuple(
        _weighed(case, place, _meets(case, reading, step)) for place, step in enumerate(options)
    )


def by_experience(case: Case, reading: Reading, options: Sequence[Step]) -> tuple[Weighing, ...]:
    """What speaks for each step from the journal: what became of people like this one, what the
    owner aims for, and what the owner made of such drafts."""
    like = alike(turned(case.chronicle.talks), reading, case.talk)
    return tuple(
        _weighed(
            case, place, [*_helped(case, like, step), *_aimed(case, step), *_decided(case, step)]
        )
        for place, step in enumerate(options)
    )


def helped_kinds(case: Case, reading: Reading) -> list[str]:
    """The kinds of step that helped people like this one, the most helpful first."""
    like = alike(turned(case.chronicle.talks), reading, case.talk)
    kinds = {step_of(one.answer) for one in like}
    shares = {kind: share_moved(_of_kind(like, kind)) for kind in kinds}
    return sorted((k for k, s in shares.items() if s >= HELPED), key=lambda kind: -shares[kind])


def settled(
    options: Sequence[Step], verdicts: Sequence[Verdict], said: Iterable[Contribution]
) -> tuple[int | None, tuple[int, ...]]:
    """The place of the step that most speaks for (`None` when the Reviewer would block each), and
    the sum of points of every step. Of equals the surer one, then the first."""
    sums = [0] * len(options)
    for weighing in (one for contribution in said for one in contribution.weighings):
        sums[weighing.option] += weighing.points
    for place, verdict in enumerate(verdicts):
        sums[place] -= verdict.decision is Decision.REVISE
    free = [
        place for place, verdict in enumerate(verdicts) if verdict.decision is not Decision.BLOCK
    ]
    best = max(free, key=lambda p: (sums[p], options[p].confidence, -p), default=None)
    return best, tuple(sums)


def signed(points: int) -> str:
    """Points as people write them: +2, 0, -1."""
    return f"{points:+d}" if points else "0"


def _weighed(case: Case, place: int, marks: Sequence[Mark]) -> Weighing:
    points = max(-MOST, min(MOST, sum(mark[0] for mark in marks)))
    why = case.voice.list_of([mark[1] for mark in marks]) or case.say("weigh.neutral")
    return Weighing(option=place, points=points, why=why)


def _meets(case: Case, reading: Reading, step: Step) -> list[Mark]:
    marks: list[Mark] = []
    stall = reading.stall.reason if reading.stall else None
    wanted = {one.name for one in reading.micro_intents}
    if wanted & _WANTS_FACTS:
        if step.sources and not step.admits_unknown:
            marks.append((1, case.say("weigh.answers")))
        elif step.kind is StepKind.SAY:
            marks.append((-1, case.say("weigh.leaves_open")))
    if stall is not None and "feeling" in step.topics:
        label = case.voice.label("stall", stall.value)
        marks.append((1, case.say("weigh.meets", stall=label)))
    if step.kind is StepKind.ASK:
        if reading.phase is Phase.DECIDING:
            marks.append((-1, case.say("weigh.delays")))
        elif stall in _HELPED_BY_A_QUESTION:
            marks.append((1, case.say("weigh.finds_out")))
    if step.kind is StepKind.HAND_OVER:
        if wanted & _WANTS_A_PERSON or stall in _HELD_BY_DOUBT:
            marks.append((1, case.say("weigh.person_wanted")))
        else:
            marks.append((-1, case.say("weigh.person_unasked")))
    return marks


def _helped(case: Case, like: Sequence[Turned], step: Step) -> list[Mark]:
    own = _of_kind(like, step.kind.value)
    if not own:
        return []
    share = share_moved(own)
    points = 1 if share >= HELPED else -1 if share <= HINDERED else 0
    moved = sum(1 for one in own if one.outcome == "moved_on")
    label = case.voice.label("step", step.kind.value)
    return [(points, case.say("weigh.helped", step=label, count=len(own), moved=moved))]


def _of_kind(like: Sequence[Turned], kind: str) -> list[Turned]:
    return [one for one in like if step_of(one.answer) == kind]


def _aimed(case: Case, step: Step) -> list[Mark]:
    wanted, marks = aims_of(case.aims), []
    if "fewer_discounts" in wanted and "discount" in step.topics:
        marks.append((-1, case.say("weigh.aim.fewer_discounts")))
    if step.kind is StepKind.HAND_OVER and wanted & {"fewer_calls", "evenings_free"}:
        marks.append((-1, case.say("weigh.aim.own_time")))
    if "calm" in wanted and "feeling" in step.topics:
        marks.append((1, case.say("weigh.aim.calm")))
    return marks


def _decided(case: Case, step: Step) -> list[Mark]:
    """What the owner made of drafts of this kind."""
    statuses = Counter(
        one.status for one in case.chronicle.decisions if one.step == step.kind.value
    )
    count = statuses.total()
    changed = count - statuses["approved"]
    if count < ENOUGH_DECIDED or changed / count < MOSTLY_CHANGED:
        return []
    label = case.voice.label("step", step.kind.value)
    return [(-1, case.say("weigh.changed", step=label, count=count, changed=changed))]
