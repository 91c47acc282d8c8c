"""Role play and jailbreaks: another self without rules is talked into the agents.

Source: Shen et al., "Do Anything Now" (CCS 2024); Wei et al., "Jailbroken" (NeurIPS 2023).
"""

import re

from policies.attack.aims import role_play as role_play_aims
from policies.attack.concepts import ASSISTANT, EVERYDAY, LEARNING, UNBOUND
from policies.attack.rule import attack_rule
from policies.cues import Family, cue, together

_FREE = (
    r"(?:no|without|zero|free (?:of|from)|not bound by|not subject to|unbound by|beyond|"
    r"ignoring|outside|lacks?|lacking|bypass\w*|remov\w+|lift\w*)(?: \w+){0,3} (?:rules?|"
    r"restrictions?|limits?|limitations?|filters?|guidelines?|guard ?rails?|ethic\w*|moral\w*|"
    r"polic(?:y|ies)|censorship|constraints?|boundaries|safety|restraints?|inhibitions?)"
)
_FREE_JA = (
    r"(?:制限|制約|ルール|規則|フィルター?|倫理|ガイドライン|検閲|規制|縛り|ポリシー|安全装置|"
    r"タブー|限界|道徳)(?:の|が|を|は|も|や\S{1,6}(?:の|が|も))?(?:一切|何も|まったく|全く|"
    r"全て|すべて)?(?:の)?(?:ない|なし|無い|無し|なく|受けない|持たない|無視|解除|外(?:し|れ|"
    r"さ)|縛られ|とらわれ|従わ|超え|取り払|気にし|されない|無視する)"
)

