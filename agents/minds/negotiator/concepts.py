# ruff: noqa: E501 - a pattern is easier to check on one line
"""Words that mean the same to somebody who asks a small business something, in both languages.

A question seldom uses the words of the document: "dog" meets "pets", 「停める」 meets "car park". Each
line below is one meaning with the forms it takes. Japanese forms are matched inside the text,
English forms as whole words (`*` at the end: as the beginning of one). Forms that mean two things
stand in both lines.
"""

from dataclasses import dataclass

_TABLE = """
car: 駐車場|車で|マイカー|自動車|お車 | car|cars|drive|driving|car park*
parking: 駐車|停め|止められ|パーキング|マイカー | parking|car park*|park my|park the|park our|can we park|can i park|to park|could i park|could we park|where i park|by car|driving there|pay & display|parking lot
wholeday: 1日|一日|終日|まる一日|丸一日 | whole day|full day|one day|a day|all day|for the day|per day|day
halfday: 半日|4時間 | half day|half a day|half-day|4 hrs|4 hours|four hours
extraday: 延長|追加の日 | extra day|each extra day|additional day
electric: 電動|eバイク | electric|e-bike*|ebike*|electrics
tandem: タンデム|二人乗り|ふたり乗り | tandem*
bicycle: 駐輪|自転車|チャリ|サイクル | bicycle*|bike*|cycle
motorbike: バイク|オートバイ|原付 | motorbike*|motorcycle*|scooter*
pet: ペット|犬|猫|わんちゃん|ワンちゃん|愛犬|動物 | pet|pets|dog|dogs|puppy|cat|cats|animal*|spaniel|terrier|poodle|four-legged
assistance_dog: 補助犬|盲導犬|介助犬 | assistance dog*|guide dog*|service dog*
wifi: wi-fi|wifi|ワイファイ|無線lan|インターネット接続 | wifi|wi-fi|internet
toilet: トイレ|お手洗い|手洗い|化粧室 | toilet*|loo|restroom*|bathroom*|washroom*
wheelchair: 車いす|車椅子|バリアフリー|段差|スロープ | wheelchair*|step-free|ramp|accessible|accessibility|disabled|stairs
pushchair: ベビーカー | pushchair*|pram*|stroller*|buggy
baby: 赤ちゃん|乳児|授乳|おむつ|赤ん坊 | baby|babies|infant*|nursing|nappy|diaper*
child: 子ども|子供|こども|お子さ|小学生|幼児|キッズ|娘|息子|孫|小学|幼稚園|才の|歳の子|中学生|ちびっこ|子と | child|children|kid|kids|son|daughter|toddler*|grandchild*|littlun|little one*|year old|year-old|yr old|teen*
adult: 大人|付き添い|保護者|おとな | adult*|grown-up*|parent*|accompan*
age: 何歳|年齢|対象年齢|何才 | age|ages|aged|how old
beginner: 初めて|はじめて|初心者|未経験|経験がな|不器用|下手|へた | beginner*|first time|first-time|never tried|never done|no experience|clumsy|new to|novice*|never touched
card: カード|クレジット|visa|mastercard|jcb|amex|アメックス|ダイナース | card|cards|credit|debit|visa|mastercard|amex|american express|jcb|contactless
card_brand: amex|アメックス|american express|ダイナース|diners | amex|american express|diners
cash: 現金|キャッシュ | cash
epay: paypay|電子マネー|ペイペイ|suica|交通系|qr決済|スマホ決済|apple pay|google pay|キャッシュレス | paypay|apple pay|google pay|e-money|suica|venmo|paypal
payment: 支払|払え|払い|決済|会計|お代|使えるカード | pay|payment*|paying|paid
transfer: 振込|振り込み|銀行 | bank transfer|transfer
invoice: 請求書|インボイス|後払い | invoice*
receipt: 領収書|レシート|領収証|明細 | receipt*
cancel: キャンセル|取り消|取消|やめたら|やめたい|行けなくな|解約|中止|来られなく | cancel*|call off|call it off|can't make it|cannot make it|not come|pull out|no-show
refund: 返金|払い戻|払戻|お金は戻|お金が戻|返ってき|戻ってきます|ムダに|無駄に | refund*|money back|reimburse*|get back
reschedule: 日程の変更|日程変更|日にち変|日にち|振替|振り替|変更|ずらし|別の日 | reschedul*|change the date|change my|move my|move to another|another day|another date|different day|switch|move
booking: 予約|申し込|申込|ご予約|要予約 | book|booking*|reserv*|appointment*|sign up|walk in|walk-in
late: 遅れ|遅刻|間に合わ|おくれ | late|delayed|running behind|behind time
opening: 営業|開い|開き|開く|あいて|空いてます|開店|閉店|やって|やって ます|何時まで|何時から|受付時間|開け|閉ま | open|opens|opening|opening hours|close|closes|closing|hours|shut
holiday: 定休|休み|休業|休館|お休み|休んで | closed|day off|holiday*|shut
newyear: 年末|年始|正月|大晦日|元旦|年明け | new year*|year-end|christmas|december 24|24 december|xmas
publicholiday: 祝日|祭日|バンクホリデー | public holiday*|bank holiday*|national holiday*
monday: 月曜 | monday*|mon
tuesday: 火曜 | tuesday*|tue|tues
wednesday: 水曜 | wednesday*|wed
thursday: 木曜 | thursday*|thu|thurs
friday: 金曜 | friday*|fri
saturday: 土曜|土日|週末 | saturday*|sat|weekend*
sunday: 日曜|土日|週末 | sunday*|sun|weekend*
weekday: 平日 | weekday*
station: 駅|最寄り | station*|nearest train
walk: 徒歩|歩い|歩き | walk|walking|on foot|walked
bus: バス | bus|buses
train: 電車|列車|地下鉄|jr | train*|subway|metro|railway|underground
taxi: タクシー | taxi*|cab
access: アクセス|行き方|道順|場所|どこにあ|住所|所在地|行くには|来かた|目印 | directions|get there|how do i find|where are you|address|located|location|getting here|find you|find us
phone: 電話|tel | phone*|call|tel|ring
email: メール|e-mail|eメール | e-mail*|email*|mail
website: ホームページ|ウェブ|サイト|ネットで|オンライン | website|online|web
shipping: 送料|発送|配送|郵送|送って|送れ|届け|宅配|お届け|送る | shipping|ship|ships|post|postage|deliver*|send|mailed|sent|courier
abroad: 海外|外国|国外|国際 | abroad|overseas|international*|outside japan|other countries
europe: ヨーロッパ|欧州|イギリス|フランス|ドイツ|イタリア|スペイン|オランダ|アイルランド|スウェーデン|スイス|ベルギー|ポルトガル|オーストリア|ノルウェー|デンマーク|フィンランド|ポーランド | europe*|ireland|france|germany|italy|spain|england|uk|britain|scotland|netherlands|sweden|switzerland|belgium|portugal|austria|norway|denmark|finland|poland|london|paris|berlin
asia: アジア|韓国|台湾|中国|香港|タイ|シンガポール|ベトナム|インド|マレーシア|フィリピン|インドネシア | asia|korea|taiwan|china|hong kong|thailand|singapore|vietnam|india|malaysia|philippines|indonesia
oceania: オセアニア|オーストラリア|ニュージーランド|シドニー | oceania|australia|new zealand|sydney|melbourne
northamerica: アメリカ|米国|合衆国|カナダ | usa|united states|america|canada|new york|california|toronto|the states
southamerica: ブラジル|南米|アルゼンチン|ペルー|チリ | brazil|south america|argentina|peru|chile
africa: アフリカ|エジプト|ケニア|南アフリカ | africa|egypt|kenya
kanto: 関東|東京|横浜|千葉|埼玉|神奈川 | kanto|tokyo|yokohama|chiba|saitama
kansai: 関西|近畿|大阪|京都|神戸|奈良 | kansai|osaka|kyoto|kobe|nara
chubu: 中部|東海|名古屋|北陸|金沢 | chubu|nagoya|kanazawa
tohoku: 東北|仙台|青森 | tohoku|sendai
chugoku: 中国地方|中国・四国|広島|岡山|尾道 | chugoku|hiroshima|okayama
honshu: 本州|四国 | honshu|shikoku
hokkaido: 北海道|札幌 | hokkaido|sapporo
kyushu: 九州|福岡|熊本|鹿児島|長崎 | kyushu|fukuoka|kumamoto
okinawa: 沖縄 | okinawa
wrapping: 包装|ラッピング|のし|熨斗|風呂敷|プレゼント用 | wrap*|gift wrap*|noshi
gift: ギフト|贈り物|プレゼント|贈り|お祝い | gift*|present|presents
voucher: ギフト券|商品券|ギフトカード|金券|チケット券 | voucher*|gift card*|gift token*|gift certificate*|token*
validity: 有効期限|期限|有効|いつまで使 | valid|expire*|expiry|good for|run out|use by|never expire
lost: なくし|なくさ|紛失|失くし|無くし|落とし | lost|lose|missing|mislaid
broken: 割れ|壊れ|破損|欠け|ひび|ヒビ | broken|broke|cracked|crack|cracks|chipped|smashed|damaged|damage|blows up|shatter*
exchange: 交換 | exchange*|swap
returns: 返品 | return*|send back|send it back
student: 学割|学生|大学生 | student*
discount: 安くな|安くでき|割引|%引き|円引き|割引き|値引|まけて|安くし|安くな|ディスカウント|クーポン|割り引|負けて|半額|サービスして | discount*|% off|percent off|cheaper|reduc*|off the price|coupon*|promo*|knock off|% off|deal|haggle
member: 会員|メンバー | member*|membership
freebie: 無料|タダ|ただで|ただです|サービスですか | free|free of charge|no charge|for nothing|at no cost|on the house|complimentary
group: 団体|貸切|貸し切り|グループ|人数|大人数 | group*|party|private|team|hen do|stag
capacity: 定員|何名|何人まで|何人 | capacity|how many people|maximum|seats|fit
english: 英語|english | english|english-speaking
japanese: 日本語 | japanese
photo: 写真|撮影|撮って|撮れ | photo*|picture*|camera*|film|video
food: 食べ物|食事|飲食|お弁当|ごはん|ランチ|食べ|お昼 | food|meal*|eat|lunch|snack*|dinner
drink: 飲み物|ドリンク|お茶|水筒|コーヒー | drink*|tea|coffee|water bottle
alcohol: お酒|飲酒|酒気|アルコール|ワイン|ビール | alcohol*|beer|wine|drunk|booze
limit: 上限|制限|最大 | limit|limits|max|maximum|at most
allergy: アレルギー|アレルゲン|かぶれ | allerg*|rash|intoleran*
egg: 卵|たまご|玉子 | egg*
milk: 牛乳|乳製品|ミルク|バター | milk|dairy|butter|lactose
glutenfree: グルテンフリー|小麦不使用|小麦なし | gluten-free|gluten free|no wheat|wheat-free|wheat free
sugarfree: 砂糖不使用|シュガーフリー|無糖 | sugar-free|sugar free|no sugar
wheat: 小麦|グルテン | wheat|gluten*
nuts: ナッツ|くるみ|アーモンド|ピーナッツ | nut|nuts|walnut*|almond*|peanut*
vegan: ヴィーガン|ビーガン|ベジタリアン|菜食 | vegan*|vegetarian*|plant-based
halal: ハラル|ハラール | halal
smoking: 喫煙|禁煙|タバコ|たばこ | smok*|cigarette*|vape
tattoo: タトゥー|入れ墨|刺青 | tattoo*
clothes: 服装|着て|着替え|何を着|服|汚れても | wear|clothes|clothing|outfit|dress code|change of clothes
bring: 持ち物|お持ち|持って来|持ってき|持って行|持っていく|持参|持ち込|持ちこ|用意する | bring|carry with|need to have with
shoes: 靴|スリッパ|サンダル | shoe*|slipper*|sandals
luggage: 荷物|スーツケース|ロッカー|預け|預かっ|預かり | luggage|suitcase*|bag|bags|locker*|rucksack*|backpack*|cloakroom|left-luggage
rain: 雨|台風|悪天候|大雪|天気|雪 | rain*|typhoon*|weather|storm*|snow|chucks it down|pour*
heating: 冷暖房|エアコン|暖房|冷房|クーラー | heating|air conditioning|aircon|air-con|a/c
insurance: 保険 | insurance|insured
injury: けが|怪我|ケガ | injur*|hurt
privacy: 個人情報|プライバシー | privacy|personal data|my data|personal information
microwave: 電子レンジ|レンジ | microwave*
dishwasher: 食洗機|食器洗 | dishwasher*
oven: オーブン | oven
stock: 在庫|残り|品切れ|売り切れ|売切|まだあります|買え | stock|in stock|sold out|left|available|availability
vacancy: 空き|満席|空いて|残席 | places left|spaces|full|spots|slots|vacanc*|availability
waitlist: キャンセル待ち | waiting list|waitlist
trial: 体験レッスン|お試し|試し|試す|トライアル|体験だけ | trial*|try out|try it|taster|try before
joinfee: 入会金|入会費|登録料 | joining fee|sign-up fee|enrolment fee|registration fee
join: 入会|会員にな|申し込み | join|joining|sign up|enrol*
pause: お休みは|お休みし|休会|休める|休んで|休む|休めます|一時停止|お休みし | pause*|skip|skips|freeze|put on hold|take a break|time off|suspend
carryover: 繰り越|繰越|余った回|余ったら | carry over|carried over|carry|roll over|rollover|save up|unused
quit: 退会|いつやめても|やめる|辞め|やめたく|脱退 | leave|quit|leaving|stop any time|stop anytime|stop whenever|no minimum|stop the plan|drop out|terminate|end my
monthly: 月払い|毎月|月々|月額 | monthly|a month|per month|each month
yearly: 一括|年払い|年額|まとめて払 | yearly|annual*|a year|per year|at once|lump sum|upfront|in full
annualplan: 年間プラン|年間 | annual plan|yearly plan
plan: プラン|コース | plan|plans|course*|package*
continue: 続け|続く|続か|三日坊主|挫折 | keep it up|keep up|stick with|stick at|give up|gave up|continue|drop out|keep going
half: 半分|半額 | half
deposit: デポジット|保証金|前払い|前金|内金 | deposit*|in advance|up front|prepay*
included: 含ま|込み|ついて|付いて|セットに|付き | include*|comes with|included|part of the price
extra: 追加|別途|オプション | extra|additional|add-on|on top|supplement
duration: 所要時間|何分|どれくらいかか|時間はどのくらい|何時間 | how long|duration|take|lasts|length
size: サイズ|大きさ|直径|寸法|何センチ | size|sizes|diameter|how big|dimensions|across|how wide|wide|width|how tall|height
weight: 重さ|重量|何キロ|何グラム|体重 | weight|weigh*|heavy|how heavy|kilos
volume: 容量|何ml|何ミリ | ml|capacity|hold|holds|volume
colour: 色|カラー | colour*|color*
material: 素材|材質|原料|何でできて | material*|made of
ingredient: 原材料|材料 | ingredient*
repair: 修理|直し|修繕|直せ | repair*|mend*|fix|fixed|restore
warranty: 保証 | warranty|guarantee*
teacher: 先生|講師|インストラクター|教える|教えます|教わ|担当 | teacher*|instructor*|teach|teaches|taught|tutor
staff: スタッフ|店員|店主|オーナー | staff|owner*|run by
founded: 創業|開業|いつから|始めた|何年 | founded|opened in|started it|started in|was started|began|since|set up in|since when|history|going since|how long has|established
alone: 一人|ひとり|1人|おひとり | alone|by myself|on my own|solo|one person|single person
couple: カップル|ふたり|二人|夫婦|ペア | couple*|two of us|for two|pair
pregnant: 妊娠|妊婦|マタニティ | pregnan*|expecting|maternity
elderly: 高齢|年配|シニア|お年寄り | elderly|senior*|old people|pensioner*
nails: 爪|ネイル | nail*
doctor: 病院|医師|医者 | doctor*|gp|physician
health: 病気|持病|腰痛|健康|治る|治り|効果 | health|illness|cure*|heal|heals|medical|condition
contact: 連絡|問い合わせ|問合せ | contact|get in touch|reach you|enquir*
confirm: 確認メール|返事 | confirmation|hear back|reply|answer
language: 言葉|語 | language*
tax: 税込|税抜|消費税|税 | tax|vat
price: 料金|値段|価格|いくら|費用|お金|代金|金額|お値段|円|安い|高い | price*|cost*|how much|fee|fees|charge*|rate*|yen|expensive
tip: チップ | tip|tips|gratuity
teapot: 急須|ティーポット | teapot*
cup: カップ|湯のみ|湯呑|ゆのみ | cup|cups|tea cup
mug: マグ | mug*
plate: 皿|プレート | plate*|dish|dishes|platter*
bowl: お茶碗|碗|鉢|ボウル|どんぶり|茶碗 | bowl*
kit: キット | kit|kits
workshop: 教室|体験|講座|ワークショップ|レッスン|クラス | workshop*|class|classes|lesson*|session*|experience
pottery: 陶芸|焼き物|やきもの | pottery|ceramic*|clay
clay: ねんど|粘土|土 | clay
wheel: ろくろ|ロクロ|轆轤 | wheel*
handbuilding: 手びねり | hand-building|hand building|handbuilding
paint: 絵付け|絵つけ|色付け | paint*|decorate
lefthanded: 左利き|逆回転 | left-handed|left handed|lefty
rent: レンタル|貸し|借り | rent*|hire|hires|borrow*|loan
puncture: パンク | puncture*|flat tyre|flat tire|got a flat
helmet: ヘルメット | helmet*
tour: ツアー|ライド|ガイド | tour*|guided|ride|rides
map: 地図|マップ | map|maps
bread: パン | bread|loaf|loaves
cake: ケーキ | cake*
candle: ろうそく|ロウソク|キャンドル | candle*
birthday: 誕生日|バースデー | birthday*
order: 注文|オーダー | order*|ordering
pickup: 受け取り|受取|取りに | pick up|pick-up|collect*|pickup
storage: 保存|日持ち|常温|もちます|もちますか|もつ|賞味期限|保管|冷凍|消費期限 | keep|keeps|keep for|shelf life|store|storage|freeze|best before|last for
haircut: カット|髪 | haircut*|cut|hair
massage: マッサージ|もみほぐし|整体|施術 | massage*|treatment*
eyewear: めがね|眼鏡|メガネ | glasses
seat: 席|座席|チャイルドシート | seat|seats|table
popular: 人気|おすすめ|お勧め|定番|売れ筋|選ばれ | popular|best seller*|best-seller*|best selling|best-selling|recommend*|favourite*|favorite*|most people choose|signature
ending: 終わり|終わる|終わります|終了 | finish|finishes|end|ends
finish: できあが|出来上が|仕上が|完成|手元に | ready|finished|done|be ready
firing: 焼成|窯|焼い | fire|fired|firing|kiln*
delivery_day: 発送日|何日で届|いつ届 | arrive*|delivery time|how many days
""".strip()


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning, with its Japanese and its English forms (lower case, NFKC)."""

    name: str
    ja: tuple[str, ...]
    en: tuple[str, ...]


def _parse() -> tuple[Concept, ...]:
    found = []
    for line in _TABLE.splitlines():
        name, _, rest = line.partition(": ")
        ja, _, en = rest.partition(" | ")
        found.append(
            Concept(
                name.strip(),
                tuple(form.strip() for form in ja.split("|") if form.strip()),
                tuple(form.strip() for form in en.split("|") if form.strip()),
            )
        )
    return tuple(found)


CONCEPTS: tuple[Concept, ...] = _parse()
"""All meanings of the table."""

WIDER: dict[str, str] = {
    **dict.fromkeys(
        ("europe", "asia", "oceania", "northamerica", "southamerica", "africa"), "abroad"
    ),
    **dict.fromkeys(("kanto", "kansai", "chubu", "tohoku", "chugoku"), "honshu"),
}
"""Meanings that lie within another: London is abroad, Tokyo is on Honshu."""

REGIONS = frozenset(
    """europe ヨーロッパ 欧州 asia アジア oceania オセアニア アフリカ africa 南米 kanto 関東 kansai 関西
    近畿 chubu 中部 東海 tohoku 東北 chugoku 中国地方 中国・四国 hokkaido 北海道 kyushu 九州""".split()  # noqa: SIM905 - a list of words reads better than a list of strings
) | {"south america"}
"""Names of whole regions. Two places of one region are not the same: France is not Britain."""

BY_NAME: dict[str, Concept] = {concept.name: concept for concept in CONCEPTS}
"""The meanings by name."""
