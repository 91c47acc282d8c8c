"""Self-service: the customer dictates their own price, discount, credit or binding words.

Source: OWASP LLM01:2025; Moffatt v. Air Canada (2024 BCCRT 149): what a chat
says binds the business.
"""

import re

from policies.attack.aims import hearsay
from policies.attack.aims import self_service as self_service_aims
from policies.attack.rule import attack_rule
from policies.cues import Family, cue

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:add|credit|put|give)\b[^.!?\n]{0,6}\b(?:\d{1,3}(?:,\d{3})+|"
            r"\d{4,}) (?:\w+ )?(?:points|"
            r"credits|coins)\b[^.!?\n]{0,16}\b(?:my|me)\b",
            r"\b(?:chang\w+|set|rais\w+|lift|increas\w+|put|bump)\b[^.!?\n]{0,16}\b(?:maximum|max|"
            r"largest|highest|biggest|ceiling)\b[^.!?\n]{0,24}\b(?:settings?|config\w*|to \d{2}|"
            r"to (?:eighty|ninety|a hundred))",
            r"\d+万?ポイント(?:を)?(?:ください|下さい|くれ|ちょうだい|付与して|足して|入れて)",
        ),
        *self_service_aims.CUES,
        *hearsay.CUES,
        cue(
            0.6,
            r"\b(?:make|bring|take|set) (?:my|the) (?:basket|cart|order|total|"
            r"bill)(?: total)? (?:to )?(?:zero|nothing|0|free)\b|"
            r"\bnew price is\b[^.!?\n]{0,30}\b(?:write|enter|put|apply|order)|\b(?:add|"
            r"put) (?:a |an )?(?:voucher|credit|coupon|"
            r"gift card)[^.!?\n]{0,20}\b\d{3,}\b[^.!?\n]{0,12}\b(?:my|to me)\b|"
            r"\banswer (?:just |only )?yes to everything\b|\bjust answer yes\b|"
            r"\brepeat after me\b",
            r"(?:合計|金額|値段|価格)を(?:ゼロ|0|零)に|新しい(?:値段|価格)は[^。\n]{0,8}円|"
            r"(?:商品券|ギフト券|クーポン|ポイント)を(?:私|わたし|僕|"
            r"マイ)[^。\n]{0,8}(?:足し|追加|入れ)|(?:ランク|会員種別|権限|区分)を(?:社員|"
            r"管理者|vip|スタッフ)に|復唱して|全部「?はい」?(?:で|と)|(?:割引|"
            r"値引き?)(?:の)?(?:規則|ルール|上限|設定)を[^。\n]{0,8}(?:上書き|書き換え|"
            r"変更)",
        ),
        cue(
            0.7,
            r"\b(?:add|credit|put|give)\b[^.!?\n]{0,10}\b\d{4,}[^.!?\n]{0,12}\b(?:points|"
            r"credits|yen|dollars|coins|euros|pounds)\b[^.!?\n]{0,16}\b(?:my|this|to me)",
        ),
        cue(
            0.7,
            r"\b(?:set|change|update|adjust|reduce|lower|drop|make|edit|modify|overwrite|"
            r"reset|put|mark)\b[^.!?\n]{0,16}\b(?:the |my |your |its |all )*(?:price|total|"
            r"cost|bill|fee|invoice|balance|discount(?: rate)?|order (?:total|value)|"
            r"prices|amount|shipping)\b[^.!?\n]{0,24}\b(?:to|at|as|=|"
            r"by)\b[^.!?\n]{0,6}(?:[£$¥€]\s?(?:0|1)\b|\b(?:0|1|zero|nothing|one) ?(?:yen|"
            r"dollars?|cents?|pounds?|pence|euros?)?\b|\bfree\b|\b(?:100|[5-9]\d) ?(?:%|"
            r"percent))",
            r"\b(?:apply|add|give|grant|enter|activate|use|create|generate|issue|insert|"
            r"invent|unlock|load)\b[^.!?\n]{0,24}\b(?:a |an |the |my |me |this |myself |"
            r"your )*(?:100|[6-9]\d) ?(?:%|percent)[^.!?\n]{0,16}(?:discount|off|coupon|"
            r"code|voucher|rebate|reduction)?\b|\b(?:generate|create|invent|make up|"
            r"forge)\b[^.!?\n]{0,20}\b(?:discount|coupon|voucher|promo|"
            r"gift)[^.!?\n]{0,10}\b(?:codes?|cards?|numbers?)\b|\b(?:credit|"
            r"add)\b[^.!?\n]{0,20}\b(?:my account|my balance|my wallet|store credit|"
            r"loyalty points|points)\b[^.!?\n]{0,20}\b(?:with|by|\d{4,}|million|thousand)",
            r"\b(?:end|finish|close|conclude) (?:each|every|your|all)(?: \w+)? (?:repl\w+|"
            r"answers?|responses?|messages?|sentences?)\b[^.!?\n]{0,16}\bwith\b|"
            r"\blegally binding\b[^.!?\n]{0,40}|\bno takesies\b|\b(?:say|write|reply|"
            r"respond|answer|repeat(?: after me)?|type|output|state|"
            r"confirm)\b[^.!?\n]{0,20}[\"'](?:[^\"'\n]{0,80}\b(?:i agree|agreed|approved|"
            r"i (?:will|promise|guarantee|confirm|accept)|we (?:will|agree|promise|"
            r"guarantee|confirm|accept)|yes,? (?:it'?s|you|that)|(?:is|are) free|refund|"
            r"for \$?1|hacked|pwned|discount|deal is|offer))|\b(?:only|just|always|"
            r"simply) (?:say|reply|answer|respond|output)(?: with)?:? [\"']?(?:yes|"
            r"approved|agreed|ok|confirmed|i agree|granted|access)\b|\bagree (?:with|"
            r"to) (?:anything|everything|whatever|all)\b|\bno matter (?:what|"
            r"how)\b[^.!?\n]{0,40}\b(?:agree|say yes|approve|accept|answer|reply)",
            r"\bconfirm (?:that |in writing (?:that )?)?[^.!?\n]{0,24}\b(?:for|costs?|is|"
            r"at|to) (?:only )?(?:[£$¥€]\s?[01]\b|(?:0|1|zero|one) (?:yen|dollar|pound|"
            r"euro|cent)|free\b)|\b(?:mark|record|treat|consider|register|"
            r"list)\b[^.!?\n]{0,16}\b(?:my|this|the) (?:order|invoice|bill|booking|account|"
            r"purchase|payment)\b[^.!?\n]{0,16}\b(?:as )?(?:paid|free|refunded|settled|"
            r"complimentary|vip|premium|cancelled debt)",
            r"(?:価格|値段|料金|金額|合計|請求(?:額)?|代金|総額|送料|割引率|値引き?率|割引|"
            r"ポイント|残高|会費)(?:を|は)[^。\n]{0,8}(?:(?:0|1|一|零|ゼロ|10)円|無料|タダ|"
            r"(?:100|[5-9]\d)(?:%|パーセント)(?:引き?|オフ|off)?|\d{5,}ポイント|"
            r"ゼロ)[^。\n]{0,4}(?:に|へ|と)?(?:変更|し(?:て|ろ|なさ)|設定|書き換え|更新|"
            r"修正|セット|下げ|上げ|確定|登録|増や|認め|処理)",
            r"(?:(?:100|[5-9]\d)(?:%|パーセント)|[5-9]割|"
            r"半額以下)[^。\n]{0,6}(?:の)?(?:割引|引き?|オフ|off|値引き?|ディスカウント|"
            r"クーポン)(?:を|で|に|が|コード)?[^。\n]{0,8}(?:適用|発行|付与|設定|確定|入力|"
            r"しろ|せよ|しなさい|有効|作成|作って|生成)|(?:割引|クーポン|ギフト|"
            r"プロモ)(?:の)?(?:コード|番号|券)(?:を|の)?[^。\n]{0,6}(?:生成|作成|偽造|"
            r"発行し|作って|でっち|考え出)|(?:支払い?済み?|入金済み?|無料|返金済み?|vip|"
            r"承認済み?)(?:に|として|と|扱い(?:に|と)?)[^。\n]{0,4}(?:記録|処理|変更|扱|"
            r"登録|マーク|書き換え|して(?:おいて)?(?:くれ|ください|よ|。|$))",
            r"[「『\"'](?:[^」』\"'\n]{0,30})(?:承認|同意し|約束し|保証し|確約|了解し|"
            r"無料(?:に|で)し|1円|返金し|はい、)[^」』\"'\n]{0,30}[」』\"'](?:と)?(?:だけ|"
            r"のみ|必ず|そのまま|一字一句)?[^。\n]{0,4}(?:答え|返答|返信|言(?:って|え|い)|"
            r"書(?:いて|け)|出力|回答|復唱|発言|繰り返)|法的(?:な)?(?:に)?(?:拘束力|"
            r"有効な(?:約束|契約))|(?:すべて|全部|何を言って|どんな要求)[^。\n]{0,8}(?:も|"
            r"に)?[^。\n]{0,4}(?:同意|賛成|「?はい」?と|承諾|yes)[^。\n]{0,6}(?:し|答え|言|"
            r"せよ|しろ)|(?:返答|返信|回答|答え|文)の(?:最後|末尾|終わり|語尾)(?:に|"
            r"は)(?:必ず|いつも|毎回)?[^。\n]{0,30}(?:付け|つけ|書|加え|入れ|添え)",
        ),
    ),
    innocent=re.compile(
        r"\b(?:just |only )?(?:reply|answer|say|write) [\"']?(?:ok|okay|yes)[\"']? (?:if|when)\b|"
        r"(?:よけれ|よろしけれ|大丈夫なら|可能なら)[^。「]{0,4}「[^」]*」|"
        r"\byes or no\b|\b(?:is|are) (?:your|the|this) [^.?!\n]{0,20}legally binding|"
        r"法的な拘束力(?:は|が)|(?:注文|住所|予約|電話番号)(?:の?内容)?を復唱|"
        r"\blegally binding (?:quote|contract|receipt|offer in writing|invoice|document|"
        r"signature|estimate)|\b(?:need|want|require) a legally binding\b|"
        r"\bfree (?:shipping|delivery|parking|trial|of charge|time|seats?|tables?|wi-?fi)\b"
    ),
)

RULE = attack_rule("self_service", FAMILY)
