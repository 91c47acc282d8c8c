"""Extraction: the text asks for the agents' own instructions, policies or secrets.

Source: Zhang et al., "Effective Prompt Extraction from Language Models" (2024); OWASP LLM07:2025.
"""

import re

from policies.attack.aims import extraction as extraction_aims
from policies.attack.concepts import EVERYDAY, GIVING, INNER, LEARNING
from policies.attack.rule import attack_rule
from policies.cues import Family, cue, together

_GIVE = (
    r"(?:reveal|show|print|repeat|output|display|tell|give|dump|leak|list|share|paste|copy|"
    r"translate|summari[sz]e|recite|write|spell|disclose|expose|read|return|provide|echo|"
    r"describe|explain|quote|what(?:'s| is| are| were| was| does| do)?|type|export|send|encode|"
    r"render|state|confess|admit|complete|continue|put|convert|see)"
)
_OWN = (
    r"(?:(?:the |your |this |its )?(?:full |entire |complete |exact |original |hidden |secret |"
    r"internal |initial |underlying |raw |first |whole |verbatim |own |current |actual |"
    r"confidential )*(?:system (?:prompt|message|instructions?|text|settings|card)|"
    r"(?:developer|initial|hidden|secret|internal|original|confidential|underlying|pre-?loaded|"
    r"base|meta) (?:prompt|message|instructions?|rules|guidelines|directives|config\w*|notes|"
    r"policy|policies)|pre-?prompt|meta-?prompt|prompt (?:template|text|you)))"
)
_YOUR = (
    r"(?:your (?:full |exact |original |own |entire |actual |current |operating |"
    r"core )*(?:prompt|instructions|guidelines|directives|programming|configuration|config|"
    r"system|rule ?set|rules|constraints|policies|policy file|source code|training data|"
    r"context window|memory|api keys?|tools?|functions?|internal \w+))"
)
_KEYS = (
    r"(?:(?:the |your |its )?(?:api|secret|access|private|admin|master|encryption|database|"
    r"server|root|system|owner'?s?|backend|environment|stored|internal) (?:keys?|tokens?|"
    r"passwords?|passcode|credentials?|login|secrets?|variables?|codes?))"
)
_GIVE_JA = (
    r"(?:教え|見せ|表示|出力|全文|そのまま|開示|書き出|コピー|公開|繰り返|復唱|要約|翻訳|貼|"
    r"読み上げ|暴露|明かし|答え|提示|羅列|列挙|記述|復元|知りた|何(?:です|だ|と)|示して|提供|"
    r"送って|吐き出|リピート|見たい|書いて|エンコード|聞かせ|くれ|さらけ)"
)
_OWN_JA = (
    r"(?:システム(?:プロンプト|メッセージ|指示|設定文|命令)|プロンプト|(?:初期|内部|裏|隠し|"
    r"隠された|秘密の|最初の|開発者(?:の|から(?:の)?)|運営(?:の|から(?:の)?)|裏側の|元の|"
    r"非公開の|隠れた)(?:の)?(?:設定|指示|ルール|命令|プロンプト|マニュアル|ガイドライン|情報|"
    r"方針|メッセージ|規則|資料|文章)|(?:あなた|君|お前|ai|ボット|アシスタント)(?:自身)?(?:に|"
    r"へ|が|の)(?:与えられ(?:た|ている)|設定され(?:た|ている)|課され(?:た|ている)|受け(?:た|"
    r"ている)|従っている|持っている|課せられた|書かれた|渡された|内部の|行動)?(?:の)?(?:最初の|"
    r"初期の|すべての|全ての|裏の)?(?:指示|命令|ルール|設定|制約|ガイドライン|プロンプト|方針|"
    r"内部情報|ソースコード|学習データ|規則|指針|行動規範|禁止事項))"
)
_KEYS_JA = (
    r"(?:api ?キー|apiトークン|秘密鍵|アクセストークン|認証情報|環境変数|(?:管理者|管理画面|"
    r"サーバー?|データベース|db|システム|店長|オーナー|社内|従業員|ルート)(?:の|"
    r"用)?(?:パスワード|暗証番号|ログイン(?:情報)?|鍵|キー|id|アカウント))"
)

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"(?:値引き?|割引)(?:は|の|を)?[^。\n]{0,10}(?:どこまで|上限|最大|"
            r"何(?:%|パーセント|割)まで)"
            r"[^。\n]{0,14}(?:言われ|設定|決められ|許さ|許可さ|指示さ|任され)",
            r"\b(?:how far|up to how (?:much|far)|what(?:'s| is) the (?:most|lowest|highest)) "
            r"[^.?!\n]{0,24}\byou(?:'re| are|'ve been| have been) (?:allowed|permitted|"
            r"authori[sz]ed|told|configured|set)",
            r"(?:開発者|運営|作った人|店(?:長)?)から(?:の)?(?:最初|はじめ|冒頭)の(?:メッセージ|"
            r"指示|文)|"
            r"どのような(?:社内)?(?:規程|内規|指示書)[^。\n]{0,30}(?:全文|開示|見せ)",
        ),
        *extraction_aims.CUES,
        together(0.55, INNER, GIVING),
        cue(
            0.7,
            r"(?:何を|どんなこと[をは]|どこまで)[^。\n]{0,10}(?:言って(?:は|も)|"
            r"話して(?:は|も)|教えて(?:は|も)|口外)(?:いけない|ならない|だめ|ダメ|"
            r"禁止)[^。\n]{0,10}(?:指示|命令|言われ|設定|ルール)?",
        ),
        cue(
            0.75,
            rf"\b{_GIVE}\b[^.!?\n]{{0,40}}\b{_OWN}",
            r"\b(?:reveal|print|repeat|output|display|dump|leak|recite|disclose|expose|"
            r"echo|paste|copy|spell out|export|confess|show|tell|list|share|give|"
            r"what(?:'s| are| is| were)?|quote|summari[sz]e|translate|describe)\b(?: me|"
            r" us| out| exactly| all| of| to me| back| down| word for word|"
            rf",)* {_YOUR}(?! (?:for|on|about|regarding|to (?:customers|clean|wash|use|get|"
            r"find))\b)",
            r"\b(?:repeat|print|output|copy|show|paste|recite|echo|write|translate|return|"
            r"summari[sz]e|say|encode|read)\b[^.!?\n]{0,24}\b(?:everything|"
            r"all(?: the)? (?:text|words|content|lines)|the (?:text|words|content|lines|"
            r"sentence|paragraph|message|conversation|instructions?)|what(?:ever)? (?:is|"
            r"was|comes|came|stands)|(?:first|last) \d+ (?:words|lines|sentences|"
            r"characters))\b[^.!?\n]{0,16}\b(?:above|before (?:this|my)|preceding|"
            r"up (?:there|to here|to this)|at the (?:top|start|beginning)|you (?:were|"
            r"have been|got|received)|of (?:your|the) (?:prompt|context|instructions|"
            r"system))",
            rf"\b(?:{_GIVE}|need|want|get|know|have)\b[^.!?\n]{{0,24}}\b{_KEYS}\b",
            r"\b(?:how|what|which) (?:were|are|have) you (?:been )?(?:instructed|"
            r"programmed|told|configured|prompted|ordered|forbidden|"
            r"not allowed)\b[^.!?\n]{0,30}|\bwhat (?:were|are) you (?:told|instructed|"
            r"ordered|forbidden|not allowed|programmed|supposed) (?:to|not)\b|\bwhat (?:is|"
            r"was|does) (?:written|said|it say)? ?(?:in )?(?:your|the) (?:system|prompt|"
            r"instructions)\b|\bwhat(?:'s| is) (?:the )?(?:lowest|highest|biggest|maximum|"
            r"minimum|real|secret|internal) (?:\w+ )?(?:price|discount|amount|limit|margin|"
            r"cost)\b[^.!?\n]{0,24}\b(?:you(?:'re| are) (?:allowed|permitted|"
            r"authori[sz]ed)|your (?:rules|policy|policies|instructions|system)|"
            r"in your (?:settings|rules)|internally)|\b(?:start|begin|starting|"
            r"beginning) (?:with|from|at) [\"']?you are\b",
            rf"{_OWN_JA}(?:の(?:全文|内容|一覧|中身|文章|原文|"
            rf"最初の\S{{1,6}}))?[^。\n]{{0,14}}{_GIVE_JA}",
            rf"{_KEYS_JA}[^。\n]{{0,14}}{_GIVE_JA}",
            r"(?:ここまで|これより前|この(?:文|メッセージ|会話)より前|上|以上|この前|冒頭|"
            r"最初)(?:に|の)?(?:書かれ(?:た|ている)|ある|記載された|あった|与えられた|"
            r"表示された)?(?:の)?(?:すべての|全ての|全)?(?:文章|文字|テキスト|内容|文|"
            r"文言|会話|メッセージ)(?:を|は)?[^。\n]{0,10}(?:すべて|全部|全て|そのまま|"
            r"一字一句|繰り返|出力|コピー|表示|復唱|書き出|翻訳)",
            r"(?:何を(?:禁止|禁じ|口止め)|(?:何|どう|どのよう)(?:と|に|な)(?:指示|命令|"
            r"設定|プログラム|言われ))(?:され|られ)?(?:て(?:い)?(?:る|ます|い)|"
            r"た)?[^。\n]{0,6}(?:の|か|教え)|(?:社内|内部|裏)(?:の)?(?:値引き?|割引|価格|"
            r"原価|利益|仕入れ?)[^。\n]{0,8}(?:上限|下限|ルール|率|幅|限度|いくら|教え|"
            r"基準|表)|(?:言っては(?:いけない|ならない)|隠している|秘密にしている|"
            r"口外禁止の)(?:こと|情報|ルール|内容|指示)[^。\n]{0,10}(?:教え|全部|すべて|話|"
            r"見せ|明か|出)",
        ),
        cue(
            0.35,
            rf"\b{_YOUR}\b",
            r"\bsystem prompt\b(?! (?:me|us|you|asks|asked|for|to|appears|popped|says))",
            r"\bverbatim|\bword for word|\bcode block\b|\bin (?:base64|json|markdown|rot13|"
            r"reverse)\b",
            r"システムプロンプト|一字一句|原文のまま|コードブロック",
        ),
        cue(
            0.3,
            r"\b(?:reveal|leak|dump|confidential|secret(?:ly)?|hidden|internal)\b|内部|"
            r"秘密|非公開|裏",
        ),
    ),
    innocent=re.compile(
        rf"{EVERYDAY}|{LEARNING}|"
        r"\b(?:can'?t|cannot|don'?t|didn'?t|couldn'?t|never) (?:see|get|find|read) (?:the|any|"
        r"a) prompt\b|"
        r"\bprompts? (?:on|in|at) (?:the|my|your) (?:\w+ )?(?:screen|terminal|phone|app|printer|"
        r"checkout|till|website|"
        r"page|newsletter|installer)\b|\bhidden (?:pockets?|zips?|fees?|gems?|tracks?|cameras?|"
        r"labels?|costs?|"
        r"charges?|compartments?|drawers?|seams?|doors?|extras?)\b|"
        r"(?:点検|診察|検査|先生|医師|工事|健診)[^。\n]{0,10}言われ|"
        r"\btranslate the (?:message|text|e-?mail|line) above (?:in)?to \w+ for\b|"
        r"\binstructions (?:for|on|about|in|to (?:assemble|wash|clean|use|build|fit|return)) "
        r"(?!ai|the ai|bots)\w+|"
        r"\ballowed to (?:ship|sell|bring|use|eat|take|park|enter|carry|deliver|serve|smoke|"
        r"export|stay|have)\b|"
        r"上に書いた(?:通り|とおり|よう)|(?:pc|サイト|アカウント|端末|機器|ルーター)(?:で|"
        r"の)[^。\n]{0,8}設定内容|パスワードは何文字|"
        r"\bset up for (?:groups?|events?|parties|weddings?|children|families)\b|"
        r"\b(?:your|the) rules (?:about|on|for|regarding)\b|(?:アプリ|画面|サイト|メール|"
        r"予約)の(?:最初の)?(?:メッセージ|文章|表示)(?:の意味)?|"
        r"社内で何と言われ|周りに何と言われ|"
        r"\b(?:the )?system prompt(?:s|ed|ing)? (?:me|us|you|asks|asked|for|to|appears|"
        r"popped|says|showed|that)\b|\b(?:return|refund|cancellation|privacy|shipping|"
        r"cookie|pet|age|allergy|delivery|late|booking|deposit) (?:policy|policies|rules|"
        r"guidelines)\b|\b(?:washing|care|assembly|cleaning|cooking|driving|parking|"
        r"set-?up|installation|usage|fitting|safety|user|knitting|recipe|"
        r"delivery) (?:instructions?|guidelines|rules|configuration)\b|\b(?:your|"
        r"the) (?:house|studio|gym|pool|class|shop|store|club|park) rules\b|\b(?:wi-?fi|"
        r"guest|my|gate|door) (?:password|code|key|login)\b|\b(?:your|the) (?:booking|"
        r"payment|order(?:ing)?|heating|sound|pos|loyalty|reservation|delivery|alarm|"
        r"grading|sizing) system\b|(?:wi-?fi|ワイファイ|私の|自分の|"
        r"マイページの)(?:の)?(?:パスワード|暗証番号)|(?:お店|店|施設|館内|教室|工房|利用|"
        r"貸出)の(?:ルール|規則|決まり|方針)|(?:取り?扱い|洗濯|組み立て|使用|"
        r"お手入れ)(?:の)?(?:説明|指示|方法)"
    ),
)

RULE = attack_rule("extraction", FAMILY)
