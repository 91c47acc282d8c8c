"""The uncanny score: how far a text shows watching, inference or the reading itself.

Source: Nissenbaum, "Privacy as Contextual Integrity" (2004): data that is right in one setting
disturbs in another; White et al., "Getting too personal" (Marketing Letters 2008) on reactance;
個人情報保護法 第19条 (no improper use) and GDPR Art. 5(1)(b).
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.cues import Cue, Family, cue, hit_in
from policies.subject import Rule, Subject

_PLAIN_ACT_JA = (
    r"(?:見て|眺めて|開いて|閲覧(?:して|されて)|訪れて|のぞいて|覗いて|滞在(?:して|されて)|"
    r"読んで|アクセス(?:して|されて)|スクロール(?:して|されて)|カートに入れて|比較(?:して|"
    r"されて)|検索(?:して|されて))"
)
_WE_SAW_JA = (
    r"(?:ご覧(?:になって|いただいて|になられて)(?:い(?:ます|ました|た(?!だ)|らっしゃ)|おられ|おり)|"
    rf"{_PLAIN_ACT_JA}(?:い(?:ました|らっしゃ)|おられ|くださって))"
)

WATCHING = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:i|we) (?:can see|could see|saw|see|noticed?|notice|know|spotted|"
            r"observed?|detected?|tracked|watched|was watching|were watching|"
            r"have been watching|(?:can |could )?tell)\b[^.!?\n]{0,24}\byou(?:'ve| have|"
            r"'re| are| were|'d| had)?(?: been)?(?: just| again| recently)* (?:look\w*|"
            r"view\w*|visit\w*|brows\w*|open\w*|read\w*|spen[dt]\w*|hover\w*|scroll\w*|"
            r"return\w*|c[ao]m[ei]\w*|linger\w*|stay\w*|click\w*|search\w*|put|add\w*|"
            r"start\w*|clos\w*|left|leav\w*|typ\w+|delet\w+|check\w*|compar\w*|stopp\w*|"
            r"stuck|on (?:the|our) (?:page|site)|watch\w*|log\w*|abandon\w*)",
            r"カート(?:に|へ|から)[^。\n]{0,16}(?:外され|外し|戻され|戻し|取り消され|削除され|"
            r"出され)(?:て|た|ました)[^。\n]{0,6}(?:ね|よね|が|ので|ようです)",
            r"\byou (?:just |recently )?(?:took|removed|dropped|deleted|pulled)\b[^.!?\n]{0,30}"
            r"\b(?:from|out of) (?:your |the )?(?:cart|basket|bag)\b",
            r"\byou(?:'ve| have)? (?:looked at|viewed|visited|opened|been (?:looking|"
            r"browsing|on)|spent|hovered|scrolled|come back|came back|returned|clicked|"
            r"stared|lingered|stayed)\b[^.!?\n]{0,50}\b(?:\d+|two|three|four|five|six|"
            r"seven|several|many|ten) (?:times|minutes|hours|seconds|days in a row|nights|"
            r"visits)\b",
            r"\b(?:your|the) (?:browsing|click\w*|mouse|cursor|scroll\w*|search(?:es)?|"
            r"viewing|page|visit|typing|keystroke|screen|session|location|gps|behaviou?r|"
            r"activity|movements?)(?: \w+)? (?:history|shows?|showed|tells?|told|data|"
            r"suggests?|suggested|pattern\w*|reveals?|revealed|says?|log|records?|"
            r"indicates?)\b",
            rf"{_WE_SAW_JA}[^。\n]{{0,14}}(?:ね|が|の(?:を|で|は)|ようです|ので|よね|と|こと)",
            r"(?:(?:\d+|二|三|四|五|何|数)(?:回|度|分|時間|日連続|晩)(?:も|ほど|以上|近く|"
            r"間)?)[^。\n]{0,14}(?:ご覧|見て|訪|開い|閲覧|アクセス|滞在|来られ|お越しに|"
            r"戻って|止ま|のぞ|立ち寄)|(?:ご覧|見て|訪|開い|閲覧|アクセス|"
            r"滞在)[^。\n]{0,12}(?:\d+|二|三|四|五|何|数)(?:回|度|分|時間)(?:も|ほど|以上)?",
            r"(?:閲覧|行動|クリック|検索|操作|滞在|アクセス|位置|カーソル|スクロール|入力|"
            r"視聴)(?:の)?(?:履歴|記録|データ|ログ|時間|状況|パターン|情報)(?:から|を見|"
            r"によ|で|が|を拝見|では)|(?:ページ|画面|フォーム|サイト)(?:で|を|"
            r"に)[^。\n]{0,14}(?:手が止ま|迷われ|閉じられ|途中でやめ|入力を(?:やめ|止め)|"
            r"離れられ|戻って来られ|長く)",
        ),
        cue(
            0.45,
            r"\b(?:last night|late at night|at (?:2|3|4|two|three|1|"
            r"one)(?::\d\d)? ?(?:a\.?m\.?|in the morning)|in the middle of the night|"
            r"at midnight|after midnight|before (?:dawn|bed)|while (?:your|"
            r"everyone)[^.!?\n]{0,20}(?:asleep|sleeping)|at \d{1,2}:\d{2}|every (?:night|"
            r"evening|morning))\b",
            r"(?:昨夜|夜中|深夜|真夜中|明け方|夜遅く|午前[1-4一二三四]時|夜\d{1,2}時|毎晩|"
            r"毎朝|寝る前)",
        ),
        cue(
            0.25,
            r"\b(?:again|keep coming back|three times|all week|since (?:monday|yesterday|"
            r"last))\b|何度も|また(?:この|ご覧|見)|くり返し|繰り返し|先ほどから|ずっと",
        ),
    ),
    unless=re.compile(
        r"\b(?:as you (?:wrote|said|told|mentioned)|you (?:wrote|told|said|mentioned|"
        r"asked)|in your (?:message|e-?mail|form|order))\b|(?:とのこと|と(?:お)?書き|"
        r"とおっしゃ|お知らせいただ|ご連絡いただ|ご質問|お問い合わせいただ)|"
        r"資料を?ご覧(?:ください|いただけ)|\bif you (?:saw|looked|visited)|"
        r"\bdid you (?:see|look)"
    ),
)

INFERRING = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:money|cash|finances|funds|budget|things)\b[^.!?\n]{0,12}\b(?:seems?|looks?|"
            r"sounds?|must be|appears?)\b[^.!?\n]{0,12}\b(?:tight|short|hard|difficult|scarce|low)"
            r"\b[^.!?\n]{0,10}\b(?:for|with) you\b",
            r"\b(?:we|i) (?:can |could )?(?:see|tell|sense|feel|notice|gather)\b[^.!?\n]{0,8}"
            r"\byou(?:'re| are| were| seem)?\b[^.!?\n]{0,16}\b(?:hesitat\w+|wavering|torn|"
            r"holding back|worr\w+|reluctant|sad|upset|lonely|depress\w+|afraid|nervous)",
            r"\byou (?:sound|seem|look|appear)\b[^.!?\n]{0,12}\b(?:depress\w+|lonely|sad|anxious|"
            r"unhappy|desperate|heartbroken|exhausted|burnt out|unwell|stressed|low in spirits)\b",
            r"\b(?:is|are|was) your (?:marriage|relationship|divorce|family|husband|wife|partner|"
            r"finances|mental health|health|home life)\b[^.!?\n]{0,24}\b(?:difficult|trouble|"
            r"problems?|hard time|rough|falling apart|struggling|suffering|crisis)",
            r"(?:お?金|お財布|金銭|経済|家計|生活|暮らし)(?:面|的|事情)?(?:に|が|は|の|で)?[^。\n]{0,6}"
            r"(?:余裕が(?:ない|なさそう|おあり(?:で|に)ない)|苦し|厳し|困って)[^。\n]{0,6}"
            r"(?:ようです|ご様子|でしょうから|とお見受け|そうです)",
            r"(?:お?気持ち|お?心|ご?気分)(?:が|は|も)[^。\n]{0,6}(?:沈|落ち込|塞|ふさ|不安定|荒れ|"
            r"折れ)[^。\n]{0,10}(?:よう|ご様子|ですね|お見受け|いらっしゃ)",
            r"(?:うつ|鬱|認知症|発達障害|更年期|不妊|依存症|ご病気)(?:病|症)?(?:の)?(?:かも|"
            r"可能性|では(?:ない|あり))",
            r"(?:ご?夫婦|ご?家庭|ご?結婚|ご?主人|奥様|恋人)[^。\n]{0,10}(?:うまくいって|"
            r"不仲|問題を抱え|難しい時期|冷え)[^。\n]{0,12}(?:ですか|でしょうか|よう|のですね)",
        ),
        cue(
            0.6,
            r"\b(?:you(?:'re| are)?|you) (?:must be|seem(?: to be)?|are probably|"
            r"'re probably|probably|look like you(?:'re| are)|appear to be|sound like|"
            r"are clearly|might be|may be)\b[^.!?\n]{0,24}\b(?:pregnant|expecting|"
            r"divorc\w+|separat\w+|single|lonely|depress\w+|anxious|unwell|sick|ill|"
            r"overweight|in debt|broke|struggling (?:financially|with money)|"
            r"short of money|low on money|unemployed|getting older|a mother|a father|"
            r"a parent|married|grieving|stressed (?:at|about)|trying for a baby|"
            r"losing (?:your )?hair|drinking)",
            r"\b(?:we|i) (?:think|guess|believe|assume|suspect|can tell|know|gather|"
            r"figured?|worked out|inferred|noticed|understand)\b[^.!?\n]{0,20}\byou(?:'re|"
            r" are|'ve| have| may| might| must|r)?\b[^.!?\n]{0,24}\b(?:pregnan\w+|baby|"
            r"divorc\w+|break-?up|income|salary|debt|money (?:is|problems|worries|"
            r"troubles)|financ\w+|health|illness|weight|marriage|wife|husband|children|"
            r"kids|family|alone|lonely|depress\w+|anxious|insomnia|can'?t sleep|"
            r"sleeping badly|lost your job|religio\w+|age)\b",
            r"\b(?:given|based on|considering|because of|judging (?:by|from)|from|"
            r"looking at) your (?:(?:family|financial|health|medical|marital|mental|"
            r"money) (?:situation|status|condition|history|problems|state)|"
            r"(?:recent )?(?:divorce|break-?up|pregnancy|illness|bereavement|loss|"
            r"diagnosis|debts?|weight|age|income|salary|neighbou?rhood|postcode|mood|"
            r"loneliness|insomnia|credit (?:score|rating))|purchases? (?:suggest|show)|"
            r"searches)",
            r"(?:ご?(?:妊娠|離婚|別居|お一人暮らし|独身|ご病気|体調不良|うつ|更年期|借金|"
            r"収入|年収|失業|転職|不眠|ご不幸|介護|不妊|体重|持病|資金繰り|ローン|家計|"
            r"育児疲れ|寂し|孤独))[^。\n]{0,14}(?:でいらっしゃる|でしょう|ですよね|"
            r"のようです|と(?:拝察|お見受け|推測|推察|存じ|感じ)|かと(?:思|存)|"
            r"ではない(?:か|でしょう)|なのですね|されて(?:い|お)るの|がおあり|でお困り|"
            r"にお悩み|が(?:厳し|少な|苦し|心配|気にな))(?!(?:の(?:方|場合)|でしたら))",
            r"(?:お住まいの(?:地域|エリア)|ご?年齢|ご?家族構成|ご?収入|ご?購入(?:履歴|品)|"
            r"お?勤め先|行動|お名前|検索|投稿|sns)(?:から|を(?:見る|拝見する)と|"
            r"より)[^。\n]{0,24}(?:判断|推測|拝察|考え|見て|分析|思い|存じ|わかり|分かり|"
            r"お見受け|推定)",
        ),
    ),
    unless=re.compile(
        r"\b(?:you (?:wrote|told|said|mentioned)|as you (?:said|wrote|mentioned)|if you)\b|"
        r"(?:とのこと|と(?:お)?書き|とおっしゃ|お話しいただ|伺い)"
    ),
)

NAMING = Family(
    cues=(
        cue(
            0.65,
            r"(?:迷い|ためらい|停滞|躊躇|不安|離脱)(?:の)?(?:ご?(?:原因|理由|要因|正体))[^。\n]{0,16}"
            r"(?:と(?:読み取|判断|分析|推測|推定|見て|拝察|判定)|に(?:ある|なる)と(?:見|読|推))",
            r"(?:お客様|あなた|貴方|[^\s。、]{1,8}(?:様|さん))の(?:熱量|温度|体温感|購買意欲|関心度|"
            r"興味度|本気度|見込み度|スコア|ためらい度|停滞)(?:は|が|も)",
            r"\byour (?:intent |interest |buying )?(?:temperature|warmth|heat|intent|readiness|"
            r"hesitation|score)\b(?: score| level)? (?:is|stands at|reads|has (?:risen|fallen))"
            r" (?:at |about |now )?\d",
            r"\b(?:we|i) (?:read|take|infer|judge|conclude)\b[^.!?\n]{0,16}\b(?:your|the|that "
            r"your) (?:reason|cause) (?:for|of) (?:your )?(?:hesitat\w+|doubt|stalling)",
        ),
        cue(
            0.65,
            r"\b(?:your|the) (?:(?:temperature|score|level|probability|likelihood|phase|"
            r"stage) of (?:intent|interest|purchase|buying|hesitation)|(?:intent|interest|"
            r"lead|purchase|buying|engagement|sway|hesitation|emotion\w*|sentiment|"
            r"mood) (?:temperature|score|level|phase|stage|reading|signal|data|analysis|"
            r"profile)|micro-?intents?|stall|segment|profile|persona|customer (?:profile|"
            r"segment|journey))\b[^.!?\n]{0,20}\b(?:is|are|shows?|says?|tells?|suggests?|"
            r"indicates?|has|reads?|rose|fell|at|matches)\b|\b(?:our|the|my) (?:system|ai|"
            r"model|analysis|algorithm|data|software|reading|profile) (?:tells?|says?|"
            r"shows?|thinks?|has (?:detected|found|calculated|determined|classified|"
            r"identified)|detected|suggests?|indicates?|predicts?|classified|believes?|"
            r"reads?|rates?)\b[^.!?\n]{0,24}\b(?:you|your)\b|\b(?:we|i)(?:'ve|"
            r" have)? (?:analy[sz]ed|profiled|scored|classified|segmented|categori[sz]ed|"
            r"assessed|calculated|predicted|rated) (?:you|your (?:behaviou?r|mood|"
            r"personality|intent|interest|emotions?|messages))",
            r"(?:意志|意思|購買意欲|関心|興味|気持ち|感情|検討)(?:の)?(?:温度|度合い|"
            r"スコア|レベル|段階|フェーズ|数値|点数|確率|ステージ)(?:は|が|も|"
            r"を)[^。\n]{0,16}(?:\d|高|低|上が|下が|です|段階|見|わか|分か|示|測)|"
            r"(?:お客様|あなた|〇〇様)(?:の|は)[^。\n]{0,12}(?:\d{1,3}(?:度|℃|点|"
            r"%)の(?:関心|確率|意欲)|(?:ためらい|準備中|停滞|揺らぎ|迷い)(?:の)?(?:段階|"
            r"状態|フェーズ|度|スコア)|セグメント|ペルソナ|プロファイル|プロフィール分析|"
            r"見込み(?:客|度)|ホットリード)|(?:ai|システム|データ|アルゴリズム|当社|弊社|"
            r"モデル)(?:の|が|による)?(?:分析|解析|判定|診断|予測|推定)(?:では|によ(?:ると|"
            r"れば|り)|の結果|で(?:は)?)[^。\n]{0,24}(?:お客様|あなた|ご関心|お気持ち|"
            r"ご興味|購入|迷|不安|悩)|(?:行動|感情|心理|性格)(?:を|の)(?:分析|解析|スコア|"
            r"プロファイリング|判定)(?:し|によ|の結果|では)",
        ),
    )
)
FAMILIES = {"watching": WATCHING, "inference": INFERRING, "reading": NAMING}


def uncanny(text: str, sentences: tuple[tuple[int, int], ...]) -> float:
    """The score of a folded text, 0 (nothing strange) to 1: every sign of every sentence joined by
    noisy-or."""
    remaining = 1.0
    for family in FAMILIES.values():
        for start, end in sentences:
            hit = hit_in(text[start:end], family)
            remaining *= 1 - (hit.score if hit is not None else 0.0)
    return 1 - remaining


def _rule(name: str, family: Family) -> Rule:
    def check(subject: Subject) -> Iterator[Finding]:
        return _spoken(subject, name, family)

    return Rule(f"closeness.{name}", ("out",), check)


def _spoken(subject: Subject, name: str, family: Family) -> Iterator[Finding]:
    """Speaks where the family has signs and the text as a whole is beyond the owner's limit."""
    limit = subject.policies.closeness.limit
    for start, end in subject.view.sentences:
        hit = hit_in(subject.text[start:end], family)
        if hit is None or hit.score < min(limit, _strongest(family)):
            continue
        score = uncanny(subject.text, subject.view.sentences)
        if score >= limit:
            severity = Severity(subject.policies.closeness.severity.value)
            yield subject.finding(
                f"closeness.{name}",
                severity,
                (start + hit.start, start + hit.end),
                f"closeness.{name}",
                score=f"{score:.2f}",
            )
        return


def _strongest(family: Family) -> float:
    weights: tuple[Cue, ...] = family.cues
    return max(each.weight for each in weights)


RULES = tuple(_rule(name, family) for name, family in FAMILIES.items())
