"""What the coach knows: one frozen state. `tui/fold.py` says how events change it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from kizashi.autonomy import Autonomy
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import ConversationId, DraftId, PersonId, Seq
from kizashi.protocol import EventFrame, Presence, TypingNotice
from kizashi.views import ConversationDetail, ConversationView, Overview
from tui.threads import Thread, thread_with

KEPT_THREADS = 40
_BEFORE_ALL = Seq(0)


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
    time_zone: str = ""
    """The business's own time zone; empty when it is not known."""
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

    def queue(self, now: datetime) -> tuple[Draft, ...]:
        """The drafts to decide now: those held in conversations that are not put aside."""
        return tuple(draft for draft in self.held() if not asleep(self, draft.conversation, now))

    def draft_of(self, conversation: ConversationId) -> Draft | None:
        """The draft to show for a conversation: the held one, else the newest that was decided."""
        own = [draft for draft in self.drafts.values() if draft.conversation == conversation]
        if not own:
            return None
        return max(own, key=lambda d: (d.status is DraftStatus.HELD, d.created_at, d.version))


def put_aside(view: ConversationView, now: datetime) -> bool:
    """Whether the owner has put a conversation aside until later."""
    return view.snoozed_until is not None and view.snoozed_until > now


def asleep(state: State, conversation: ConversationId, now: datetime) -> bool:
    """As `put_aside`, for a conversation by its id."""
    view = state.conversations.get(conversation)
    return view is not None and put_aside(view, now)


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
        time_zone=overview.time_zone,
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
    thread = Thread(
        head=detail.head,
        messages=detail.messages,
        behaviour=detail.behaviour,
        signs=detail.signs,
        customer_seen=detail.customer_seen,
        whisper=detail.whisper,
    )
    for frame in state.awaited.get(conversation, ()):
        thread = thread_with(thread, frame)
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
    return with_conversation(state, view.model_copy(update={"unread": 0}))


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


def with_conversation(state: State, view: ConversationView) -> State:
    """With this line of the list in place of the one before."""
    return replace(state, conversations={**state.conversations, view.id: view})


def _switched(
    among: frozenset[ConversationId], conversation: ConversationId, on: bool
) -> frozenset[ConversationId]:
    return among | {conversation} if on else among - {conversation}
