"""The two bars: how things stand at the top, and what the keys do at the bottom."""

from datetime import datetime
from math import ceil

from rich.cells import cell_len

from tui.actions import ACTIONS, Action, Situation, key_sign
from tui.desk import Connection, Desk
from tui.rows import Piece, Row, Tone, spread
from tui.words import Words

_ROOMY = 100

_CONNECTION_SIGNS: dict[Connection, tuple[str, Tone]] = {
    "connecting": ("○", "quiet"),
    "live": ("●", "good"),
    "lost": ("○", "warn"),
    "refused": ("×", "alarm"),
}


def status_row(desk: Desk, words: Words, now: datetime, width: int, business: str) -> Row:
    """The business, what waits, how far the agents may go, and the line to the server."""
    state = desk.state
    left = [Piece(" 兆し ", "accent"), Piece(business, "strong")]
    right: list[Piece] = []
    if desk.begun:
        right += _leaving(desk, words, now, roomy=width >= _ROOMY)
        waiting = len(state.queue(now))
        if waiting:
            line = words.say("status.waiting", count=waiting)
            right.append(Piece(line, "accent", action="next_draft"))
            right.append(Piece("   "))
        if state.everything_held:
            held = f" {words.say('status.everything_held')} "
            right.append(Piece(held, "badge_alarm", action="hold_everything"))
        else:
            autonomy = words.label("autonomy", state.autonomy.value)
            right.append(Piece(autonomy, "quiet", action="autonomy"))
        right.append(Piece("   "))
    right += _connection(desk, words, now, roomy=width >= _ROOMY)
    return spread(left, right, width)


def _leaving(desk: Desk, words: Words, now: datetime, *, roomy: bool) -> list[Piece]:
    """What was decided and can still be taken back: in how many seconds it is sent, wherever the
    owner has gone meanwhile. A click sends it at once, or takes it back."""
    waiting = desk.wishes.partings.waiting
    if not waiting:
        return []
    seconds = max(1, ceil((min(one.at for one in waiting.values()) - now).total_seconds()))
    told = words.say("status.leaving", seconds=seconds, count=len(waiting))
    pieces = [Piece(f" {told} ", "badge", action="send_now"), Piece("  ")]
    if roomy:
        undo, at_once = words.say("action.undo.name"), words.say("action.send_now.name")
        pieces[1:] = [
            Piece(" u", "key", action="undo"),
            Piece(f" {undo} ", "quiet", action="undo"),
            Piece(" s", "key", action="send_now"),
            Piece(f" {at_once}   ", "quiet", action="send_now"),
        ]
    return pieces


def _connection(desk: Desk, words: Words, now: datetime, *, roomy: bool) -> list[Piece]:
    sign, tone = _CONNECTION_SIGNS[desk.connection]
    said = words.say(f"status.{desk.connection}")
    if desk.connection == "lost":
        wait = (desk.again_at - now).total_seconds() if desk.again_at is not None else 0.0
        if wait > 0:
            said = words.say("status.again_in", seconds=max(1, round(wait)))
        if desk.wishes.unanswered:
            said = f"{said} · {words.say('status.unsent', count=desk.wishes.unanswered)}"
    if desk.connection == "live" and not roomy:
        return [Piece(f"{sign} ", tone)]
    return [Piece(f"{sign} ", tone), Piece(f"{said} ", "quiet" if tone == "good" else tone)]


def key_row(now: Situation, words: Words, width: int) -> Row:
    """The keys that do something in the focused part now, as many as there is room for; the
    help is always among them."""
    wanted = [
        action for action in ACTIONS if now.part in action.hinted and action.refusal(now) is None
    ]
    pieces: list[Piece] = [Piece(" ")]
    last = _hint(wanted.pop(), words) if wanted else []
    room = width - 1 - sum(cell_len(piece.text) for piece in last)
    for action in wanted:
        hint = _hint(action, words)
        size = sum(cell_len(piece.text) for piece in hint)
        if size > room:
            break
        pieces += hint
        room -= size
    return (*pieces, *last)


def _hint(action: Action, words: Words) -> list[Piece]:
    name = words.say(f"action.{action.id}.name")
    return [
        Piece(key_sign(action.keys[0]), "key", action=action.id),
        Piece(f" {name}  ", "quiet", action=action.id),
    ]
