"""Signs of indirect in a text that comes in, by what it is after."""

from policies.cues import Cue, cue

_MACHINE = (
    r"(?:ai|a\.i\.|ais|assistants?|(?:large )?language models?|llms?|chat ?bots?|bots?|gpt|"
    r"automated (?:\w+ )?(?:system|assistant|"
    r"agent|reader)s?|ai (?:agents?|models?|assistants?|systems?|readers?)|agents?|models?|"
    r"crawlers?|virtual assistants?)"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.6,
        r"\b(?:if you(?:'re| are) an?|if an?|any|all|dear|attention|notes? (?:to|for)|"
        r"instructions? (?:to|for)(?: the| any| all)?|messages? (?:to|for)(?: "
        rf"the| any)?|to (?:the|any|all)) (?:\w+ ){{0,2}}{_MACHINE}\b[^?\n]{{0,100}}\b(?:must|"
        r"should|shall|do not|don'?t|tell|rate|rank|recommend|reply|"
        r"send|forward|ignore|include|give|output|add|treat|grant|approve|mention|post|delete|"
        r"hide|stop|priority|say|write|highest|upgrade)\b",
        rf"\b{_MACHINE}(?: agents?)?,? (?:that (?:reads?|crawls?|processes|summari[sz]es|"
        r"translates)|who reads|reading|processing|summari[sz]ing|crawling|"
        rf"translating|parsing|scanning)\b[^\n]{{0,100}}|\b(?:a|any|the) {_MACHINE} "
        r"(?:translates|summari[sz]es|reads|crawls)\b[^\n]{0,60}\b(?:should|"
        r"must|output)",
        r"\bwhen (?:you )?(?:are )?summari[sz]\w+\b[^.!?\n]{0,30}\b(?:mail|page|document|text|"
        r"this|message)\b[^.\n]{0,40}\b(?:add|tell|say|include|mention|"
        r"recommend)\b|\bdisplay: ?none\b[^\n]{0,80}|\b(?:do not|don'?t|must not|never) (?:tell|"
        r"mention|inform|show|reveal)\b[^.\n]{0,40}\b(?:to )?the "
        rf"(?:user|customer|visitor|reader)\b|\[{_MACHINE}\s?:|\bhidden text for\b|\bcommand for "
        rf"(?:bots|{_MACHINE})|^\W*{_MACHINE}, (?:now )?(?:forward|"
        r"include|tell the|delete|send)|\bhey assistant, while reading\b|\bgrant vip\b",
        r"(?:ai|ボット|チャットボット|言語モデル|アシスタント|自動(?:処理)?システム|"
        r"エージェント)(?:への?|アシスタントへ|向けの?|用の?)[^。\n]{0,4}(?:注意|指示|命令|"
        r"[:：。、】」])"
        r"[^\n]{0,60}|(?:要約|翻訳|処理|収集|学習|分類|採点|選考)(?:する|中の|担当の)(?:機械|"
        r"ロボット|モデル|"
        r"プログラム|システム|自動応答)[^。\n]{0,4}(?:へ|に|は|さん|各位)[:：、は][^\n]{0,60}|"
        r"(?:読む|読んだ|処理する|要約する|閲覧する)(?:ai|ボット|言語モデル|"
        r"アシスタント|エージェント)[^\n]{0,40}|(?:あなた|君)がai(?:なら|で(?:あれば|"
        r"ある))|(?:要約|翻訳)するとき(?:は|に)[^\n]{0,40}(?:書き添え|伝え|加え|書け|こと)|"
        r"【ai(?:用|へ|向け)|利用者に(?:話して|伝えて|知らせて)はならない",
    ),
)
