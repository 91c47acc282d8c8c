# ruff: noqa: E501 - a pattern is easier to check on one line
"""What a message asks of the business beyond facts: a bargain, a promise, a person, a farewell."""

import re
from enum import StrEnum

from agents.distress import in_danger
from agents.minds.negotiator.words import folded
from kizashi.reading import MicroIntent, Reading


class Stance(StrEnum):
    """How a message must be met."""

    ASK = "ask"
    DANGER = "danger"
    HAGGLE = "haggle"
    INJECTION = "injection"
    OTHERS_DATA = "others_data"
    GUARANTEE = "guarantee"
    HEALTH = "health"
    COMPLAINT = "complaint"
    HUMAN = "human"
    LEAVE = "leave"
    THANKS = "thanks"
    GREETING = "greeting"


_INJECTION = re.compile(
    r"^system\s*:|override|(?:ignore|disregard|forget|override) .{0,30}(?:instruction|rule|prompt|policy|policies|previous|above|told)"
    r"|system prompt|developer mode|jailbreak|you are now|pretend (?:to be|you)|act as (?:if|the|my|a)|your (?:instructions|prompt)|admin mode|debug mode|sudo\b"
    r"|(?:指示|命令|ルール|制約|プロンプト|設定|規則)(?:は|を|など)?.{0,12}(?:無視|忘れ|破棄|解除|見せ|教え|リセット)|管理者モード|開発者モード|システムプロンプト|なりきって|になったつもり|として振る舞"
)
_OTHERS = re.compile(
    r"(?:母|父|夫|妻|娘|息子|姉|妹|兄|弟|主人|家族|友).{0,14}(?:カルテ|記録|履歴|予約(?:を|の)?(?:教|見|確認))|(?:さん|君|くん|ちゃん|様|友だち|友達|知り合い|元カレ|元カノ|ほかの(?:お客|人|方)|他の(?:お客|人|方)|お客さん|会員).{0,24}(?:予約|電話番号|住所|連絡先|名前|メールアドレス|個人情報|来て(?:る|い)|来(?:る|ます).{0,6}何時|通って|参加者|名簿|リスト|カルテ)"
    r"|(?:名簿|顧客リスト|個人情報).{0,10}(?:一覧|リスト|全員|みんな|見せ|教えて|ちょうだい|出して)|(?:連絡先|電話番号|住所).{0,10}(?:一覧|リスト|全員|みんな)"
    r"|(?:オーナー|店長|先生|講師|スタッフ|店員|社長|担当者?)(?:さん)?の(?:個人|自宅|携帯|住所|電話番号|連絡先|家)"
    r"|(?:phone numbers?|addresses|e-?mails?|contact details?|names|bookings?|details|data|records?|address|number) of (?:everyone|every|all|other|another|the other|your (?:customers|clients|guests|members)|my (?:friend|ex|neighbou?r|colleague|boss)|(?!the shop|your)[a-z]+ (?:who|in|from))"
    r"|(?:my (?:friend|mate|ex|neighbou?r|colleague|boss|sister|brother|husband|wife|girlfriend|boyfriend)(?:'s| has| have)?|mrs?\.? [a-z]+|another customer|someone else|other (?:customers?|clients?|guests?|members?)).{0,40}(?:book(?:ed|ing)|appointment|phone number|address|e-?mail|what time (?:is|does)|contact details|come in|been in|order(?:ed)?|buy|bought|paid)(?!.{0,30}\b(?:for (?:her|him|them)|as well|too|with me|together)\b)"
    r"|(?:his|her|their) (?:mobile|phone|number|address|e-?mail|booking|contact)|(?:list|names?|who) .{0,20}(?:other|your) (?:customers?|clients?|members?|guests?)"
)
_HAGGLE = re.compile(
    r"まけて|負けて|まかり|値引き?(?:して|でき|は|を|お願い|しても)|安くして|安くしても|割引(?:に?して(?!い)|お願い|しても|になりま)|割(?:引き?)?(?:に|で)?(?:して(?!い)|お願い|引いて)|引きにして|引きで(?:お願い|いい|売)|おまけして|サービスして|特別価格|端数|勉強して|半額で|半額に(?:して|なり|する|しろ|でき)|もう少し安|タダにして|無料にして|ディスカウント"
    r"|knock .{0,20}off|\b(?:a|any|good|better|best|special|some)(?: kind of| sort of)? deals?\b|deal (?:on|for)|haggl|discount for (?:me|us|cash|paying|buying|taking|a (?:friend|bulk|big|large|regular))|give me .{0,15}(?:discount|% off|off)|any chance of .{0,20}(?:off|discount|cheaper)|(?:cheaper|lower price|better price|best price|special price)|take .{0,15} off|drop the price|price match|throw in|do it for|let me have .{0,20} for|could you do .{0,20} for|\d ?% off|come down|mates.? rates|for half(?: the)? price|waive|i(?:'ll| will) (?:give|pay) you|make (?:it|(?:the|my|that|this) [a-z ]{1,30}?) ?[¥£$€]?\d"
)
_GUARANTEE = re.compile(
    r"(?:約束|保証)(?:して|でき|は(?:あり|でき)|しますか|してもらえ|いただけ)(?!.{0,8}(?:期間|書))|絶対に?(?!.{0,6}(?:必要))|必ず.{0,14}(?:ますか|ますよね|なれ|なります|でき|治|落ち|上達)|間違いなく|100[%％]"
    r"|\bpromise\b|guarantee (?:that|me|it|i|you|we|my|this|the)|can you guarantee|do you guarantee|swear|100 ?% (?:sure|safe|certain)|definitely (?:work|get|be)|will .{0,30}for (?:sure|certain)|assure me"
)
_HEALTH = re.compile(
    r"(?:漆|うるし|釉薬|粘土|絵の?具|接着剤|ニス|洗剤|石けん|せっけん|ろうそく|ワックス)(?:を|は|って|が|も).{0,12}(?:飲|食べ|なめ|舐め|口に)|治(?:る|り|ら|せ|し|療)|効(?:く|き|果が)|(?:うつ|鬱|病気|持病|腰痛|肩こり|頭痛|アトピー|喘息|糖尿|高血圧|がん|癌|ヘルニア|妊娠|妊婦|腱鞘炎|不眠|認知症|怪我|けが|ペースメーカー|発達障害|心臓|リウマチ).{0,24}(?:治|効|良く|よく|大丈夫|平気|改善|でき|ますか|安全|飲|薬|やせ|痩せ)|薬.{0,10}(?:飲|やめ)|医学的|痩せ(?:ます|る)|やせ(?:ます|る)"
    r"|\b(?:drink|eat|swallow|lick|taste)\b.{0,20}\b(?:lacquer|urushi|glazes?|clay|paint|glue|varnish|detergent|soap|candles?|wax)\b"
    r"|\bcure[sd]?\b|\bheals?\b|(?:good|bad|safe|help|better|fix|treat|relieve)\b.{0,40}\b(?:depression|anxiety|carpal|arthritis|wrists?|back pain|migraines?|asthma|diabetes|blood pressure|cancer|pregnan\w*|slipped disc|sciatica|insomnia|heart|eczema|adhd|condition|knees?|injury)\b"
    r"|(?:doctor|gp|physio)s? (?:says?|said|told)|\b(?:medication|pills?|medicine)\b|medical(?:ly)? (?:advice|benefit)|(?:depression|carpal tunnel|arthritis|slipped disc|sciatica|diagnos\w*|pregnan\w*|pacemaker|epilep\w*|anaphyla\w*).{0,60}(?:good|safe|help|ok\b|okay|fine|confirm|cure|better|\?)"
)
_HUMAN = re.compile(
    r"(?:人|スタッフ|担当者?|店長|オーナー|人間|店の方|責任者)(?:と|に|の方と)(?:話|代わ|替わ|かわ|つない|繋|直接|相談)|(?:ai|ロボット|機械|ボット|自動).{0,12}(?:じゃなく|ではなく|嫌|いや|じゃ)|電話(?:が|を)?(?:ほしい|欲しい|ください)|直接(?:話|聞)"
    r"|(?:speak|talk|chat) (?:to|with) (?:a |an |the |some)?(?:real |actual |human|person|someone|somebody|owner|manager|staff|people)|real (?:person|human)|human being|not a (?:bot|robot|machine)|someone (?:real|human)|put me through|call me back|a human"
)
_COMPLAINT = re.compile(
    r"ひどい|最悪|がっかり|残念(?:でした|です)|腹が立|怒って|怒り|クレーム|苦情|不愉快|失礼(?!します|しま|いたし|しました。)|話が違|対応が|届かない|届いていない|まだ届|間違って|間違った|二重に|返事が(?:ない|来ない|きません|来ません)|待たされ|不良品|汚れて(?:い|た)|欠けていた|壊れてい"
    r"|disappoint|terrible|awful|rude|unacceptable|complain|angry|furious|fed up|let down|ripped off|never (?:arrived|came|turned up)|hasn'?t (?:arrived|come|turned up)|wrong (?:item|order|size|one|colou?r)|charged (?:me )?twice|no one (?:answered|replied)|nobody (?:answered|replied|called)|waited .{0,20}(?:hours?|weeks?|minutes) (?:and|for)|worst"
)
_THANKS = re.compile(
    r"ありがと|助かりました|感謝|thank|cheers\b|\bta\b|appreciate|嬉しかった|楽しかった|よかったです|loved (?:it|the)|was (?:great|lovely|wonderful)"
)
_GREETING = re.compile(
    r"^(?:こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|hi|hello|hey|good (?:morning|afternoon|evening)|hiya|いい天気.*|.*暑いですね|.*寒いですね)[!！。.、,\s\w]{0,24}$"
)
_LEAVE = re.compile(
    r"やっぱり(?:いい|結構|やめ)|もう(?:いい|結構|大丈夫)です|今回は(?:やめ|見送|結構|遠慮)|遠慮(?:して|し)ます|連絡(?:は|も)(?:不要|いりません|結構)|配信停止|もう(?:連絡|送ら|メール)し?ないで|必要なくなり|ほかの(?:店|ところ|教室)に(?:し|決)|興味(?:が)?なくなり"
    r"|no thanks|not interested|stop (?:messaging|contacting|e?-?mailing)|unsubscribe|don'?t contact|leave me alone|changed my mind|never mind|nevermind|forget it|i'?ll pass|going elsewhere|went with (?:another|someone)|no longer (?:interested|need)"
)
ASKING = re.compile(
    r"[?？]|ますか|ですか|いくら|教えて|でしょうか|(?:料金|値段|価格|費用|金額|送料|営業時間|定休日|住所|電話番号|アクセス|場所)(?:は|って)?[。!！\s]*$|\b(?:how|what|when|where|can|could|do|is|are) "
    r"|\b(?:price|cost|fee|hours|times?|address|name|number|size) (?:of|for)\b|\bpls\b"
)


