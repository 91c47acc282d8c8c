"""What the owner decides, says and asks for."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from kizashi.autonomy import Autonomy
from kizashi.counsel import MAX_QUESTION_CHARACTERS
from kizashi.ids import ConversationId, CorrectionId, DraftId, ReadingId
from kizashi.language import Language
from kizashi.parts import Parts
from kizashi.proposals import Preferences
from kizashi.protocol.everybody import RequestId
from kizashi.signal import MAX_MESSAGE_CHARACTERS
from kizashi.teaching import Relabelled
from kizashi.values import Value


class Decide(Value):
    """The owner's decision on a draft. `version` is the draft's; it is refused with
    `draft.overtaken` when the customer has written since, with `draft.decided` when somebody else
    was first. `edited` needs `text`, `rejected` needs `reason`. `despite` sends an edited text
    although the Reviewer would block it: the owner signs. `bulk` says that it is approved together
    with others: refused with `draft.not_low_risk` unless the policies call it low-risk."""

    type: Literal["decide"] = "decide"
    id: RequestId
    draft: DraftId
    version: Annotated[int, Field(ge=0)]
    decision: Literal["approved", "edited", "rejected"]
    text: str | None = Field(default=None, max_length=MAX_MESSAGE_CHARACTERS)
    reason: str | None = Field(default=None, max_length=2_000)
    despite: bool = False
    bulk: bool = False


class OwnerSay(Value):
    """The owner writes to the customer themselves. Takes the conversation over. `parts` are
    answers to choose from and cards that go with the text."""

    type: Literal["say"] = "say"
    id: RequestId
    conversation: ConversationId
    text: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    parts: Parts = ()


class TakeOver(Value):
    """The owner takes the conversation: the agents stay silent."""

    type: Literal["take_over"] = "take_over"
    id: RequestId
    conversation: ConversationId


class HandBack(Value):
    """The agents may speak again in this conversation."""

    type: Literal["hand_back"] = "hand_back"
    id: RequestId
    conversation: ConversationId


class Snooze(Value):
    """The owner puts the conversation aside until a moment; `until` left out takes it up again.
    It comes back by itself then, or as soon as the customer writes."""

    type: Literal["snooze"] = "snooze"
    id: RequestId
    conversation: ConversationId
    until: AwareDatetime | None = None


class SetAutonomy(Value):
    """The owner sets the autonomy of the business."""

    type: Literal["set_autonomy"] = "set_autonomy"
    id: RequestId
    autonomy: Autonomy


class HoldEverything(Value):
    """The switch: while on, nothing goes by itself, whatever the autonomy."""

    type: Literal["hold_everything"] = "hold_everything"
    id: RequestId
    on: bool


class Correct(Relabelled):
    """The owner says how a reading should have been; messages like it are read so from the next one
    on. Everybody who watches gets the event `reading.corrected` with the whole reading as it now
    stands."""

    type: Literal["correct"] = "correct"
    id: RequestId
    reading: ReadingId


class UndoCorrection(Value):
    """Takes a correction back; the event is `correction.undone`."""

    type: Literal["undo_correction"] = "undo_correction"
    id: RequestId
    correction: CorrectionId


class AskCoach(Value):
    """The owner asks the Coach. The answer comes as an event `coach.answered` whose `asked` is
    this id. `looking_at` is the conversation that is open ("her", "this call")."""

    type: Literal["ask"] = "ask"
    id: RequestId
    text: str = Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS)
    language: Language
    looking_at: ConversationId | None = None


class Deliberate(Value):
    """The owner asks the four agents to talk a case over. What they say comes as events
    `deliberation.said`, the end as `deliberation.ended`; their draft is a draft like any other. The
    deliberation's id is this frame's: sending it again is harmless. Refused with
    `deliberation.running` while they do, with `deliberation.nothing_open` where nobody waits."""

    type: Literal["deliberate"] = "deliberate"
    id: RequestId
    conversation: ConversationId
    language: Language


class StopDeliberation(Value):
    """The owner ends what the agents talk over; no draft comes of it."""

    type: Literal["stop_deliberation"] = "stop_deliberation"
    id: RequestId
    conversation: ConversationId


class JudgeProposal(Value):
    """The owner accepts or declines a proposal of the Coach, or undoes an accepted one."""

    type: Literal["judge"] = "judge"
    id: RequestId
    proposal: str = Field(max_length=80)
    decision: Literal["accepted", "declined", "undone"]


class SetPreferences(Value):
    """What the owner wants of the Coach, whole."""

    type: Literal["prefer"] = "prefer"
    id: RequestId
    preferences: Preferences
