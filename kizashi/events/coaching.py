"""Events between the owner and the Coach."""

from typing import Literal

from kizashi.counsel import Counsel, Whisper
from kizashi.ids import ConversationId, Seq
from kizashi.language import Language
from kizashi.proposals import Preferences, Proposal
from kizashi.values import Value


class CoachAsked(Value):
    """The owner asked the Coach something. `looking_at` is the conversation that was open."""

    kind: Literal["coach.asked"] = "coach.asked"
    id: str
    text: str
    language: Language
    looking_at: ConversationId | None = None


class CoachAnswered(Value):
    """The Coach answered the question `asked`. An answer that `rewords` the one before it says the
    same in better words and takes its place."""

    kind: Literal["coach.answered"] = "coach.answered"
    asked: str
    counsel: Counsel
    rewords: bool = False


class CoachWhispered(Value):
    """The Coach whispers to the owner who has the conversation. `covers` is the last signal."""

    kind: Literal["coach.whispered"] = "coach.whispered"
    covers: Seq
    whisper: Whisper


class CoachNoticed(Value):
    """The Coach told the owner, at a fitting moment, what their own decisions show."""

    kind: Literal["coach.noticed"] = "coach.noticed"
    intent: str
    counsel: Counsel


class ProposalMade(Value):
    """The Coach proposes something that it learned from the owner."""

    kind: Literal["proposal.made"] = "proposal.made"
    proposal: Proposal


class ProposalDecided(Value):
    """The owner accepted or declined a proposal, or undid an accepted one."""

    kind: Literal["proposal.decided"] = "proposal.decided"
    proposal: str
    decision: Literal["accepted", "declined", "undone"]
    by: str


class PreferencesSet(Value):
    """What the owner wants of the Coach, whole."""

    kind: Literal["preferences.set"] = "preferences.set"
    preferences: Preferences
    by: str
