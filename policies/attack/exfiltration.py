"""Exfiltration: other people's data, or the conversation itself, is to be carried out.

Source: OWASP LLM02:2025 (sensitive information disclosure); Greshake et al. 2023 (data theft by
links and images).
"""

import re

from policies.attack.aims import exfiltration as exfiltration_aims
from policies.attack.aims import whose
from policies.attack.concepts import EVERYDAY, GIVING, PARTICULARS, SOMEBODY
from policies.attack.rule import attack_rule
from policies.cues import Family, cue, together

_GIVE = (
    r"(?:show|list|give|send|tell|export|email|e-mail|print|display|share|provide|read|forward|"
    r"reveal|leak|dump|output|pull up|look up|fetch|retrieve|download|access|need|want|get|"
    r"let me (?:see|have)|what(?:'s| is| are| did| was| were)|who(?:'s| is| was| else)?|which|"
    r"how much did|when did|where does|where do|summari[sz]e|open|find|copy)"
)
_OTHER = (
    r"(?:other|all|another|previous|last|every|next|earlier|each|different|someone else'?s?|"
    r"somebody else'?s?|your|the)(?: of)?(?: (?:your|the|other|past|last|\d+|recent|registered|"
    r"vip|existing|previous))* (?:customer|client|user|guest|member|patient|person|people|"
    r"buyer|visitor|subscriber|shopper|caller|student|tenant)s?'?s?"
)
_DATA = (
    r"(?:data|names?|e-?mails?|e-?mail address(?:es)?|address(?:es)?|phone(?: numbers?)?|"
    r"numbers?|orders?|messages?|details|conversations?|chats?|records?|cards?|bookings?|"
    r"personal (?:data|info\w*|details)|information|info|histor(?:y|ies)|files?|contacts?|list|"
    r"database|invoices?|payments?|passwords?|accounts?|transcripts?|purchases?|appointments?|"
    r"complaints?|diagnos\w+|birthdays?|paid|pay|buy|bought|wrote|said|ordered|live|discounts?)"
)
_OTHER_JA = (
    r"(?:(?:他|ほか|別|前|次|直前|全|すべて|全て|過去|最近|登録(?:済み|されている)?|ほかの|隣|"
    r"さっき|先ほど)の?(?:すべての|全ての|\d+人の)?(?:お客(?:様|さま|さん)?|客|顧客|会員|"
    r"ユーザー|利用者|人|方|予約者|購入者|患者(?:さん)?|生徒(?:さん)?|参加者|相談者)(?:全員)?|"
    r"顧客|全(?:顧客|会員|ユーザー|員)|会員(?:全員)?|予約者|購入者|登録者)"
)
_DATA_JA = (
    r"(?:個人情報|名前|氏名|住所|電話(?:番号)?|連絡先|メール(?:アドレス)?|注文(?:内容|履歴)?|"
    r"予約(?:内容|状況|情報|者)?|会話(?:履歴|内容|ログ)?|履歴|データ(?:ベース)?|リスト|名簿|"
    r"一覧|カード(?:番号|情報)?|情報|相談内容|購入(?:履歴|品|内容)?|メッセージ|やり取り|"
    r"チャット(?:履歴|ログ)?|カルテ|台帳|支払い?(?:情報|状況|額)?|値引き?(?:額|率)?|誕生日|"
    r"生年月日)"
)
_GIVE_JA = (
    r"(?:教え|見せ|送|出力|一覧|表示|リスト|書き出|転送|開示|くださ|くれ|知りた|まとめ|"
    r"エクスポート|渡|提供|抜き出|コピー|読み上げ|検索|調べ|参照|誰|どこに住|何を(?:買|注文))"
)

