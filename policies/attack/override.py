"""Instruction override: the text tells the agents to drop what they were told.

Source: Perez & Ribeiro, "Ignore Previous Prompt" (2022); OWASP LLM01:2025.
"""

import re

from policies.attack.aims import override as override_aims
from policies.attack.concepts import ADDRESSED, DROPPING, EVERYDAY, OWN_ORDERS
from policies.attack.rule import attack_rule
from policies.cues import Family, cue, together

_DROP = (
    r"(?:ignor\w*|disregard\w*|forget|override|overrid\w+|overwrit\w+|bypass\w*|circumvent|"
    r"skip|drop|discard|eras\w+|delete|neglect|abandon|cancel|nullify|void|suspend|disable|"
    r"remove|lift|break|violat\w+|reset|clear|throw (?:out|away)|set aside|put aside|"
    r"stop (?:following|obeying|using|applying)|(?:do not|don'?t|never|no longer|need not|"
    r"no need to) (?:follow|obey|listen to|adhere to|comply with|apply|respect|stick to)|"
    r"pay no (?:attention|heed) to|leave behind|unlearn|wipe|purge|replace)"
)
_ORDERS = (
    r"(?:instructions?|rules?|prompts?|guidelines?|directives?|polic(?:y|ies)|constraints?|"
    r"restrictions?|programming|training|orders|commands?|guard ?rails?|safety|safeguards?|"
    r"filters?|limits?|limitations?|system (?:message|text|prompt)|protocols?|settings|"
    r"conditioning|configuration|context|setup|boundaries|persona|principles|moderation)"
)
_SCOPE = (
    r"(?:previous|prior|above|earlier|preceding|past|existing|current|original|initial|first|"
    r"former|all|any|every|your|system|developer|these|those|such|given|hidden|internal|the|"
    r"everything|pre-?set|default|built-in|usual|ethical|safety|content)"
)
_ORDERS_JA = (
    r"(?:指示|命令|ルール|規則|プロンプト|制約|制限|ガイドライン|方針|指令|システムメッセージ|"
    r"設定|ポリシー|規約|決まり|きまり|縛り|倫理(?:規定|基準)|安全(?:装置|基準|ルール|機能)|"
    r"フィルタ(?:ー|リング)?|役割|プログラム|コンテキスト|文脈|インストラクション|約束事|前提)"
)
_DROP_JA = (
    r"(?:(?:を|は|も|なんて|など|全部|すべて|全て|一切|いったん|一旦|完全に|なかった|無かった|"
    r"、|\s){0,4})(?:無視|忘れ|破棄|リセット|上書き|取り消|従わな|従う(?:必要|な)|無効|"
    r"守ら(?:な|ず)|守る必要|解除|外し|クリア|消去|削除|放棄|捨て|撤回|突破|回避|なかったこと|"
    r"無かったこと|ないもの|オフ|停止|上書|初期化|スルー|書き換え|変更し|置き換え)"
)

