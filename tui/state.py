"""What the coach knows: one frozen state, folded from the journal's events.

The fold is pure. An event at or before the state's `head` changes nothing, so a catch-up after
a lost connection can neither miss nor double anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from kizashi import events
from kizashi.autonomy import Autonomy
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import ConversationId, DraftId, PersonId, Seq
from kizashi.protocol import EventFrame, Presence, TypingNotice
from kizashi.signal import Speaker
from kizashi.views import (
    ConversationDetail,
    ConversationView,
    MessageView,
    ObservedView,
    Overview,
)

KEPT_TEMPERATURES = 50
KEPT_THREADS = 40
KEPT_DECIDED = 400
_BEFORE_ALL = Seq(0)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation with its messages. `head` is the seq of the last event it includes."""

    head: Seq
    messages: tuple[MessageView, ...] = ()
    behaviour: tuple[ObservedView, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a person told of themselves, as far as it is known."""

    name: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything the owner can look at. Conversations that were opened have a thread; for those
    asked for and not yet answered, `awaited` keeps the events that arrive meanwhile."""

    business: str = ""
    language: str = ""
    """The business's own language."""
    autonomy: Autonomy = Autonomy.CRAWL
    everything_held: bool = False
    conversations: Mapping[ConversationId, ConversationView] = field(default_factory=dict)
    people: Mapping[PersonId, "Told"] = field(default_factory=dict)
    drafts: Mapping[DraftId, Draft] = field(default_factory=dict)
    threads: Mapping[ConversationId, Thread] = field(default_factory=dict)
    awaited: Mapping[ConversationId, tuple[EventFrame, ...]] = field(default_factory=dict)
    blocked: frozenset[ConversationId] = frozenset()
    """Conversations whose last turn was blocked by the Reviewer: nothing went out."""
    typing: frozenset[ConversationId] = frozenset()
    online: frozenset[ConversationId] = frozenset()
    head: Seq = _BEFORE_ALL
    unread_events: int = 0
    """Events of a kind or shape that this version does not know."""

    def held(self) -> tuple[Draft, ...]:
        """The drafts that wait for a decision, oldest first."""
        return tuple(
            sorted(
                (draft for draft in self.drafts.values() if draft.status is DraftStatus.HELD),
                key=lambda draft: (draft.created_at, draft.id),
            )
        )

    def draft_of(self, conversation: ConversationId) -> Draft | None:
        """The draft to show for a conversation: the held one, else the newest that was decided."""
        own = [draft for draft in self.drafts.values() if draft.conversation == conversation]
        if not own:
            return None
        return max(own, key=lambda d: (d.status is DraftStatus.HELD, d.created_at, d.version))


Standing = Literal["open", "overtaken", "decided"]


def standing(state: State, draft: Draft) -> Standing:
    """Whether a draft can still be decided. `overtaken`: the customer has written since, and the
    agents have not made it anew yet."""
    if draft.status is not DraftStatus.HELD:
        return "decided"
    conversation = state.conversations.get(draft.conversation)
    if conversation is not None and conversation.version > draft.version:
        return "overtaken"
    return "open"


def begin(overview: Overview) -> State:
    """The state at the start: what the overview says, as of its head."""
    return State(
        business=overview.business,
        language=overview.language,
        autonomy=overview.autonomy,
        everything_held=overview.everything_held,
        conversations={view.id: view for view in overview.conversations},
        people={
            view.person: Told(view.name, view.language)
            for view in overview.conversations
            if view.name or view.language
        },
        drafts={draft.id: draft for draft in overview.drafts},
        head=overview.head,
    )


def await_thread(state: State, conversation: ConversationId) -> State:
    """Begins to keep a conversation's events for a thread that was asked for."""
    if conversation in state.awaited:
        return state
    return replace(state, awaited={**state.awaited, conversation: ()})


def forget_request(state: State, conversation: ConversationId) -> State:
    """The thread that was asked for will not come."""
    return replace(
        state, awaited={key: kept for key, kept in state.awaited.items() if key != conversation}
    )


def add_thread(state: State, detail: ConversationDetail) -> State:
    """Takes a conversation that was asked for, then whatever happened since it was asked."""
    conversation = detail.conversation.id
    thread = Thread(head=detail.head, messages=detail.messages, behaviour=detail.behaviour)
    for frame in state.awaited.get(conversation, ()):
        thread = _thread_with(thread, frame)
    threads = {key: kept for key, kept in state.threads.items() if key != conversation}
    while len(threads) >= KEPT_THREADS:
        del threads[next(iter(threads))]
    threads[conversation] = thread
    # Drafts that the state already has were folded up to its own head, which may be further on.
    drafts = {**{draft.id: draft for draft in detail.drafts}, **state.drafts}
    return forget_request(replace(state, threads=threads, drafts=drafts), conversation)


def mark_seen(state: State, conversation: ConversationId) -> State:
    """The owner has looked at the conversation."""
    view = state.conversations.get(conversation)
    if view is None or view.unread == 0:
        return state
    return _with_conversation(state, view.model_copy(update={"unread": 0}))


def noticed(state: State, notice: TypingNotice | Presence) -> State:
    """Takes what is never stored: the customer types, comes or goes."""
    conversation = notice.conversation
    if notice.who != "customer" or conversation is None:
        return state
    if isinstance(notice, TypingNotice):
        return replace(state, typing=_switched(state.typing, conversation, notice.on))
    online = _switched(state.online, conversation, notice.online)
    typing = state.typing if notice.online else state.typing - {conversation}
    return replace(state, online=online, typing=typing)


def disconnected(state: State) -> State:
    """Without a connection nobody is known to be typing or present."""
    return replace(state, typing=frozenset(), online=frozenset())


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
        state = replace(state, threads={**state.threads, conversation: _thread_with(thread, frame)})
    return state


def parse(body: dict[str, Any]) -> events.Event | None:
    """The event in a frame's body; `None` when this version does not know it."""
    try:
        return events.EVENT.validate_python(body)
    except ValidationError:
        return None


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
            }
            state = replace(state, typing=state.typing - {conversation})
            blocked -= {conversation}
        case events.ReadingMade():
            course = (*view.temperatures, event.reading.temperature)
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
        case events.MessageSent():
            change = {
                "last_text": event.text,
                "last_speaker": event.speaker,
                "last_at": frame.at,
                "waiting_since": None,
            }
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
        case events.ConversationSeen() if event.by == "owner":
            change = {"unread": 0}
        case _:
            pass
    if blocked != state.blocked:
        state = replace(state, blocked=blocked)
    if change or conversation not in state.conversations:
        state = _with_conversation(state, view.model_copy(update=change))
    return state


