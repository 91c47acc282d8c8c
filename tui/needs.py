"""Who needs the owner now: the order of the list, and the words that narrow it."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import IntEnum
from functools import lru_cache

from kizashi.language import Language
from kizashi.reading import MicroIntent, Phase
from kizashi.texts import text
from kizashi.views import ConversationView
from tui.state import State, put_aside

PATIENCE = timedelta(minutes=2)
"""An unanswered message older than this, with nothing in hand, needs the owner."""

SWAYING_FROM = 0.5
SURE_FROM = 0.4
_UNHAPPY = frozenset(
    {MicroIntent.COMPLAIN, MicroIntent.LEAVE, MicroIntent.DISTRUST, MicroIntent.ASK_HUMAN}
)


class Need(IntEnum):
    """Why a person needs the owner, the most urgent first. The order is the list's."""

    PERSON = 0
    DECIDE = 1
    ANSWER = 2
    STALLED = 3
    SWAYING = 4
    UNHAPPY = 5
    NEW = 6
    CALM = 7
    ASLEEP = 8
    MEANT = 9


def need_of(state: State, view: ConversationView, now: datetime) -> Need:
    """What this conversation needs from the owner at this moment."""
    if put_aside(view, now):
        return Need.ASLEEP
    if view.person_wanted_since is not None:
        return Need.PERSON
    if view.held_draft is not None:
        return Need.DECIDE
    if view.waiting_since is not None and (
        view.mode == "owner" or view.id in state.blocked or now - view.waiting_since > PATIENCE
    ):
        return Need.ANSWER
    reading = view.reading
    if reading is not None:
        if reading.phase is Phase.HESITATING and reading.stall is not None:
            return Need.STALLED
        if reading.sway >= SWAYING_FROM:
            return Need.SWAYING
        if any(
            intent.name in _UNHAPPY and intent.confidence >= SURE_FROM
            for intent in reading.micro_intents
        ):
            return Need.UNHAPPY
    return Need.NEW if view.unread else Need.CALM


def changes_after(view: ConversationView, now: datetime) -> datetime | None:
    """The earliest moment at which `need_of` may say something else although nothing happens;
    `None` when only an event can change it."""
    moments = []
    if view.snoozed_until is not None and view.snoozed_until > now:
        moments.append(view.snoozed_until)
    if view.waiting_since is not None and now - view.waiting_since <= PATIENCE:
        moments.append(view.waiting_since + PATIENCE)
    return min(moments, default=None)


def place_of(need: Need, view: ConversationView) -> tuple[int, float, float, str]:
    """Where a conversation stands in the list: by need, then by who has waited longest, then the
    most recent first."""
    since = view.waiting_since
    waited = since.timestamp() if since is not None else float("inf")
    return (need, waited, -view.last_at.timestamp(), view.id)


def ordered(
    state: State, now: datetime, wanted: Iterable[ConversationView] | None = None
) -> list[tuple[Need, ConversationView]]:
    """Conversations in the order of the list, each with what it needs."""
    views = state.conversations.values() if wanted is None else wanted
    rated = [(need_of(state, view, now), view) for view in views]
    return sorted(rated, key=lambda pair: place_of(*pair))


def matching(
    state: State, query: str, words_of: Callable[[ConversationView], str] | None = None
) -> list[ConversationView]:
    """Conversations in which every word of the query is found: in the person's name, their last
    words and the opened messages, or in the phase, stall and intents by label (in both
    languages) or id. Width, case and kind of kana do not matter. `words_of` may keep what
    `line_words` says of a conversation."""
    words = _folded(query).split()
    found: list[ConversationView] = []
    for view in state.conversations.values():
        line = (words_of or line_words)(view)
        thread = state.threads.get(view.id)
        if all(
            word in line
            or (thread is not None and any(word in _folded(m.text) for m in thread.messages))
            for word in words
        ):
            found.append(view)
    return found


@lru_cache(maxsize=8_192)
def _folded(words: str) -> str:
    """Comparable words: one width, one case, hiragana for katakana."""
    same = unicodedata.normalize("NFKC", words).casefold()
    return "".join(
        chr(ord(character) - 0x60) if "ァ" <= character <= "ヶ" else character for character in same
    )


def line_words(view: ConversationView) -> str:
    """Everything that a line of the list can be found by, comparable."""
    parts = [view.name or "", view.last_text or ""]
    if view.reading is not None:
        parts.append(
            _reading_words(
                view.reading.phase.id,
                view.reading.stall.reason.value if view.reading.stall else None,
                tuple(intent.name for intent in view.reading.micro_intents),
            )
        )
    return _folded("\n".join(parts))


@lru_cache(maxsize=4_096)
def _reading_words(phase: str, stall: str | None, intents: tuple[str, ...]) -> str:
    keys = [f"phase.{phase}", *(f"intent.{name}" for name in intents)]
    if stall is not None:
        keys.append(f"stall.{stall}")
    parts: list[str] = []
    for key in keys:
        parts.append(key.partition(".")[2])
        for language in Language:
            try:
                parts.append(text(language, f"vocabulary.{key}"))
            except KeyError:  # an intent of the business's own has no label, only its name
                continue
    return "\n".join(parts)
