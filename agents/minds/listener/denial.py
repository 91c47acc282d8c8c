"""Leaving that is denied: "don't cancel it" has every word of a cancellation.

A few letters turn the meaning round while all other pieces, and the embedding, say the opposite, so
the heads follow the crowd of pieces; it is a rule. It asks for a denial that belongs to the leaving
itself: neither a threat ("if you don't cancel it"), nor what was left undone ("you didn't cancel
it"), nor a must (解約しないと).
"""

import re
from dataclasses import replace

import numpy as np

from agents.minds.listener.decoding import INTENTS, PHASES, Decoded
from agents.minds.listener.weights import Numbers
from agents.minds.listener.wording import plain
from kizashi.reading import MicroIntent, Phase

LIKELY = {
    MicroIntent.FEAR_LOSS: 1.0,
    MicroIntent.DECIDE: 0.8,
    MicroIntent.EXPLORE: 0.8,
    MicroIntent.KEEP: 0.5,
    MicroIntent.COMPLAIN: 0.5,
    MicroIntent.LEAVE: 0.0,
}
"""What such a text means instead, by the seeds' sixteen; `OTHERS` is any other intent's part."""

OTHERS = 0.1

_LEAVES = INTENTS.index(MicroIntent.LEAVE)
_MEANT = np.array([LIKELY.get(one, OTHERS) for one in INTENTS], dtype=np.float32)
_HESITATES = PHASES.index(Phase.HESITATING)

_LEAVING = (
    r"(?:cancel(?:l?ing)?|clos(?:e|ing)|end(?:ing)?|delet(?:e|ing)|terminat(?:e|ing)|leav(?:e|ing)"
    r"|unsubscrib(?:e|ing)|quit(?:ting)?|remov(?:e|ing)|drop(?:ping)?)"
)
_DENIED = re.compile(
    r"(?<!you )(?<!why )(?<!they )(?<!we )(?<!did )(?<!does )\b(?:do not|don'?t|dnt|never|not|no)"
    r" (?:(?:you|please|pls|ever|going to|gonna|want(?:ing)? to|wanna|planning to|trying to"
    r"|here to|about to|to|just|be|it|that) ){0,3}"
    rf"{_LEAVING}\b(?! (?:fee|cost|button|link|option))"
    r"|(?:解約|退会|脱退|キャンセル|取り?消し?|中止|停止|終了)"
    r"(?:は|を|とか|に)?(?:し|する(?:つもり|気)(?:は|も|では)?|さ)?"
    r"(?:ないで|ない(?=[。、!です]|$)|ません(?!か|でし)|たくな|なくて(?:い|大丈夫|結構))"
    r"|(?:や|辞)め(?:る(?:つもり|気)(?:は|も|では)?)?"
    r"(?:ないで|ない(?=[。、!です]|$)|ません(?!か|でし)|たくな|たいわけ(?:では|じゃ)な)"
)
_NOT_A_DENIAL = re.compile(
    r"\b(?:if|unless|why|until|since|because|not sure|whether|know)"
    r" .{0,40}\b(?:don'?t|do not|not)\b"
    r"|\b(?:don'?t|do not) (?:know|see|understand|think|get)\b"
    r"|ない(?:と|け|ん(?:です)?か)|なきゃ|なければ|られ|でき"
)


def denies_leaving(text: str) -> bool:
    """Whether a text asks not to be let go, or says it is not going."""
    line = plain(text)
    return bool(_DENIED.search(line)) and not _NOT_A_DENIAL.search(line)


def as_denied(found: Decoded, text: str) -> Decoded:
    """The reading without the leaving that the text denies; any other as it was. Who asks not to
    lose a thing is close to it, so what was taken for gone is taken for holding on."""
    if found.intents.argmax() != _LEAVES or not denies_leaving(text):
        return found
    intents: Numbers = found.intents * _MEANT
    also, phases = found.also.copy(), found.phases.copy()
    also[_LEAVES] = 0
    phases[_HESITATES] += phases[0]
    phases[0] = 0
    return replace(found, intents=intents / intents.sum(), also=also, phases=phases)
