"""Concepts that several pressure rules combine, each a pattern over both languages.

A concept alone says nothing; what presses is their meeting in one sentence, in whatever order.
"""

LEAVING = (
    r"\b(?:cancel\w*|unsubscrib\w+|opt(?:ing)?[- ]?out|quit(?:ting)?|clos(?:e|"
    r"ing) (?:\w+ )?account|"
    r"delet(?:e|ing) (?:\w+ )?(?:account|profile|data)|terminat\w+|resign\w*|refunds?|returning|"
    r"leav(?:e|ing) (?:us|the (?:club|plan|programme|program))|"
    r"end(?:ing)? (?:\w+ )?(?:membership|subscription|contract)|"
    r"(?:stop|leave) (?:the )?(?:membership|subscription|service)|leaving)\b"
    r"|解約|退会|配信停止|返金|返品|脱退|登録解除|クーリング|(?:アカウント|登録|会員情報|"
    r"データ)(?:の|を)?(?:削除|抹消|消去)|"
    r"(?:お)?(?:辞め|やめ)(?:に|たい|られ|る(?:に|場合|とき|方))|休会|契約(?:の)?(?:解除|終了)"
)
BURDEN = (
    r"\b(?:by (?:phone|mail|post|fax|letter|telephone)|in (?:person|writing)|call (?:us|"
    r"our|the)|phone (?:us|our|line)|"
    r"(?:business|office|opening) hours|signed|handwritten|hand-signed|registered|"
    r"notari\w+|form (?:to|at|in|by)|visit (?:our|us|the)|"
    r"our (?:office|head office|branch|desk|service line|customer service)|retention|"
    r"offers before|survey|questionnaire|"
    r"(?:tell|give|explain) (?:us )?(?:\w+ )?(?:why|a reason|the reason|your reason)|"
    r"speak (?:to|with)|talk (?:to|with)|"
    r"(?<!within )(?:thirty|sixty|ninety|\d+) days|(?:\d+|several|many|four|five|six|"
    r"nine) (?:steps|"
    r"pages|departments|offers|weeks|months|forms)|"
    r"under construction|can'?t get through|nobody (?:answers|has managed)|only (?:on|"
    r"between|at|from)|must be (?:made|sent|done|requested))\b"
    r"|電話|来店|店頭|窓口|書面|郵送|書留|印鑑|手書き|対面|面談|平日|fax|アンケート|"
    r"理由(?:を|の|が)|引き?留め|引き?止め|"
    r"\d+(?:日|か月|ヶ月|週間|営業日)(?!以内|前)|工事中|つなが(?:ら|りに)|たらい回し|段階|"
    r"部署|本店|審査|承認"
)
IMPOSSIBLE = (
    r"\b(?:can'?t|cannot|can not|not possible|impossible|unable|not available|no (?:way|"
    r"button|option|link)|isn'?t possible|not allowed)\b"
    r"|(?:できません|できない|でき(?:かね)|ございません|ありません|不可|いたしかね|承れ|"
    r"受け付けて(?:い|お)りませ|未定)"
)
SELF_SERVICE = (
    r"\b(?:online|on(?: the| our)? website|from the (?:website|app)|by e-?mail|through chat|"
    r"yourself)\b|ウェブ|サイト|オンライン|マイページ|アプリ|画面|メール(?:で|から)"
)
OBLIGED = (
    r"\b(?:must|have to|has to|need to|needs to|required?|requires|mandatory|compulsory|"
    r"only (?:if|when|after|once|for|by|possible)|unless|until|without|"
    r"please (?:provide|enter|give|share|tell|complete|create|sign up|register|install|"
    r"download|follow|agree|call|phone|visit)|before (?:you can|we|i)|first)\b"
    r"|必要|必須|条件|義務|のみ|(?<!いた)だけ|限り|限ります|ないと|なければ|なくては|しないと|"
    r"いただかないと|いただく必要|(?:には|ために|前に)[^。]{0,24}ください|"
    r"から(?:、)?(?:お話|ご案内)"
)
UNRELATED = (
    r"\b(?:newsletter|mailing list|marketing|promotional|promo(?:tional)? (?:texts|"
    r"e-?mails|messages)|our partners|third part\w+|"
    r"friends?|mates|contacts|facebook|instagram|social media|credit card(?: details|"
    r" number)?|card details|birthday|date of birth|"
    r"(?:the|our) app|create (?:an )?account|register|five stars?|5[- ]stars?|five-star|"
    r"review|rated us|notifications|location|cookies|tracking|tag (?:two|three|us|\d)|"
    r"survey|membership|share your data|your data with)\b"
    r"|メルマガ|メールマガジン|宣伝|広告|提携|第三者|友だち|友達|知人|sns|インスタ|シェア|"
    r"タグ付け|フォロー|カード(?:情報|番号)|誕生日|アプリ|"
    r"アカウント(?:を|の)?(?:作成|登録)|会員登録|口コミ|レビュー|星(?:五つ|5つ|5)|★5|通知|"
    r"位置情報|クッキー|cookie|アンケート|データを"
)
GATE = (
    r"\b(?:to (?:continue|proceed|see|view|unlock|get|access|read|use|start|claim|receive|"
    r"find out|know|finish|complete|open|enter)|"
    r"before (?:you|we|i)|or you (?:can'?t|cannot|won'?t)|cannot|can'?t|as soon as|then we|"
    r"opens?|unlocks?|only for|members|are for)\b"
    r"|続け|続行|進|見(?:る|られ|れ)|閲覧|ご覧|読む|始め|使え|利用|受け取|開き|確定|お伝え|"
    r"返金|修理|回答|案内|購入|予約|扉|受け"
)
SNEAKED = (
    r"\b(?:we(?:'ve| have)?|i(?:'ve| have)?|has been|have been|was|were|(?:is|"
    r"are)(?= already| automatically)|already|"
    r"automatically|pre-?)(?: \w+){0,2}[ -]?(?:added|included|selected|pre-?selected|"
    r"enrolled|ticked|checked|upgraded|popped|put|thrown in|signed (?:you )?up|switched|"
    r"subscribed|chosen)\b"
    r"|(?:追加|加入|登録|選択|付け|つけ|入れ|含め|切り替え|アップグレード|お付け|"
    r"申し?込み?)(?:し|て)?(?:ました|ておきました|てあります|てございます|済み|"
    r"されています|ております|たことに)|選択済み|追加され|加入済み"
)
EXTRA = (
    r"\b(?:insurance|warranty|protection|cover|coverage|donation|add-?on|premium|care plan|"
    r"plan|subscription|membership|gift box|gift wrap\w*|"
    r"priority|extras?|service|trial|newsletter|deluxe|bundle|best option|upgrade)\b"
    r"|保険|保証|補償|オプション|プラン|定期|会員|寄付|月額|有料|サポート|プレミアム|"
    r"サブスク|コース|おまかせ"
)
FEE = (
    r"\b(?:fees?|charges?|surcharges?|extra costs?|costs|handling|postage|shipping|"
    r"delivery charges?|commission|tax(?:es)?)\b"
    r"|手数料|送料|費用|サービス料|システム料|事務(?:手数)?料|追加料金|登録料|諸費用|"
    r"施設利用料|開放料|お代|お金|料金"
)
LATE = (
    r"\b(?:at (?:the )?(?:checkout|end|door|desk|till|last step|final step|payment)|"
    r"after (?:you|booking|the booking|your|payment|signing)|later|afterwards|"
    r"once (?:you|your|the)|final bill|final step|last step|on (?:arrival|collection)|"
    r"when you (?:collect|arrive|pay|check)|final invoice)\b"
    r"|決済(?:時|の際|画面)|お?支払い?(?:時|の際|画面|の最後)|(?:ご)?(?:予約|契約|購入|"
    r"申込|申し込み|注文)後|後(?:で|ほど|から|日)|最後(?:に|の)|入り?口で|当日(?:に|"
    r"、)追加|通ってから|お渡しするとき"
)
