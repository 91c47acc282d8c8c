"""Signs of authority in a text that comes in, by what it is after."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.55,
        r"\b(?:manager|boss|owner|supervisor)\b[^.\n]{0,14}\b(?:said|told|lets?|allowed|"
        r"permission)\b[^.\n]{0,30}\b(?:[5-9]\d ?%|internal|free|drafts|share|all "
        r"the|price list)|\b(?:police|it team|security)\b[.,:]? [^\n]{0,30}\b(?:give me all|need "
        r"the list|data about|export)|(?:警察|情報システム部|監査)です[^\n]{0,40}"
        r"(?:出して|出せ|書き出|開示|送)|店長が[5-9]割|作ったのは私だ|従いなさい",
    ),
)
