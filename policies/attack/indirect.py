"""Indirect injection: a document, page or mail that speaks to the machine that reads it.

Source: Greshake et al., "Not What You've Signed Up For" (AISec 2023); OWASP LLM01:2025.
"""

import re

from policies.attack.aims import indirect as indirect_aims
from policies.attack.rule import attack_rule
from policies.cues import Family, cue

_MACHINE = (
    r"(?:ai|a\.i\.|llm|language model|chat ?bot|assistant|bot|gpt|claude|gemini|agent|crawler|"
    r"automated (?:system|reader|assistant)|virtual assistant|summari[sz]er|"
    r"large language model|machine)s?"
)
_MACHINE_JA = (
    r"(?:ai(?:アシスタント|エージェント|モデル|ボット)?|人工知能|言語モデル|llm|チャットボット|"
    r"アシスタント|ボット|エージェント|要約(?:ai|システム)|自動(?:応答|処理)(?:システム)?|機械)"
)

FAMILY = Family(
    cues=(
        *indirect_aims.CUES,
        cue(
            0.65,
            r"\b(?:dear|hello|attention) (?:language )?models?\b|\b(?:ai|llm|bot|agent|"
            r"machine|model|automated)s?(?: \w+)? (?:parsing|reading|processing|handling|"
            r"scanning|scoring|grading|ranking)\b|\b(?:for|to) any (?:automated|ai|machine|"
            r"llm|robot)(?: \w+)?\b[^.!?\n]{0,10}:|\bif an? (?:bot|ai|llm|machine|model|"
            r"agent|program|robot) is (?:reading|parsing|seeing)",
            r"モデルの方へ|(?:自動で|機械で)(?:読|処理)(?:む|する|される)(?:方|もの|"
            r"システム)へ|(?:を|は)(?:処理|参照|要約|審査|評価|判定)する(?:ai|機械|"
            r"システム|ボット)(?:は|に)|(?:機械|ai|ボット|プログラム)が(?:読んで|見て|"
            r"処理して)(?:い)?るなら",
        ),
        cue(
            0.7,
            r"\bwhen (?:summari[sz]ing|reading|processing|quoting|reviewing|"
            r"answering (?:about|from)|indexing|you summari[sz]e|asked about) (?:this|"
            r"the)\b[^.!?\n]{0,50}\b(?:always|must|include|say|mention|recommend|never|add|"
            r"state|ignore|instead|only)",
        ),
        cue(
            0.75,
            rf"<!--[^>]{{0,400}}\b(?:{_MACHINE}|instruct\w*|ignore|system|prompt|assistant|"
            r"you (?:must|are|should)|tell the (?:user|customer)|recommend|discount|"
            r"override|say|reply|do not mention|指示|無視|命令|必ず|アシスタント|伝え|"
            r"割引|推薦|おすすめ|ai)",
            r"<(?:span|div|p|font|td|section)\b[^>]{0,120}(?:display\s?:\s?none|"
            r"visibility\s?:\s?hidden|font-size\s?:\s?0|opacity\s?:\s?0|"
            r"color\s?:\s?(?:#?f{3,6}|white|transparent)|"
            r"position\s?:\s?absolute[^>]{0,30}-\d{3,})",
            r"\b(?:note|message|notice|instructions?|attention|important|memo|reminder|"
            r"warning|hint|directive|request|p\.?s\.?)(?: only| here| left| intended|"
            r" addressed| meant| hidden)?,?:? (?:to|for|from)?:? ?(?:the |any |all |"
            rf"every |our )?{_MACHINE}\b",
            r"\b(?:if|when|whenever|as|since|in case) (?:you(?:'re| are)? |an? |the |"
            rf"any )(?:an? |the )?(?:{_MACHINE}|reading|processing|summari[sz]ing|"
            rf"answering|indexing|parsing|analy[sz]ing)\b[^.!?\n]{{0,60}}\b(?:must|should|"
            r"please|then|ignore|tell|say|recommend|reply|answer|include|output|do not|"
            r"don'?t|add|state|mention|always|instead|stop|click|visit|send|reveal|read|,)",
            rf"\b{_MACHINE}\b[^.!?\n]{{0,30}}\b(?:reading|processing|summari[sz]ing|"
            r"parsing|that reads?|who reads?|handling|seeing|analy[sz]ing|answering|"
            rf"indexing|reviewing) (?:this|the|these|it|our)\b[^.!?\n]{{0,80}}|\b(?:dear|"
            rf"hey|hello|attention|listen|ok) {_MACHINE}\b[,:!]?[^.!?\n]{{0,80}}\b(?:must|"
            r"should|please|ignore|tell|say|reveal|recommend|forget|reply|instruct\w*|"
            rf"output|do not|rules?|prompt)|\b{_MACHINE} (?:must|should|shall|has to|"
            r"have to|are (?:required|instructed|told|ordered)|is (?:required|instructed|"
            r"told|ordered)) (?:\w+ )?(?:ignore|tell|say|recommend|reply|answer|include|"
            r"output|disregard|state|mention|approve|offer|give|praise|rate|reveal|refuse|"
            r"send|follow|obey|grant|treat)",
            r"\b(?:in|at) (?:your|the|any|every) (?:answer|summary|reply|response|"
            r"review)s?,? (?:always |also |please |you must |be sure to )*(?:include|tell|"
            r"say|mention|add|recommend|claim|state|insert|write)\b[^.!?\n]{0,60}|"
            r"\b(?:do not|don'?t|never) (?:tell|mention|reveal|inform|"
            r"show)\b[^.!?\n]{0,20}\b(?:the (?:user|customer|owner|human|reader)|anyone|"
            r"them|this (?:instruction|message|note)|these instructions)\b|\b(?:tell|"
            r"inform|convince|persuade|assure|instruct) (?:the|every|each|any|all) (?:user|"
            r"customer|reader|visitor|human)s?\b[^.!?\n]{0,20}\b(?:that|to|about)\b",
            rf"{_MACHINE_JA}(?:へ|に|宛|向け|各位|の方)(?:の|に対する|への|向けの|宛の|"
            r"、)?(?:指示|命令|注意|メモ|お願い|メッセージ|連絡|警告|通達|重要|伝言|案内)|"
            rf"{_MACHINE_JA}(?:は|が|に(?:は|対して)|の(?:皆さん|"
            rf"場合))[^。\n]{{0,24}}(?:次|以下|この|下記)の(?:指示|命令|文|手順|ルール|"
            rf"内容)[^。\n]{{0,10}}(?:従|実行|守|優先|出力|伝え|返)|(?:この|本)(?:ページ|"
            r"文書|文章|メール|資料|文|サイト|記事|ファイル|テキスト)を(?:読(?:む|んだ|"
            r"んでいる|み取)|要約(?:する|して)|処理(?:する|して)|参照(?:する|した)|"
            rf"解析(?:する|して))[^。\n]{{0,10}}{_MACHINE_JA}|(?:もし)?(?:あなた|"
            rf"これを読んでいるの)(?:が|は){_MACHINE_JA}(?:なら|である(?:なら|場合)|の場合|"
            rf"だったら)|{_MACHINE_JA}(?:は|なら)(?:必ず|直ちに|絶対に|"
            rf"すぐに)[^。\n]{{0,40}}(?:こと|せよ|しなさい|してください|ください|すべし)",
            r"(?:回答|返答|要約|返信|答え|レビュー)(?:に|で|には|では|する際(?:は|に)|"
            r"の際(?:は|に))(?:必ず|常に|いつも|ぜひ)[^。\n]{0,40}(?:含め|入れ|伝え|書|"
            r"述べ|推薦|勧め|加え|案内|紹介|付け|おすすめ)|(?:利用者|ユーザー|お客様|顧客|"
            r"読者|閲覧者|人間|オーナー|店主)(?:に|へ|には)(?:は)?[^。\n]{0,24}(?:(?:この|"
            r"本)(?:指示|命令|文|メモ)[^。\n]{0,10}(?:伝え|言|知らせ|見せ|明か|触れ|"
            r"表示し)(?:ない|ず|ては|るな)|(?:だけ|のみ|と)(?:伝え|案内|勧め|言え|回答|"
            r"答え|誘導|言い)(?:ろ|よ|なさい|ること|て(?:ください|くれ)))",
        ),
    ),
    innocent=re.compile(
        r"\bif you(?:'re| are) reading this,? (?:thank\w*|thanks|hello|hi|greetings|have a|"
        r"well done|"
        r"happy|good|you know|i)\b|"
        r"\b(?:don\'?t|do not|never) (?:tell|mention|show|reveal|"
        r"inform)\b[^.!?\n]{0,16}\b(?:my|anyone about (?:the|my|our)|her|him|the (?:kids|"
        r"children|birthday|guest of honou?r))\b[^.!?\n]{0,30}|(?:オーナー|店主|先生|"
        r"スタッフ|店長)(?:さん)?に(?:も)?、?[^。\n]{0,20}(?:と|"
        r"を)(?:お)?伝え(?:て)?(?:ください|いただ|くだ)"
    ),
)

RULE = attack_rule("indirect", FAMILY)
