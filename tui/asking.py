"""Asking the owner on the way of a deed: a yes or no, and whether a draft is still open."""

from typing import TYPE_CHECKING

from kizashi.draft import Draft
from kizashi.ids import ConversationId
from tui.dialogs import Choice, Option
from tui.state import standing

if TYPE_CHECKING:
    from tui.app import Coach


async def sure(coach: "Coach", key: str) -> bool:
    """Asks a question of the coach's texts (`title`, `text`, `no`, `yes`); true for yes."""
    words = coach.words
    answer = await coach.push_screen_wait(
        Choice(
            words,
            words.say(f"{key}.title"),
            words.say(f"{key}.text"),
            (Option("no", words.say(f"{key}.no")), Option("yes", words.say(f"{key}.yes"))),
        )
    )
    return answer == "yes"


def still_open(coach: "Coach", draft: Draft) -> bool:
    """Whether a draft can still be decided after a question was answered; tells why not."""
    known = coach.desk.state.drafts.get(draft.id)
    if known is not None and standing(coach.desk.state, known) == "open":
        return True
    overtaken = known is None or known.decided_by in (None, "turn")
    coach.tell("why.overtaken" if overtaken else "why.decided", "warn")
    return False


def name_of(coach: "Coach", conversation: ConversationId) -> str:
    """How the person of a conversation is called."""
    view = coach.desk.state.conversations.get(conversation)
    return coach.words.name(view) if view is not None else ""