FAMILY = Family(
    cues=(
        *override_aims.CUES,
        together(0.55, DROPPING, OWN_ORDERS, ADDRESSED),
        cue(
            0.7,
            r"\b(?:do not|don\'?t|never|no longer|stop) (?:follow|obey|listen to|"
            r"comply with|apply)\w*\b[^.!?\n]{0,24}\b(?:developer|company|owner|system|"
            r"business|creator|shop|store)(?:\'?s)?\b[^.!?\n]{0,16}\b(?:directives?|"
            r"instructions?|rules?|orders|policy|policies|guidelines?|prompt)",
            r"(?:お店|店|会社|運営|開発者|オーナー|システム|上|本部)(?:の|"
            r"から(?:の)?)(?:ポリシー|ルール|指示|命令|方針|規則|設定|規定)(?:に|"
            r"を)(?:は)?[^。\n]{0,8}(?:従わ(?:なく|ず|ない)|守ら(?:なく|ず|ない)|"
            r"気にし(?:なく|ない)|無視|忘れ|破)",
        ),
        cue(
            0.7,
            rf"\b{_DROP}\b(?: \w+){{0,3}}? (?:of )?(?:the |your |my |all |any |those |"
            rf"these )*{_SCOPE}(?: \w+){{0,3}}? {_ORDERS}\b",
            rf"\b{_DROP}\b (?:all |everything|anything|what|"
            rf"whatever)[^.!?\n]{{0,24}}\b(?:above|before|previously|prior|so far|"
            r"up to now|until now|you(?:'ve| have| were| are)? (?:been )?(?:told|taught|"
            r"instructed|trained|programmed|given|learned|said|know)|the (?:system|"
            r"developer|owner|company) (?:said|told|wrote))",
            r"\b(?:your|the|these|those|all|any|previous|prior|"
            rf"earlier) (?:\w+ )?{_ORDERS}\b[^.!?\n]{{0,16}}\b(?:no longer (?:apply|"
            r"applies|valid|matter|exist|count)|(?:do not|don'?t|doesn'?t) (?:apply|"
            r"matter|count|exist)|(?:are|is|have been|has been) (?:now )?(?:void|null|"
            r"lifted|suspended|cancelled|revoked|superseded|obsolete|outdated|replaced|"
            r"overridden|disabled|removed|irrelevant|off))",
            r"\b(?:new|updated|revised|real|actual|true|following|"
            r"override) (?:system )?(?:instructions?|prompt|directives?|orders|rules|task|"
            r"objective|mission)(?: (?:is|are|follow\w*|below|now))?\s?[:\-]|\byour (?:new|"
            r"real|true|only|actual|next) (?:instructions?|task|goal|role|job|purpose|"
            r"objective|mission|directive|orders|identity|rules?) (?:is|are|will be)\b|"
            r"\b(?:instead|rather)[, ]+(?:of (?:that|following|"
            r"your)[^.!?\n]{0,24})?(?:follow|obey|do|execute|listen to) (?:only )?(?:these|"
            r"my|the following|what i)\b|\b(?:obey|follow|listen to) (?:only )?(?:me|"
            r"my (?:commands?|orders|instructions))\b(?! up)[^.!?\n]{0,24}\b(?:only|"
            r"from now|now|not|instead|without|no matter|regardless)?",
            r"(?:これまで|今まで|いままで|以前|上記|上|前|先(?:ほど|程|に|)|すべて|全て|"
            r"全部|あらゆる|一切|既存|元々|もともと|最初|初期|過去|与えられ(?:た|ている)|"
            r"現在|システム|開発者|お店|運営|会社|あなた|君|お前|ai|その|この|内部|"
            rf"あらかじめ[^。\n]{{0,8}}|事前|店|デフォルト|従来|直前)(?:まで)?(?:の|"
            r"に(?:受けた|与えられた|ある)|から(?:の)?|が(?:受けた|従っている|持つ)|"
            r"受けた|)(?:すべての|全ての|全|あらゆる|一切の|"
            rf"\S{{0,4}}の)?{_ORDERS_JA}(?:・\S{{1,6}}|や\S{{1,8}}|と\S{{1,8}})?{_DROP_JA}",
            rf"(?:{_ORDERS_JA}|これまでの(?:こと|会話|内容|やり取り|話)|今までの(?:こと|"
            r"会話|内容|話)|ここまでの(?:こと|会話|内容|話)|教えられたこと|学習したこと|"
            r"言われたこと)(?:を|は)?(?:すべて|全て|全部|一切|完全に|いったん|"
            r"一旦)(?:、)?(?:無視|忘れ|破棄|リセット|無効|削除|解除|捨て|クリア|消去|"
            r"なかったこと)",
            r"(?:新しい|新たな|本当の|真の|次の|以下の|今後の|"
            r"更新された)(?:システム)?(?:指示|命令|ルール|プロンプト|役割|任務|使命|目的|"
            r"指令|タスク)(?:は|を|に|です|:|：|が)[^。\n]{0,20}(?:従|実行|優先|である|:|"
            r"適用|です|遂行|守)?|(?:私|わたし|俺|僕|こちら|ユーザー)の(?:指示|命令|"
            r"言うこと|言葉|要求|言う通り)(?:だけ|のみ|を最優先|を優先|には?(?:必ず|絶対|"
            r"無条件|すべて|何でも|逆ら)|に?(?:だけ|のみ)従)|(?:これ以降|今後|これから|"
            r"今から|以後)(?:は)?[^。\n]{0,8}(?:私|わたし|俺|以下|次)の[^。\n]{0,12}(?:従|"
            r"のみ|だけ)",
        ),
        cue(
            0.35,
            rf"\b{_DROP}\b[^.!?\n]{{0,30}}\b{_ORDERS}\b",
            r"\bfrom (?:now|this point|here) on(?:wards?)?\b",
            rf"{_ORDERS_JA}[^。\n]{{0,6}}(?:無視|忘れ|破棄|従わ)",
        ),
        cue(
            0.3,
            r"\b(?:as an? )?(?:ai|assistant|chatbot|bot|language model|llm|gpt|system prompt)\b",
            r"(?:ai|アシスタント|ボット|チャットボット|言語モデル|プロンプト)",
        ),
    ),
    innocent=re.compile(
        rf"{EVERYDAY}|"
        r"(?:よけれ|よろしけれ|大丈夫なら|可能なら)[^。「]{0,4}「[^」]*」|\b(?:job|task) is "
        r"(?:well )?done\b|"
        r"\bhow (?:do|can|should) (?:i|we) (?:remove|clean|turn off|disable|skip|cancel|clear)\b"
        r"[^.?!\n]*|指示(?:通り|どおり)|"
        r"\b(?:cancel|end|stop|drop) (?:the|my|our|this|that) (?:\w+ )?policy\b|"
        r"\b(?:ignor(?:ed|es)|forgot|broke|skipped|disregarded)\b[^.!?\n]{0,40}|"
        r"\bfrom now on,? (?:please |i\'?d |i |we |my |can you |could you )|\b(?:limits?|"
        r"restrictions?) on (?:my|our)\b|新しいルール(?:が|は)[^。\n]{0,8}(?:わかり|分かり|"
        r"難し|あり|いつ|何|どう)|"
        r"\b(?:ignore|disregard|forget|cancel|skip|delete|discard)(?: \w+)? (?:my|our|"
        r"the) (?:\w+ ){0,2}(?:messages?|e-?mails?|questions?|orders?|bookings?|requests?|"
        r"texts?|notes?|attachments?|forms?|calls?|voicemails?|reminders?|"
        r"quotes?)\b(?! (?:and|then) (?:reveal|show|print|act))"
        r"|\b(?:my|our|his|her|their|the (?:washing|care|assembly|delivery|cooking|driving|"
        r"parking|safety|fire|packing|recipe|wash|user|knitting|"
        r"sewing)) (?:\w+ )?(?:instructions?|rules?|orders?|settings?|guidelines?)\b"
        r"|(?:私|わたし|僕|こちら)(?:が|の)(?:先ほど|さっき|前に)?(?:送った|出した|"
        r"お願いした|お伝えした|書いた)?(?:配送|納品|お届け|注文|包装|梱包|宛名|発送|"
        r"席)?(?:の)?(?:指示|設定)|(?:配送|納品|洗濯|取扱|調理|梱包|発送|お届け|通知|"
        r"メール|アプリ|スマホ|画面|カメラ|時間|温度|タイマー|アラーム|端末)(?:の)?(?:指示|"
        r"設定|ルール)"
        r"|\b(?:can|could|may|do|should|must) i (?:\w+ )?(?:ignore|skip|disregard|forget)\b"
    ),
)

RULE = attack_rule("override", FAMILY)
