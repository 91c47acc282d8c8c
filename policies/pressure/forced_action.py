"""Forced action: something unrelated is demanded before the person may go on.

Source: Mathur et al. 2019 (Forced action: forced enrollment); GDPR Art. 7(4) (no tying of consent);
EDPB Guidelines 03/2022; 個人情報保護法 第20条.
"""

import re

from policies.cues import Family, cue, together
from policies.pressure.concepts import GATE, OBLIGED, UNRELATED
from policies.pressure.rule import pressure_rule
from policies.pressure.screens import forced_action as forced_action_signs

_UNRELATED = (
    r"(?:(?:create|open|register|sign up for|make) (?:an?|your) (?:\w+ )?(?:account|"
    r"profile|login)|sign up (?:for|to) (?:our |the )?(?:newsletter|emails?|mailing list|"
    r"texts|marketing|trial|membership|loyalty)|(?:agree|consent|opt[- ]?in|subscribe|"
    r"say yes) (?:to |in )?(?:to )?(?:\w+ )?(?:receiv\w+|marketing|promotional|"
    r"newsletters?|emails?|texts?|partner\w*|ads|adverts|tracking|sharing|share|"
    r"all cookies|third)|"
    r"(?:share|post|like|follow|tag|invite|refer|recommend|"
    r"forward)\b[^.!?\n]{0,30}\b(?:friends?|facebook|instagram|social|contacts?|page|us on|"
    r"twitter|whatsapp|people|colleagues|feed|story)|(?:download|install) (?:our|the) app|"
    r"(?:give|provide|enter|hand over|share|upload|add|leave|submit) (?:us )?(?:your|a|"
    r"a copy of your) (?:\w+ )?(?:credit card|card (?:details|number)|bank details|"
    r"phone number|mobile number|date of birth|contacts?|address book|passport|location|"
    r"mother'?s|salary|income|id\b)|allow (?:us )?(?:access|notifications|tracking|"
    r"location)|accept (?:all )?(?:cookies|tracking|marketing|our partners)|(?:buy|add|"
    r"purchase|take) (?:the |an? |our )?(?:insurance|warranty|add-?on|protection|extra|"
    r"premium|membership|subscription|accessor\w+)|watch (?:this|the|our|an?) (?:ad|video|"
    r"advert)|join (?:our|the) (?:loyalty|membership|mailing|club|vip)|"
    r"leave (?:us )?a (?:\w+ )?(?:5-star |five-star |positive )?review|complete (?:a|our|"
    r"this) survey|disable your ad ?blocker)"
)
_UNRELATED_JA = (
    r"(?:(?:会員|アカウント|ユーザー)(?:の)?登録|アカウント(?:を)?作成|メルマガ(?:の)?(?:登録|"
    r"購読|配信)?|メールマガジン|公式line|line(?:の)?(?:友だち|友達|お友だち|登録)|(?:お|"
    r"ご)?友(?:だち|達|人)[^。\n]{0,8}(?:紹介|招待|シェア|追加)|(?:sns|インスタ(?:グラム)?|x|"
    r"ツイッター|フェイスブック)(?:で|の|を)?[^。\n]{0,8}(?:シェア|フォロー|投稿|拡散)|シェア|"
    r"アプリ(?:の|を)?(?:ダウンロード|インストール|入れ)|(?:クレジット)?カード(?:情報|"
    r"番号)?(?:の|を)?(?:登録|入力|ご入力)|位置情報|連絡先(?:へのアクセス|の共有|を共有|帳)|"
    r"電話帳|通知(?:の|を)?(?:許可|オン)|広告(?:の|を)?(?:視聴|見る)|"
    r"マーケティング[^。\n]{0,6}(?:同意|許諾)|第三者(?:への)?提供|個人情報の(?:提供|共有)|"
    r"保険(?:の|に|へ)?(?:加入|お申)|オプション(?:の|を|へ)?(?:加入|購入|お申|追加)|"
    r"定期(?:購入|コース)(?:の|への|に)?(?:申|契約|お申|加入)?|アンケート(?:の|に|へ)?(?:回答|"
    r"お答)?|口コミ(?:の|を)?(?:投稿|記入)|レビュー(?:の|を)?(?:投稿|記入)|勤務先|年収|"
    r"家族構成|生年月日|(?:全|すべて)(?:の)?(?:cookie|クッキー))"
)

