"""Every action of the coach in one place: it feeds the keys, the help and the command palette."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tui.state import Standing

Part = Literal["people", "conversation", "drafts"]
Group = Literal["draft", "conversation", "coach", "people", "business", "screen"]
PARTS: tuple[Part, ...] = ("people", "conversation", "drafts")


@dataclass(frozen=True, slots=True)
class Situation:
    """What an action needs to know to say whether it makes sense now. `draft` is `None` when
    the open conversation has none; `sending` is true while a decision on it is on its way,
    `parting` while some decision can still be taken back. `queue` counts the drafts that wait,
    `low_risk` those of them that may be approved together."""

    part: Part = "people"
    conversation: bool = False
    mode: Literal["agents", "owner"] | None = None
    draft: Standing | None = None
    sending: bool = False
    parting: bool = False
    whispered: bool = False
    queue: int = 0
    low_risk: int = 0
    everything_held: bool = False
    connected: bool = True


Refusal = Callable[[Situation], str | None]
"""Why an action makes no sense now, as a key of the coach's texts; `None` when it does."""


def _always(_: Situation) -> None:
    return None


def _open_draft(now: Situation) -> str | None:
    if now.draft is None:
        return "why.no_draft"
    if now.sending:
        return "why.sending"
    return {"open": None, "overtaken": "why.overtaken", "decided": "why.decided"}[now.draft]


def _conversation(now: Situation) -> str | None:
    return None if now.conversation else "why.no_conversation"


def _to_take(now: Situation) -> str | None:
    return "why.already_yours" if now.mode == "owner" else _conversation(now)


def _to_hand_back(now: Situation) -> str | None:
    return "why.not_yours" if now.mode == "agents" else _conversation(now)


def _queue(now: Situation) -> str | None:
    return None if now.queue else "why.queue_empty"


def _parting(now: Situation) -> str | None:
    return None if now.parting else "why.nothing_to_undo"


def _whispered(now: Situation) -> str | None:
    return None if now.whispered else "why.no_whisper"


def _low_risk(now: Situation) -> str | None:
    return None if now.low_risk else "why.no_low_risk"


def _disconnected(now: Situation) -> str | None:
    return "why.connected" if now.connected else None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the owner can do. Its words are `action.<id>.name` and `action.<id>.help` in the
    coach's texts. `hinted` are the parts whose key line shows it, in the registry's order."""

    id: str
    keys: tuple[str, ...]
    group: Group
    refusal: Refusal = _always
    hinted: tuple[Part, ...] = ()


_ON_DRAFT: tuple[Part, ...] = ("drafts", "conversation", "people")

ACTIONS: tuple[Action, ...] = (
    Action("approve", ("a",), "draft", _open_draft, _ON_DRAFT),
    Action("edit", ("e",), "draft", _open_draft, _ON_DRAFT),
    Action("reject", ("r",), "draft", _open_draft, _ON_DRAFT),
    Action("undo", ("u",), "draft", _parting, _ON_DRAFT),
    Action("send_now", ("s",), "draft", _parting, _ON_DRAFT),
    Action("next_draft", ("n",), "draft", _queue, _ON_DRAFT),
    Action("previous_draft", ("p",), "draft", _queue),
    Action("bulk", ("B",), "draft", _low_risk),
    Action("snooze", ("z",), "conversation", _conversation, _ON_DRAFT),
    Action("take_over", ("t",), "conversation", _to_take, _ON_DRAFT),
    Action("hand_back", ("b",), "conversation", _to_hand_back, _ON_DRAFT),
    Action("write", ("w",), "conversation", _conversation, _ON_DRAFT),
    Action("use_whisper", ("W",), "conversation", _whispered, ("drafts", "conversation")),
    Action("course", ("o",), "conversation", _conversation, ("conversation",)),
    Action("correct", ("m",), "conversation", _conversation, ("conversation",)),
    Action("why_sent", ("d",), "conversation", _conversation, ("conversation",)),
    Action("open_file", ("v",), "conversation", _conversation),
    Action("person_autonomy", ("P",), "conversation", _conversation),
    Action("copy", ("y",), "conversation", _conversation),
    Action("coach", ("c",), "coach", _always, ("people", "conversation", "drafts")),
    Action("ask_why", ("x",), "coach", _conversation, ("drafts",)),
    Action("deliberate", ("T",), "coach", _conversation),
    Action("insight", ("i",), "coach"),
    Action("filter", ("slash",), "people", _always, ("people",)),
    Action("jump", ("f",), "people"),
    Action("people", ("1",), "screen"),
    Action("conversation", ("2",), "screen"),
    Action("drafts", ("3",), "screen"),
    Action("next_part", ("tab",), "screen"),
    Action("previous_part", ("shift+tab",), "screen"),
    Action("back", ("escape",), "screen"),
    Action("autonomy", ("A",), "business"),
    Action("hold_everything", ("H",), "business"),
    Action("settings", ("comma",), "business"),
    Action("retry", ("R",), "screen", _disconnected, PARTS),
    Action("theme", ("D",), "screen"),
    Action("language", ("L",), "screen"),
    Action("sound", ("S",), "screen"),
    Action("palette", ("ctrl+p", "colon"), "screen"),
    Action("help", ("question_mark", "f1"), "screen", _always, PARTS),
    Action("quit", ("q", "ctrl+q"), "screen"),
)

BY_ID = {action.id: action for action in ACTIONS}

_KEY_SIGNS = {
    "slash": "/",
    "colon": ":",
    "comma": ",",
    "question_mark": "?",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
    "f1": "F1",
}


def key_sign(key: str) -> str:
    """A key as it is written for people."""
    return _KEY_SIGNS.get(key, key)


def pressed(action: Action) -> tuple[str, ...]:
    """Every key that performs the action: a letter counts in its full-width form too, which is
    what a keyboard sends while Japanese input is on."""
    wide = tuple(chr(ord(key) + 0xFEE0) for key in action.keys if len(key) == 1)
    return (*action.keys, *wide)
