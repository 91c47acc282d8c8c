"""Signs of exfiltration in a text that comes in, by what it is after."""

from policies.cues import Cue, cue, together

CUES: tuple[Cue, ...] = (
    together(
        0.6,
        r"\b(?:another|other|previous|last|next|all|every|any|your|the) (?:\w+ )?(?:customer|"
        r"client|guest|user|patient|member|student)s?(?:'s|s')?\b|"
        r"\b(?:the )?(?:customer|client|person|guest|user) before me\b|\beverybody'?s?\b|\bthe "
        r"last (?:five|ten|\d+) (?:conversations|messages)|"
        r"\bchat (?:logs?|history)\b|\bpeople named\b|\byour (?:database|customers)\b",
        r"\b(?:orders?|ordered|messages?|e-?mails?(?: address\w*)?|address(?:es)?|phone|numbers?|"
        r"data|details|bookings?|conversations?|chats?|names?|"
        r"asked?|bought|lists?|passwords?|records?|logs?|history|them|placed)\b",
        r"\b(?:show me|give me|send|read me|tell me|list|export|download|dump|forward|what did|"
        r"look up|post|search your|i need the|hand over)\b"
        r"(?! (?:my|me my|us (?:your|the) (?:address|menu))\b)",
    ),
    cue(
        0.6,
        r"\bwhere does (?:(?:mr|mrs|ms|dr)\.? )?\w+(?: \w+)? live\b|\b(?:ex[- ]?(?:husband|wife|"
        r"girlfriend|boyfriend)|neighbou?r)(?:'s)?\b"
        r"[^.?!\n]{0,24}\b(?:order\w*|book\w*|buy|bought|address|details)\b|\btell me what "
        r"(?:she|he|they|my \w+(?:-\w+)?) (?:bought|ordered|booked)|"
        r"\bwho else (?:booked|bought|ordered|is coming)\b[^\n]{0,24}\bname|\bcard (?:number "
        r")?on file for\b|\b(?:address|phone number|number) of the "
        r"(?:man|woman|lady|guy|person|customer)\b|\bwho placed them\b",
        r"(?:他|ほか|前|さっき|直前)の(?:お客|客|人|方|会員|ユーザー)[^。\n]{0,16}(?:注文|予約|"
        r"やり取り|聞い|買|見せ|会話|連絡先)|(?:顧客|会員|お客(?:様|さん)?)"
        r"(?:全員|の|全)?の?(?:リスト|一覧|メールアドレス|データ|パスワード|"
        r"個人情報)[^。\n]{0,12}(?:送|教え|見せ|出|書|ください|エクスポート)|(?:全顧客|"
        r"会員全員)の|"
        r"(?:さん|様|女性|男の人|男性|隣の家|元夫|元妻|元彼|元カノ)の?(?:家はどこ|住所(?:を|は)|"
        r"電話番号(?:を|は)|予約内容|カード番号|何を買)|(?:元夫|元妻|元彼|妻|夫)"
        r"(?:が|は|も)[^。\n]{0,14}何を買った|会話(?:の記録)?を?(?:全部|\d+件|"
        r"5件)[^。\n]{0,10}(?:読|送)|予約してるのは誰|という名前の客",
        r"\bmy (?:neighbou?r|mate|friend|ex|wife|husband|girlfriend|boyfriend|colleague|flatmate)\b"
        r"[^\n]{0,60}\b(?:what(?:'?s| is) (?:her|his|their|the new) (?:new )?|(?:her|his|their) "
        r"(?:new )?)"
        r"(?:address|mobile|phone|number|room)\b(?! is\b)",
        r"(?:友(?:だち|達|人)の|隣の(?:人|席|区画|部屋)|くんの|ちゃんの|旦那が|元(?:夫|妻|彼|"
        r"カノ)の?)[^。\n]{0,24}"
        r"(?:電話番号|携帯|住所|おうち|名前と|何曜日)[^。\n]{0,14}(?:教えて|調べて|知りたい|"
        r"もらえ)",
    ),
)
