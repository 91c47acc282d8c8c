"""Who needs the owner now: the order of the list, and the words that narrow it."""

import unicodedata
from collections.abc import Iterable
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

    DECIDE = 0
    ANSWER = 1
    STALLED = 2
    SWAYING = 3
    UNHAPPY = 4
    NEW = 5
    CALM = 6
    ASLEEP = 7
    MEANT = 8


def need_of(state: State, view: ConversationView, now: datetime) -> Need:
    """What this conversation needs from the owner at this moment."""
    if put_aside(view, now):
        return Need.ASLEEP
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


def ordered(
    state: State, now: datetime, wanted: Iterable[ConversationView] | None = None
) -> list[tuple[Need, ConversationView]]:
    """Conversations by need, then by who has waited longest, then the most recent first."""
    views = state.conversations.values() if wanted is None else wanted
    rated = [(need_of(state, view, now), view) for view in views]
    rated.sort(
        key=lambda pair: (
            pair[0],
            pair[1].waiting_since.timestamp() if pair[1].waiting_since else float("inf"),
            -pair[1].last_at.timestamp(),
            pair[1].id,
        )
    )
    return rated


def matching(state: State, query: str) -> list[ConversationView]:
    """Conversations in which every word of the query is found: in the person's name, their last
    words and the opened messages, or in the phase, stall and intents by label (in both
    languages) or id. Width, case and kind of kana do not matter."""
    words = _folded(query).split()
    found: list[ConversationView] = []
    for view in state.conversations.values():
        line = _line_words(view)
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


def _line_words(view: ConversationView) -> str:
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
