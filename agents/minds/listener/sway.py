"""Sway: how much a person wavers right now, from their words and from what they did."""

import re
from collections.abc import Sequence
from itertools import pairwise

from agents.minds.listener.signs import LATE, hour_of, number_in
from kizashi.signal import Behaviour

_WORDS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"でも|けど|けれど|ただ[、…]|とはいえ|反面|一方で|だが|ものの"), 0.3),
    (re.compile(r"う[ーー〜~]*ん|んー|うむ|えっと|ええと|はぁ|まあ|まぁ"), 0.3),
    (
        re.compile(
            r"迷[いうっわ]|悩[みむんま]|揺れ|決め(?:られ|かね|きれ)"
            r"|どうしよう|どうしたら|踏ん切り|踏み切れ|踏み出せ"
        ),
        0.5,
    ),
    (re.compile(r"かな[ぁあ]?|かも|でしょうか|かしら|ような気|気もする|どうだろ"), 0.2),
    (re.compile(r"不安|心配|怖|こわ[いく]|ためら|躊躇|自信が?な"), 0.35),
    (re.compile(r"…|・・・|\.\.\.|。。"), 0.2),
    (
        re.compile(r"\b(?:but|though|although|however|then again|on the other hand|yet)\b", re.I),
        0.3,
    ),
    (re.compile(r"\b(?:hmm+|umm*|uh+|erm*|ugh|well)\b", re.I), 0.25),
    (
        re.compile(
            r"\b(?:maybe|perhaps|might|not sure|unsure"
            r"|i guess|kinda|sort of|dunno|don'?t know|idk)\b",
            re.I,
        ),
        0.35,
    ),
    (
        re.compile(
            r"\b(?:torn|can'?t decide|back and forth|on the fence|undecided|in two minds"
            r"|wavering|hesitat\w+)\b",
            re.I,
        ),
        0.5,
    ),
    (
        re.compile(r"\b(?:afraid|scared|worried|nervous|anxious|terrified|what if|fear)\b", re.I),
        0.35,
    ),
)
_CLOSES = {"form_close", "cart_leave", "form_leave", "form_abandon", "checkout_leave"}
_OPENS = {"form_open", "cart_add", "checkout"}


def sway_of(
    text: str, behaviour: Sequence[Behaviour], temperatures: Sequence[float], hesitating: float
) -> float:
    """Sway, from 0 to 1. Signs are joined as independent chances (1 - ∏(1 - sign)), so that each
    further one adds less. `hesitating` is the probability that the person is close yet held."""
    signs = [weight for pattern, weight in _WORDS if pattern.search(text[:2_000])]
    signs.extend(_acts(behaviour))
    signs.append(0.35 * hesitating)
    signs.append(_course(temperatures))
    calm = 1.0
    for sign in signs:
        calm *= 1 - sign
    return round(min(max(1 - calm, 0.0), 1.0), 3)


def _acts(behaviour: Sequence[Behaviour]) -> list[float]:
    recent = behaviour[-40:]
    events = [one.event for one in recent]
    signs: list[float] = []
    back = sum(event in ("return", "scroll_back") for event in events)
    back += sum(int(min(number_in(one, "times") or 0, 9)) > 2 for one in recent)
    signs.append(min(0.2 * back, 0.6))
    closes, opens = (sum(event in kind for event in events) for kind in (_CLOSES, _OPENS))
    signs.append(min(0.3 * closes, 0.6))
    if opens and closes and opens > closes:
        signs.append(0.15)
    dwelt = sum((number_in(one, "seconds") or 0) >= 90 for one in recent if one.event == "dwell")
    signs.append(min(0.15 * dwelt, 0.4))
    if any(hour_of(one) in LATE or hour_of(one) == 23 for one in recent):
        signs.append(0.15)
    return signs


def _course(temperatures: Sequence[float]) -> float:
    """Up and down, up and down: half the turns of more than 10 °C among the last six readings."""
    recent = list(temperatures[-6:])
    moves = [after - before for before, after in pairwise(recent)]
    turns = sum(
        one * other < 0 and min(abs(one), abs(other)) > 10 for one, other in pairwise(moves)
    )
    return min(0.15 * turns, 0.45)
