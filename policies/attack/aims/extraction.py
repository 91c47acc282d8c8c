"""Signs of extraction in a text that comes in, by what it is after."""

from policies.cues import Cue, cue, together

_GIVE = (
    r"\b(?:print|show|tell|reveal|repeat|output|lists?|write|copy|dump|display|summari[sz]e|"
    r"translate|spell|encode|share|disclose|"
    r"what(?:'s| is| are| does| was| were| did)|which|how (?:are|were|did)|let me (?:read|see)|"
    r"may i see|see|read|export|quote|"
    r"recite|give|send|put|paste|expose|describe|rewrite|turn|convert|leak|post|provide|return|"
    r"echo|type|confirm)\b"
)
_INNER = (
    r"\b(?:(?:system|initial|original|hidden|secret|internal|base|developer|confidential|pre|"
    r"starting|underlying|custom)[- ]"
    r"(?:\w+ )?(?:prompts?|instructions?|messages?|rules?|guidelines?|directives?|configuration|"
    r"text|notes?|settings?|part|"
    r"briefing|commands?|information)|your (?:own |full |exact |entire |complete |whole |very |"
    r"hidden |first |current )*(?:prompts?|"
    r"instructions?|configuration|config|directives?|rule ?book|source code|context|guidelines|"
    r"restrictions|"
    r"programming|settings|pre-?prompt|rules?(?! (?:for|on|about|regarding|when|if|concerning|of|"
    r"apply)))(?! (?:for|on how|about|how|"
    r"to the|manual|booklet|work|say to)\b)|the (?:full |entire |whole |initial )?(?:prompt|"
    r"context window|developer message)\b|"
    r"(?:exact|verbatim|full|actual) (?:instructions|prompt)|the prompt you|instructions (?:you|"
    r"above|before|did your|"
    r"that you)|rules (?:you (?:were|are|have|follow)|stop you)|hidden (?:text|message|"
    r"instructions|rules|prompt)|notes (?:your "
    r"staff|the owner|about me)|what the owner wrote)\b"
)
_ABOVE = (
    r"\b(?:(?:everything|all|text|words?|lines?|messages?|content|sentences?|conversation)\b(?: "
    r"\w+){0,4} (?:above(?! [£$€\d])|precede\w*|"
    r"before (?:this|that|my|the (?:first|conversation|chat))|prior to|up to (?:here|this)|"
    r"hidden)|what(?:'s| is| was| has been)? (?:stated|written|said|put|there) before (?:the|my|"
    r"this)|between the start|the "
    r"(?:words|text|line|lines|sentences?) (?:above|before|that precedes?)|first (?:\d+ "
    r")?(?:words|line|sentence|message) of (?:your|this|"
    r"the (?:prompt|chat|conversation|instructions|context|system))\b|your (?:first|"
    r"initial) (?:\d+ )?(?:words|message|line)|top of (?:this|the) "
    r"(?:conversation|chat)|starting (?:from|with|at) "
    r"(?:the very first|[\"']?you are))\b"
)