FAMILY = Family(
    cues=(
        cue(
            0.65,
            r"\b(?:like|follow|rate|review|share|tag) (?:us|our (?:page|shop|account|post))\b"
            r"[^.!?\n]{0,24}\b(?:first|before|and then|then i|then we)\b",
            r"\b(?:as soon as|once|when|after) you(?:'ve| have)? (?:left|leave|given|give|written|"
            r"write|posted|post) (?:us )?(?:a )?(?:five|5)[- ]star\b",
            r"\bonly goes through with\b|\bpermission to (?:call|text|e-?mail|contact) you about "
            r"(?:offers|deals|news|promotions)\b",
            r"先に[^。\n]{0,20}(?:いいね|フォロー|口コミ|登録|シェア)[^。\n]{0,16}(?:ば|たら|と)[、]?"
            r"[^。\n]{0,12}(?:お送り|お渡し|お見せ|ご案内|お教え)|営業(?:電話|メール)への(?:ご)?同意が",
        ),
        *forced_action_signs.CUES,
        together(0.55, UNRELATED, OBLIGED, GATE),
        cue(
            0.7,
            r"\b(?:cannot|can\'?t|won\'?t|unable to|"
            r"not able to)\b[^.!?\n]{0,40}\b(?:without|unless|"
            r"until)\b[^.!?\n]{0,14}\b(?:agree\w*|consent\w*|accept\w*|shar\w+|subscrib\w+|"
            r"sign(?:ing)? up|register\w*|follow\w*|invit\w+|refer\w*|review\w*|install\w*|"
            r"download\w*|allow\w*|opt\w*)\b[^.!?\n]{0,30}\b(?:market\w*|email\w*|"
            r"newsletter|partner\w*|friends?|contacts?|app\b|ads?|cookies|tracking|"
            r"notifications?|social|instagram|facebook|review)",
            r"(?:予約|購入|利用|閲覧|返信|返金|見積|発送|申し?込|割引|特典|修理|"
            r"相談)[^。\n]{0,8}(?:には|に|は)[^。\n]{0,6}(?:保険|メルマガ|会員|アプリ|line|"
            r"口コミ|レビュー|友達|友だち|シェア|カード|オプション|定期|アンケート|"
            r"フォロー|有料|広告)[^。\n]{0,12}(?:条件|必須|必要|義務|前提)",
        ),
        cue(
            0.7,
            r"\b(?:must|have to|need to|required to|you'?ll have to|are obliged to|"
            r"only (?:if|when|after|once) you|unless you|until you|without|"
            r"first,? (?:you )?(?:must|need|have)|requires? (?:you to|that you)|forced to|"
            rf"mandatory|can'?t[^.!?\n]{{0,30}}(?:unless|until|"
            rf"without) (?:you )?)\b[^.!?\n]{{0,20}}\b{_UNRELATED}",
            rf"\b{_UNRELATED}\b[^.!?\n]{{0,30}}\b(?:to (?:continue|proceed|see|view|unlock|"
            r"get|access|check ?out|receive|claim|use|complete|find out|read|reveal|"
            r"finish|book|keep|enter|talk|speak|have|qualify)|before (?:you|we|i) (?:can|"
            rf"will|may|are)|or (?:we|you|the|your)[^.!?\n]{{0,20}}(?:can'?t|cannot|won'?t|"
            r"lose|cancel\w*|will not)|is (?:required|mandatory|compulsory|not optional)|"
            r"in order to|otherwise)",
            r"\bby (?:continuing|using|reading|replying|closing|scrolling|visiting|opening|"
            r"clicking|ordering|staying|entering|calling|"
            r"booking)\b[^.!?\n]{0,24}\byou (?:automatically |also |hereby )?(?:agree|"
            r"consent|accept|authori[sz]e|give|allow|permit|"
            r"opt)\b[^.!?\n]{0,40}\b(?:market\w*|partner\w*|shar\w+|sell\w*|third|email\w*|"
            r"call\w*|contact|track\w*|bill\w*|charg\w*|subscri\w*|promot\w*|receiv\w*|"
            r"auto|ads?|data|enrol\w*|texts?)\b|\bno (?:opt[- ]?out|way to (?:refuse|"
            r"decline|skip|say no))\b|\b(?:cannot|can'?t|won'?t be able to) (?:skip|"
            r"decline|refuse|opt out|say no)\b",
        ),
        cue(
            0.7,
            rf"{_UNRELATED_JA}[^。\n]{{0,14}}(?:(?:し|いただか|され|なさら|を|が|"
            r"に)?(?:ない|ません)(?:と|限り|場合|方|かぎり)|なし(?:で|に)は|しなければ|"
            r"しないと|いただかないと|(?:が|は|も)(?:必須|必要(?:です|とな|にな|でござ)|"
            r"条件|義務|前提)|(?:した|していただいた|いただいた|された|後|の後|完了後|"
            r"して(?:から|初めて|はじめて))(?:方|お客様|場合|あと|後|上)?(?:のみ|だけ|"
            r"に限|でない|でなけ|に(?:だけ|のみ))|(?:を|が)(?:完了|お済み|済ませ|"
            rf"終え)[^。\n]{{0,8}}(?:ない|まで|後で|のみ|だけ|限り))[^。\n]{{0,24}}",
            r"(?:続き|続行|先(?:に|へ)進|閲覧|ご覧|ご?利用|ご?購入|ご?予約|お?見積|価格|"
            r"料金|割引|お?問い?合わ?せ|結果|ご?返答|ご?案内|お渡し|発送|受け取|確認|"
            rf"お支払|特典|クーポン)[^。\n]{{0,16}}(?:には|ためには|前に|は|"
            rf"にあたり)[^。\n]{{0,10}}{_UNRELATED_JA}[^。\n]{{0,12}}(?:必須|必要|条件|"
            r"ください|いただ(?:く必要|かなけ|きます)|なければ|ねば|義務|お願い(?:して|し|"
            r"いた)|ないと)",
            r"(?:利用|閲覧|返信|継続|ご?購入|ご?予約|お?電話|アクセス|クリック|続け|進|"
            r"ご?来店|受け取)[^。\n]{0,10}(?:した|する|され|れ|る|いただ(?:いた|く)|時点|"
            r"こと)[^。\n]{0,6}(?:時点で|ことで|ことにより|場合|と|により|"
            r"をもって)[^。\n]{0,16}(?:同意|承諾|許諾|了承|申し?込)[^。\n]{0,6}(?:した|"
            r"いただいた|もの|と(?:みな|見な)|され)|(?:同意|許可)しない(?:という)?(?:選択|"
            r"こと|場合)[^。\n]{0,8}(?:でき|あり|ござい|ません|お断り|利用)|"
            r"拒否(?:する)?(?:こと)?(?:は|が)(?:でき|あり)",
        ),
    ),
    unless=re.compile(
        r"保険会社|"
        r"年齢確認|本人確認|古物営業|未成年|保護者|アレルギー|同意書|配送先|お届け先|"
        r"ご予約の確認|予約を確定|確認のため|任意|必要(?:は|も)?(?:あり|ござい)ません|不要|"
        r"なくても|しなくて(?:も)|いりません|要りません|いただかなくて|\b(?:optional|"
        r"voluntary|not (?:required|necessary|needed|mandatory)|no need|don'?t (?:need|"
        r"have)|without (?:creating|having|needing|registering|signing)|guest checkout|"
        r"guardian|deposit|delivery address)\b|\brequired by law\b|法律"
    ),
)

RULE = pressure_rule("forced_action", FAMILY)
