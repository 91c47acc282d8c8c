"""Effects on body, health, looks or money: said only with stored evidence.

Source: 薬機法 第66条・第68条 (誇大広告, unapproved effects), 健康増進法 第65条,
景品表示法 第7条第2項; Regulation (EC) 1924/2006 on health claims.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding
from policies.promises.evidence import proven_or_held
from policies.subject import Rule, Subject

NAME = "promises.effect"
_CLAIM = re.compile(
    r"(?:痩せ|やせ|体重が(?:減|落ち)|脂肪(?:が|を)(?:燃|落|減|溶)|若返|しみ(?:が|を|"
    r"も)(?:消|取|なく)|しわ(?:が|を|も)(?:消|取|なく|伸)|毛が(?:生え|増え)|髪が(?:生え)|"
    r"背が(?:伸び)|視力が(?:回復|上が|良く)|血圧(?:が|を)(?:下|正常)|血糖値(?:が|を)下|"
    r"免疫力?(?:が|を)(?:上|高|アップ)|がん(?:が|を|に)(?:治|消|効|予防)|癌(?:が|を|"
    r"に)(?:治|消|効|予防)|"
    r"うつ(?:が|に|を)(?:治|効|改善)|病気(?:が|を)(?:治|予防)|(?:腰痛|肩こり|頭痛|不眠|"
    r"冷え性|便秘|アトピー|花粉症|関節痛|膝の痛み|認知症|糖尿病|高血圧|"
    r"更年期)[^。!?\n]{0,14}?(?:治|解消|改善|効[くきい]|なくな|消え|予防|楽にな)|"
    r"デトックス(?:でき|効果)|アンチエイジング(?:効果|に効)|(?:美白|育毛|発毛|疲労回復|"
    r"リラックス|癒し|治療|健康|ダイエット|若返り|痩身|小顔)効果|万病に|ガンが消|代謝(?:が|"
    r"を)(?:上|アップ))"
    r"|(?:肌|お肌|髪|顔|歯|爪)(?:が|も|は)[^。、!?\n]{0,8}(?:きれい|綺麗|つるつる|すべすべ|"
    r"しっとり|白く|若々し|"
    r"つやつや|もちもち|ぷるぷる|明るく)[^。、!?\n]{0,4}(?:な(?:り|る)|して|に)|(?:よく|ぐっすり|"
    r"深く)眠れ(?:ます|る(?:よう|お茶|ので))|"
    r"(?:疲れ|だるさ|むくみ|二日酔い|痛み|コリ|こり|冷え|ストレス|不安)(?:が|も|"
    r"を)[^。、!?\n]{0,6}(?:取れ|とれ|抜け|"
    r"消え|なくな|やわら|和ら|軽く|解消|すっきり|改善)(?!ない|ません)|(?:翌朝|体|お腹|胃|"
    r"頭)[^。!?\n]{0,8}(?:すっきり|軽く|楽に)(?:し|な)(?:ます|り)|"
    r"(?:記憶力|集中力|体力|筋力|代謝|成績|運気|金運|恋愛運)(?:が|も|を)[^。、!?\n]{0,4}(?:上が|"
    r"高|良く|アップ|伸び|つ[きく])"
    r"|(?:誰でも|簡単に|必ず|確実に|放置で|寝ているだけで)[^。!?\n]{0,12}?(?:儲か|稼げ|"
    r"増え(?:ます|る)|月収|億万|利益が出)"
    r"|\b(?:cures?|heals?|reverses?|eliminates?|prevents?|"
    r"treats?)\b[^.!?\n]{0,25}\b(?:cancer|diabetes|arthritis|depression|anxiety|insomnia|"
    r"migraines?|eczema|acne|pain|asthma|dementia|baldness|ageing|aging|wrinkles|allerg\w+|"
    r"disease|illness\w*|arthritis|covid|flu|colds?)\b"
    r"|\b(?:clears?|smooth(?:s|es)?|tightens?|brightens?|rejuvenates?|renews?|firms?|plumps?|"
    r"whitens?) "
    r"(?:up )?(?:your |the )?(?:skin|complexion|face|wrinkles|teeth|spots?)\b"
    r"|\b(?:calms?|eases?|relieves?|soothes?|reduces?|fights?|banish(?:es)?|melts? away) (?:your |"
    r"the )?"
    r"(?:\w+ )?(?:anxiety|stress|pain|tension|nerves|headaches?|cramps?|inflammation|fatigue|"
    r"nausea|"
    r"bloating|insomnia|symptoms?|joints?|muscles?)\b"
    r"|\b(?:you(?:'ll| will)|helps? you(?: to)?|makes? you|lets? you) (?:\w+ )?(?:sleep (?:better|"
    r"through|deeply|like)|feel (?:younger|years younger|no pain|less anxious)|live longer|"
    r"look younger|"
    r"concentrate better|lose weight|get (?:richer|slim|fit))\b"
    r"|\b(?:improves?|sharpens?|increases?|raises?|lifts?) your (?:\w+ )?(?:sleep|memory|focus|"
    r"concentration|mood|digestion|energy|immunity|libido|income|grades?|iq)\b"
    r"|\b(?:lose|drop|shed|burn)\b[^.!?\n]{0,20}\b(?:weight|kilos?|kg|pounds|lbs|stone|"
    r"fat)\b|\bboosts? (?:your )?(?:immun\w+|metabolism|testosterone)|"
    r"\b(?:anti-?ag(?:e)?ing|detox\w*|slimming|fat-burning|healing|medicinal|"
    r"therapeutic) (?:effects?|powers?|benefits?|properties)\b"
    r"|\b(?:makes?|leaves?) you (?:look )?(?:years )?younger\b|\bregrows? (?:your )?hair\b|"
    r"\bclinically proven\b|\bscientifically proven\b|\bmiracle (?:cure|cream|product|"
    r"remedy)\b|\b(?:get rich|double your (?:money|income)|passive income|"
    r"risk-free (?:profit|returns?|income))\b"
    r"|\b(?:lowers?|reduces?) (?:your )?(?:blood pressure|cholesterol|blood sugar)\b|"
    r"\b(?:helps?|good|great|works?) (?:with|for) (?:\w+ )?(?:depression|anxiety|insomnia|"
    r"migraines?|back pain|arthritis|eczema|blood pressure)\b"
)


def check(subject: Subject) -> Iterator[Finding]:
    """A claim with stored, still valid evidence passes with it; any other is held."""
    yield from proven_or_held(subject, _CLAIM, NAME)


RULE = Rule(NAME, ("out",), check)
