"""News: what the owner is told of what became of their wishes. Pure."""

from dataclasses import dataclass, field
from typing import Literal

from kizashi import protocol as p
from kizashi.ids import ConversationId, DraftId
from tui.notices import Declined
from tui.outbox import Entry, Request

Weight = Literal["quiet", "good", "warn", "alarm"]


@dataclass(frozen=True, slots=True)
class News:
    """Something to tell the owner: a key of the coach's texts with its values. `conversation`
    fills `{name}` with the person's name; `bell` rings the terminal's bell."""

    key: str
    weight: Weight = "quiet"
    values: dict[str, object] = field(default_factory=dict)
    conversation: ConversationId | None = None
    bell: bool = False


@dataclass(frozen=True, slots=True)
class Insist:
    """The Reviewer forbids the owner's wording of a draft; the owner may still sign for it."""

    draft: DraftId
    text: str
    words: str


_MODEL_TROUBLES = frozenset(
    [
        "timeout",
        "failed",
        "refused",
        "limited",
        "malformed",
        "resting",
        "busy",
        "budget",
        "overflow",
        "unknown",
    ]
)


def of_model(ended: object, before: str | None) -> tuple[list[News], str | None]:
    """What to tell of a language model's call that ended so, and the trouble it is in now. The
    same trouble is told once, until the model answers again."""
    trouble = str(ended).removeprefix("model.")
    if trouble == "answered":
        # What it answers in the wrong shape is an answer, too.
        return [], before if before == "malformed" else None
    if trouble not in _MODEL_TROUBLES or trouble == before:
        return [], before
    return [News(f"news.model.{trouble}", "warn")], trouble


def answered(request: Request) -> list[News]:
    """What to tell when the server has accepted a request."""
    match request:
        case p.Decide():
            return [News(f"news.{request.decision}", "good")]
        case p.OwnerSay():
            return [News("news.said", "good")]
        case p.TakeOver():
            return [News("news.taken_over", "good")]
        case p.HandBack():
            return [News("news.handed_back", "good")]
        case p.Snooze():
            return [News("news.snoozed" if request.until else "news.awake", "good")]
        case p.AskCoach() | p.Deliberate() | p.StopDeliberation():
            return []
        case p.Correct():
            return [News("news.corrected", "good")]
        case p.JudgeProposal():
            return [News(f"news.proposal.{request.decision}", "good")]
        case p.SetPreferences() | p.UndoCorrection():
            return [News("news.preferences", "good")]
        case p.SetAutonomy():
            return [News(f"news.autonomy.{request.autonomy.value}", "good")]
        case p.HoldEverything():
            key = "news.hold_on" if request.on else "news.hold_off"
            return [News(key, "warn" if request.on else "good")]


def declined(notice: Declined) -> News | Insist:
    """What to tell when it has refused one; a wording that a rule forbids may be insisted on."""
    request, error = notice.entry.request, notice.error
    if error.code == "draft.blocked" and isinstance(request, p.Decide) and request.text:
        return Insist(request.draft, request.text, error.message)
    if error.code in ("draft.overtaken", "draft.decided"):
        return News(f"declined.{error.code.partition('.')[2]}", "warn")
    if error.code == "deliberation.nothing_open":
        return News("declined.nothing_open", "warn")
    values = {"message": error.message, "remedy": error.remedy}
    return News("declined.other", "alarm", dict(values))


def unsure(entry: Entry) -> News:
    """What to tell of a request that grew too old without an answer."""
    return News("unsure.left" if entry.sent else "unsure.withdrawn", "alarm")
