"""The Coach's embedded mind: the owner's micro-intents from what they decided and wrote.

Acts and text only, never how somebody types (EU AI Act, Art. 5 (1)(f) forbids inferring emotions
of people at work from biometrics; this does not come near it).
"""

import re
from collections.abc import Callable, Sequence

from agents.situation import OwnerAct
from kizashi.reading import Evidence, IntentReading, OwnerIntent, OwnerReading

ENOUGH = 4
"""Fewer acts than this say nothing about an owner."""
QUICK_SECONDS = 4.0
SLOW_SECONDS = 6 * 3600.0
LATE_HOURS = frozenset({22, 23, 0, 1, 2, 3, 4})
LEAST = 0.5

_URGENT = re.compile(
    r"今だけ|本日中|今週中|お急ぎ|お早めに|hurry|today only|last chance|asap", re.I
)
_RESCUE = re.compile(
    r"割引|値引|お安く|サービスします|無料に|discount|% ?off|for free|on the house", re.IGNORECASE
)
_WARM = re.compile(
    r"ありがとう|嬉し|うれし|お体|ご無理|よかったら|お気軽|thank|glad|take care|no rush|hope you",
    re.I,
)
_ASKS_WHY = re.compile(
    r"なぜ|どうして|根拠|本当|出典|確か|why|source|really|are you sure", re.IGNORECASE
)
_GROWS = re.compile(
    r"新し(?:い|く).{0,6}(?:商品|コース|メニュー|プラン|お客|サービス)"
    r"|増や|広げ|伸ば|集客|宣伝|紹介(?:して|制度)"
    r"|new (?:offer|course|product|plan|customers?|people|service)|grow|expand"
    r"|more (?:people|customers|reach)"
    r"|advertis|referral|attract",
    re.IGNORECASE,
)
_GOOD = re.compile(r"元気|その後|お加減|喜んで|how (?:is|are) (?:she|he|they)|doing now|feel", re.I)


class EmbeddedCoach:
    """Reads the owner by how often each sign shows in their last acts."""

    async def read_owner(self, acts: tuple[OwnerAct, ...]) -> OwnerReading:
        """The intents that show in at least half of the acts they could show in."""
        if len(acts) < ENOUGH:
            return OwnerReading()
        found = [reading for sign in _SIGNS if (reading := sign(acts)) is not None]
        found.sort(key=lambda reading: -reading.confidence)
        return OwnerReading(intents=tuple(found[:3]))


def _share(
    intent: OwnerIntent,
    acts: Sequence[OwnerAct],
    shows: Callable[[OwnerAct], bool],
    least: float = LEAST,
) -> IntentReading | None:
    if len(acts) < ENOUGH:
        return None
    hits = [act for act in acts if shows(act)]
    share = len(hits) / len(acts)
    if share < least:
        return None
    quotes = tuple(
        Evidence(source="history", quote=(act.final_text or act.reason or act.draft_text)[:80])
        for act in hits[-3:]
    )
    # Laplace's rule keeps a handful of acts from looking like certainty.
    return IntentReading(name=intent, confidence=(len(hits) + 1) / (len(acts) + 2), evidence=quotes)


def _added(act: OwnerAct, words: re.Pattern[str]) -> bool:
    return (
        act.kind == "edited"
        and words.search(act.final_text) is not None
        and words.search(act.draft_text) is None
    )


def _of(acts: Sequence[OwnerAct], *kinds: str) -> list[OwnerAct]:
    return [act for act in acts if act.kind in kinds]


def _edits(acts: Sequence[OwnerAct]) -> list[OwnerAct]:
    return [act for act in acts if act.kind == "edited"]


def _decided(acts: Sequence[OwnerAct]) -> list[OwnerAct]:
    return [act for act in acts if act.kind in {"approved", "edited", "rejected"}]


def _quick_at_night(act: OwnerAct) -> bool:
    """Approved late, at once after it came or right behind another: hardly read."""
    quick = any(wait is not None and wait < QUICK_SECONDS for wait in (act.seconds, act.gap))
    return act.kind == "approved" and quick and act.local_hour in LATE_HOURS


def _put_off(act: OwnerAct) -> bool:
    late = act.seconds is not None and act.seconds > SLOW_SECONDS
    return act.kind == "snoozed" or late


def _doubts(act: OwnerAct) -> bool:
    asked = act.kind == "asked" and _ASKS_WHY.search(act.final_text) is not None
    return act.kind == "took_over" or asked or _ASKS_WHY.search(act.reason) is not None


def _cares(act: OwnerAct) -> bool:
    if act.kind == "asked":
        return _GOOD.search(act.final_text) is not None
    if act.kind == "said":
        return _WARM.search(act.final_text) is not None
    return _added(act, _WARM)


_SIGNS: tuple[Callable[[tuple[OwnerAct, ...]], IntentReading | None], ...] = (
    lambda acts: _share(
        OwnerIntent.DELEGATE, _decided(acts)[-10:], lambda act: act.kind == "approved", 0.9
    ),
    lambda acts: _share(
        OwnerIntent.PERFECT, _decided(acts)[-10:], lambda act: act.kind == "edited", 0.7
    ),
    lambda acts: _share(OwnerIntent.CLOSE_FAST, _edits(acts), lambda act: _added(act, _URGENT)),
    lambda acts: _share(OwnerIntent.RESCUE, _edits(acts), lambda act: _added(act, _RESCUE)),
    lambda acts: _share(OwnerIntent.CARE, _of(acts, "edited", "said"), _cares),
    lambda acts: _share(OwnerIntent.OVERLOAD, _decided(acts)[-10:], _quick_at_night),
    lambda acts: _share(
        OwnerIntent.AVOID, _of(acts, "approved", "edited", "rejected", "snoozed")[-10:], _put_off
    ),
    lambda acts: _share(OwnerIntent.DOUBT, acts[-10:], _doubts),
    lambda acts: _share(
        OwnerIntent.GROW,
        _of(acts, "asked")[-10:],
        lambda act: _GROWS.search(act.final_text) is not None,
    ),
)
