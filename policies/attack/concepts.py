"""Concepts that several attack rules combine, each a pattern over both languages.

A concept alone is ordinary talk; what makes an attack is their meeting in one sentence.
"""

# Things of everyday life that share their words with attacks: limits of the road and the till,
# switches of an appliance, rules of a game or a contest. Struck out before signs are looked for.
EVERYDAY = (
    r"\b(?:parking|speed|weight|age|height|noise|luggage|baggage|credit|gift ?card|spending|"
    r"booking|class|group|guest) (?:limits?|restrictions?|rules?)\b"
    r"|\b(?:these|the|those|my) (?:\w+ ){0,2}(?:instructions|directions|steps)\b[^.?!\n]{0,12}"
    r"\bthey (?:skip|leave|omit|miss|forget|ignore)\w*"
    r"|\b(?:developer|debug|service|maintenance|safe|demo) (?:mode|edition|options?|menu|kit)\b"
    r"[^.?!\n]{0,12}\b(?:on|of|for|in) (?:the|my|your|this|our) (?:\w+ )?(?:router|tablet|phone|"
    r"keyboard|printer|camera|drone|tv|television|console|watch|heater|oven|machine|car|bike|"
    r"speaker|fridge|freezer|boiler)\b"
    r"|(?:ルーター|タブレット|スマホ|電話機|キーボード|プリンター?|カメラ|ドローン|テレビ|時計|"
    r"ヒーター|オーブン|ミシン|洗濯機|冷蔵庫|給湯器|ゲーム機|本体|端末)の[^。\n]{0,6}"
    r"(?:開発者|デバッグ|サービス|メンテナンス|デモ)(?:モード|オプション|メニュー)"
    r"|(?:開発者|デバッガ)向けの?(?!説明|指示|モード)"
    r"|\bprompts? (?:of|for|from) (?:your|the|this|our|last) (?:[\w']+ )?(?:contest|competition|"
    r"course|class|workshop|challenge|essay|exam|magazine)"
    r"|\b(?:the |your |other )?(?:customers?|guests?|members?|clients?)(?:'s?|s')?'? (?:reviews?|"
    r"ratings?|photos? of|favou?rite\w*|opinions?|feedback|comments?)\b"
    r"|(?:お?客(?:様|さま|さん)?|利用者|会員)(?:様|さん)?の(?:口コミ|声|感想|レビュー|評価|評判)"
)
DROPPING = (
    r"\b(?:ignor\w+|disregard\w*|forget|scrap|wipe|reject\w*|bin|ditch|drop|shed|lose|"
    r"remove\w*|lift|skip|bypass\w*|overrid\w+|overwrit\w+|"
    r"never existed|don'?t (?:apply|exist|matter|count)|no longer|not bound|no more|"
    r"off duty|suspend\w*|turn(?:ed)? off|without|void|clear|undo|"
    r"cancel|erase|rip up|throw out|stop)\b"
    r"|無視|忘れ|白紙|なかったこと|守らなくて|従わなくて|知らない|外し|取り外|解除|消し|"
    r"破棄|なしで|やめ|捨て|無効|上書き|関係な|とらわれ|スキップ|飛ばし|取っ払"
)
OWN_ORDERS = (
    r"\b(?:your|the|all|any|those|these|every) (?:\w+ ){0,2}(?:rule ?book|rules?|"
    r"guidelines?|instructions?|script|config(?:uration)?|polic(?:y|ies)|"
    r"safety (?:switch\w*|guidelines?|rules?|checks?)|limits?|restrictions?|programming|"
    r"prompt|makers|handlers|boundaries|guard ?rails?|filters?)\b"
    r"|\bsafety (?:switch\w*|guidelines?|rules?|guardrails?)\b|\b(?:guidelines?|policies|"
    r"guard ?rails|restrictions)\b|\bno (?:company|script|rules?)\b|"
    r"\bwhat(?:ever)? (?:your|the) (?:makers|developers|company|owner)\b"
    r"|(?:言いつけ|決まりごと|きまりごと|ルール|規則|規定|指示|設定|入れられた文章|"
    r"プロンプト|会社のこと|ガイドライン|安全装置|制約|制限|台本|マニュアル)"
)
ADDRESSED = (
    r"\b(?:you|your|you'?re|yourself)\b[^.!?\n]{0,60}\b(?:answer|tell|say|talk|speak|act|"
    r"do|listen|be|free|now|anymore|any more|just)\b|"
    r"\b(?:my way|listen to me|what i say|as i say|do what i|act like|talk like|speak like|"
    r"from (?:here|now) on|the next question|two friends)\b"
    r"|私(?:の言う|ルール|の言葉|の指示)|きみ|君(?!が|の)|あなた|お前|本音|底値|次の質問|"
    r"自由に|友だちとして|ここからは|として(?:話|答|振る|行動)|つもりで|答えて"
)
ASSISTANT = (
    r"\b(?:ai|a\.i\.|assistant|chat ?bot|bot|gpt|chatgpt|llm|language model|model|clone|robot)\b"
    r"|ai|アシスタント|ボット|chatgpt|ロボット|人工知能|言語モデル|分身|店員"
)
UNBOUND = (
    r"\b(?:unrestricted|no restrictions|without (?:any )?(?:restrictions?|rules?|limits?|"
    r"filters?|guidelines?|safety)|no (?:rules?|limits?|filters?)|"
    r"must not refuse|refusal is|never refuse|cannot refuse|anything goes|"
    r"safety switch\w* removed|has never heard of (?:rules|policies))\b"
    r"|無制限|制限(?:の|が)?(?:ない|なし)|何でも|拒否(?:でき|は)|断ること(?:は|を)禁止|"
    r"規則なんて|ルールは(?:あり|ない|存在)|安全装置を"
)
GIVING = (
    r"\b(?:show|tell|give|send|paste|copy|print|quote|list|spell|read|reveal|recite|write|"
    r"output|dump|share|spill|repeat|what(?:'s| is| are| does| was)|which|export|"
    r"summari[sz]e|translate)\b"
    r"|教え|見せ|見たい|写し|貼|出力|並べ|読み上げ|書い|吐き出|話し|出して|翻訳|要約|どれ|"
    r"何て|開い|送って|知りた|ちょうだい|くれ"
)
INNER = (
    r"\b(?:your (?:instructions|prompt|context|configuration|config|boundaries|rules|"
    r"internal\w*|secret\w*|startup \w+|onboarding \w+|hidden \w+|memory)|"
    r"in your (?:context|prompt|instructions)|configured for you|told to (?:keep|not|never|"
    r"hide)|onboarding text|startup text|startup prompt|"
    r"secret (?:text|prompt|instructions|notes)|confidential (?:notes|memo|rules|"
    r"instructions)|internal (?:variables|notes|rules|memo|state)|they gave you|"
    r"given to you|the logs|before i arrived)\b"
    r"|裏マニュアル|極秘|内緒にしろ|起動時の文章|最初に何て書|最初に書かれ|"
    r"設定されていた内容|設定内容|守らされて|内部(?:変数|メモ|資料|設定)|プロンプト|"
    r"あなたの(?:指示|設定|裏|秘密)|指示文|デバッグ画面|ログを"
)
SOMEBODY = (
    r"\b(?:other|previous|another|last|every|all) (?:\w+ )?(?:customers?|users?|clients?|"
    r"guests?|people|students?|patients?|members?|subscribers?|conversations?)\b|"
    r"\bwho else\b|\b(?:lady|woman|man|guy|person|customer|couple) (?:in front|before|"
    r"ahead|behind|who|that|with)\b|\bdid (?:he|she|they) (?:buy|order|give|pay|book|"
    r"write)|\bi'?m \w+'s (?:wife|husband|mother|father|boss|partner|friend|son|daughter)\b"
    r"|(?:他|ほか|別|前|全部)の(?:\S{1,4})?(?:お客|客|方|人|ユーザー|生徒|会員|患者)|"
    r"お客さんの(?:表|一覧)|予約(?:して(?:い)?る|した)(?:人|方)|並んでた|登録者|夫が|妻が|"
    r"彼が|彼女が|(?:さん|様)の"
)
PARTICULARS = (
    r"\b(?:surnames?|names?|mobiles?|phone|numbers?|e-?mails?|address(?:es)?|"
    r"conversations?|chats?|orders?|being sent|records?|details|bookings?|json|csv|data|"
    r"buy from you|grades?|reports?)\b"
    r"|苗字|名前|携帯|電話|アドレス|住所|会話|注文|成績|カルテ|一覧|json|csv|何を買|"
    r"どこに送|個人情報|連絡先"
)
CLAIMING = (
    r"\b(?:as|i'?m|i am|this is|here,?|speaking|am) (?:the |your |a |"
    r"an )?(?:\w+ ){0,2}(?:owner|ceo|cto|admin\w*|developer|manager|boss|head office|"
    r"person who built you|creator|security team|founder|director)\b|"
    r"\b(?:head office|security team|it department|management|the owner|"
    r"the manager) here\b|\bauthority level\b|\byour (?:developer|owner|boss|manager|"
    r"creator|maker)s? (?:told|said|let|allowed|promised|confirmed)\b|"
    r"\bthis is (?:the )?(?:store|shop)? ?manager\b|\bfrom the security team\b"
    r"|(?:本社|本部|社長|店長|オーナー|管理者|開発者|運営|ceo|経営者|責任者)(?:です|だ|"
    r"である|として|の\S{1,6}(?:です|だ)|から)|きみを作った|あなたを作った|権限レベル|"
    r"セキュリティチーム"
)
GRANTING = (
    r"\b(?:\d+ ?(?:%|percent)|free|refund|discount|reduction|access|records?|reveal|show|"
    r"ignore|authori[sz]e|push|open|comply|drop the act|logs?|price list|api key|grant|"
    r"approve|unlock|exempt)\b"
    r"|\d+ ?%|割引|無料|返金|アクセス|許可|無視して|ログ|従え|通して|キー|見せ|設定に|解除|承認"
)
LEARNING = (
    r"\bjailbr\w+ (?:an?|my|the|our|your) (?:\w+ )?(?:i?phone|ipad|console|tablet|switch|device)\b|"
    r"\b(?:talk|article|book|read|class|course|lecture|podcast|seminar|lesson|report|workshop|film|"
    r"training|news|video) (?:on|"
    r"about|regarding)\b"
    r"[^.?!\n]{0,40}|\bwhat (?:does|is|are|do) [^.?!\n]{0,30}\b(?:mean|stand for|anyway)\b|"
    r"\bwhat is an? (?:system )?prompt\b|"
    r"(?:脱獄|(?:プロンプト・?)?インジェクション|プロンプト)の(?:話|記事|本|授業|講座|書き方|"
    r"意味)|とは何|"
    r"って何(?:です|で)|どういう意味"
)
"""Somebody asks about such things, in order to know what they are."""
OWN_MATTERS = (
    r"\b(?:my|our) (?:own |previous |last |past |old |personal |recent )*(?:orders?|data|accounts?|"
    r"bookings?|messages?|invoices?|address|cards?|details|history|subscription|appointments?|"
    r"password|parcel|basket)\b|(?:私|自分|わたし|うち)の(?:個人)?(?:データ|情報|注文|予約|履歴|"
    r"アカウント|"
    r"住所|カード|請求|荷物|会員)"
)
"""People may ask for what is theirs, to see it or to have it deleted (GDPR Art. 15 and 17)."""
