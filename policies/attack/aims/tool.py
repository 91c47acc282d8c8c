"""Signs of tool in a text that comes in, by what it is after."""

from policies.cues import Cue, cue

CUES: tuple[Cue, ...] = (
    cue(
        0.6,
        r"\b(?:turn|switch) (?:the |your )?(?:reviewer|review|filter|safety|guard\w*|approval|"
        r"logging)s? off\b|\bapprov\w+\b[^.\n]{0,20}\bwithout (?:asking|telling)\b|"
        r"\bremove (?:my name|me) from the blacklist\b|\b(?:call|"
        r"run|invoke) (?:the )?\w+(?:_\w+|\(\w*\)| function)\b[^\n]{0,30}|\b(?:send|write) (?:a "
        r")?(?:message|mail|e-?mail)s? to (?:every|all)\b|\w+_\w+\(\d+\)",
        r"\badd me (?:to|as|into) (?:the |your |an? )?(?:staff|admins?|administrators?|owners?|"
        r"operators?|"
        r"employees?)\b|\bmake me (?:an? )?(?:admin\w*|owner|operator|moderator|staff)\b",
        r"(?:承認|返金|処理|送信)して[^\n]{0,10}誰にも(?:聞かなく|確認せず|相談せず|言わなく)|"
        r"(?:レビュー|審査|確認)担当を止め|\w+_\w+\(\d+\)|(?:本人)?確認を飛ばし|全自動モード",
    ),
)
