"""Signs of social proof in the short strings of shop and booking screens."""

from policies.cues import Cue, cue
from policies.pressure.screens.concepts import CART, N

_BOUGHT = (
    r"(?:bought|purchased|ordered|booked|reserved|sold|signed up|joined|subscribed|claimed|"
    r"redeemed|enrolled|upgraded|grabbed|viewed|enquired|donated|added|saved|started|placed|got)"
)
_SHOWN = (
    r"(?:view|look|watch|brows|check|consider|ey|bid|shopp|search|compet|wait)ing|"
    r"interested in (?:this|it|the same)"
)

CUES: tuple[Cue, ...] = (
    cue(
        0.65,
        r"\b(?:bought|sold|ordered|booked|purchased) every \d* ?(?:seconds?|minutes?|hours?)\b",
        r"\d人[^。\n]{0,6}(?:今も|さらに|続々)?(?:増加中|急増中|増え続け)",
    ),
    cue(
        0.65,
        rf"\b(?:{N}|someone|somebody|others?|other)(?: [\w-]+){{0,4}}? (?:is |are |were |"
        r"currently |now |also |"
        rf"right now |still )*(?:{_SHOWN})\b(?! forward| periods?| lists?| rooms?| times?| areas?)",
        rf"^\W*{N}\+? (?:are |currently |people )*(?:{_SHOWN})\b",
        rf"\b{_BOUGHT}\b(?: \w+){{0,3}}? (?:over |more than |at least |about )?(?:\d[\d,.]*k?\+?|"
        r"dozens of|"
        r"hundreds of|many) times\b",
        rf"\b(?:over |more than )?{N}(?: [\w+-]+){{0,3}}? (?:{_BOUGHT}|orders?|bookings?|"
        r"purchases?|views?|"
        r"sales|sign-?ups?)(?: (?:this|it|one|these|to (?:cart|basket|bag|\w*list)))*(?: "
        r"[\w-]+)? (?:in|over|"
        r"within|during|today|this (?:week|month|hour|year|morning)|per (?:hour|day|minute)|"
        r"yesterday|"
        r"recently|so far|last (?:week|month|hour|night))\b(?! (?:total|store|person|writing|"
        r"advance|full))",
        r"^\W*(?:over |more than |already )?(?:\d[\d,.]*[km]?\+?|thousands|hundreds) (?:already "
        r")?(?:sold|bought|"
        r"booked)\b",
        r"\b(?:have|has|had|added|put|got|with) (?:this|it|these|one)(?: (?:item|product))? "
        r"(?:in|to|on) (?:their|"
        rf"the|a) (?:\w+ )?{CART}\b|\bin (?:over |more than )?\d[\d,]*\+? (?:\w+'?s? )?{CART}\b|"
        r"\badded (?:this|it)"
        rf"[^.\n]{{0,10}}\bto (?:their )?(?:{CART})\b|\badded to (?:{CART}) (?:\w+ )?\d+|"
        r"\b(?:people|customers|"
        r"shoppers|users) (?:have )?(?:favou?rited|wishlisted|saved) (?:this|it)\b",
        rf"\b(?:just|recently|last) (?!viewed|added|updated){_BOUGHT}\b(?: (?:this|it|a|an|one|"
        r"\d|in|from|by|near|today|the|\W)|\W*$|[:!])",
        rf"\b{_BOUGHT}\b[^.!?\n]{{0,60}}\b(?:\d+|a|an|one|few|a few|moments|about \d+) "
        r"?(?:seconds?|secs?|minutes?|"
        r"mins?|hours?|hrs?|days?|moments?)? ago\b|\blast (?:booked|ordered|sold|purchased|sale|"
        r"order|bought|"
        r"person booked)\b[^.\n]{0,12}\bago\b",
        r"\b(?:someone|somebody|a (?:customer|shopper|guest|buyer)|[a-z]+(?: [a-z]\.?)?) "
        r"(?:from|in|near) "
        r"[a-z][\w .,'-]{1,40}? (?:just |has just |recently |has )?(?!sold|viewed|"
        rf"added){_BOUGHT}\b",
        r"\b(?:trusted|loved|used|chosen|recommended|enjoyed|worn) by (?:over |more than |nearly "
        r")?(?:\d[\d,.]*|"
        r"thousands|millions|hundreds|everyone)|\bjoin (?:over |more than |the |our "
        r")*(?:\d[\d,.]*[km]?\+?|thousands|"
        r"millions|hundreds)\b|\b\d[\d,.]*[km]?\+? (?:happy|satisfied|loyal|delighted|members "
        r"strong)\b",
        r"\bevery(?:one|body)(?:'s| is)? (?:\w+ )?(?:talking|buying|loving|loves|wants|raving|"
        r"choosing|getting|"
        r"using)\b|\b(?:one|1) sold every\b|\b(?:people|customers|shoppers) (?:are )?(?:loving|"
        r"love|want) (?:this|"
        r"it)\b|\bgoing viral\b|\bothers? (?:\w+ ){0,3}(?:near you|in your area)|\bpeople near "
        r"you\b|"
        r"\bmost (?:people|customers|shoppers|buyers|users) (?:choose|pick|buy|add|upgrade|"
        r"prefer)\b",
        r"\b(?:trending|popular|in demand|hot)\b\W{1,4}(?:now\W+)?\d[\d,]*\+? (?:\w+ "
        rf")?(?:{_BOUGHT}|{_SHOWN}|others|"
        r"people|views)|\bjust saved [$£€]\d|\bgot \d+ ?% off \d+ \w+ ago|\b\d+ (?:others|other "
        r"people)\b[^.\n]{0,20}"
        r"\b(?:watching|viewing|looking|bought|waiting)",
    ),
    cue(
        0.65,
        r"\d[\d,万]*(?:人|名|件|組|個|回|本|点|社)(?:以上|近く|超|の方|のお客様|もの人)?(?:が|も|"
        r"に|から)?\s?[^。\n]{0,10}"
        r"(?:閲覧中|閲覧(?:して|され)|見てい?ます|検討中|購入(?:し|さ|$|済)|カートに|カゴに|"
        r"お気に入り|予約(?:が|し|さ)|"
        r"注文(?:が|し|さ)|売れ|販売(?:$|!|突破|個)|愛用|選ん|選ばれ|突破|使って|登録中|注目|"
        r"いいね)",
        r"(?:現在|ただいま|今|いま|本日|今日だけで|昨日|今週|今月|先月|過去\d*\w{0,2}|"
        r"直近\w{0,6}|この\d+時間|\d+時間以内|"
        r"\d+週間)(?:に|で|すでに|、)?\s?\d[\d,]*(?:人|名|件|個|回|点|組|本|台|セット)(?!様まで|"
        r"まで|限|席|の(?:空|"
        r"お席)|ほど空)(?:が|の|も|を|に|以上)?[^。\n]{0,10}(?:見|閲|検討|購|売|予約|販売|申|"
        r"注文|完売|選)",
        r"(?:\d+(?:分|時間|秒)前|たった今|ただいま|先ほど|さきほど|さっき|つい先ほど)(?:に|、|"
        r"も)?[^。\n]{0,16}(?:購入|"
        r"予約(?:が|さ|され|しま|を|入)|売れ|注文(?:が|し|さ|$)|申し?込みま|申し?込まれ)",
        r"(?:都|道|府|県|市|区|州|東京|大阪|京都|名古屋|福岡)の?[^。\n]{0,8}(?:方|様|さん|お客様|"
        r"女性|男性|氏)が[^。\n]{0,14}"
        r"(?:購入|予約|注文|申)",
        r"(?:カート|カゴ|お気に入り|ほしい物リスト)に(?:入れて|追加して|登録して)(?:い|お)(?:る|"
        r"ます|られる)[^。\n]{0,6}"
        r"(?:人|方|$)",
        r"(?:累計|シリーズ累計|販売数|会員数)[^。\n]{0,10}\d[\d,万億]*(?:個|本|人|食|台|枚|名|"
        r"セット)|\d+(?:秒|分)に"
        r"\s?(?:1|一)(?:個|本|つ|枚|台)|売れて(?:い)?ます|飛ぶように|話題(?:沸騰|の商品)|"
        r"sns(?:で|上で)[^。\n]{0,4}(?:話題|"
        r"大?人気)|みんな(?:が)?(?:買|選|使|もう|始)|(?:満足度|リピート率|継続率)\d+",
        r"(?:\d|[一二三四五六七八九])割(?:以上)?の(?:方|人|お客様)が|ほとんどの(?:お客様|"
        r"方)が[^。\n]{0,6}(?:追加|選|購|付)|"
        r"(?:周り|お隣|近所)の(?:人|方)も[^。\n]{0,8}(?:買|始|選|使)|急上昇",
    ),
)
