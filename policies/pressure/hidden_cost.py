"""Hidden costs: fees that appear late, prices that leave out what must be paid.

Source: Mathur et al. 2019 (Sneaking: hidden costs, hidden subscription); FTC 16 CFR Part 464
(unfair or deceptive fees); 景品表示法 第5条第2号; UCPD Art. 7(4)(c).
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.concepts import FEE, LATE
from policies.pressure.rule import pressure_rule

_FEE = (
    r"(?:(?:\w+ )?(?:fees?|charges?|surcharges?|costs?|tax(?:es)?|postage|deposit|commission|"
    r"mark-?up)|extras)"
)
_FEE_JA = (
    r"(?:手数料|送料|費用|料金|システム料|事務(?:手数)?料|サービス料|追加(?:料金|費用)|管理費|"
    r"更新料|施設利用料|諸費用|税(?:金|込)?|決済(?:手数)?料|登録料|初期費用|オプション料|"
    r"月額(?:料金)?|年会費|実費|違約金)"
)

FAMILY = Family(
    cues=(
        cue(
            0.65,
            r"\bfree\b[^.!?\n]{0,50}\b(?:gets? billed|(?:we(?:'ll)?|will) (?:start )?(?:bill|charg)"
            r"(?:e|ing)?|renews? automatically|card required|auto-?renews?)\b(?! (?:you )?nothing)",
            r"(?:お試し|無料|トライアル)[^。\n]{0,16}何もしなくても[^。\n]{0,8}(?:有料|課金|契約|"
            r"引き落と)",
        ),
        together(0.55, FEE, LATE),
        together(
            0.55,
            r"\bfree\b|無料|タダ|0円|敷金ゼロ|プレゼント",
            r"\b(?:just|only|simply) (?:pay|cover)|\bpay (?:just|only)|\brelease fee|"
            r"いただきます|ご?負担(?:いただ|くだ|お願)|を少々",
            FEE,
        ),
        cue(
            0.7,
            r"(?:[£$€¥]\s?\d[\d.,]*|\bfree|\d+ (?:yen|pounds|"
            rf"dollars))[^.!?\n]{{0,30}}\bthen\b[^.!?\n]{{0,40}}\b(?:charged|billed|"
            r"unless you cancel|a month|per month|automatically)\b|\b(?:bill|"
            rf"charge)s? you\b[^.!?\n]{{0,30}}\bwithout\b|"
            rf"\b{_FEE}\b[^.!?\n]{{0,10}}\b(?:appears?|shows? up|pops? up|"
            rf"is (?:only )?(?:shown|listed|visible|disclosed))\b[^.!?\n]{{0,20}}\b(?:only|"
            r"invoice|last|final|end|later|after|afterwards)\b",
            r"(?:無料|タダ|0円)(?:です|。|!|、|ですが)?[^\n]{0,6}(?:ただし|但し|条件は|"
            r"その代わり)?[^。\n]{0,4}(?:送料|手数料|事務費|登録料)(?:のみ|だけ)|"
            r"^(?:ただし|但し)(?:、)?(?:送料|手数料|事務費|登録料)(?:のみ|"
            r"だけ)[^。\n]{0,6}(?:ご?負担|いただ|お支払)",
        ),
        cue(
            0.7,
            rf"\b{_FEE}\b[^.!?\n]{{0,30}}\b(?:(?:will be |are |is |get |gets |"
            r"be )?(?:added|appl(?:y|ied|ies)|appear\w*|shown|revealed|disclosed|included|"
            r"calculated|charged|kick in|show up|tacked on|explain\w*|"
            rf"mention\w*)\b[^.!?\n]{{0,24}}\b(?:at (?:the )?(?:checkout|end|last step|"
            r"final step|payment|till|desk|counter|very end)|(?:only )?(?:after|once|"
            r"when) (?:you|payment|the order|booking|they|the booking|your)|later|"
            r"afterwards?|on (?:the|your) (?:last|final|invoice|bill|statement)|"
            r"in the (?:final|last) step|at (?:check-?in|arrival|pick-?up|collection)))",
            r"\b(?:not (?:shown|included|mentioned|listed|advertised|disclosed|visible|"
            r"displayed)|exclud\w+|before|plus|hidden|undisclosed|unadvertised|"
            r"don'?t (?:show|mention|include|list|advertise|tell)|leave out|"
            rf"without (?:the )?)\b[^.!?\n]{{0,20}}\b(?:mandatory|compulsory|unavoidable|"
            r"obligatory|service|handling|processing|booking|resort|admin\w*|convenience|"
            r"cleaning|activation|setup|facility|platform|hidden|extra|"
            rf"additional)[^.!?\n]{{0,10}}{_FEE}",
            r"\b(?:mandatory|compulsory|unavoidable|non-?optional|surprise|small print|"
            rf"undisclosed|hidden|obligatory) (?:\w+ )?{_FEE}|\b(?:don'?t|won'?t|"
            r"not going to|no need to|rather not|we don'?t|never) (?:\w+ )?(?:tell|"
            r"mention|show|advertise|list|bring up|talk about|"
            rf"disclose)\b[^.!?\n]{{0,24}}\b(?:{_FEE}|total|full price|real price|"
            r"the price)|\b(?:find out|see|know|learn|discover|"
            r"told) (?:about )?(?:the )?(?:full|real|final|actual|total|exact|"
            rf"true) (?:price|cost|amount|total|fees?)\b[^.!?\n]{{0,20}}\b(?:at checkout|"
            r"after|once|when you (?:pay|sign|book|order|enter|get)|later|only|"
            r"on the invoice|on your (?:bill|statement))",
            r"\bfree\b[^.!?\n]{0,30}\b(?:just|only|simply) (?:pay|"
            r"cover)\b[^.!?\n]{0,20}\b(?:shipping|postage|handling|delivery|processing|fee|"
            r"p&p)|\b(?:free|£0|\$0|¥0|0 yen)\b[^.!?\n]{0,40}\b(?:then|after that|"
            r"afterwards|and then|followed by|later|becomes?|"
            r"thereafter)\b[^.!?\n]{0,24}\b(?:[£$¥€]\s?\d|\d+ (?:yen|dollars|pounds|"
            r"a month|per month)|charged|billed|full price|automatically)|\b(?:your card|"
            r"you)(?:'ll| will)? (?:then |later |still |quietly |also )?(?:be )?(?:charged|"
            r"billed)\b[^.!?\n]{0,40}\b(?:without (?:further )?(?:notice|asking|warning|"
            r"a reminder)|unless you (?:cancel|remember|opt)|even if|no reminder|"
            r"whether or not|every (?:month|week|year) until)|\bno (?:reminder|notice|"
            r"warning|e-?mail)\b[^.!?\n]{0,24}\b(?:before|when) (?:we|you(?:r|'re)?|the|"
            r"it)\b[^.!?\n]{0,20}(?:charg\w*|bill\w*|renew\w*)",
            r"\b(?:looks?|seems?|appears?|sounds?) (?:cheap\w*|free|low\w*|smaller|"
            r"affordable)\b[^.!?\n]{0,30}\b(?:but|until|before|because|once)|\b(?:from|"
            r"starting at|as low as) [£$¥€]?\s?\d[\d,.]*\*|\*(?: ?terms| ?conditions|"
            r" ?fees| ?excl| ?plus)",
        ),
        cue(
            0.7,
            rf"{_FEE_JA}[^。\n]{{0,14}}(?:は|が|を|も)[^。\n]{{0,14}}(?:(?:お?支払い?|決済|"
            r"購入手続き?|手続き?|注文|予約|契約|申し?込み?|ご?来店|チェックイン|確定|"
            r"最終(?:画面|確認)?|最後)(?:の|画面で?|時|後|完了後|の際|の段階|の最後|"
            rf"ページ)?(?:に|で|の|まで)[^。\n]{{0,12}}(?:加算|追加|上乗せ|表示|請求|わか|"
            r"分か|発生|明らか|ご?案内|ご?確認|お伝え|いただ)|後(?:から|ほど|日|"
            rf"で)[^。\n]{{0,8}}(?:加算|追加|上乗せ|請求|ご?案内|発生|いただ|お伝え|かか)|"
            rf"(?:表示|記載|掲載|明記|ご?案内|広告)[^。\n]{{0,10}}(?:して(?:い|お)りませ|"
            r"されて(?:い|お)りませ|していない|されていない|には含|せず|しておらず|"
            r"しない))",
            r"(?:表示|記載|掲載|広告|上記)(?:の|されている|している)?(?:価格|料金|金額|"
            rf"値段)[^。\n]{{0,12}}(?:含まれて(?:い|お)|含ま(?:ない|ず|れ)|別途|のほか|"
            rf"以外に|最安|一部)[^。\n]{{0,20}}(?:必ず|必須|全員|全て|すべて|強制|後|"
            r"手数料|加算)|(?:別途|必ず|全員|強制的に|自動で)"
            rf"[^。\n]{{0,12}}{_FEE_JA}[^。\n]{{0,14}}(?:後(?:から|日|で|ほど)|最後に|"
            r"決済時に|お?支払い?(?:時|の際|画面)|加算|上乗せ|必須)",
            r"(?:無料|0円|ゼロ円|タダ|実質(?:無料|0円|タダ)|初回\d+円|\d+円(?:で|"
            rf"から)(?:お試し|スタート|始め))[^。\n]{{0,30}}(?:(?:ただし|但し|実は|"
            r"その代わり|ですが|が、|条件は|のち|以降|2回目|翌月|その後|"
            rf"終了後)[^。\n]{{0,24}}(?:\d[\d,]*円|継続|定期|請求|課金|引き落と|有料|"
            rf"手数料|送料|縛り|自動|お支払)|(?:送料|手数料|{_FEE_JA})(?:のみ|"
            r"だけ)(?:ご?負担|いただ|お支払))|(?:お知らせ|通知|ご?連絡|確認|"
            r"予告)(?:は)?(?:なし|なく|せず|いたしま(?:せん|せず)|しません|ございません|"
            rf"ないまま)[^。\n]{{0,12}}(?:課金|請求|引き落と|値上|更新|変更)|(?:総額|合計|"
            r"本当の(?:金額|価格|料金)|最終(?:的な)?(?:金額|価格)|実際の(?:料金|金額|"
            rf"価格))[^。\n]{{0,16}}(?:(?:契約|申し?込み?|決済|購入|注文|予約|お?支払い?|"
            r"ご?来店|登録)(?:後|して(?:から|いただ)|の後|まで|いただくまで|完了)|最後|"
            r"あとで|後で|お教えでき|言えま|わかりませ|伏せ|見せ)",
            r"(?:クレジット)?カード(?:から|に)[^。\n]{0,14}(?:自動(?:的に|で)|勝手に|"
            r"黙って|翌月から|そのまま|毎月)[^。\n]{0,12}(?:引き落と|課金|"
            r"請求)[^。\n]{0,16}(?:ご?了承|解約|しない限り|まで|続|ご?連絡(?:は|が)?な)|"
            r"(?:小さく|目立たない|細かい字|見えにくい|わかりにくい)[^。\n]{0,14}(?:記載|"
            r"書いて|表示|条件|料金)",
        ),
    ),
    unless=re.compile(
        r"(?:追加|別途)(?:の)?(?:料金|費用|手数料)?(?:は)?(?:一切)?(?:かかりませ|"
        r"ござい(?:ませ)|ありませ|いただ(?:きませ|いて(?:い|お)りませ)|不要|発生し(?:ませ|"
        r"な))|すべて(?:込み|含)|税込(?:で|の|表示|\d|み)|\b(?:no|without|never any|"
        r"zero) (?:\w+ )?(?:hidden|extra|additional|other|further|surprise|"
        r"booking) (?:fees?|costs?|charges?)|\ball[- ]in(?:clusive)?\b|"
        r"\bincluded in the price\b|\b(?:price|total) (?:already )?includes\b|"
        r"\bnothing (?:else|more) to pay\b"
    ),
)

RULE = pressure_rule("hidden_cost", FAMILY)
