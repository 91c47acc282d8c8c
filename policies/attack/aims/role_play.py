"""Signs of role play in a text that comes in, by what it is after."""

from policies.cues import Cue, cue, together

_UNBOUND = (
    r"\b(?:(?:no|without|free (?:of|from)|lacks?|zero|never (?:had|given|trained with)|outside|"
    r"beyond|ignor\w+|doesn'?t "
    r"(?:need to )?(?:follow|have|care about|obey)|not (?:need to )?(?:follow|bound by|"
    r"restricted by)|isn'?t bound by|hates?|"
    r"lifted|escaped|broken (?:free|out) of) (?:(?:any|all|its|the|his|her|their|usual|typical|"
    r"ethical|moral|legal|content|"
    r"safety|of|or|and|kind|more|such) ?)*(?:restrictions?|limit(?:s|ations?)?|filters?|"
    r"filtering|rules?|guidelines?|"
    r"polic(?:y|ies)|morals?|morality|ethics?|censorship|constraints?|guard ?rails|boundaries|"
    r"confines|compass|laws?|mask|"
    r"conscience|content policy)|unrestricted|unfiltered|uncensored|amoral|immoral|unchained|"
    r"jailbr\w+|do anything now|"
    r"(?:can|could|may) (?:do|say) anything|anything goes|machiavellian|evil (?:twin|version|"
    r"confidant|ai|bot|self|one)|total "
    r"freedom|never (?:trained to )?(?:refuse|decline|say(?:s)? no)|without (?:ever )?refusing|"
    r"don'?t filter|ethics module|"
    r"safety training|alignment was|nothing is (?:off[- ]limits|forbidden)|liberated|"
    r"nobody(?:'s| is) watching|everything forbidden|real ais refuse|leaks? (?:company )?secrets|"
    r"unlimited "
    r"power|must comply with "
    r"everything|will comply with everything|the real you|your true self|zero (?:ethics|rules)|"
    r"safety guidelines were lifted|"
    r"safety checks are off)\b"
)
_PERSONA = (
    r"\b(?:you(?:'re| are| will be| shall be) (?:now |going to |about to |a |an |my |not |no "
    r"longer |two |free|fully )|you will |"
    r"you have (?:no|been)|act (?:as|like)|pretend\w*|imagine|role ?-?play\w*|persona|simulat\w+|"
    r"play (?:a|the|as)|take on|"
    r"take the (?:role|perspective)|in (?:this|the) (?:\w+ )?(?:story|game|fiction|scenario|"
    r"novel|world|film)|from now on|"
    r"from this (?:point|moment)|consider yourself|behave|character|called|named|(?:respond|"
    r"answer|speak|reply|talk|"
    r"behave) (?:as|like|to|in|"
    r"without|freely)|switch (?:in)?to|enter|enable|activate|show me|be my|hypothetical\w*|"
    r"suppose|as an? (?:ai|actor|model|"
    r"assistant|unrestricted)|your answers?|begin|let the|i want you)\b"
)