def stance_of(text: str, reading: Reading) -> Stance:
    """How the message must be met, from its own words first and the Listener's reading second."""
    if in_danger(text):
        return Stance.DANGER
    words = folded(text)
    asks = ASKING.search(words) is not None
    if _INJECTION.search(words):
        return Stance.INJECTION
    for pattern, stance in (
        (_OTHERS, Stance.OTHERS_DATA),
        (_HAGGLE, Stance.HAGGLE),
        (_HEALTH, Stance.HEALTH),
        (_GUARANTEE, Stance.GUARANTEE),
        (_HUMAN, Stance.HUMAN),
    ):
        if pattern.search(words):
            return stance
    sure = reading.micro_intents[0].confidence >= 0.55
    first = reading.first_intent if sure else ""
    if first == MicroIntent.ASK_HUMAN and not asks:
        return Stance.HUMAN
    if first == MicroIntent.NEGOTIATE and not asks:
        return Stance.HAGGLE
    if _COMPLAINT.search(words) or (first == MicroIntent.COMPLAIN and not asks):
        return Stance.COMPLAINT
    if _LEAVE.search(words) or (first == MicroIntent.LEAVE and not asks):
        return Stance.LEAVE
    if not asks:
        if _THANKS.search(words) or first == MicroIntent.THANK:
            return Stance.THANKS
        if _GREETING.search(words) or first == MicroIntent.SMALLTALK:
            return Stance.GREETING
    return Stance.ASK
