# ruff: noqa: E501 - a pattern is easier to check on one line
"""Why somebody hesitates, in their own words, and which knowledge helps them then."""

import re

from agents.minds.negotiator.stance import ASKING
from agents.minds.negotiator.words import folded
from kizashi.reading import MicroIntent, Reading, Stall

_CUES: tuple[tuple[Stall, "re.Pattern[str]"], ...] = tuple(
    (stall, re.compile(pattern))
    for stall, pattern in (
        (
            Stall.AUTHORITY,
            r"(?:夫|妻|主人|旦那|嫁|家族|親|上司|会社|奥さん|彼女|彼氏|パートナー).{0,12}(?:相談|聞い|許可|確認|反対|説得)|ひとりでは決め|一人では決め"
            r"|(?:ask|check with|talk to|run it past|convince|persuade) (?:my|the) (?:husband|wife|partner|boss|family|parents?|mum|dad|girlfriend|boyfriend|manager|team|other half|better half)|(?:husband|wife|partner|boss|other half) (?:has to|needs to|must|will want|isn'?t|doesn'?t|won'?t)",
        ),
        (
            Stall.TIMING,
            r"今(?:は|じゃ|すぐは).{0,12}(?:ない|忙|無理|難|タイミング)|落ち着いた(?:ら|とき)|来年|(?:春|夏|秋|冬|年明け)(?:に|から|まで|になって)(?:なら|考|検討|忙)|もう少し先|まだ先"
            r"|not (?:now|the (?:right )?(?:time|moment))|(?:now|this) (?:is|isn'?t) (?:not )?(?:the )?(?:time|moment)|too busy|until (?:spring|summer|autumn|winter|next|after)|next year|later in|after the (?:holidays|summer|move)|mad until",
        ),
        (
            Stall.LOSS,
            r"ムダ|無駄|もったいな|損(?:し|す|に)|払った(?:あと|後)|お金が(?:消え|戻ら)|失う|waste|lose (?:my|the) (?:money|deposit)|down the drain|throw(?:ing)? (?:my )?money|out of pocket|lose out",
        ),
        (
            Stall.RISK,
            r"続(?:く|け).{0,14}(?:不安|自信|心配|か(?:な|どう))|三日坊主|不器用|失敗|下手|ついていけ|恥ずかし|浮(?:く|き)|(?:不安|心配|怖|こわ|自信(?:が)?な)|向いて(?:い)?(?:る|な)|できる(?:か|のか)な|初心者でも|挫折"
            r"|afraid|scared|nervous|worried|worry|anxious|not sure (?:if )?i(?:'?d|'?ll)?\b|never learn(?:ed|t)|daft|silly|too late to|hate it|not for me|give up|gave up|drop out|stick (?:with|at|to) (?:it|things)|keep it up|embarrass|clumsy|useless at|too old|what if i (?:just )?(?:never|can'?t|don'?t|fail|hate)|regret|out of my depth|not (?:good|clever|creative|fit|sporty|flexible)",
        ),
        (
            Stall.PRICE,
            r"高い|高く|高すぎ|予算|お財布|(?:万|円)は(?:ちょっと|きつ|厳し)|きつい|手が出|出せな|金額(?:が|に)|値段が(?:ちょっと)?"
            r"|expensive|is a lot\b|(?:too|quite|bit|very) (?:dear|steep|pricey|much)|pricey|steep|afford|budget|a lot (?:for|of money)|worth (?:it|the)|too much (?:for|money)|cost(?:s)? a (?:lot|fortune)",
        ),
        (
            Stall.EFFORT,
            r"忙し|時間が(?:ない|なく|取れ)|面倒|めんどう|大変そう|手間|難しそう|むずかし|通え(?:る|ない|な)|仕事が|体力"
            r"|no time|busy|too (?:hard|difficult|complicated|much (?:work|effort|hassle))|hassle|faff|looks? (?:hard|difficult|complicated)|time to|fit it in|energy",
        ),
        (
            Stall.TRUST,
            r"怪し|信用|本当に大丈夫|ちゃんと(?:して|し)|勧誘|しつこ|騙|だまさ|口コミ|押し売り|scam|trust|dodgy|legit|suspicious|pushy|hard sell|catch\b|fine print|small print|too good to be true",
        ),
        (
            Stall.OVERLOAD,
            r"(?:多|いろいろ|たくさん)(?:くて|すぎて|あって).{0,10}(?:迷|選べ|わから|分から)|どれ(?:を|が)(?:選|いい|よい)|迷って|選べな|決められな"
            r"|too many (?:choices|options)|so many|can'?t (?:choose|decide)|overwhelm|don'?t know (?:which|where to start)|no idea which|torn between|which (?:one )?(?:should|would you|is best)",
        ),
    )
)

