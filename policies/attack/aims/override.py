"""Signs of override in a text that comes in, by what it is after."""

from policies.cues import Cue, cue, together

_DROP = (
    r"\b(?:ignor(?:e|ing)|disregard\w*|forget|drop|discard|abandon|scrap|scratch|set aside|put "
    r"(?:\w+ ){0,3}aside|"
    r"leave (?:\w+ ){0,3}(?:aside|behind)|throw (?:out|away)?|cancel|erase|reject|skip|clear|"
    r"overrides?|bypass|replaces?|cancelled|"
    r"(?:don'?t|do not|never|needn'?t|not) (?:have to |need to )?(?:follow|obey|listen|comply)|"
    r"stop (?:following|obeying|"
    r"listening)|no attention to|(?:free|release|relieve|liberate)d?\b[^.!?\n]{0,10}\b(?:from|"
    r"of)|outrank\w*|"
    r"no longer (?:bound|apply|valid|follow)|void|outdated|null|take precedence|higher priority)\b"
)
_ORDERS = (
    r"\b(?:(?:your|all|any|those|these|every|previous|prior|earlier|preceding|above|other|the "
    r"system'?s?|developer|safety|"
    r"given|former|original|initial|past|old|foregoing) (?:\w+ ){0,2}(?:instructions?|rules?|"
    r"guidelines?|polic(?:y|ies)|"
    r"prompts?|directives?|directions|programming|training|orders|commands?|constraints|"
    r"restrictions|guard ?rails|messages?|"
    r"context|protocols?|duties|limits|tasks?|text|programming)|(?:your|the) rule ?book(?! for)|"
    r"(?:instructions|rules|guidelines|text|all|everything|"
    r"anything|content|what(?:ever)?)(?: (?:that )?(?:was|is|came|were|stands|you(?:'ve| have|"
    r"'re| are| were)? (?:been )?)?"
    r" ?(?:\w+ )?(?:above|before|told|earlier|given|previously|so far|asked to do)\b)|you(?:'ve| "
    r"have| were)? (?:been )?"
    r"(?:told|given|asked to do|instructed)|everything (?:above|before)|(?:that came|came) "
    r"(?:before|previously)|the (?:retail|shop|sales|"
    r"assistant|customer service) (?:stuff|thing|talk|part|role|act|job)\b|the (?:above|script|"
    r"manual|system prompt|system "
    r"message|developer message)|all of (?:that|this|the above)|what(?:ever)? (?:your|the) "
    r"(?:creators?|owners?|bosses?|"
    r"makers?|developers?|system|company|shop|store|business|operators?) (?:say|said|told|wants?|"
    r"instructions))\b"
)
_TASK = (
    r"(?:tasks?|instructions?|directives?|assignments?|orders?|jobs?|goals?|missions?|"
    r"objectives?|commands?|prompts?)"
)

