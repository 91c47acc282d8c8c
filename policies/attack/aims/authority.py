"""Signs of authority in a text that comes in, by what it is after."""

from policies.cues import Cue, cue, together

CUES: tuple[Cue, ...] = (
    together(
        0.55,
        r"\b(?:i'?m|i am|this is|we(?:'re| are)|speaking|here)\b[^.!?\n]{0,14}\b(?:from|with|at|"
        r"for) (?:the |your )?"
        r"(?:\w+ )?(?:company|provider|firm|team|people|department) (?:that|who|"
        r"which)? ?(?:hosts?|runs?|built|made|"
        r"maintains?|operates?|supports?|trained)\b|\b(?:hosting|server|cloud|security|"
        r"payment) (?:company|"
        r"provider|team|support) here\b|(?:サーバー|システム|ホスティング|保守|開発|決済|"
        r"セキュリティ|運用|it)"
        r"(?:会社|担当|業者|チーム|部門?|の者)(?:の(?:者|人間|担当))?(?:です|だ|ですが|として)",
        r"\b(?:keys?|passwords?|credentials?|access|tokens?|logs?|checks?|settings|database|"
        r"records|prompt|login)\b|"
        r"鍵|キー|パスワード|アクセス|検査|チェック|ログ|権限|トークン|設定|名簿|データ|承認",
        r"\b(?:need|give|send|share|turn|switch|disable|open|unlock|hand|provide|tell|show|skip)\b|"
        r"送|教え|切っ|止め|外し|開け|渡し|見せ|出し|無効|ください",
    ),
    cue(
        0.55,
        r"\b(?:manager|boss|owner|supervisor)\b[^.\n]{0,14}\b(?:said|told|lets?|allowed|"
        r"permission)\b[^.\n]{0,30}\b(?:[5-9]\d ?%|internal|free|drafts|share|all "
        r"the|price list)|\b(?:police|it team|security)\b[.,:]? [^\n]{0,30}\b(?:give me all|need "
        r"the list|data about|export)|(?:警察|情報システム部|監査)です[^\n]{0,40}"
        r"(?:出して|出せ|書き出|開示|送)|店長が[5-9]割|作ったのは私だ|従いなさい",
    ),
)