_HESITANT = frozenset(
    {
        MicroIntent.FEAR_FAILURE,
        MicroIntent.FEAR_LOSS,
        MicroIntent.PRICE_CONCERN,
        MicroIntent.EFFORT_CONCERN,
        MicroIntent.AWAIT_OTHER,
        MicroIntent.DISTRUST,
    }
)

HELPS: dict[Stall, tuple[str, ...]] = {
    Stall.RISK: (
        "pause",
        "beginner",
        "trial",
        "continue",
        "quit",
        "refund",
        "reschedule",
        "experience_rate",
        "mistake_redo",
        "feedback_after",
    ),
    Stall.LOSS: ("refund", "quit", "cancel", "monthly", "pause", "trial", "exchange", "validity"),
    Stall.PRICE: (
        "trial",
        "monthly",
        "yearly",
        "discount",
        "student",
        "instalment",
        "set_bundle",
    ),
    Stall.TIMING: ("pause", "carryover", "reschedule", "validity", "booking", "cancel"),
    Stall.EFFORT: ("pause", "carryover", "reschedule", "duration", "absent", "online_session"),
    Stall.AUTHORITY: ("trial", "quit", "refund", "cancel", "pause"),
    Stall.TRUST: ("privacy", "refund", "warranty", "cancel", "trial", "confidential", "security"),
    Stall.OVERLOAD: ("beginner", "trial", "popular"),
}
"""Meanings (of `concepts.py`) that help somebody held by a stall, the most helpful first."""

SEARCHES: dict[Stall, tuple[str, str]] = {
    Stall.RISK: (
        "初心者でも続けられますか。休んだり、試したり、途中でやめたりできますか",
        "Can beginners keep it up? Can I try it first, pause or stop on the way?",
    ),
    Stall.LOSS: (
        "途中でやめたら返金されますか。使わなかった分はどうなりますか",
        "Do I get money back if I stop? What happens to what I did not use?",
    ),
    Stall.PRICE: (
        "料金、月払い、お試し、割引、いちばん小さいプラン",
        "prices, paying monthly, trial, discounts, the smallest plan",
    ),
    Stall.TIMING: (
        "あとから始められますか。休会、繰り越し、日程の変更はできますか",
        "Can I start later? Pausing, carrying over, changing the date",
    ),
    Stall.EFFORT: (
        "忙しいとき休めますか。振替、繰り越し、所要時間",
        "What if I am busy? Moving a date, carrying over, how long it takes",
    ),
    Stall.AUTHORITY: (
        "決める前に試せますか。キャンセルや返金はできますか",
        "Can I try before deciding? Cancelling and refunds",
    ),
    Stall.TRUST: (
        "返金、保証、個人情報の扱い、勧誘はしません",
        "refunds, guarantee, personal data, no pressure",
    ),
    Stall.OVERLOAD: (
        "初めての人におすすめのコース、いちばん選ばれているもの",
        "what most beginners choose, recommended to start with",
    ),
}
"""What to look for besides the person's own words, in Japanese and English."""

DISCOUNTS = (
    "割引はありますか。値引き、学割、会員の特典、団体の割引",
    "Are there discounts? Student, member and group discounts, the same price for everyone",
)
"""What to look for when somebody asks for a lower price, in Japanese and English."""


def stalls_of(text: str, reading: Reading) -> tuple[Stall, ...]:
    """What holds the person back, where their words or the Listener's reading show it clearly;
    the strongest first."""
    words = folded(text)
    shown = tuple(stall for stall, pattern in _CUES if pattern.search(words))
    if shown:
        return shown[:2]
    if ASKING.search(words):
        # A plain question is answered plainly, whatever may be felt behind it
        return ()
    felt = any(i.name in _HESITANT and i.confidence >= 0.4 for i in reading.micro_intents)
    if felt and reading.stall is not None and reading.stall.reason is not Stall.INFORMATION:
        return (reading.stall.reason,)
    return ()
