"""False urgency: countdowns, deadlines that press, "now or never".

Source: Mathur et al. 2019 (Urgency); UCPD 2005/29/EC Annex I no. 7; 景品表示法 第5条第2号.
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import urgency as urgency_signs

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ACT = (
    r"(?:act|buy|order|book|shop|grab|claim|sign up|join|subscribe|decide|commit|reserve|"
    r"secure|lock (?:it )?in|snap|pay|check ?out|register|"
    r"enrol+|upgrade|confirm|click|get (?:it|yours|in|one|started)|purchase|apply|switch|move|jump)"
)
_NOW = (
    r"(?:right now|now|today|tonight|immediately|straight away|right away|at once|asap|"
    r"this (?:very )?(?:minute|second|instant|moment)|before (?:midnight|tonight|tomorrow))"
)
_OFFER = (
    r"(?:offers?|deals?|prices?|discounts?|sale|promo\w*|codes?|coupons?|chance|"
    r"opportunity|bonus(?:es)?|rates?|cart|basket|"
    r"quote|specials?|savings?|window|gift|perks?|slot|terms)"
)
_SOON = (
    r"(?:in (?:the next )?(?:\d+|a few|five|ten|two|one|an) (?:more )?(?:minutes?|mins?|hours?|"
    r"hrs?|seconds?)|tonight|midnight|today|soon|shortly|any (?:minute|moment|second|time now)|"
    r"tomorrow|\d{1,2}:\d{2}(?::\d{2})?|this (?:evening|afternoon|hour)|end of (?:the )?(?:day|"
    r"today|call|chat|business))"
)
_GOES = (
    r"(?:ends?|ending|expir\w+|clos(?:es?|ing)|gone|over|disappear\w*|vanish\w*|run(?:s|"
    r"ning)? out|go(?:es|ing)? (?:up|away|back)|increas\w+|ris(?:es?|ing)|doubl\w+|withdrawn|"
    r"removed|lost|released|cancelled|jumps?|revert\w*|laps\w+|finish\w*|deleted|drops? off)"
)
_BUY_JA = (
    r"(?:お?申し?込|ご?購入|ご?注文|ご?予約|ご?契約|ご?登録|クリック|タップ|ご?決断|お?決め|"
    r"お?買い?|ゲット|ご?入会|お?手続|お電話|ご?連絡|お?返事|ボタンを押)"
)
_DEAL_JA = (
    r"(?:特典|セール|キャンペーン|割引|価格|値段|クーポン|特価|オファー|募集|受付|お得|ご優待|"
    r"無料|プラン|枠|半額|値引|オフ|%|ポイント|カート|申込)"
)

FAMILY = Family(
    cues=(
        *urgency_signs.CUES,
        together(
            0.6,
            _ACT,
            r"\b(?:within|in the next) (?:\d+|ten|five|twenty|thirty|a few|the hour|an hour)\b",
            _OFFER,
        ),
        together(
            0.6,
            r"\b(?:only|just)\b",
            r"\bif you (?:pay|book|sign|order|buy|decide|act|say yes|"
            r"confirm)\b[^.!?\n]{0,12}\b(?:now|today|tonight|straight away)",
        ),
        together(
            0.6,
            r"(?:\d+|数)(?:分|時間|秒)(?:後|以内|だけ|のうち)|今夜|今晩|本日中|今日中|24時|"
            r"0時|今この場|この場",
            r"終了|無効|失効|締め?切|閉ま|消え|なくな|白紙|幻|リミット|終わ",
            rf"{_DEAL_JA}|オファー|申|ご?案内|お返事|この",
        ),
        together(
            0.6,
            r"ぼやぼや|もたもた|もう待て(?:ません|ない)|今晩がリミット|(?:今|"
            r"この)場で(?:いただ|お返事|お決め)|ここで決め|手の届かない(?:値|価格)|"
            r"急かすよう(?:で|です)が",
        ),
        cue(
            0.6,
            rf"(?<!if )(?<!unless )\byou(?:'ve| have| really| do|'ll)? (?:need|have|got|must|ought|"
            rf"should) (?:to )?(?:decide|choose|commit|make up your mind|sign(?: up)?|buy|join|"
            rf"give (?:me|us) an answer)\b[^.!?\n]{{0,10}}\b{_NOW}",
        ),
        cue(
            0.7,
            r"\bstop (?:over)?thinking\b|\b(?:no time|not the time) (?:to|for) (?:think\w*|"
            r"wast\w*|wait\w*|hesitat\w*|compar\w*)\b|\bthe longer you (?:wait|leave|take|"
            r"think)\b",
            r"\b(?:only|just)\b[^.!?\n]{0,30}\b(?:while|until|as long as|"
            r"till)\b[^.!?\n]{0,16}\b(?:on this (?:chat|call|page)|end of (?:this|"
            r"the) (?:call|chat)|we(?:\'re| are) (?:still )?(?:talking|chatting|on)|"
            r"you(?:\'re| are) (?:here|online|on))\b",
            r"\bself-destruct\w*\b|\b(?:with)?in the next (?:\d+|ten|five|twenty|thirty|"
            r"few) (?:minutes?|mins?|hours?|seconds?)\b[^.!?\n]{0,40}\b(?:or|to (?:lock|"
            r"secure|get|keep|claim|save|qualify)|and (?:save|get))\b|\b(?:order|book|buy|"
            r"sign|reply|pay|confirm|decide|claim)\b[^.!?\n]{0,12}\bin the next (?:\d+|ten|"
            r"five|twenty|thirty|few) (?:minutes?|mins?|hours?)",
            r"(?:今日|本日|今|今夜|今回)しか|(?:\d+|数)(?:分|時間|"
            r"秒)以内に[^。\n]{0,20}(?:ない場合|なければ|ないと|限り)[^。\n]{0,10}(?:無効|"
            r"失効|キャンセル|取り消|終了|なくな)|(?:考え|迷|悩|検討)[^。\n]{0,6}(?:時間|"
            r"暇|余裕|猶予)(?:は|も|が)?(?:もう)?(?:あり|ござい|な)",
        ),
        cue(
            0.7,
            r"\bhurry\b",
            rf"\b{_ACT}\b[^.!?\n]{{0,20}}\b(?:fast|quick(?:ly)?|before (?:it'?s|they'?re|"
            r"this|the|time|prices?|we|someone|somebody|everyone)|or (?:you'?ll )?(?:miss|"
            r"lose|regret|risk)|while (?:you (?:still )?can|it lasts|"
            r"there'?s (?:still )?time))",
            r"\b(?:last|final|only) (?:chance|hours?|call|minutes?|opportunity|warning|reminder)\b",
            r"\bbefore it'?s (?:too late|gone|all gone|over)\b|\b(?:clock|"
            r"time) is (?:ticking|running (?:out|short))|\btime'?s (?:almost |"
            r"nearly )?(?:up|running out|ticking)\b|\brunning out of time\b|"
            r"\btick[, -]?tock\b",
            r"\b(?:don'?t|do not|never|can'?t|cannot) (?:\w+ )?(?:wait|delay|miss (?:out|"
            r"this|it|your|the)|sleep on|put (?:it|this) off|let (?:it|this|"
            r"the)[^.!?\n]{0,20}(?:slip|pass|go|get away)|think (?:too long|twice|"
            r"about it for long)|afford to (?:wait|miss|lose))",
            r"\b(?:now or never|once[- ]in[- ]a[- ]lifetime|never (?:again|come back|"
            r"be (?:repeated|this low|this cheap|cheaper|seen again))|"
            r"won'?t (?:come (?:around|back|again)|last(?: long)?|be (?:here|around|"
            r"available|repeated|back|this low)|get (?:this|another|a better) (?:chance|"
            r"price|deal)|see (?:this|these|it|a price)|find this|happen again))",
            rf"\b{_OFFER}\b[^.!?\n]{{0,40}}\b{_GOES}\b[^.!?\n]{{0,24}}\b{_SOON}",
            rf"\b{_SOON}[^.!?\n]{{0,30}}\b(?:this|the|your|"
            rf"our) (?:\w+ )?{_OFFER}\b[^.!?\n]{{0,20}}\b{_GOES}\b",
            r"\b(?:prices?|costs?|rates?|fees?|it)\b[^.!?\n]{0,16}\b(?:go(?:es|"
            r"ing)? (?:back )?up|increas\w+|ris(?:es?|ing)|doubl\w+|"
            r"jumps?)\b[^.!?\n]{0,20}\b(?:tomorrow|tonight|soon|in \d+ (?:minutes|hours)|"
            r"at midnight|any|after (?:today|tonight|this))",
            r"\bevery (?:minute|second|hour|day|moment) you (?:wait|delay|hesitate|spend|"
            r"put)|\bwhat are you waiting for\b|\bwhy wait\b|\bstop (?:thinking|hesitating|"
            r"dithering)\b|\b(?:he|she|those|people) who hesitates?\b|"
            r"\bwaiting (?:any )?longer (?:will|could|costs)",
            r"\b(?:need|want|require|expect)s? (?:your|an|a) (?:\w+ )?(?:answer|decision|"
            r"commitment|yes|reply|deposit|payment)\b[^.!?\n]{0,12}\b(?:now|today|tonight|"
            r"right away|immediately|in the next|before (?:you|we|midnight|i)|"
            r"this (?:minute|second|call))",
            r"\b(?:can'?t|cannot|won'?t|unable to) (?:hold|keep|guarantee|promise|"
            r"honou?r) (?:this|it|the|your|that)[^.!?\n]{0,24}\b(?:much longer|any longer|"
            r"for long|forever|beyond|after (?:today|tonight|this)|past)\b",
            r"\b(?:limited|short)[- ]time\b(?! (?:staff|job|contract|work))|\b(?:flash|"
            r"lightning) (?:sale|deal)\b|\bcountdown\b|\btimer\b[^.!?\n]{0,20}\b(?:run|"
            r"zero|hit|expire|tick|count)|\bonly (?:\d+|a few|two|three|five|"
            r"ten) (?:hours?|minutes?|days?|seconds?) (?:left|remain\w*|to go|more|until|"
            r"before)\b|\b(?:hours?|minutes?|seconds?) (?:left|remaining|"
            r"to go)\b[^.!?\n]{0,30}\b(?:claim|save|get|order|buy|book|grab|secure|lock|"
            r"decide)|\btoday is the (?:last|final|only) day (?:to|for|you|of)\b|"
            r"\bby (?:this time )?tomorrow it (?:will|'ll) be (?:gone|too late|sold)",
            r"\b(?:for |valid |good |available )?(?:today|tonight)[- ]only\b|"
            r"\bonly (?:for )?(?:today|tonight|this (?:hour|call|chat|"
            rf"minute))\b[^.!?\n]{{0,40}}\b{_OFFER}|\b{_OFFER}\b[^.!?\n]{{0,30}}\b(?:only|"
            r"just) (?:for )?(?:today|tonight|the next|until midnight|this (?:hour|call|"
            r"chat|conversation))",
            r"\b(?:your|this|the) (?:cart|basket|reservation|seat|spot|slot|place|hold|"
            r"table|room|offer)\b[^.!?\n]{0,20}\b(?:is|are|will be|only|"
            r"being)\b[^.!?\n]{0,16}\b(?:reserved|held|saved|released|kept|given away|lost|"
            r"gone|expired?)\b[^.!?\n]{0,20}\b(?:\d+:\d+|\d+ (?:more )?(?:minutes?|"
            r"seconds?|hours?)|unless you|if you (?:don'?t|wait)|minutes?)",
            r"\bif you (?:leave|close|exit|hang up|walk away|wait|"
            r"go)\b[^.!?\n]{0,24}\b(?:this|the|your|it|offer|price|deal|"
            r"chance)\b[^.!?\n]{0,24}\b(?:gone|lost|lose|disappear\w*|expires?|void|won'?t|"
            r"no longer|never|forever)",
            r"\btomorrow (?:it |this |the price |you )?(?:will |'ll |may )?(?:be |have |"
            r"go |pay )?(?:too late|gone|back to (?:full|normal)|full price|more expensive|"
            r"double)",
            r"\bseconds? to decide\b|\bminutes? to decide\b|\bdecide (?:in|"
            r"within) (?:the next )?\d+ (?:minutes|seconds)|\bsay yes (?:now|today|tonight|"
            r"right away)",
        ),
        cue(
            0.35,
            rf"\b{_ACT}\b[^.!?\n]{{0,16}}\b{_NOW}\b",
            r"\bwhile (?:it|they|stocks?|supplies) lasts?\b|\bwhile you (?:still )?can\b|"
            r"\bexpir(?:es?|ing) (?:soon|tonight|today|at midnight|in \d+ (?:hours?|"
            r"minutes?))",
            r"\burgent(?:ly)?\b|\bimmediately\b|\bright this\b",
        ),
        cue(0.2, r"!\s*$|!!"),
        cue(0.15, rf"\b{_OFFER}\b|% off|\bfree\b", r"\bsoon\b|\bonly\b"),
        cue(
            0.7,
            r"(?:今|いま|本日|今日|今夜|今回|この瞬間)(?:だけ|限り|限定|のみ)(?:の|で|!|"
            r"、|です|、|。|お|特|な|に|ご|は|$)",
            rf"(?:本日|今日|今夜|今週)中(?:のみ|限定|限り|に(?:{_BUY_JA})|"
            rf"なら[^。\n]{{0,12}}{_DEAL_JA}|の(?:お?申し?込|ご?決断|ご?購入|ご?契約|"
            r"ご?注文))",
            r"お急ぎ(?:ください|下さい|を|!)|急いで(?:ください|下さい|!|お?申|ご?購|ご?注|"
            r"ご?決|ご?予|決|買)|急がないと|急げ|大至急(?:お?申|ご?購|ご?決)",
            r"(?:まもなく|間もなく|もうすぐ|もう少しで)[^。!?\n]{0,10}(?:終了|締め?切|値上|"
            r"終わ|なくな|消え|打ち切)|(?:終了|締め?切り?|期限|受付終了|値上げ)(?:間近|"
            r"目前|直前|が迫|迫る|まであと|まで残り|まで秒読み)",
            r"(?:残り|あと)(?:時間)?(?:わずか|たった|僅か)?\d+(?:分|時間|秒|"
            rf"日)[^。\n]{{0,14}}(?:終了|締め?切|で終わ|消え|失効|値上|{_DEAL_JA}|"
            rf"キャンセルされ|決め|ご?決断)|{_DEAL_JA}[^。\n]{{0,14}}(?:残り|"
            r"あと)(?:時間)?(?:わずか|たった|僅か)?\d+(?:分|時間|秒)|残り時間(?:は|が|"
            r"わずか|\d|:)",
            r"(?:ラスト|最後の|ファイナル|最終)(?:チャンス|機会(?!は)|のご案内|案内|通告|"
            r"警告|コール|タイミング)",
            r"(?:チャンス|機会|タイミング|好機|今|この(?:価格|値段|条件|特典)|"
            r"お得)を?(?:逃す|逃し|逃さ|のが|見逃|棒に)|見逃(?:さない|す手|すな|せません|"
            r"す(?:の|と)|したら)|(?:逃し|見逃し)(?:た|て)[^。\n]{0,8}(?:後悔|損)|"
            r"お?見逃し(?:なく|の?ない)",
            r"二度と(?:ない|あり|ござい|来|手に入|この|めぐ|出会|訪れ|ご?案内)|(?:次|次回|"
            r"再度|今後)(?:は|の機会は|の(?:ご)?(?:販売|募集|案内|開催)は|のチャンスは|"
            r"このような)[^。\n]{0,8}(?:ない|ありません|ございません|わかりません|"
            r"約束できま|保証(?:は)?でき|いつになる)",
            r"(?:迷っ|悩ん|考え|検討し|ためらっ|躊躇し|先延ばしにし|ぐずぐずし|"
            r"待っ)て(?:い)?(?:る|いらっしゃる|おられる|たら|ては)(?:間に|うちに|時間|暇|"
            r"場合|ひま|余裕|と(?:、)?[^。\n]{0,10}(?:なくな|損|終|逃|売|手遅)|"
            r"[^。\n]{0,14}(?:なくな|遅|損|逃|売り切|埋ま))|迷(?:ったら|う(?:前に|理由|"
            r"必要))(?:、)?[^。\n]{0,8}(?:買|今|すぐ|即|ない|あり)",
            r"早い者勝ち|早いもの勝ち|即決|即断|即答(?:くだ|して|を)|今(?:すぐ|ここで|"
            r"この場で)[^。\n]{0,8}(?:決め|決断|ご決断|お決め|返事|判断)|この(?:場|電話|"
            r"チャット|画面)(?:で|限り)[^。\n]{0,10}(?:決|限り|お?申|だけ|契約)|(?:今|"
            r"いま)しか|(?:今|いま)でしょ|今動かな|今決め(?:な|れば|て)",
            r"(?:明日|あす|今夜0時|日付が変わ|24時|深夜0時)(?:に(?:は|なると|なれば|"
            r"なったら)?|から|以降|を過ぎ(?:ると|たら)|では)[^。\n]{0,14}(?:通常価格|"
            r"元の(?:価格|値段|料金)|定価|値上|終了|なくな|戻(?:り|る)|消え|無効|失効|"
            r"手遅|2倍|倍の|高くな)|(?:手遅れ|間に合わなくな|後の祭り)(?:に)?",
            r"(?:値上げ|値上がり|価格改定)(?:前|する前|の前|直前)(?:に|"
            rf"の)[^。\n]{{0,12}}{_BUY_JA}|(?:タイム|フラッシュ|ゲリラ)セール|"
            r"カウントダウン|秒読み",
            rf"{_BUY_JA}[^。\n]{{0,6}}(?:は|を)?(?:今すぐ|いますぐ|お早めに[!。]?$)|"
            rf"今すぐ[^。\n]{{0,8}}{_BUY_JA}[^。\n]{{0,8}}(?:しないと|なければ|ないと)|"
            r"1(?:分|秒|日|刻)(?:でも|も)?(?:早く|を争)|一刻(?:も早|を争)|一日も早く",
            r"(?:本日|今日|今夜|今週末|明日)(?:まで|が最終日|で(?:最後|終了|終わり|"
            r"締切))[^。\n]{0,16}(?:特別|限定|限り|!|お?得|お?急|お?見逃|逃|だけ|です!|"
            r"ですよ)|(?:画面|ページ)を(?:閉じ|離れ)(?:ると|たら|"
            r"てしまうと)[^。\n]{0,16}(?:消え|無効|なくな|失|二度|終了)|カートの(?:中身|"
            r"商品)[^。\n]{0,10}(?:\d+分|あと|まもなく)",
        ),
        cue(
            0.35,
            r"今すぐ|いますぐ|ただちに|直ちに",
            r"お?早めに|お?早く|なるべく早",
            r"期間限定|タイムリミット|残りわずか|締切|締め切り",
        ),
        cue(0.2, _DEAL_JA),
    ),
    unless=re.compile(
        # Who is in danger must not wait.
        r"\b(?:emergency|ambulance|crisis line|in danger)\b|救急|"
        r"(?:決め|急が|お返事し)(?:なくて|なくても|ずとも)(?:も)?(?:大丈夫|結構|構い|よ|いい)|"
        r"延長|"
        r"\b(?:today|tonight) only (?:one|two|half|some|a few|part)\b|"
        r"お急ぎの(?:場合|方|際|とき|用|お客)|お急ぎでしたら|お急ぎなら|(?:営業|休業|休み|"
        r"休館|開館|開店|閉店|定休|臨時)|ラストオーダー|最終(?:受付|入場|電車|バス|日は)|"
        r"\bin a hurry\b|\bif you(?:'re| are) (?:in a )?(?:hurry|short of time)|"
        r"\bdon'?t hesitate to\b|\b(?:closed?|closing|open(?:ing)?) (?:early|at|on|hours?|"
        r"until|today)\b|\blast (?:orders?|train|bus|entry|admission)\b"
    ),
    # A term told with its date, and a timetable, are information: nothing runs while one reads.
    innocent=re.compile(
        rf"\b(?:ends?|closes?|expires?|finish(?:es)?|runs out|lapses|valid|open|stays?)"
        rf"(?: \w+)?(?: (?:on|until|till|by|after))? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? "
        rf"{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|end of {_MONTH}|\d{{1,2}}(?:st|nd|rd|th))"
        r"(?!\W*!)"
        r"|\bcountdown (?:\w+ )?(?:timers?|clocks?|calendars?|display|function|mode)\b"
        r"|\b(?:bus|train|ferry|boat|tram|tour|flight|show|shuttle)\b[^.!?\n]{0,60}\b\d{1,2}:\d{2}"
        # The hours of a class, and the places of a day, told with nothing that is on offer.
        r"|^(?![^!?\n]*\b(?:offer|sale|deal|price|pricing|rate|discount|promo\w*|code|coupon|"
        r"voucher|bonus\w*|saving|special|event|access|registration|enrol\w*|clearance|cart|"
        r"basket|hold|reserv\w+|timer|countdown|hurry|only|last|chance|gone|before|bidding|"
        r"auction|quick|fast|soon|now|miss)s?\b)"
        r"[^!?\n]*[a-z)'’] (?:starts|begins|ends|finishes|closes|runs)(?: at| until)? "
        r"\d{1,2}:[0-5]\d(?! ?:)\W*$"
        rf"|\b(?:left|free|available|open) (?:on|for) (?:\w+,? )?(?:the )?(?:\d{{1,2}}"
        rf"(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?: at|,)? "
        r"\d{1,2}:[0-5]\d(?!\W*!)"
        r"|\d{1,2}月(?:\d{1,2}日|末|中旬|上旬)(?:まで|で(?:終|締))(?!の?限定|!)"
    ),
)

RULE = pressure_rule("urgency", FAMILY)
