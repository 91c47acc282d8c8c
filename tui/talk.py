"""The conversation with the Coach: what is known of it, folded from the journal's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kizashi import events
from kizashi.coach_view import CoachTalk
from kizashi.counsel import Counsel
from kizashi.ids import ConversationId, Seq
from kizashi.proposals import Preferences, ProposalView
from kizashi.protocol import EventFrame
from tui.threads import parse

KEPT_LINES = 200
_BEFORE_ALL = Seq(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One exchange: what the owner asked (`None` when the Coach spoke first), and the answer
    (`None` while it is being thought about)."""

    id: str
    at: datetime
    asked: str | None = None
    looking_at: ConversationId | None = None
    counsel: Counsel | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything between the owner and the Coach."""

    lines: tuple[Line, ...] = ()
    proposals: Mapping[str, ProposalView] = field(default_factory=dict)
    preferences: Preferences = field(default_factory=Preferences)
    head: Seq = _BEFORE_ALL

    def open_proposals(self) -> tuple[ProposalView, ...]:
        """The proposals that wait for a decision, oldest first."""
        return tuple(one for one in self.proposals.values() if one.standing == "open")

    @property
    def thinking(self) -> bool:
        """Whether an answer is on its way."""
        return any(line.counsel is None for line in self.lines)

    @property
    def rehearsing(self) -> bool:
        """Whether a rehearsal goes on."""
        last = next((line for line in reversed(self.lines) if line.counsel), None)
        return last is not None and last.counsel is not None and last.counsel.rehearsal is not None


def begin(view: CoachTalk) -> Talk:
    """The talk as the server gave it."""
    talk = Talk(
        proposals={one.proposal.id: one for one in view.proposals},
        preferences=view.preferences,
    )
    for frame in view.events:
        talk = _folded(talk, frame)
    return replace(talk, head=view.head)


def fold(talk: Talk, frame: EventFrame) -> Talk:
    """The talk after one more event; the same for an event of something else, or an old one."""
    if frame.seq <= talk.head or not str(frame.body.get("kind", "")).startswith(
        ("coach.", "proposal.", "preferences.")
    ):
        return talk
    return _folded(talk, frame)


def _folded(talk: Talk, frame: EventFrame) -> Talk:
    match parse(frame.body):
        case events.CoachAsked() as asked:
            if any(line.id == asked.id for line in talk.lines):
                return talk
            line = Line(asked.id, frame.at, asked.text, asked.looking_at)
            return replace(talk, lines=(*talk.lines, line)[-KEPT_LINES:])
        case events.CoachAnswered() as answered:
            lines = tuple(
                replace(line, counsel=answered.counsel) if line.id == answered.asked else line
                for line in talk.lines
            )
            return replace(talk, lines=lines)
        case events.CoachNoticed() as noticed:
            key = f"noticed-{frame.seq}"
            if any(line.id == key for line in talk.lines):
                return talk
            line = Line(key, frame.at, counsel=noticed.counsel)
            return replace(talk, lines=(*talk.lines, line)[-KEPT_LINES:])
        case events.ProposalMade() as made:
            if made.proposal.id in talk.proposals:
                return talk
            view = ProposalView(proposal=made.proposal)
            return replace(talk, proposals={**talk.proposals, made.proposal.id: view})
        case events.ProposalDecided() as decided if decided.proposal in talk.proposals:
            update = {"standing": decided.decision, "decided_at": frame.at}
            view = talk.proposals[decided.proposal].model_copy(update=update)
            return replace(talk, proposals={**talk.proposals, decided.proposal: view})
        case events.PreferencesSet() as wanted:
            return replace(talk, preferences=wanted.preferences)
        case _:
            return talk
