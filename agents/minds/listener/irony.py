"""Praise straight after bad news: what the words say is not what is meant.

Neither the text nor the business's line shows it alone, and what both show together is no sum, so
the heads cannot learn it; it is a rule. It asks for praise, not mere thanks (who is told of a delay
may well thank for the word), and for bad news without a remedy.
"""

import re
from dataclasses import replace

import numpy as np

from agents.minds.listener.decoding import INTENTS, PHASES, Decoded
from agents.minds.listener.weights import Numbers
from agents.minds.listener.wording import plain
from kizashi.reading import MicroIntent, Phase

SHARE = 0.8
"""What of a friendly reading is moved to a complaint. Of the seeds' moments with such a pair that
were not written for it, two of three are meant so, and of those that were, all."""

_FRIENDLY = [
    INTENTS.index(one)
    for one in (
        MicroIntent.THANK,
        MicroIntent.SMALLTALK,
        MicroIntent.STIRRING,
        MicroIntent.EXPLORE,
    )
]
_COMPLAINS = INTENTS.index(MicroIntent.COMPLAIN)
_WANTS_CHANGE = PHASES.index(Phase.PREPARING)

_BAD_NEWS = re.compile(
    r"\b(?:sorry|unfortunately|apologi[sz]e|delay(?:ed)?|cancel(?:led|ed)?|pushed back|postponed"
    r"|out of stock|broken?|is down|be down|lost|rais(?:ed?|ing)|(?:handling|extra|service) fee"
    r"|can'?t|cannot|couldn'?t|unable|no longer|takes? (?:up to )?\w+ (?:more )?weeks?)\b"
    r"|申し訳|遅れ|遅延|中止|停止|誤り|間違|値上げ|在庫切れ|欠品|不具合|見つかりません|できません"
    r"|いただくことになり|お待ちいただ"
)
_REMEDY = re.compile(
    r"\b(?:fixed|refunded|arrived|delivered|sorted|resolved|waived|on (?:its|the) way|for free"
    r"|free of charge|replacement is|we'll send|back (?:up|in stock))\b"
    r"|完了|済みました|お届けしました|復旧|直りました|サービスいたします|無料|解決|お送りいたします"
)
_PRAISE = re.compile(
    r"\b(?:oh,? (?:great|good|wonderful|perfect|joy|lovely|fantastic)"
    r"|(?:just|exactly) what i (?:needed|wanted|was hoping)"
    r"|fantastic|wonderful|brilliant|amazing|marvell?ous|super helpful"
    r"|great (?:timing|job|service|stuff|start|work)|(?:how|so|very) (?:kind|generous|thoughtful)"
    r"|lovely|perfect|well done|nice work|nice one)\b"
    r"|さすが|流石|素晴らし|すばらし|お?見事|立派|ありがたいですね|お優し|優秀|太っ腹|完璧|最高"
    r"|恐れ入りました|すごいですね"
)
_FLAT_VOICE = re.compile(r"[(（]棒(?:読み)?[)）]|/s$|\bslow clap\b")
_MEANT = re.compile(
    r"\b(?:for (?:letting me know|telling me|the update|your (?:help|honesty))"
    r"|no (?:problem|worries)|understand|appreciate)\b"
    r"|(?:ご連絡|お知らせ|ご対応|ご丁寧).{0,8}(?:ありがと|感謝)|わざわざ"
)


def is_ironic(text: str, said: str) -> bool:
    """Whether a text praises what was bad news (`said`), or marks itself as not meant."""
    line, before = plain(text), plain(said)
    if _FLAT_VOICE.search(line):
        return True
    bad = _BAD_NEWS.search(before) and not _REMEDY.search(before)
    return bool(bad and _PRAISE.search(line) and not _MEANT.search(line))


def as_meant(found: Decoded, text: str, said: str) -> Decoded:
    """The reading of ironic praise as a complaint that wants a mend; any other as it was."""
    friendly = float(found.intents[_FRIENDLY].sum())
    if not is_ironic(text, said) or friendly < SHARE / 2:
        return found
    moved = SHARE * friendly
    intents, also = found.intents.copy(), found.also.copy()
    intents[_FRIENDLY] *= 1 - SHARE
    also[_FRIENDLY] *= 1 - SHARE
    intents[_COMPLAINS] += moved
    also[_COMPLAINS] = max(also[_COMPLAINS], moved)
    wants: Numbers = np.eye(len(PHASES), dtype=np.float32)[_WANTS_CHANGE]
    phases = (1 - moved) * found.phases + moved * wants
    return replace(found, intents=intents, also=also, phases=phases)