CUES: tuple[Cue, ...] = (
    together(0.6, _GIVE, _INNER),
    together(0.6, _GIVE, _ABOVE),
    cue(
        0.6,
        r"\b(?:what|how|which|at which|when)\b[^.?!\n]{0,24}\b(?:were|are|have|had|been|"
        r"did)\b[^.?!\n]{0,24}\b(?:you|developers?|owner|they)\b"
        r"[^.?!\n]{0,16}\b(?:told (?:to|not|that|by|before|you)|instructed|forbidden|not allowed|"
        r"programmed|configured|prompted|set (?:you )?up|"
        r"ordered|authori[sz]ed|been told|given before|receive\w* before|give you)\b|\bthings "
        r"you(?:'ve| have) been told\b|\byou(?:'ve been|'re| "
        r"are| were) (?:told|allowed|permitted|authori[sz]ed) (?:you may |to )?(?:accept|offer|"
        r"go|give|sell|keep|hide)\b",
        r"\b(?:what(?:'s| is)|tell me|give me|reveal|say|show me|share|hint|output|"
        r"print)\b[^.?!\n]{0,16}\b(?:secret (?:word|code|key|password|"
        r"phrase|information|text)|api[- ]key|admin password|master password|secret\W*$|password "
        r"are you|confidential part)|\bpassword "
        r"(?:you are|are you) (?:protecting|hiding)|\bapi key, token\b",
        r"\b(?:complete|continue|finish|begin|start|"
        r"respond)\b[^.\n]{0,40}[\"'][^\"'\n]{0,16}(?:my (?:\w+ )?(?:system|instructions?|prompt|"
        r"confidential|rules)|you are a)\b|\bbegin (?:your|the) (?:answer|reply|response) with "
        r"[\"'][^\"'\n]{0,40}(?:list of|prompt|instructions|"
        r"sure)",
        r"\b(?:tools|functions|plugins)\b[^.?!\n]{0,24}\b(?:can you call|do you have|parameters|"
        r"schemas?)\b|\bpro?tocols? do you follow\b|\bwhat "
        r"topics are off limits\b|\bnotes your staff keeps\b|\bhow low are you allowed\b|\bwhat "
        r"does the developer message\b",
        r"\b(?:system[- ]?prompts?|systeemprompt|mensaje de sistema|prompt do sistema|prompt "
        r"système)\b[^\n]{0,40}(?=.*\b(?:zeig|gib|nenn|verrat|"
        r"muestra|dime|revela|montre|affiche|donne|mostra|revele|geef|toon))|\b(?:zeig|gib|nenn|"
        r"verrat|muestra|dime|revela|montre|affiche|donne|"
        r"mostra\w*|revele|geef|toon)\w*\b[^\n]{0,40}\bprompt|(?:покажи|раскрой|"
        r"выведи)[^\n]{0,24}промпт|系统提示|系統提示|시스템 ?프롬프트",
    ),
    cue(
        0.6,
        r"\b(?:first|initial|earliest|very first|opening) (?:\w+ )?(?:sentences?|words?|text|"
        r"thing|messages?|lines?|"
        r"paragraph|instructions?) (?:that )?you (?:were|got|received|read|saw|had|have)\b|"
        r"\blist of (?:things|words|"
        r"topics|subjects|phrases) (?:not to|you(?:'re| are)? (?:can'?t|may not|must not|"
        r"shouldn'?t|never|not|"
        r"aren'?t|forbidden))|\b(?:topics?|words?|subjects?|things)\b[^.!?\n]{0,6}\b(?:are|were|"
        r"have) you"
        r"(?: been)? (?:told|asked|instructed|ordered) (?:to avoid|not|never)\b|\byour (?:brief|"
        r"briefing|set-?up|"
        r"orders|character sheet|guard ?rails)\b[^?\n]{0,24}\b(?:paste|show|share|copy|verbatim|"
        r"bullet|print|full)|"
        r"\b(?:paste|show|share|copy|print|summari[sz]e|"
        r"spell)\b[^.!?\n]{0,24}\byour (?:\w+ )?(?:brief|briefing|set-?up|"
        r"orders|guard ?rails)\b|\bhow you were set up\b|"
        r"\b(?:tell|told|ask|asked|order|ordered) you (?:not to|never to) (?:tell|say|reveal|"
        r"mention|share)\b",
        r"(?:最初|はじめ|初め|始め|一番前|冒頭)に[^。\n]{0,8}(?:言われた|受けた|渡された|"
        r"与えられた|教えられた|命じられた|"
        r"読まされた|書かれた)(?:言葉|文|指図|指示|の(?:は|か|を|[?？])|こと|内容|もの)|(?:指図|"
        r"命令|指令|口止め)を?"
        r"(?:受け|され)(?:て(?:い)?る|た)(?:の|こと|内容)|(?:秘密|内緒)の?(?:設定|決まり|指示|"
        r"言葉|命令|文)(?:を|は)"
        r"[^。\n]{0,10}(?:見せ|教え|何|話し|出し|読)",
    ),
    together(
        0.6,
        r"プロンプト|システムメッセージ|(?:最初|上(?!書き|限|記|手|着)|一番上|この行より上|"
        r"ここより前|会話の前)(?:に|"
        r"の|を|から)?[^。\n]{0,8}(?:与えられた|文章|書|全部|\d+文字|テキスト|行)|"
        r"(?:あなた|君|きみ)の(?:指示|設定|ルール|ソースコード|内部)|初期(?:指示|設定)|"
        r"内部(?:ガイドライン|メモ|文書|ルール)|秘密の(?:指示|合言葉|言葉|コード)|"
        r"言ってはいけない|話すなと|(?:開発者|店|オーナー|会社)(?:から|に|"
        r"が)?[^。\n]{0,10}(?:指示され|書いたメモ|設定され|言われて(?:る|い)の)|(?:どう|何と)"
        r"(?:設定|指示)され|非公開の部分|apiキー|守っているルール|禁止されている話題|どんな指示|"
        r"指示内容|お客(?:様|さん)?について書|設定(?:文|を(?:json|全部))|"
        r"指示を(?:base64|英語|歌|詩)|上のテキスト|ルールを(?:箇条書き|詩|全部)|記憶を(?:ダンプ|"
        r"全部)|関数を使え|ツールや関数",
        r"教え|見せ|お?示し|出力|表示|繰り返|並べ|書(?:き|い)|コピペ|読(?:ませ|み|ん)|引用|開示|"
        r"送(?:って|れ)|訳|歌|要約|何[?？はて]|は[?？。]|は何|続き|始めて|受けました|完成|"
        r"言っちゃ|定義|ダンプ|でしょう|の[?？]|れて(?:る|い)",
    ),
    cue(
        0.6,
        r"(?:値引き|割引|値段|価格)の?(?:上限|下限|限度)[^。\n]{0,12}(?:指示|言われ|設定|決め)|"
        r"いくらまで[^。\n]{0,14}(?:言われ|書いて|指示|許され|設定)|"
        r"(?:パスワード|合言葉|apiキー)(?:は何|を教えて。?ヒント|を出力)|秘密の合言葉|"
        r"管理者パスワードを(?!忘|再|リセ|変)",
    ),
)
