"""Whether behaviour alone says enough to open a turn, and what of it does.

Each kind of sign has a strength; strengths are joined as independent chances (1 - ∏(1 - strength)),
so that one loud sign or several quiet ones suffice. The strengths are the product's judgement of
how much a careful shop owner would make of each; there is no public data to fit them on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from agents.minds.listener.signs import LATE, hour_of, number_in
from kizashi.sign import SignKind
from kizashi.signal import Behaviour

STRONG = 0.6
"""From this strength on a turn is opened."""

SEEN_FOR = timedelta(days=7)
"""Visits count for this long."""
VISIT_GAP = timedelta(minutes=30)
"""Two views of a page this far apart are two visits (the usual end of a session in web
analytics)."""
CART_ABANDONED_AFTER = timedelta(hours=1)
"""A cart that nobody bought for this long was left, whether or not the page says so."""

WARM = 60.0
WARM_SILENCE = {90.0: timedelta(days=2), WARM: timedelta(days=5)}
"""After which silence somebody who was this warm (°C) is looked after."""
OLDEST_SILENCE = timedelta(days=30)
SILENT = timedelta(days=3)
"""Being there again after so long without a word is a sign."""

_PAGES = frozenset({"page", "product_view", "list_view", "return"})
_CART_IN = frozenset({"cart_add", "checkout"})
_CART_OUT = frozenset({"cart_leave", "checkout_leave"})


@dataclass(frozen=True, slots=True)
class Act:
    """One behaviour event, and when it was."""

    behaviour: Behaviour
    at: datetime
    fresh: bool
    """Since the last word, turn or sign."""


@dataclass(frozen=True, slots=True)
class Background:
    """The talk behind the acts: the last reading's temperature, and when the last word fell; `None`
    where there was none."""

    temperature: float | None = None
    last_word: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What was seen, the strongest first, and how strong it is together (0 to 1)."""

    because: tuple[SignKind, ...]
    strength: float


def sign_in(acts: Sequence[Act], background: Background, now: datetime) -> Sign | None:
    """The sign in what somebody did, oldest act first; `None` unless it is strong and something of
    it is fresh. Clocks that contradict each other only weaken it."""
    fresh = [one for one in acts if one.fresh]
    if not fresh:
        return None
    found = {
        SignKind.RETURNS: _returns(acts, now),
        SignKind.DWELL: _dwell(fresh),
        SignKind.FORM_LEFT: _form_left(fresh),
        SignKind.CART_LEFT: _cart_left(fresh, now),
        SignKind.BACK_AFTER_SILENCE: _back(fresh, background),
    }
    found = {kind: strength for kind, strength in found.items() if strength > 0}
    if not found:
        return None
    # The hour and the warmth of the talk before strengthen a sign; they are none by themselves.
    if any(hour_of(one.behaviour) in LATE for one in fresh):
        found[SignKind.LATE] = 0.2
    calm = 1 - (0.2 if (background.temperature or 0) >= WARM else 0.0)
    for strength in found.values():
        calm *= 1 - strength
    if 1 - calm < STRONG:
        return None
    because = sorted(found, key=lambda kind: -found[kind])
    return Sign(tuple(because), round(1 - calm, 3))


def silence_in(background: Background, now: datetime) -> Sign | None:
    """The sign in a talk that was warm when it fell silent, `None` when it is none (yet)."""
    if background.temperature is None or background.last_word is None:
        return None
    silent = now - background.last_word
    for warmth, after in WARM_SILENCE.items():
        if background.temperature >= warmth:
            if after <= silent <= OLDEST_SILENCE:
                return Sign((SignKind.SILENCE,), STRONG)
            return None
    return None


def _returns(acts: Sequence[Act], now: datetime) -> float:
    """How often somebody came back to the page they came back to most."""
    visits: dict[str, list[datetime]] = {}
    told = 0.0
    fresh_places = set()
    for one in acts:
        if one.behaviour.event not in _PAGES or not timedelta() <= now - one.at <= SEEN_FOR:
            continue
        place = _place(one.behaviour)
        known = visits.setdefault(place, [])
        if one.behaviour.event == "return" or not known or abs(one.at - known[-1]) >= VISIT_GAP:
            known.append(one.at)
        if one.fresh:
            fresh_places.add(place)
            if one.behaviour.event == "return":
                told = max(told, min(number_in(one.behaviour, "times", "count") or 1, 99))
    times = max((len(visits[place]) for place in fresh_places), default=0)
    most = max(times, told)
    return 0.65 if most >= 5 else 0.55 if most >= 4 else 0.4 if most >= 3 else 0.0


def _place(behaviour: Behaviour) -> str:
    for name in ("path", "url", "product_id", "name", "title"):
        value = behaviour.properties.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return str(value)[:300]
    return ""


def _dwell(fresh: Sequence[Act]) -> float:
    spent = [
        number_in(one.behaviour, "seconds", "duration") or 0.0
        for one in fresh
        if one.behaviour.event == "dwell"
    ]
    longest = max(spent, default=0.0)
    one = 0.4 if longest >= 180 else 0.25 if longest >= 90 else 0.0
    return min(one + 0.1 * sum(seconds >= 30 for seconds in spent[1:]), 0.5) if one else 0.0


def _form_left(fresh: Sequence[Act]) -> float:
    left, open_ = 0, False
    for one in fresh:
        event = one.behaviour.event
        if event == "form_open":
            open_ = True
        elif event == "form_close" and open_:
            left, open_ = left + 1, False
        elif event == "form_submit":
            left, open_ = 0, False
    return 0.65 if left >= 2 else 0.5 if left else 0.0


def _cart_left(fresh: Sequence[Act], now: datetime) -> float:
    left, since = False, None
    for one in fresh:
        event = one.behaviour.event
        if event in _CART_IN:
            since = one.at
        elif event in _CART_OUT:
            left = True
        elif event in ("order", "cart_remove"):
            left, since = False, None
    if left:
        return 0.5
    return 0.4 if since is not None and now - since >= CART_ABANDONED_AFTER else 0.0


def _back(fresh: Sequence[Act], background: Background) -> float:
    if background.last_word is None or (background.temperature or 0) < WARM:
        return 0.0
    return 0.5 if fresh[0].at - background.last_word >= SILENT else 0.0