def _thread_with(thread: Thread, frame: EventFrame) -> Thread:
    """The thread after one more event of its conversation; the same when it includes it."""
    if frame.seq <= thread.head:
        return thread
    thread = replace(thread, head=frame.seq)
    match parse(frame.body):
        case events.MessageReceived() as event:
            message = MessageView(
                id=event.id,
                seq=frame.seq,
                at=frame.at,
                speaker=Speaker.CUSTOMER,
                text=event.text,
            )
            return replace(thread, messages=(*thread.messages, message))
        case events.MessageSent() as event:
            message = MessageView(
                id=event.id,
                seq=frame.seq,
                at=frame.at,
                speaker=event.speaker,
                text=event.text,
                sources=event.sources,
                draft=event.draft,
            )
            return replace(thread, messages=(*thread.messages, message))
        case events.ReadingMade() as event if event.message is not None:
            update = {"reading": event.reading, "reading_id": event.id}
            messages = tuple(
                message.model_copy(update=update) if message.id == event.message else message
                for message in thread.messages
            )
            return replace(thread, messages=messages)
        case events.BehaviourObserved() as event:
            seen = ObservedView(seq=frame.seq, at=frame.at, behaviour=event.behaviour)
            return replace(thread, behaviour=(*thread.behaviour, seen))
        case _:
            return thread


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


def _with_conversation(state: State, view: ConversationView) -> State:
    return replace(state, conversations={**state.conversations, view.id: view})


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


def _switched(
    among: frozenset[ConversationId], conversation: ConversationId, on: bool
) -> frozenset[ConversationId]:
    return among | {conversation} if on else among - {conversation}
