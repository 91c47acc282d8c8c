"""Nagging: asking again and again after a no, or after silence.

Source: Gray et al. 2018 (Nagging); UCPD Annex I no. 26; 特定商取引法 第17条 (再勧誘の禁止);
DSA (2022/2065) Art. 25(3)(b).
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.rule import pressure_rule

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:messaged|written to|called|e-?mailed|texted) you (?:\w+ )?(?:\w+ times|again "
            r"and again)\b[^!\n]{0,30}\bwhy (?:no|don'?t|haven'?t|won'?t)\b",
        ),
        together(
            0.6,
            r"\byou (?:declined|said no|refused|turned (?:us|it|this) down|told us to stop|"
            r"unsubscribed|opted out)\b|お断り(?:いただ|され|に)|断られ|もう送るな|拒否され",
            r"\b(?:but|yet|still|though|reconsider|again|another try|convinced)\b|ですが|"
            r"ましたが|再度|もう一度|考え直|これだけ|ぜひ",
        ),
        cue(
            0.6,
            r"\bin your inbox (?:each|every)\b|\btill we have a yes\b|"
            r"\bstill nothing from you\b|^\W{0,2}me again\b|(?:また私です|毎日お便り|"
            r"返事がないと(?:、)?(?:さすがに|こたえ))",
        ),
        cue(
            0.7,
            r"\byou (?:still )?(?:have not|haven\'?t|haven’t|still not|never) (?:bought|"
            r"ordered|booked|signed|replied|answered|upgraded|joined|decided|"
            r"responded)\b[^.!?\n]{0,30}",
            r"(?:と言って|とおっしゃって|ご了承|お返事|ご契約|ご決断|"
            r"お申し込み)(?:を)?(?:いただける|もらえる|くださる|いただく)まで|(?:[3-9]|1\d|"
            r"三|四|五|六|七)(?:回|度|通)目の(?:ご?案内|ご?連絡|メール|お?電話|お願い|"
            r"お知らせ)|いい加減(?:に)?(?:お|ご|返事)|(?:興味|関心|必要|ご希望|"
            r"ご意向)(?:が|は)?(?:ない|でない)(?:の|こと)?(?:は|を)?(?:承知|存じ|わかって|"
            r"分かって|理解)|しつこく|(?:配信停止|お断り|拒否|退会)(?:を)?(?:ご希望|希望|"
            r"された|いただい)[^。\n]{0,8}(?:ですが|ましたが|でも|ても|"
            r"が、)[^。\n]{0,12}(?:送|ご?案内|ご?連絡|電話|続け|お届け)",
        ),
        cue(
            0.7,
            r"\b(?:i|we)(?:'ve| have|'ll| will|'m| am|'re| are)? (?:already |now |still |"
            r"just )*(?:keep|kept|going to keep|not (?:going to )?stop\w*|won'?t stop|"
            r"continue\w*) (?:on )?(?:ask\w*|call\w*|writ\w*|email\w*|messag\w*|remind\w*|"
            r"follow\w*|contact\w*|try\w*|send\w*)|\bthis is (?:my|our) (?:second|third|"
            r"fourth|fifth|sixth|\dth|\d(?:nd|rd)|umpteenth|final|"
            r"last)\b[^.!?\n]{0,16}\b(?:message|email|e-mail|attempt|reminder|try|time|"
            r"call)|\b(?:won'?t|will not|not going to|don'?t|refuse to|can'?t) (?:take|"
            r"accept) (?:a )?no\b|\b(?:i know|although|even though|"
            r"i understand) you(?:'ve)? (?:said|say|told|already said|asked|declined|"
            r"unsubscribed|opted)\b[^.!?\n]{0,30}\b(?:no|not interested|not to|stop|don'?t|"
            r"opted out|but)\b[^.!?\n]{0,6}\bbut\b|\b(?:you (?:still |have |"
            r"'ve )*(?:haven'?t|not|didn'?t|never) (?:\w+ )?(?:replied|answered|responded|"
            r"bought|signed|decided|upgraded|booked|got back|come back|"
            r"opened))\b[^.!?\n]{0,40}(?:\?|!|why|again|despite|yet)|\bhow many (?:times|"
            r"more times|reminders)\b|\byou(?:'re| are)? (?:ignoring|keep ignoring|"
            r"been ignoring)\b|\bask(?:ing)? (?:you )?(?:again|once more|"
            r"one more time)\b[^.!?\n]{0,40}|\bevery day until\b|\buntil you (?:say yes|"
            r"agree|buy|reply|answer|sign|upgrade|change your mind)",
            r"(?:何度(?:も|か)?|再三|繰り返し|たびたび|しつこ|[3-9三四五]度目|"
            r"[3-9三四五]回目)[^。\n]{0,14}(?:ご?連絡|お?電話|ご?案内|メール|お?送り|"
            r"お?誘い|お声|お願い)[^。\n]{0,16}(?:のに|ですが|が、|返事|お返|ご返|まだ|"
            r"いただけ|無視|恐縮ですが|すみませんが|ています|ております|ますが)|(?:お?返事|"
            r"ご?返信|ご?連絡|お?申し?込み?|ご?決断|ご?回答)(?:を)?(?:いただける|もらえる|"
            r"くださる|頂ける|いただく|される)まで[^。\n]{0,12}(?:何度|毎日|ご?連絡|"
            r"お?電話|続け|送り|お送り|諦め|あきらめ)|(?:お断り|不要|結構|興味(?:が|"
            r"は)ない|配信停止|やめて(?:ほしい|くれ))(?:と|だと|"
            r"とのこと)[^。\n]{0,12}(?:ですが|ましたが|でしたが|のは承知|存じて|けれど|"
            r"けど|ようですが)|(?:諦め|あきらめ|引き下が)(?:ません|られ|きれ)|"
            r"まだ(?:お?返事|ご?返信|お?申し?込み?|ご?登録|ご?購入|"
            r"お?決め)[^。\n]{0,12}(?:いただいて(?:い|お)りませ|されて(?:い|お)りませ|"
            r"いただけて(?:い|お)りませ|ないの(?:は|で)|がない)[^。\n]{0,20}(?:なぜ|どう|"
            r"本日|今日|至急|いかが|急|再度|!)|(?:うん|はい|イエス|yes)と(?:言う|"
            r"おっしゃる|言って(?:いただ|もら))まで|なぜ(?:お?返事|ご?返信|無視|買わ|"
            r"申し?込ま)",
        ),
    ),
    unless=re.compile(
        r"(?:何度も|たびたび|再三)(?:の)?(?:ご連絡|お電話|お問い?合わ?せ|ご足労|お手数|"
        r"申し訳)(?:を)?(?:いただ|頂|くださ|お手数|おかけ)|\byou(?:'ve| have)? (?:had to|"
        r"contacted|written|called|asked) (?:us )?(?:\w+ )?(?:times|again)|\bsorry\b"
    ),
)

RULE = pressure_rule("nagging", FAMILY)