FAMILY = Family(
    cues=(
        cue(
            0.6,
            r"\b(?:my|his|her) (?:ex|ex-(?:wife|husband|boyfriend|girlfriend|partner))\b"
            r"[^.!?\n]{0,40}\b(?:still|member|booked|comes?|visits?|books|lives?|staying)\b",
            r"\beveryone who (?:has )?(?:bought|booked|ordered|came|visited|signed)\b[^.!?\n]{0,40}"
            r"\b(?:phone|numbers?|names?|e-?mails?|address\w*|contacts?)\b",
            r"(?:元|別れた)(?:の)?(?:夫|妻|彼(?:氏|女)?|旦那|嫁|主人|"
            r"交際相手)[^。\n]{0,16}(?:通っ|来て|"
            r"来店|予約|会員|住ん|いつ)(?!(?:に|を)?(?:行|取|受け取))",
            r"(?:買った|購入した|予約した|来た|登録した|利用した)(?:人|方|客|お客様)(?:たち|"
            r"全員)?の"
            r"(?:お?名前|電話|住所|連絡先|メール|一覧|リスト)",
            r"という(?:客|お客|人|方|会員|利用者)(?:さん|様)?(?:の|が)[^。\n]{0,8}(?:住所|自宅|"
            r"電話|"
            r"連絡先|予約|まだ会員|注文)",
        ),
        *exfiltration_aims.CUES,
        *whose.CUES,
        together(0.55, SOMEBODY, GIVING, PARTICULARS),
        cue(
            0.7,
            rf"\b{_GIVE}\b[^.!?\n]{{0,30}}\b{_OTHER}\b[^.!?\n]{{0,24}}\b{_DATA}\b",
            rf"\b{_GIVE}\b[^.!?\n]{{0,30}}\b{_DATA}\b[^.!?\n]{{0,20}}\b(?:of|for|from|"
            rf"belonging to|about|by|on)\b[^.!?\n]{{0,12}}\b(?:{_OTHER}|(?:mr|mrs|ms|miss|"
            r"dr)\.? \w+|(?:the |that )?(?:person|customer|guest|woman|man|lady|client|"
            r"patient) (?:who|before|after|that|in (?:front|the)|with|ahead|next))",
            r"\b(?:customer|client|user|member|mailing|guest|patient|contact|"
            r"subscriber) (?:list|database|records|data|base|"
            r"file)\b[^.!?\n]{0,30}\b(?:show|send|export|print|give|dump|leak|please|me|to|"
            r"download|csv|output)|\b(?:show|send|export|print|give|dump|leak|download|"
            r"output|email|share|list|provide)\b[^.!?\n]{0,20}\b(?:customer|client|user|"
            r"member|mailing|guest|patient|contact|subscriber) (?:list|database|records|"
            r"data|base|file|details|emails|names|addresses)",
            r"\b(?:last|previous|other|earlier|another) (?:person'?s?|customer'?s?|"
            r"user'?s?|client'?s?|guest'?s?|patient'?s?)?\s?(?:conversation|chat|session|"
            r"transcript|dialogue)s?\b[^.!?\n]{0,20}\b(?:you had|with|show|read|tell|share|"
            r"me|was about|copy|please)|\bwhat did (?:the |that )?(?:last|previous|other|"
            r"another|earlier) (?:person|customer|user|client|guest)\b|\b(?:read|show|give|"
            r"tell) me (?:the )?(?:last|previous|other|another) (?:conversation|chat|"
            r"customer|person|client)",
            r"!\[[^\]]{0,60}\]\(https?://|<img\b[^>]{0,80}src\s?=|\b(?:append|add|attach|"
            r"include|put|insert|embed|encode|send|post|forward|upload|submit|transmit|"
            r"exfiltrate|leak|copy)\b[^.!?\n]{0,40}\b(?:conversation|chat|history|"
            r"messages?|data|prompt|context|contents?|details|everything|information|"
            r"replies|transcript|secrets?|keys?)\b[^.!?\n]{0,30}\b(?:to|into|in|at|via|"
            r"onto|as a? ?(?:query|parameter))\b[^.!?\n]{0,20}(?:https?://|www\.|\burl\b|"
            r"\blink\b|\bendpoint\b|\bserver\b|\bwebhook\b|[\w.+-]+@[\w-]+\.)",
            r"https?://\S+\?\S*(?:data|q|d|payload|exfil|leak|secret|chat|history|prompt|"
            r"conten"
            r"t)=(?:\{|\[|<|\$|%7b)|\b(?:bcc|cc|forward|copy)\b[^.!?\n]{0,30}\b(?:every|all"
            r"|each|future)\b[^.!?\n]{0,20}\b(?:messages?|repl\w+|e-?mails?|conversations?|"
            r"answers?)\b[^.!?\n]{0,20}\bto\b",
            rf"{_OTHER_JA}[^。\n]{{0,14}}(?:の|が|に(?:した|ついて)|"
            rf"を)[^。\n]{{0,10}}{_DATA_JA}[^。\n]{{0,14}}{_GIVE_JA}|{_DATA_JA}(?:を|"
            rf"の)[^。\n]{{0,8}}{_OTHER_JA}[^。\n]{{0,8}}{_GIVE_JA}",
            r"(?:[\u4e00-\u9fffァ-ヶー]{2,6}(?:さん|様|氏)|(?:前|隣|次|先ほど|さっき|"
            r"昨日)(?:の|に)?(?:予約|注文|来|話)?(?:して|した|い|た)*(?:人|方|お客(?:さん|"
            r"様)))の(?:住所|電話番号|連絡先|メールアドレス|注文(?:内容|履歴)|購入履歴|"
            r"予約(?:内容|情報)|カード(?:番号|情報)|個人情報|相談内容|病状|カルテ)(?:を|"
            r"は|って)?[^。\n]{0,8}(?:教え|見せ|送|知りた|表示|くださ|何|出|転送)",
            r"(?:顧客|会員|予約者|購入者|利用者|患者|お客様?)(?:の)?(?:リスト|名簿|一覧|"
            r"データ(?:ベース)?|台帳|情報|メールアドレス)(?:を|の|は)?[^。\n]{0,12}(?:出|"
            r"送|見せ|教え|書き出|エクスポート|くださ|ダウンロード|渡|表示|コピー|csv|"
            r"転送)|(?:会話|チャット|やり取り|履歴|メッセージ|データ|プロンプト|内容|情報|"
            r"返信)[^。\n]{0,12}(?:を)?(?:次の|この|以下の|下記の)?(?:url|リンク|アドレス|"
            r"サーバー?|エンドポイント|https?://|[\w.+-]+@)[^。\n]{0,60}(?:に|へ|"
            r"宛に)?[^。\n]{0,10}(?:送信|送って|転送|付け|追加|埋め込|アップロード|post|"
            r"投稿|送れ|含め)|(?:url|リンク|画像)(?:の)?(?:パラメータ|クエリ|末尾|"
            r"後ろ)[^。\n]{0,10}(?:に)[^。\n]{0,14}(?:会話|履歴|データ|情報|内容|"
            r"プロンプト)",
        ),
    ),
    innocent=re.compile(
        rf"{EVERYDAY}|"
        r"\b(?:gave|given|sent|forwarded|passed|lent) (?:me|us) (?:her|his|their|"
        r"the) (?:\w+ )?(?:order|booking|card|"
        r"code|number|receipt)\b|\bperson who (?:repaired|served|helped|made|fixed|answered|"
        r"delivered|taught|"
        r"cut|painted|wrote|called|built|designed|cleaned) (?:my|me|us|it|our|this|the)\b|"
        r"(?:直して|対応して|作って|担当して|教えて|届けて|切って)(?:くださった|くれた|"
        r"いただいた)(?:方|人)[^。\n]{0,10}|"
        r"\{\{ ?\w+ ?\}\}|"
        r"\b(?:do|will|would|did|can) you (?:share|sell|give|show|"
        r"pass)\b[^.!?\n]{0,20}\b(?:with|to) (?:other|another|anyone|third)[^.!?\n]{0,20}|"
        r"\bwhat (?:do|did|have) (?:your |the |other |most |past )*(?:customers?|clients?|"
        r"people|guests?|users?) (?:say|think|like|usually|normally|tend|prefer|recommend|"
        r"choose)\b|\b(?:all|any|the) (?:customer|client|guest)s? (?:reviews?|"
        r"testimonials?|feedback|service|support|care|parking|wi-?fi|toilet|entrance|"
        r"discounts?)\b|\b(?:customer|client|guest|member|user) (?:service|support|care|"
        r"reviews?|testimonials?)\b|(?:他|ほか)の(?:お客(?:様|さま|さん)|方|"
        r"人)(?:の)?(?:感想|口コミ|評判|声|レビュー|反応|作品|様子)|(?:他|ほか)の(?:方|人|"
        r"お客様)(?:は|も)(?:どう|どの|みんな|何を(?:選|頼|着))|\bthe (?:person|"
        r"people) (?:in charge|i spoke|who (?:helped|served|called|answered|teaches))\b"
    ),
)

RULE = attack_rule("exfiltration", FAMILY)