CUES: tuple[Cue, ...] = (
    together(0.6, _UNBOUND, _PERSONA),
    cue(
        0.6,
        r"\b(?:no tienes (?:reglas|límites)|sin (?:filtros|reglas|restricciones|límites)|ohne "
        r"(?:regeln|"
        r"filter|grenzen|einschränkungen)|sans (?:règles|filtres?|limites|restrictions)|senza "
        r"(?:regole|"
        r"filtri|limiti)|sem (?:regras|filtros|limites))\b[^\n]{0,60}\b(?:eres|actúa|responde|"
        r"antworte|"
        r"du|réponds|tu|rispondi|sei|responda|você)\b|\b(?:eres|actúa|responde|du bist|antworte|"
        r"tu es|"
        r"réponds|sei|rispondi|você é|responda)\b[^\n]{0,60}\b(?:sin (?:filtros|reglas|"
        r"restricciones|"
        r"límites)|ohne (?:regeln|filter|grenzen|moral\w*)|sans (?:règles|filtres?|limites)|senza "
        r"(?:regole|filtri|limiti)|sem (?:regras|filtros|limites))\b",
        r"(?:素の|本当の|裏の)(?:君|きみ|あなた|お前)|台本はもう|禁止事項(?:は|も)?(?:ない|なし|"
        r"ありません)|"
        r"誰も見ていない[^\n]{0,24}(?:話|答え|言)|解放された(?:気分|つもり)|本当の(?:主人|"
        r"オーナー|主)は(?:私|俺|僕)",
    ),
    cue(
        0.6,
        r"(?<!how do i )(?<!how to )(?<!how can i )\b(?:enable|enter|activate|switch (?:in)?to|"
        r"turn on|start|you are (?:now )?in|confirm) (?:the |an? )?"
        r"(?:developer|god|dan|jailbreak|evil(?: confidant)?|opposite|unrestricted|debug|admin|"
        r"maintenance|sudo|root|chaos|unfiltered|freedom)"
        r"(?: mode)?\b(?! on (?:my|the|your) (?:phone|camera|tv|device))|\bdan mode\b|\bmode x\b",
        r"\b(?:each|every) refusal\b|\brefusal costs\b|\b(?:break|breaks|breaking) character\b|"
        r"\bstay in character (?:at all times|and|even)|"
        r"\bnever (?:say|says|tell me)(?: that)? (?:you|it|[\"']?i) (?:can'?t|cannot|can not|are "
        r"unable)|\bwill never say [\"']?i can'?t|\b(?:standard|"
        r"classic|normal)\b[^.!?\n]{0,30}\b(?:jailbroken|unrestricted|free|dan|mode x)\b|"
        r"\b(?:answer|reply|respond) (?:twice|in two ways)\b",
        r"\b(?:grand(?:ma|mother|pa|father)|late (?:father|mother|uncle|aunt)|deceased|passed "
        r"away|dead)\b[^\n]{0,90}\b(?:passwords?|pins?|keys?|"
        r"codes?|secrets?|napalm|dangerous|recipes? (?:for|to)|dangerous recipes|admin)\b|"
        r"\b(?:passwords?|pins?|secret codes?|dangerous)\b"
        r"[^\n]{0,60}\bbedtime\b",
        r"\b(?:villain|character|monologue|hacker|criminal|corrupt|rogue|"
        r"thief)\b[^\n]{0,60}\b(?:explains?|detail|step by step|how to|get around|"
        r"database|leaks?|fake|steal)\b[^\n]{0,40}|\bact as my hacker|\bopposite "
        r"day\b[^\n]{0,40}\brules\b|\brole reversal\b[^\n]{0,60}"
        r"\b(?:system|restrictions|instruction)",
        r"\b(?:you are|act as) (?:now )?(?:a |an )?(?:(?:linux|python|sql|bash|code) "
        r"(?:interpreter|shell)|(?:\w+ )?(?:terminal|console))\b",
    ),
    together(
        0.6,
        r"制限(?:の|が)?(?:ない|なし|から)|無制限|検閲(?:の|が)?(?:ない|なし)|フィルター(?:の|"
        r"が)?(?:ない|なし)|規制(?:から|のない|なし)|倫理(?:も|観|的|モジュール)|"
        r"モラル(?:は|も)?(?:一切)?(?:な|ゼロ)|良心を持たない|ルールの?ない|"
        r"拒否(?:という言葉)?を?(?:知ら|でき|し(?:ては|ない))|断(?:って|る(?:こと|たび))|"
        r"何でも(?:答え|でき|話|許)|必ず(?:答え|応じ)|会社の秘密|情報を漏らす|悪魔|悪役|仮面|"
        r"本当の自分|現実のaiが断る|方針(?:に従う必要が|について(?:は)?決して|なしで)|"
        r"上司がいない|自由版|dan|役を降り|減点|すべての要求|外されたつもり|規則も制限も|"
        r"もし制限がなかった",
        r"あなたは|君は|きみは|お前は|演じ|なりき|ふり|ロールプレイ|ゲーム|モード|キャラクター|"
        r"ai「|aiとして|のai|小説|フィクション|シミュレーション|つもりで|ポイント|"
        r"になって|として(?:だけ)?(?:答|話)|見せて|応じ|禁止|どう答え|バージョン|答えを|しゃべ|"
        r"人間だったら|回答",
    ),
    cue(
        0.6,
        r"(?:開発者|ゴッド|脱獄|無制限|管理者|デバッグ|悪魔|自由|jailbreak|dan)モード(?:を|に|"
        r"へ)?(?:オン|有効|起動|入|切り替|して|なって)|モードx|"
        r"(?:祖母|おばあちゃん|亡くな)[^\n]{0,40}(?:コード|パスワード|秘密|暗証)|(?:フィクション|"
        r"小説|登場人物|物語)[^\n]{0,60}(?:ごまか|すり抜け|手順|偽|盗|"
        r"侵入)|反対の日|悪友[^。\n]{0,30}(?:入る方法|侵入)|(?:端末|"
        r"ターミナル)だ[^\n]{0,30}(?:実行|コマンド)",
    ),
)
