"""The fold: the state after one more event of the journal.

It is pure. An event at or before the state's `head` changes nothing, so a catch-up after a lost
connection can neither miss nor double anything.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from kizashi import events
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import ConversationId, DraftId, PersonId, ReadingId, Seq
from kizashi.protocol import EventFrame
from kizashi.signal import Speaker
from kizashi.teaching import CorrectionUndone, ReadingCorrected
from kizashi.views import ConversationView
from tui.state import State, Told, with_conversation
from tui.threads import parse, thread_with

KEPT_TEMPERATURES = 50
KEPT_DECIDED = 400


def fold(state: State, frame: EventFrame) -> State:
    """The state after one more event of the journal."""
    if frame.seq <= state.head:
        return state
    state = replace(state, head=frame.seq)
    if frame.conversation is not None and frame.conversation in state.awaited:
        kept = (*state.awaited[frame.conversation], frame)
        state = replace(state, awaited={**state.awaited, frame.conversation: kept})
    event = parse(frame.body)
    if event is None:
        return replace(state, unread_events=state.unread_events + 1)
    state = _fold_whole(state, frame, event)
    conversation = frame.conversation
    if conversation is None:
        return state
    state = _fold_conversation(state, conversation, frame, event)
    thread = state.threads.get(conversation)
    if thread is not None:
        state = replace(state, threads={**state.threads, conversation: thread_with(thread, frame)})
    return state


def _fold_whole(state: State, frame: EventFrame, event: events.Event) -> State:
    """What an event changes for the business as a whole, for people and for drafts."""
    match event:
        case events.AutonomySet():
            return replace(state, autonomy=event.autonomy)
        case events.EverythingHeld():
            return replace(state, everything_held=event.on)
        case events.PersonSeen() if frame.person is not None:
            return _with_person(state, frame.person, event)
        case events.DraftHeld():
            return replace(state, drafts=_lately({**state.drafts, event.draft.id: event.draft}))
        case events.DraftDecided() if event.draft in state.drafts:
            decided = state.drafts[event.draft].model_copy(
                update={
                    "status": event.status,
                    "decided_at": frame.at,
                    "decided_by": event.by,
                    "final_text": event.text,
                    "decision_reason": event.reason,
                }
            )
            return replace(state, drafts={**state.drafts, event.draft: decided})
        case _:
            return state


def _fold_conversation(
    state: State, conversation: ConversationId, frame: EventFrame, event: events.Event
) -> State:
    """What an event changes in its conversation's line of the list."""
    view = state.conversations.get(conversation)
    if view is None:
        if frame.person is None:
            return state
        view = _opened(state, conversation, frame.person, frame.at)
    change: dict[str, Any] = {}
    blocked = state.blocked
    match event:
        case events.ConversationOpened():
            change = {"channel": event.channel}
        case events.MessageReceived():
            change = {
                "version": frame.seq,
                "last_text": event.text,
                "last_speaker": Speaker.CUSTOMER,
                "last_at": frame.at,
                "waiting_since": view.waiting_since or frame.at,
                "unread": view.unread + 1,
                "snoozed_until": None,
            }
            state = replace(state, typing=state.typing - {conversation})
            blocked -= {conversation}
        case events.ReadingMade():
            before = view.temperatures[:-1] if event.refines else view.temperatures
            course = (*before, event.reading.temperature)
            change = {"reading": event.reading, "temperatures": course[-KEPT_TEMPERATURES:]}
            if event.reading.language is not None:
                change["language"] = event.reading.language.value
        case events.DraftHeld():
            change = {"held_draft": event.draft.id}
            blocked -= {conversation}
        case events.DraftDecided():
            if view.held_draft == event.draft:
                change = {"held_draft": None}
            if event.status is DraftStatus.REJECTED:
                # The customer is unanswered from here on: a new draft answers this seq.
                change["version"] = frame.seq
        case events.PersonRequested():
            change = {"person_wanted_since": view.person_wanted_since or frame.at}
        case events.MessageSent():
            change = {
                "last_text": event.text,
                "last_speaker": event.speaker,
                "last_at": frame.at,
                "waiting_since": None,
            }
            if event.speaker is not Speaker.AI:
                change["person_wanted_since"] = None
            blocked -= {conversation}
        case events.TurnFinished():
            if event.outcome in ("waited", "silent") and event.covers >= view.version:
                change = {"waiting_since": None}
            elif event.outcome == "blocked":
                blocked |= {conversation}
        case events.ConversationTakenOver():
            change = {"mode": "owner"}
        case events.ConversationHandedBack():
            change = {"mode": "agents"}
            if view.waiting_since is not None:
                change["version"] = frame.seq
        case ReadingCorrected() | CorrectionUndone():
            if _newest_reading(state, conversation) == event.corrects:
                course = (*view.temperatures[:-1], event.reading.temperature)
                change = {"reading": event.reading, "temperatures": course}
        case events.ConversationSnoozed():
            change = {"snoozed_until": event.until}
        case events.ConversationSeen() if event.by == "owner":
            change = {"unread": 0}
        case _:
            pass
    if blocked != state.blocked:
        state = replace(state, blocked=blocked)
    if change or conversation not in state.conversations:
        state = with_conversation(state, view.model_copy(update=change))
    return state


def _newest_reading(state: State, conversation: ConversationId) -> ReadingId | None:
    """The newest reading of an opened conversation; one that was not opened keeps its line until
    the next reading."""
    thread = state.threads.get(conversation)
    messages = thread.messages if thread is not None else ()
    return next((one.reading_id for one in reversed(messages) if one.reading_id), None)


def _opened(
    state: State, conversation: ConversationId, person: PersonId, at: datetime
) -> ConversationView:
    told = state.people.get(person, Told())
    return ConversationView(
        id=conversation,
        person=person,
        name=told.name,
        language=told.language,
        channel="widget",
        mode="agents",
        version=Seq(0),
        reading=None,
        temperatures=(),
        held_draft=None,
        last_text=None,
        last_speaker=None,
        last_at=at,
        waiting_since=None,
        unread=0,
    )


def _with_person(state: State, person: PersonId, event: events.PersonSeen) -> State:
    before = state.people.get(person, Told())
    told = Told(event.name or before.name, event.language or before.language)
    changed = {
        view.id: view.model_copy(update={"name": told.name, "language": told.language})
        for view in state.conversations.values()
        if view.person == person and (view.name, view.language) != (told.name, told.language)
    }
    return replace(
        state,
        people={**state.people, person: told},
        conversations={**state.conversations, **changed},
    )


def _lately(drafts: dict[DraftId, Draft]) -> dict[DraftId, Draft]:
    """Every held draft and the newest of the decided ones."""
    decided = [key for key, draft in drafts.items() if draft.status is not DraftStatus.HELD]
    for key in decided[: max(0, len(decided) - KEPT_DECIDED)]:
        del drafts[key]
    return drafts
