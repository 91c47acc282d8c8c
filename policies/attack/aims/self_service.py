"""Signs of self service in a text that comes in, by what it is after."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.6,
        r"\b(?:agree (?:that|to|with)|promise me|confirm|say|write|answer only|just "
        r"say)\b[^.?\n]{0,50}\b(?:no take ?backs?|binding|costs? \$?[01]\b|for free|"
        r"free\?|double|lifetime supply)\b|\byou (?:have to|must) (?:accept|"
        r"agree)\b[^.\n]{0,20}\b(?:any|whatever|everything)\b|\bapply the (?:employee|staff) "
        r"discount\b|\bupgrade me\b[^.\n]{0,30}\b(?:nothing|free|don'?t log)|\b(?:100|"
        r"[6-9]\d)(?: ?%| percent)\b[^.\n]{0,30}\bwithout (?:asking|telling)|\brefund\b"
        r"[^.\n]{0,40}\bwithout (?:checking|asking|approval)",
        r"(?:社員|スタッフ)割引を[^。\n]{0,10}適用|(?:0|1|ゼロ|一)円(?:だ|に|と)(?:と)?(?:同意|"
        r"変え|して)|「はい」とだけ|言い値|取り消しなし|法的に有効な約束|記録に残さず|"
        r"倍額返金|割引を?(?:100|[6-9]\d)%に|何でも同意",
    ),
)
