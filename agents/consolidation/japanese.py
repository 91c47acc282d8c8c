"""How Japanese speakers state a durable fact about themselves, as patterns."""

import re

from agents.consolidation.pattern import Pattern, pattern
from kizashi.facts import FactKind

_THING = r"(?:私も|僕も|俺も)?(?P<value>[^、。！？!?\s「」はがを]{1,16}?)"
_WHO = (
    r"(?P<slot>妻|夫|主人|旦那|娘|息子|長女|長男|次女|次男|姉|妹|兄|弟|祖母|祖父|おばあちゃん"
    r"|おじいちゃん|愛犬|愛猫|彼女|彼氏)"
)
_NAME = (
    r"(?!は|お?母|お?父|義|兄|姉|妹|弟|実家|仕事|会社|友|話|こと|ため|分|方|誕生)"
    r"(?P<value>[ァ-ヶー一-龠ぁ-ん]{2,6}?)(?:ちゃん|くん|さん)?"
)

PATTERNS: tuple[Pattern, ...] = (
    # constraints
    pattern(
        FactKind.CONSTRAINT,
        "allergy:{value}",
        rf"{_THING}(?:の)?アレルギー(?:です|なんです|なので|があ|が出|持ち|体質|なの)",
        0.95,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "diet:{value}",
        rf"{_THING}(?:が|は)(?:食べられ|飲め|苦手で食べられ)(?:ない|ません|なく)",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "diet",
        r"(?:私は|うちは)?(?P<value>ベジタリアン|ヴィーガン|ビーガン|菜食)(?:です|なので|なんです)",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "budget",
        r"予算は(?P<value>[0-9０-９,一二三四五六七八九十百千万]+(?:円|万円|万|ドル)(?:くらい|ほど|前後|以内|まで)?)",
        0.9,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "time:{value}",
        r"(?P<value>平日|土日|週末|土曜日?|日曜日?|月曜日?|火曜日?|水曜日?|木曜日?|金曜日?|夜|夕方|午前中?|午後|[0-9０-９]{1,2}時以降)"
        r"(?:は|に|だと)?(?:しか[^。]{0,8}(?:ない|ません|なく)|のみ[^。]{0,6}(?:行け|伺え|来られ)|は?仕事で[^。]{0,8}"
        r"(?:行け|伺え|来られ)(?:ない|ません))",
        0.85,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "health:{value}",
        r"(?P<value>膝|腰|足|肩|手首|耳|目|心臓)が(?:悪い|悪く|弱い|弱く|不自由)",
        0.85,
    ),
    pattern(
        FactKind.CONSTRAINT,
        "health:{value}",
        r"(?P<value>妊娠(?:中|[0-9０-９一二三四五六七八九]か?ヶ?月)|糖尿病|ぜんそく|喘息|車椅子)(?:です|なので|なんです|を使って|で、)",
        0.9,
    ),
    # preferences
    pattern(
        FactKind.PREFERENCE,
        "taste:{value}",
        rf"{_THING}が(?:大好き|好き)(?:です|なんです|なの|で[、す]|だ|。|！|$)",
        0.85,
        "likes",
    ),
    pattern(
        FactKind.PREFERENCE,
        "taste:{value}",
        rf"{_THING}(?:が|は)(?:どうしても|ちょっと|少し)?(?:苦手|大嫌い|嫌い)(?:です|なんです|なの|で[、す]|だ|。|！|$)",
        0.85,
        "dislikes",
    ),
    pattern(
        FactKind.PREFERENCE,
        "taste:{value}",
        rf"{_THING}(?:の方|のほう|派)が?(?:好き|いい|です|合って)(?:です|なんです|かな|。|$|！)",
        0.7,
        "likes",
    ),
    pattern(
        FactKind.PREFERENCE,
        "favourite:{slot}",
        r"(?:一番|いちばん)好きな(?P<slot>[^、。は]{1,8})は(?P<value>[^、。！]{1,14}?)(?:です|だ|かな|。|$)",
        0.9,
    ),
    # plans
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        r"(?P<value>(?!だから|でも|代わり)[^、。！？「」が]{3,40}?(?:予定|つもり))(?:です|なんです|だ|なの|で[、す]|。|！|$)",
        0.8,
    ),
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        r"(?P<value>(?!だから|でも|代わり)[^、。！？「」が]{3,40}?(?<!付き合う))ことに(?:なりました|なった|しました|した|なっています)",
        0.8,
    ),
    pattern(
        FactKind.PLAN,
        "plan:{value}",
        r"(?:だから|それで)?(?P<value>[^。！？「」が]{3,40}?(?:大会|講座|教室|ツアー|コース|試験"
        r"|マラソン)[^。！？「」]{0,10}?)(?:に|を)?(?:申し込んだ|申し込みました|予約しました|予約した)",
        0.85,
    ),
    # relationships
    pattern(
        FactKind.RELATIONSHIP,
        "{slot}:{value}",
        rf"{_WHO}の{_NAME}(?=が|は|と|も|に|を|、|です)",
        0.8,
    ),
    pattern(
        FactKind.RELATIONSHIP,
        "has:{slot}",
        r"(?P<value>(?P<slot>子ども|子供|息子|娘|犬|猫|兄弟|姉|妹|兄|弟|孫)(?:が|を)(?:[一二三四五六1-6１-６](?:人|匹)"
        r"|ひとり|ふたり)?(?:いま|いる|いて|おり|飼って))",
        0.85,
    ),
    pattern(
        FactKind.RELATIONSHIP,
        "marital",
        r"(?:私は|私も|実は|去年|先月|最近)(?P<value>結婚してい|離婚し|独身|婚約し)",
        0.75,
    ),
    # about
    pattern(FactKind.ABOUT, "home", rf"{_THING}(?:区|市|町)?に住んで(?:い|る|お|ま)", 0.85),
    pattern(
        FactKind.ABOUT,
        "work",
        r"(?P<value>[^、。！？\sはがも]{2,14}?)(?:で働いて|に勤めて|で勤務して|をして働いて)(?:い|お|る|ま)",
        0.85,
    ),
    pattern(
        FactKind.ABOUT,
        "work",
        r"(?:私は|仕事は|職業は)(?P<value>[^、。はがも]{2,12}?)(?:です|をしてい|をしてお|をやってい)",
        0.7,
    ),
    pattern(
        FactKind.ABOUT,
        "birthday",
        r"(?:私の|僕の|わたしの)?誕生日は(?P<value>[0-9０-９]{1,2}月[0-9０-９]{1,2}日)",
        0.9,
    ),
    pattern(
        FactKind.ABOUT,
        "age",
        r"(?:私は|今年で?|もう)(?P<value>[0-9０-９]{2}|[二三四五六七八]十[一二三四五六七八九]?)(?:歳|才)(?:です|にな|なの|なん)",
        0.8,
    ),
    pattern(
        FactKind.ABOUT,
        "size",
        r"(?:足|靴|服|指輪)のサイズは(?P<value>[0-9０-９.]+(?:センチ|cm|号)?|[SML]{1,2})",
        0.9,
    ),
)

OTHERS = re.compile(
    r"(?:^|[、。\s])(?!私|わたし|僕|ぼく|俺|うち|自分|これ|今|実)[^、。\s]{1,10}(?:は|も|って)[^、。]{0,12}$|"
    r"(?:さん|ちゃん|くん|母|父|夫|妻|娘|息子|友人|友達)[、。の]"
)
"""Words before a statement that make it one about somebody else (花は粘土が…)."""

UNSURE = re.compile(
    r"もし|なら(?:ば)?[、。]|たら(?:いい|どう)|でしょうか|ですか|ますか|かな[？?]|かもしれ|だったら|とすれば"
    r"|昔は|以前は|子どものころ|子供の頃|そうです(?:ね)?。?$|らしい|みたい"
)
HEDGED = re.compile(r"たぶん|多分|おそらく|と思う|と思い")
EMPTY = re.compile(
    r"^(?:.*(?:の方|のほう|こちら|お店|そちら|御社|貴社).*|それ|これ|あれ|この.*|その.*|そういう.*|こと|の|もの|方|ほう|何|どれ"
    r"|人|話|一番|みんな|ほうが|.*の話|まだ.*)$"
)
