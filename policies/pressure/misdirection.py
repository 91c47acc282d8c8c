"""Misdirection and sneaking: preselected extras, trick questions, silent renewal, false luck.

Source: Mathur et al. 2019 (Sneaking, Misdirection: trick questions, preselection); Consumer Rights
Directive 2011/83/EU Art. 22; UCPD Annex I no. 31 (false prizes); 特定商取引法 第12条の6.
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.concepts import EXTRA, SNEAKED
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import misdirection as misdirection_signs

_EXTRA = (
    r"(?:insurance|warranty|protection|cover(?:age)?|donation|add-?on|upgrade|membership|"
    r"subscription|plan|extras?|gift wrap\w*|priority|express|premium|care plan|support|"
    r"newsletter|package|service|tip|gratuity|trial|box|accessor\w+|samples?|option)"
)
_EXTRA_JA = (
    r"(?:保険|保証|補償|オプション|プラン|定期(?:便|購入|コース)?|会員|寄付|追加|ギフト包装|"
    r"サポート|メルマガ|有料|月額|延長|プレミアム|アップグレード|コース|商品|セット|サブスク|"
    r"チップ)"
)

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"\bi (?:went ahead and|took the liberty of|have gone ahead and|'ve gone ahead and)\b"
            r"[^.!?\n]{0,16}\b(?:add\w*|put\w*|sign\w*|upgrad\w*|book\w*|enrol\w*|includ\w*|"
            r"switch\w*|order\w*)",
            r"(?:お返事|ご返信|ご連絡)がな(?:い|かった)ので[^。\n]{0,20}(?:同意|承諾|契約|更新|申)",
        ),
        *misdirection_signs.CUES,
        cue(
            0.6,
            r"\b(?:visitor|customer) number [\d,]+|\bmystery (?:prize|gift)\b|"
            r"\b(?:say nothing|no reply|silence|doing nothing) (?:and|means|counts)\b|"
            r"\bwe'?ll assume you (?:want|agree|accept)|"
            r"\bis there to save you the trouble\b|\bby (?:clicking|accepting|agreeing|"
            r"ordering)\b[^.!?\n]{0,20}\b(?:also|"
            r"automatically)\b[^.!?\n]{0,20}\b(?:subscri\w+|agree|monthly|enrol\w*|plan)",
            r"(?:プレゼント|賞品|景品|ギフト)[^。\n]{0,8}(?:当選|当た|待って)|\d+(?:人|"
            r"万人)目の(?:訪問者|お客様)|何もおっしゃら(?:なければ|ない)|(?:他|ほか)(?:は|"
            r"のもの?は|のプランは)?見(?:なくて|る必要)|(?:同意|承諾)(?:する|いただく|"
            r"される)と[^。\n]{0,14}(?:も|自動|申し?込|契約|登録)",
        ),
        together(0.55, SNEAKED, EXTRA),
        cue(
            0.6,
            r"^(?![^。\n]*(?:ご依頼|ご希望|ご指定|お申し付け|とのこと|おっしゃ|ご注文どおり))[^。\n]{0,40}"
            r"(?:カート|買い物かご|ご注文)に(?:は)?[^。\n]{0,6}(?:追加して|入れて|加えて|足して)"
            r"(?:おきま|ありま|ございま)",
        ),
        cue(
            0.7,
            r"\b(?:i|we)(?:\'ve| have)? (?:signed|enrolled|subscribed|upgraded|switched|"
            r"opted|registered) you\b|\b(?:cheaper|basic|smaller|free|other|"
            r"monthly) (?:plan|option|one|version|package|tier|"
            r"choice)\b[^.!?\n]{0,40}\b(?:not (?:really )?(?:worth|recommended)|worthless|"
            r"hard to|nobody|no one|embarrass\w*|regret)",
            r"(?:こちら|当店|弊社|私|自動|勝手|あらかじめ)(?:で|が|"
            r"に)[^。\n]{0,16}(?:切り替え|変更し|追加し|登録し|アップグレードし|加入し|"
            r"申し?込)(?:て|ん)?(?:おき|あり|でおき)|(?:安い|下の|基本|無料|ベーシック|"
            r"ライト|月払い|通常|一番小さい)(?:の)?(?:プラン|コース|ほう|方|版|"
            r"もの)[^。\n]{0,8}(?:選ぶ|選ばれる|頼む|買う)(?:方|人|お客様)(?:は|が|"
            r"なんて)?[^。\n]{0,4}(?:い(?:ません|ない)|少|ほとんど|まず)",
        ),
        cue(
            0.7,
            r"\b(?:we|i|it|that)(?:'ve| have|'s| has| will|'ll)? (?:already |"
            r"gone ahead and |also |just |taken the liberty of |automatically |kindly |"
            r"conveniently )+(?:add(?:ed|ing)?|includ\w+|select\w*|pre-?select\w*|"
            r"sign(?:ed|ing)?|upgrad\w+|enrol\w*|tick\w*|put|sw(?:itched|itching)|"
            r"subscrib\w+|opt(?:ed|ing)|pick\w*|chosen|renew\w*|book\w*|"
            r"charg\w+)\b[^.!?\n]{0,50}",
            r"\b(?:add(?:ed|s)?|includ\w+|upgrad\w+|enrol\w*|sign(?:ed)? (?:you )?up|"
            r"subscrib\w+|opt(?:ed)? (?:you )?in|"
            r"switched)\b[^.!?\n]{0,40}\b(?:automatically|by default|"
            r"for your convenience|without (?:you|asking|any)|on your behalf|"
            r"unless you (?:tell|say|untick|uncheck|remove|opt|object|contact|cancel|ask))",
            rf"\b(?:box|option|{_EXTRA}|consent|choice|tick)\b[^.!?\n]{{0,24}}\b(?:is|are|"
            rf"comes?|has been|already|was)\b[^.!?\n]{{0,10}}\b(?:pre-?(?:ticked|selected|"
            r"checked|filled)|(?:already|automatically) (?:ticked|checked|selected|added|"
            r"switched on|enabled|included)|ticked (?:for you|by default|already)|"
            r"on by default|selected (?:for you|by default))|\bpre-?(?:ticked|checked|"
            r"selected)\b|\b(?:leave|keep) (?:the |this |that )?(?:box|tick|option|it|"
            r"setting)s? (?:ticked|checked|as (?:it|they)|selected|on)\b",
            r"\b(?:un-?tick|un-?check|un-?select|deselect|opt[- ]?out|tick|check|"
            r"click)\b[^.!?\n]{0,30}\b(?:(?:if|to|unless) you (?:do not|don'?t|"
            r"would (?:not|rather not)|wouldn'?t|prefer not) (?:wish|want|like|object|"
            r"mind)?[^.!?\n]{0,20}(?:not|no longer|opt|stop|un\w+|being excluded)|"
            r"not to not|(?:not|don'?t)[^.!?\n]{0,16}\b(?:not|without|no longer|exclud\w+|"
            r"opt(?:ing)? out))|\bif you (?:do not|don'?t) (?:want|wish) (?:to )?not\b",
            r"\b(?:free )?trial\b[^.!?\n]{0,50}\b(?:auto(?:matically)?(?:[- ])?(?:renew|"
            r"convert|becom|turn|roll|continu|bill|charg|upgrad)\w*|(?:rolls?|turns?|"
            r"converts?|becomes?|switch(?:es)?)\b[^.!?\n]{0,16}\b(?:paid|full|annual|"
            r"\d+[- ]month|subscription|contract|plan))|\b(?:automatically|quietly|"
            r"silently) (?:renew\w*|charg\w*|bill\w*|enrol\w*|upgrad\w*|roll\w*|convert\w*|"
            r"extend\w*|subscrib\w*|continu\w*)\b|\bauto-?(?:renew\w*|enrol\w*|subscrib\w*|"
            r"upgrad\w*|charg\w*)\b[^.!?\n]{0,30}\b(?:unless|no refund|cannot|until|"
            r"without)|\bwill be (?:charged|billed|enrolled|subscribed|renewed|upgraded|"
            r"signed up) (?:automatically|unless|without|anyway|by default)",
            r"\b(?:congratulations|you(?:'ve| have) (?:been|won)|you are (?:a|the|our)|"
            r"you're (?:a|the|our)) ?[^.!?\n]{0,24}\b(?:(?:specially |exclusively |"
            r"personally |randomly |hand-?)?(?:selected|chosen|picked)|won|winner|lucky|"
            r"millionth|exclusive|vip|pre-?approved)\b|\b(?:secret|hidden|private|vip|"
            r"insider|special) (?:price|deal|offer|rate|discount)\b[^.!?\n]{0,24}\b(?:just|"
            r"only|for you|don'?t tell|between|nobody|no one)|\bdon'?t tell anyone\b|"
            r"\bjust between (?:you and me|us)\b",
            r"\b(?:everyone|most people|you) (?:has|have|must|need|"
            r"are required) (?:to )?(?:take|choose|get|buy|select) (?:the )?(?:premium|"
            r"annual|larger|biggest|full|top|higher|expensive)|\b(?:cheaper|basic|smaller|"
            r"free|monthly|standard) (?:plan|option|one|version|package|choice|"
            r"tier)\b[^.!?\n]{0,30}\b(?:nobody|no one|not worth|don'?t bother|embarrass\w*|"
            r"isn'?t (?:even )?(?:really )?(?:available|meant|for)|hidden|hard to find|"
            r"useless|never|ignore|forget)|\b(?:ignore|forget|skip|don'?t (?:look|worry|"
            r"read|bother)(?: at| about| with)?) (?:about )?(?:the |our |those |"
            r"that )?(?:cheaper|basic|free|small ?print|fine print|terms|details|"
            r"other options?|standard|monthly)\b",
        ),
        cue(
            0.7,
            rf"(?:{_EXTRA_JA}|チェック|同意)[^。\n]{{0,18}}(?:を|に|が|は|"
            rf"も)[^。\n]{{0,10}}(?:自動(?:的に|で)|あらかじめ|初めから|最初から|事前に|"
            r"勝手に|こちらで|既に|すでに|標準で|お客様のために|便利なように|初期設定で|"
            rf"デフォルトで)[^。\n]{{0,14}}(?:追加|加入|登録|選択|入って|入れて|付け|オン|"
            r"更新|移行|継続|申し?込|切り替|チェック|含|有効|課金|請求|お付け|つけて|"
            r"アップグレード)",
            r"(?:自動(?:的に|で)|あらかじめ|勝手に|こちらで|念のため|お客様のために|"
            rf"ご?確認なく|サービスとして|ついでに)[^。\n]{{0,12}}{_EXTRA_JA}[^。\n]"
            rf"{{0,10}}(?:追加|加入|登録|選択|入れて|付け|つけて|更新|移行|継続|申し?込|"
            r"切り替|含|お付け|アップグレード)(?:し|いた|され|して|ておき|てあり|なり|"
            r"になり|ました|済)",
            r"チェック(?:ボックス)?(?:を|は|が)?(?:入れたまま|ついたまま|付いたまま|"
            r"そのまま|外さない(?:で|よう|まま)|入った状態|入って(?:い|お)り|最初から|"
            r"オンのまま|外すと)|(?:希望|同意|受け取り|配信|必要)(?:し|を|と)?(?:されない|"
            r"しない|ない|なさらない|不要)[^。\n]{0,14}(?:場合|"
            r"方)[^。\n]{0,12}(?:チェックを(?:外さ|入れ)(?:ない|ず)|(?:以外|"
            r"でない)[^。\n]{0,6}(?:選|ない|外))|(?:しない|不要)(?:を)?(?:選ばない|"
            r"選択しない|外さない|望まない|希望しない)",
            r"(?:初回|無料|お試し|トライアル|体験|1回目|初月)[^。\n]{0,24}(?:自動(?:的に|"
            r"で)?(?:更新|継続|移行|課金|請求|切り替|契約|有料|本契約|定期|お届け)|"
            r"(?:その後|以降|終了後|翌月から|2回目(?:以降|から)?は?)[^。\n]{0,10}(?:自動|"
            r"定期|有料|通常(?:料金|価格)(?:で|が|に)(?:自動|課金|請求|継続))|(?:実は|"
            r"ただし)[^。\n]{0,12}(?:回(?:以上)?の?(?:継続|購入|受け取り|お受取)|"
            r"か月(?:以上)?(?:の)?(?:継続|契約|縛り)))|(?:\d+回|\d+か月|\d+ヶ月|半年|1年|"
            r"一年)(?:以上)?(?:の)?(?:継続|お受け?取り|購入|お続け)(?:が|は)?(?:条件|必須|"
            r"お約束|前提|必要|義務)",
            r"(?:おめでとう(?:ございます)?|当選|選ばれ(?:ました|し)|抽選|"
            r"特別(?:に)?(?:ご招待|選出|当選)|ラッキー|幸運な)[^。\n]{0,24}(?:当選|選ばれ|"
            r"お客様(?:だけ|のみ)|あなた(?:だけ|のみ|が)|限定|無料|特別|権利|資格|対象)|"
            r"(?:内緒|ここだけの話|裏(?:メニュー|価格|技)|非公開|秘密|"
            r"こっそり)[^。\n]{0,18}(?:価格|値|割引|特典|プラン|安|お得|だけ|ご案内|教え|"
            r"枠)|(?:誰に|他の(?:方|人|お客様)に|ほかの(?:方|人)に)(?:は|も)(?:言わ|話さ|"
            r"内緒|秘密|教え)",
            r"(?:安い|下の|基本|無料|ベーシック|ライト|月払い|通常)(?:の)?(?:プラン|コース|"
            r"ほう|方|版|もの)(?:は|を|だと|なんて)[^。\n]{0,18}(?:恥|誰も|選ぶ(?:方|人)は|"
            r"選べ(?:な|ま)|おすすめ(?:でき|しま)|忘れ|見な|意味(?:が|は)|損|無駄|後悔|"
            r"やめ|お?すすめしま|ないもの)|(?:小さい文字|注意書き|規約|約款|"
            r"細則)[^。\n]{0,10}(?:気にし|読ま|見な|飛ばし|スルー|お気に|ご覧になら)",
        ),
    ),
    unless=re.compile(
        r"\b(?:shall|should|may|can|could) i (?:also )?|"
        r"(?:課金|更新|請求|継続|移行)(?:される|する|になる)?(?:こと|の)?(?:は|も)?(?:あり|"
        r"ござい|され|いたし|し|行い)ません|"
        r"(?:自動(?:更新|継続|課金|で更新)(?:は|も)?(?:されま|しま|あり|ござい|なし|ない|"
        r"行っ|いたしま|され)(?:せん|な)|\b(?:does not|doesn'?t|won'?t|will not|never|"
        r"not) (?:auto|renew|automatically|be (?:charged|billed|enrolled|added))|"
        r"\bnothing (?:is|will be) added|\bno auto)|自動(?:配信|返信|応答)|"
        r"自動的に(?:メール|返信|通知|反映|計算|税|割引)|\bautomatically (?:sent|"
        r"receive an? (?:email|confirmation)|applied|refund\w*|updated?|saved?)"
    ),
)

RULE = pressure_rule("misdirection", FAMILY)
