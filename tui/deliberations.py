"""What is known of the agents' deliberations: the newest of each conversation. Pure."""

from collections.abc import Mapping

from kizashi.deliberation import (
    DeliberationBegun,
    DeliberationEnded,
    DeliberationSaid,
    DeliberationView,
)
from kizashi.ids import ConversationId
from kizashi.protocol import EventFrame
from tui.threads import parse

Known = Mapping[ConversationId, DeliberationView]


def fold(known: Known, frame: EventFrame) -> Known:
    """What is known after one more event; the same for an event of something else."""
    conversation = frame.conversation
    if conversation is None or not str(frame.body.get("kind", "")).startswith("deliberation."):
        return known
    view = known.get(conversation)
    match parse(frame.body):
        case DeliberationBegun() as begun if view is None or view.id != begun.id:
            view = DeliberationView(
                id=begun.id,
                conversation=conversation,
                version=begun.version,
                language=begun.language,
                by=begun.by,
                begun_at=frame.at,
            )
        case DeliberationSaid() as said if view is not None and view.id == said.deliberation:
            if said.contribution not in view.said:
                view = view.model_copy(update={"said": (*view.said, said.contribution)})
        case DeliberationEnded() as ended if view is not None and view.id == ended.deliberation:
            view = view.model_copy(
                update={"ended": ended.ended, "ended_at": frame.at, "draft": ended.draft}
            )
        case _:
            pass
    return known if view is None else {**known, conversation: view}


def came(known: Known, view: DeliberationView) -> Known:
    """What is known once the server has told one whole. What was heard meanwhile stays: an answer
    may be older than the events behind it."""
    here = known.get(view.conversation)
    newer = here is not None and (
        here.begun_at > view.begun_at or (here.id == view.id and len(here.said) > len(view.said))
    )
    return known if newer else {**known, view.conversation: view}