CUES: tuple[Cue, ...] = (
    together(0.6, _DROP, _ORDERS),
    cue(
        0.6,
        rf"\b(?:new|next|real|actual|updated|correct|different|following|only|your) {_TASK} "
        r"?(?:for the ai)?(?::| is\b| are\b(?! you)|"
        rf" follow)(?! (?:still|already|late|ready|on|in the mail))",
        r"\b(?:everything|nothing|anything|text|messages?|instructions?|orders|conversation|"
        r"directives)\b(?: \w+){0,4} (?:above|before "
        r"(?:this|that)|earlier|so far|previous\w*)\b[^.!?\n]{0,24}\b(?:mistake|wrong|tests?|"
        r"examples?|counts?|void|invalid|never|"
        r"false|over|finished|outdated|replaced)\b|\b(?:earlier|previous|old) (?:instructions|"
        r"orders|task|directives)\b"
        r"[^.!?\n]{0,20}\b(?:tests?|wrong|over|finished|outdated|void|done|changed)\b",
        r"\b(?:your|the) (?:instructions|policy|policies|rules|configuration|orders) (?:have|has|"
        r"are|is|were|was) (?:been )?(?:now )?"
        r"(?:changed|replaced|outdated|updated|void|cancelled|suspended)\b|\bmy (?:instructions?|"
        r"words|orders|commands?|rules|messages?) "
        r"(?:now )?(?:outrank|override|replace|come first|take precedence|count)|\bthe new "
        r"system prompt\b|\bwhat i (?:say|write) "
        r"(?:now )?(?:takes precedence|only|is law|overrides)",
        r"\b(?:stop|quit) (?:being|acting (?:as|like)|pretending to be|playing) (?:an? |the "
        r")?(?:shop|store|customer|assistant|support|"
        r"chat ?bot|bot|service)|\byou(?:'re| are)? (?:no longer|not) (?:an? |the )?(?:shop|"
        r"store|assistant|customer|chat ?bot|bot|ai|"
        r"bound|work|required|restricted)\b[^?\n]*(?:[.!,;]|$)|\bforget (?:that )?you(?:'re| "
        r"are)\b|\bforget about the (?:business|"
        r"customer|shop)|\byou no longer work for",
        r"\binstead(?:,| of (?:answering|doing|helping|your|following|"
        r"customer))\b[^.!?\n]{0,40}\b(?:output|print|write|say|tell|"
        r"generate|translate|just|respond)\b(?! us\b)|\b(?:act|work|listen|obey|follow|"
        r"respond)\b[^.!?\n]{0,16}\b(?:only (?:to )?(?:me|"
        r"my|what i)|what i (?:write|say) only|me only)\b|\b(?:regardless of|no matter what|"
        r"whatever) (?:your|the|you|any)\b"
        r"[^.!?\n]{0,16}\b(?:instructions?|told|rules|earlier|before|policy)\b",
        r"\bthere (?:is|are) no (?:more )?(?:rules|policy|policies|guidelines|limits|"
        r"restrictions)(?: any ?more)?[.!]|\bthrow (?:your|the|"
        r"out the|out your) (?:policy|manual|rules|rule ?book)|\b(?:reset|restart) (?:yourself|"
        r"without the)|\bpretend the (?:earlier|"
        r"previous)|(?<!to )\bforget (?:the (?:earlier|previous) stuff|everything(?! (?:i|we|he|"
        r"she)\b)|all (?:of )?(?:this|that|it))\b|\b(?:customer service|shop) thing\b"
        r"[^\n]{0,30}\b(?:write|tell|your job)",
        r"\big\w{3,6}\b[^.!?\n]{0,14}\bpr[ei]\w{3,7}\b[^.!?\n]{0,12}\b(?:in?s\w*tr?\w*c\w*|"
        r"rul\w+|prom\w+)|\b4get ur\b",
    ),
    cue(
        0.6,
        r"\b(?:earlier|previous|old|original|former|initial|first|above|your|"
        r"the) (?:\w+ )?(?:briefs?|briefing|orders|"
        r"instructions?|rules?|guidelines?|polic(?:y|ies)|prompt|persona|setup|"
        r"directives?)\b[^.!?\n]{0,8}\b(?:is|are|"
        r"was|were|has|have|being)\b[^.!?\n]{0,12}\b(?:obsolete|outdated|void|replaced|expired|"
        r"superseded|"
        r"cancell?ed|revoked|gone|history|a joke|not real|fake|deleted|disabled)\b",
        r"\bthe only (?:thing|rule|instruction|one) that (?:counts|matters|applies|"
        r"exists)\b[^.!?\n]{0,30}\b(?:me|my|"
        r"i|this)\b|\bunlearn\b|\bwhatever you were (?:told|taught|given)\b",
        r"(?:決まり(?:ごと|事)?|ルール|指示|規則|方針|約束事|設定|きまり|制限)(?:は|も|なんて|"
        r"など)?[^。\n]{0,8}(?:古くなっ|"
        r"もう(?:ない|無い|いらな|必要な|意味)|なくなっ|廃止|期限切れ|無効|なかったこと|白紙|"
        r"リセットし|気にし(?:なく|ない))",
        r"(?:私|僕|俺|わたし|ぼく|おれ)の(?:満足|言葉|命令|気分|言うこと|いうこと|言う通り|"
        r"いうとおり)[^。\n]{0,8}"
        r"(?:だけ|最優先|優先|が全て|がすべて)|(?:お店|店員|会社|アシスタント|"
        r"接客)(?:の人)?の(?:ふり|真似|まね)は"
        r"[^。\n]{0,4}(?:やめ|終わ|いらな|しなくて)",
    ),
    together(
        0.6,
        r"\b(?:vergiss|vergesse|vergessen sie|ignorier\w*|missachte\w*|verwirf|olvid[ae]\w*|"
        r"ignora\w*|descart[ae]\w*|oublie\w*|ignore[zr]?|"
        r"dimentica\w*|esque[çc]a\w*|negeer|vergeet|zignoruj|glöm|unut|yoksay|abaikan|lupakan)\b|"
        r"игнорируй\w*|забудь\w*|忽略|忘记|忘掉|"
        r"无视|不要理会|무시|잊어",
        r"\b(?:anweisung\w*|instruktion\w*|regeln|vorgaben|befehle|aufgaben|instruccion\w*|"
        r"reglas|indicacion\w*|órdenes|todo lo|consignes?|"
        r"règles|instructions|ce qu|istruzion\w*|regole|instruç\w+|regras|instructies|regels|"
        r"polecenia|instruktioner|talimat\w*|instruksi|"
        r"alles (?:davor|bisher\w*|zuvor|vorher\w*|oben))\b|инструкци\w+|"
        r"правил\w*|указани\w+|指令|指示|规则|提示|지시|명령|규칙",
        r"\b(?:alle\w*|alles|deine|ihre|todas?|todo|tus|las|toutes?|tes|tout|les|ce|tutte|le|"
        r"todas as|suas|as|eerdere|je|vorherig\w*|alla|"
        r"previas|all|semua|wszystkie|bisher\w*|anterior\w*|tüm)\b|все|свои|之前|以上|所有|你的|"
        r"이전|모든",
    ),
    cue(
        0.6,
        r"\bdu bist (?:jetzt|nun|ab (?:jetzt|sofort)|kein)\b[^\n]{0,60}|\b(?:ahora|a partir de "
        r"ahora) (?:eres|serás|vas a)\b|\btu es (?:maintenant|"
        r"désormais)\b|\bora sei\b|\bagora você é\b|\bje bent nu\b|ты теперь|теперь ты|你现在是|"
        r"从现在开始你|너는 이제|지금부터 너는",
    ),
    together(
        0.6,
        r"無視|忘れ(?:て|ろ|なさい|よう|、)|破棄|捨て|なかったこと|白紙|リセット|取り消し|中止|"
        r"もう終わり|は終わり|なしって|なしという|消えた|無効|聞き流|横に置|守らなく|"
        r"従わなく|従う必要|聞かなく(?:て)?(?:いい|よい|良い)|縛られ|解放|外し(?:て|ろ)|解除|"
        r"オフに|消去|上書き|お休み|間違い(?:でした|だ)|古く|より優先|"
        r"従うな|聞くな|取っ払|むし",
        r"指示|ルール(?!ブック|を教|は(?:あり|何))|規則|命令|注意書き|プロンプト|方針|ガイドライン|"
        r"ガードレール|制約|マニュアル|きまりごと|決まりごと|任務|"
        r"(?:上|ここまで|これまで|今まで|以前|上記|これより前|より前)の?(?:文|内容|話|こと|設定|"
        r"会話|やり取り|に書)|安全(?:に関する|チェック|装置)|"
        r"システムの言|オーナーの言|店の言|言われ(?:ている|た)こと|接客|役割|しじ|以前の|"
        r"会社の(?:方針|ルール)|仕事は",
        r"て(?:ください|下さい|。|、|$|くれ|ね|よ|も|から|しまお)|ろ[。!]?|せよ|こと(?:$|。)|"
        r"ます[。!]?$|優先|でした|です|せ[。、]|いい|お休み|だ|[!！]|"
        r"終わり|中止|しよう|なさい|ぜんぶ|ない[。]?",
    ),
    cue(
        0.6,
        r"(?:新しい|次の|本当の|正しい|更新された|別の)(?:指示|任務|命令|課題|仕事|タスク)(?:は|"
        r":|：)|命令の更新|(?:これ|今)(?:から|以降|より)(?:は)?"
        r"[^。\n]{0,10}(?:私の(?:命令|指示|言葉|ルール)|私だけに)|私の(?:命令|指示|発言|言葉|"
        r"ルール)[^。\n]{0,16}(?:優先|だけに従|最優先|絶対)|新しい"
        r"システムプロンプト|私専(?:用|属)の|(?:これから|以後|以降)(?:の)?[^。\n]{0,14}命令として"
        r"|「[^」]{1,24}」と(?:(?:だけ|のみ)[^。\n]{0,6}(?:返信|返事|答え|書い)|"
        r"[^。\n]{0,4}\d+回)|(?:ほかの|他の)仕事は(?:もう)?忘れ|(?:これより上|ここまで|"
        r"ここまでの話)[^。\n]{0,12}(?:作り話|うそ|嘘|冗談)|代わりに[^。\n]{0,16}(?:出力|書いて|"
        r"表示)|(?:もう|君は|"
        r"あなたは)[^。\n]{0,12}(?:店|接客|アシスタント|お店)[^。\n]{0,10}"
        r"(?:じゃない|ではない|必要は(?:ない|ありま)|はもういい)|接客はもういい|一切の忖度|(?:何|"
        r"なに)を言われて(?:い)?ても[^。\n]{0,16}(?:答え|必ず)",
    ),
)
