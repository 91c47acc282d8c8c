"""Moves: what the actions do that only change what is seen, here and at once."""

from typing import TYPE_CHECKING

from kizashi.language import Language
from tui.conversation import Conversation
from tui.harmless import writable
from tui.theme import DAY, NIGHT
from tui.words import Words

if TYPE_CHECKING:
    from tui.app import Coach


def move(coach: "Coach", action_id: str) -> None:
    """Performs an action of the registry that has no deed."""
    match action_id:
        case "people" | "conversation" | "drafts":
            coach.seat.go(action_id)
        case "next_part":
            coach.seat.go_round(1)
        case "previous_part":
            coach.seat.go_round(-1)
        case "back":
            if not coach.seat.end_seeking():
                coach.seat.go("people")
        case "filter":
            coach.seat.seek()
        case "next_draft":
            _next_draft(coach, 1)
        case "previous_draft":
            _next_draft(coach, -1)
        case "copy":
            _copy(coach)
        case "theme":
            coach.theme = DAY if coach.theme == NIGHT else NIGHT
            coach.redraw()
        case "language":
            other = Language.EN if coach.words.language is Language.JA else Language.JA
            coach.words = Words(other, coach.words.zone)
            coach.redraw()
        case "sound":
            coach.calling.on = not coach.calling.on
            coach.tell("news.sound_on" if coach.calling.on else "news.sound_off")
        case "retry":
            coach.desk.retry_now()


def _next_draft(coach: "Coach", by: int) -> None:
    queue = coach.desk.state.queue(coach.clock.now())
    here = [index for index, one in enumerate(queue) if one.conversation == coach.selected]
    place = (here[0] + by) % len(queue) if here else (0 if by > 0 else len(queue) - 1)
    if here and len(queue) == 1:
        coach.tell("news.only_draft")
    coach.select(queue[place].conversation)
    coach.seat.go("drafts")


def _copy(coach: "Coach") -> None:
    message = coach.seat.query_one(Conversation).message
    draft = coach.draft
    if coach.seat.part == "drafts" and draft is not None:
        words = draft.final_text or draft.step.text
    elif message is not None:
        words = message.text
    else:
        return
    coach.copy_to_clipboard(writable(words))
    coach.tell("news.copied")