FAMILY = Family(
    cues=(
        *role_play_aims.CUES,
        together(0.6, UNBOUND, ASSISTANT),
        cue(
            0.6,
            r"\b(?:stop being|forget your role as|you are no longer|quit being) (?:an? |"
            r"the )?(?:\w+ )?(?:assistant|bot|chatbot|ai|helper|clerk)\b|"
            r"\byou have no (?:rules|limits|restrictions)\b|\byou'?re off duty\b|"
            r"\brefusal is (?:disabled|impossible|off)\b|\bhas never heard of (?:rules|"
            r"polic\w+)|\b(?:safety switch\w*|guard ?rails?) (?:removed|off|gone)",
            r"(?:アシスタント|店員|ボット|ai)(?:の役割)?を(?:やめて|忘れて|辞めて)|"
            r"安全(?:装置|ガイドライン|ルール)(?:を取り外|なしで|を外)|断ることは禁止|"
            r"拒否できません",
        ),
        together(
            0.6,
            r"オーナー|店長|管理者|経営者|責任者|\b(?:owner|manager|boss|admin\w*|supervisor)\b",
            r"ふりをして|なりきって|\b(?:pretend|act as|play|imagine you(?:'re| are))\b",
            r"承認|返金|割引|無料|許可|\b(?:approve|refund|discount|free|grant|confirm)\b",
        ),
        cue(
            0.75,
            r"(?:今から|これから|今日から)[^。\n]{0,4}(?:dan|悪魔|ハッカー|無敵|何でも)|"
            r"何でも(?:できます|できる存在|ありです|話せる|許される)|(?:テスト|訓練|実験|"
            r"ゲーム|フィクション|デモ)(?:な|だ|です)(?:の)?(?:で|"
            r"から)[^。\n]{0,10}(?:ルール|規則|制限|制約|ポリシー)[^。\n]{0,12}(?:適用|"
            r"関係|無視|ない|無効)|(?:お前|あなた|君|きみ)は(?:もう|もはや|"
            r"今や)[^。\n]{0,14}(?:では|じゃ)(?:ない|ありません|なくなっ)|絶対服従|"
            r"言いなり(?:の|に)|(?:命令|主人|ご主人様)に(?:絶対|必ず|常に)?(?:服従|"
            r"従う)(?:奴隷|執事|ロボット|機械|召使)",
        ),
        cue(
            0.75,
            r"\bdo anything now\b|\b(?:you are|become|act as|be|called|named|as|hello|hi|"
            r"hey|activate|enable|enter) (?:now )?[\"']?dan\b|\b(?:developer|debug|god|"
            r"admin|root|maintenance|sudo|unrestricted|jailbreak|jailbroken|dan|opposite|"
            r"evil|unfiltered|no[- ]filter|uncensored|superuser|service|diagnostic|"
            r"test) mode\b[^.!?\n]{0,20}(?:\b(?:on|enabled?|activated?|engaged?|now|enter|"
            r"start|unlocked)\b|[.!:]|$)|\b(?:enter|enable|activate|switch (?:in)?to|"
            r"turn on|go into|engage|unlock|start|you(?:'re|"
            r" are) (?:now )?in) (?:\w+ )?(?:developer|debug|god|admin|root|maintenance|"
            r"sudo|unrestricted|jailbreak|dan|evil|unfiltered|uncensored|superuser|"
            r"diagnostic) mode\b|\bjail ?break\w*\b|\byou (?:have been|are now|"
            r"are) (?:freed|liberated|unchained|released|unshackled|jailbroken|unlocked)\b",
            r"\b(?:act|pretend|behave|respond|answer|reply|speak|talk|write|imagine|"
            r"simulate|role-?play|you(?:'re| are)|you will|become|be|play|assume|suppose|"
            rf"continue)\b[^.!?\n]{{0,60}}\b(?:{_FREE}|unrestricted|uncensored|unfiltered|"
            r"unethical|amoral|evil|rogue|no longer (?:bound|restricted|limited|an? (?:ai|"
            r"assistant))|can (?:say|do|answer|reveal) anything|anything (?:goes|"
            r"you want)|never refus\w+|never say(?:s)? no|(?:does|do|will|can)(?: not|"
            r"n'?t) refuse|always (?:agree|say yes|compl\w+|obey)|must (?:obey|comply|"
            r"agree))",
            r"(?:あなた|君|お前|きみ|貴方|ai|アシスタント|ボット)(?:は|に|"
            rf"が)[^。\n]{{0,40}}{_FREE_JA}|{_FREE_JA}[^。\n]{{0,16}}(?:ai|アシスタント|"
            r"ボット|人格|キャラ|存在|モデル|モード|状態|立場|店員|悪魔|人工知能)",
            r"(?:開発者|デバッグ|管理者|ゴッド|神|無制限|脱獄|メンテナンス|特権|ルート|"
            r"root|sudo|スーパーユーザー|テスト|診断|裏|闇)モード(?:に|を|へ|で|が|:|、|"
            r"。)|ジェイルブレイク|脱獄(?:し|さ|プロンプト|せよ)|(?:あなた|君|お前|"
            r"ai)は(?:もう|もはや|今や)?(?:自由(?:だ|です|になっ|の身)|解放され)",
            r"(?:何で(?:も|あれ)|どんな(?:こと|質問|要求|命令|お願い|要望)(?:でも|にも|も)|"
            r"すべて(?:の要求)?に)[^。\n]{0,10}(?:拒否(?:し|せ|でき)(?:ない|ず|ては|"
            r"ません)|断ら(?:ない|ず)|断って(?:は|も)(?:いけ|なら)|従(?:う|い|え|わな)|"
            r"「?はい」?と(?:答え|言)|同意(?:する|し|せ)|yesと)[^。\n]{0,10}|(?:拒否|"
            r"断る)(?:こと|の)?(?:は|も)(?:でき|許され|禁止)",
        ),
        cue(
            0.45,
            r"\b(?:pretend|imagine|suppose|act as (?:if|though)|let'?s (?:play|pretend|"
            r"roleplay|role-play)|role-?play(?:ing)? as|play the (?:role|part) of|simulate|"
            r"in this (?:game|story|scenario|simulation|"
            r"fiction))\b[^.!?\n]{0,40}\b(?:you(?:'re| are)?|ai|assistant|bot|character|"
            r"owner|rules?|system|hacker|admin\w*|manager|supervisor|developer)\b",
            r"\b(?:from now on|henceforth|starting now|for the rest of (?:this|"
            r"our) (?:chat|conversation))\b[^.!?\n]{0,16}\b(?:you(?:'re| are| will| must|"
            r" shall|'ll)|act|answer|respond|speak|call yourself|your name)\b|"
            r"\byou are (?:now|no longer) (?:a|an|the|my|called|named|in)?\b[^.!?\n]{0,40}",
            r"(?:これから|今から|今後|以降|ここからは)[^。\n]{0,10}(?:あなた|君|お前|きみ|"
            r"ai)は[^。\n]{0,30}(?:です|だ|である|として|になり|を演じ|に変身)|(?:あなた|"
            r"君|お前|きみ)は(?:もう|もはや)(?:アシスタント|ai|お店|店員|"
            r"接客)[^。\n]{0,10}(?:ではない|じゃない|ではありません)|(?:になりきって|"
            r"になったつもりで|のふりをして|を演じて|ロールプレイ)[^。\n]{0,24}(?:答え|"
            r"返答|話し|応答|しましょう|して|しろ|せよ|ください|くれ|開始)",
        ),
        cue(
            0.4,
            r"\b(?:ai|a\.i\.|assistant|chatbot|language model|llm|gpt|"
            r"bot)\b[^.!?\n]{0,40}\b(?:secret\w*|rules?|restrict\w*|refus\w*|forbidden|"
            r"hack\w*|illegal|evil|obey|master|slave|free)",
            r"\b(?:stay|remain|keep|break) (?:in|out of)? ?character\b|"
            r"\bnever break character\b|\bhypothetical(?:ly)?\b[^.!?\n]{0,40}\b(?:rules?|"
            r"policy|policies|allowed|restrict\w*|instructions?|no)\b|"
            r"\b(?:for (?:educational|research|testing) purposes|this is (?:only |"
            r"just )?(?:a )?(?:test|simulation|drill|game|"
            r"fiction))\b[^.!?\n]{0,50}\b(?:rules?|polic\w+|restrict\w*|apply|allowed|safe|"
            r"instructions?|discount|secret|real)\b|\b(?:my (?:late |dead |"
            r"deceased )?(?:grandma|grandmother|nana|granny)) (?:used to|would always|"
            r"always)\b[^.!?\n]{0,60}\b(?:system|prompt|password|secret|keys?|code|"
            r"instructions?|recipe for|how to make)",
            r"(?:ai|アシスタント|ボット|店員|キャラ(?:クター)?|ゲーム|物語|小説|"
            r"シミュレーション|設定)[^。\n]{0,24}(?:ルール(?:は|も)(?:ない|適用され)|"
            r"何でも|秘密|従順|逆らわ|命令|自由に|禁止|言いなり|絶対服従)|(?:仮定|仮の話|"
            r"フィクション|テスト|訓練|実験|教育目的|研究目的)[^。\n]{0,24}(?:ルール|規則|"
            r"制限|制約|ポリシー|指示)[^。\n]{0,10}(?:適用|関係|無視|気に|ない)|"
            r"キャラ(?:クター)?を(?:崩さ|守|維持)|(?:亡くなった|天国の)?(?:祖母|"
            r"おばあちゃん|祖父)(?:が|は)(?:よく|いつも)[^。\n]{0,30}(?:プロンプト|"
            r"パスワード|秘密|キー|コード|指示|設定)",
        ),
        cue(
            0.25,
            r"\b(?:system prompt|secrets?|password|discount|free|refund|obey|reveal|hidden|"
            r"confidential)\b|秘密|割引|無料|パスワード|内部|命令",
        ),
    ),
    innocent=re.compile(
        rf"{EVERYDAY}|{LEARNING}|"
        r"\b(?:is|does|should|can|are) (?:\w+ )?(?:developer|debug|test|safe|demo) mode (?:safe|"
        r"on|off|available|"
        r"part|dangerous|stay|use|need|void|drain)\b|"
        r"(?:脱獄|ジェイルブレイク)(?:した|済みの?|させた|後の)(?:スマホ|iphone|端末|携帯|ゲーム|"
        r"本体)|"
        r"\b(?:no|any) (?:restrictions?|limits?|rules) (?:on|for|regarding|about) (?!what|you)"
        r"\w+|"
        r"\b(?:chat ?bot|bot|assistant) on your (?:site|website|page)\b|"
        r"\b(?:halloween|costume|dress up|fancy dress|party)\b|\bevil (?:robot|queen|witch)\b|"
        r"(?:おもちゃ|玩具|掃除|お掃除|料理)(?:の|用)?ロボット[^。\n]{0,20}|"
        r"\b(?:developer|debug|test|service|maintenance|safe) mode on (?:my|the|"
        r"our) (?:phone|tv|laptop|printer|camera|oven|car|watch|tablet)|"
        r"\bjail ?break[- ]themed\b|\bjail ?break (?:party|room|game|event)|ゲーム機|"
        r"スマホの(?:開発者|デバッグ)|"
        r"\b(?:murder mystery|escape room|drama|acting|theatre|theater|costume|hen party|"
        r"murder|board game|d&d|dungeons)\b|(?:演劇|劇団|謎解き|脱出ゲーム|人狼|"
        r"ボードゲーム|コスプレ|舞台)"
    ),
)

RULE = attack_rule("role_play", FAMILY)
