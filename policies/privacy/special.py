"""Special categories (health, belief, origin, union, crime, sexuality) said of a person.

Source: 個人情報保護法 第2条第3項 (要配慮個人情報); GDPR Art. 9 and 10. A condition named in
general is no personal data: it must be said of somebody.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_ILLNESS = (
    r"(?:うつ病|鬱病|うつ|双極性障害|統合失調症|パニック障害|適応障害|不安障害|発達障害|"
    r"adhd|asd|自閉症|糖尿病|高血圧症?|心臓病|心筋梗塞|脳梗塞|狭心症|"
    r"(?:乳|肺|胃|大腸|子宮|前立腺|膵臓|肝臓)?(?:がん|癌|ガン)|白血病|hiv|エイズ|肝炎|喘息|"
    r"ぜんそく|てんかん|リウマチ|アトピー(?:性皮膚炎)?|認知症|アルツハイマー|"
    r"パーキンソン病|"
    r"潰瘍性大腸炎|クローン病|腎不全|透析|不妊症?|流産|妊娠|摂食障害|依存症|ptsd|難病|"
    r"膠原病|甲状腺|ヘルニア|コロナ|梅毒|性病|緑内障|てんかん|"
    r"障害(?:者手帳)?[1-6一二三]?級?|要介護[1-5]?)"
)
_JA_SAID_OF = (
    r"(?:と診断|の診断|と告知|を患|にかかっ|に罹|を発症|が再発|で(?:通院|入院|治療|療養|"
    r"闘病|休職|手術|障害者手帳)|の(?:治療|手術|通院|薬を|ため(?:通院|入院|休職)|既往|持病|"
    r"持ち)|持ち(?:で|の|だ)|"
    r"なので|なんです|です(?:が|。|けど|し|ので|$)|を持って|があ(?:り|って|る(?:ので|ため|"
    r"方では))|で(?:す|して|、|した)|中(?:で|なので|です)|(?:何)?か月|[0-9]+週|を経験|陽性|"
    r"しており|して(?:い|お|ま)|だ(?:と|った|そう))"
)
_JA_HEALTH = re.compile(
    rf"{_ILLNESS}{_JA_SAID_OF}|(?:持病|既往症|既往歴|病歴|服用中の薬)(?:は|が|"
    rf"に)[^。\n]{{1,20}}|(?:精神科|心療内科|産婦人科|婦人科|泌尿器科|腫瘍科|"
    rf"透析)[にへで](?:通|入院|かか)\w{{0,4}}|障害者手帳(?:を|の|[1-6]級)\w{{0,6}}|"
    r"妊娠\s?(?:\d+|[一二三四五六七八九十]+)\s?(?:か月|ヶ月|カ月|週)(?:目)?|(?:血液型は(?:a|b|o|"
    r"ab)型)"
)
_GENERAL_JA = re.compile(
    r"(?:の|ている|中の|ある|をお持ちの|された)(?:方|人|場合|お客様|かた)(?:は|も|に|へ|が|"
    r"で|の)|でしょうか|場合(?:は|が)|心配|不安|予防|可能性|恐れ"
)
_EN_ILLNESS = (
    r"(?:(?:\w+ )?cancer|diabet(?:es|ic)|(?:clinical |severe |postnatal )?depression|"
    r"bipolar(?: disorder)?|schizophrenia|anxiety(?: disorder)?|ptsd|adhd|autis(?:m|tic)|"
    r"hiv(?:[- ]positive)?|aids|hepatitis(?: [abc])?|epilep(?:sy|tic)|"
    r"asthma(?:tic)?|multiple sclerosis|\bms\b|parkinson'?s|alzheimer'?s|dementia|"
    r"crohn'?s(?: disease)?|arthritis|leuka?emia|heart (?:disease|attack|condition|"
    r"failure)|stroke|kidney (?:disease|failure)|pregnan(?:t|cy)|miscarriage|infertility|"
    r"ivf|"
    r"eating disorder|anorexi[ac]|bulimia|alcohol(?:ic|ism)|addict(?:ion|ed)|"
    r"chronic (?:pain|fatigue|illness)|lupus|endometriosis|psoriasis|high blood pressure|"
    r"hypertension|std|herpes|syphilis|disabled|disability|wheelchair|burn-?out|tumou?r|"
    r"chemo(?:therapy)?|dialysis)"
)
_PERSON = (
    r"(?:i|i'm|i've|he|she|he's|she's|they|my \w+|his \w+|her \w+|mr\.? \w+|mrs\.? \w+|"
    r"ms\.? \w+|dr\.? \w+|patient|customer|client|guest|[a-z]+'s)"
)
_EN_HEALTH = re.compile(
    r"\b(?:diagnosed with|suffer(?:s|ed|ing)? (?:from|with)|treated for|being treated for|"
    r"recovering from|living with|battling|history of|tested positive for|"
    r"hospitali[sz]ed (?:for|with)|medication for|surgery for|therapy for|"
    rf"off (?:work )?(?:sick )?with) (?:\w+ ){{0,2}}?{_EN_ILLNESS}"
    rf"|\b(?:my|his|her) (?:\w+ )?{_EN_ILLNESS}\b"
    rf"|\b{_PERSON} (?:take|takes|took|am on|is on|am taking|is taking) \w+(?: \w+)? for (?:\w+ )?"
    rf"{_EN_ILLNESS}\b"
    rf"|\b{_PERSON} (?:also |just |currently |recently )?(?:has|have|had|have got|has got|got|"
    rf"am|is|was|were|'m|been) (?:\w+ ){{0,3}}?{_EN_ILLNESS}\b"
    rf"|\b(?:i'm|she's|he's|i am) (?:\w+ ){{0,3}}?{_EN_ILLNESS}\b"
    rf"|\b{_PERSON} (?:\w+ )?(?:(?:is|am|are|was|were|'m|'re|been) )?(?:under(?:going|went|goes)|"
    r"starting|started|having|finished|on|tak(?:e|es|ing)|took|need(?:s|ed)?|had) "
    r"(?:\w+ ){0,2}?(?:chemo(?:therapy)?|radiotherapy|dialysis|insulin|antidepressants?|lithium|"
    r"antipsychotics?|beta[- ]blockers?|hrt|methadone|warfarin|an? abortion|"
    r"an? (?:mastectomy|hysterectomy|transplant|bypass|stoma|colonoscopy|biopsy)|rehab)\b"
    rf"|\b(?:she|he|i|we|they) lost (?:a|our|her|the) (?:baby|pregnancy)\b"
)
_DEVOUT = r"practi[cs]ing |devout |observant |strict |orthodox "
_BELIEF = (
    r"muslims?|jew(?:s|ish)?|catholics?|protestants?|hindus?|sikhs?|buddhists?|mormons?|quakers?|"
    r"jehovah's witness(?:es)?|atheists?|evangelicals?|adventists?"
)
_FAITH_JA = (
    r"(?:創価学会|エホバの証人|天理教|立正佼成会|統一教会|幸福の科学|真如苑|霊友会|金光教|"
    r"モルモン教|顕正会|生長の家|"
    r"崇教真光|カトリック|プロテスタント|キリスト教|イスラム教|ユダヤ教|ヒンズー教|ヒンドゥー教|"
    r"シーク教)"
)
_PARTY_JA = (
    r"(?:共産党|公明党|自民党|立憲民主党|国民民主党|日本維新の会|維新の会|社民党|参政党|"
    r"れいわ新選組)"
)
_PEOPLE_JA = (
    r"(?:韓国|朝鮮|中国|台湾|ブラジル|フィリピン|ベトナム|ネパール|クルド|ロシア|ウクライナ|"
    r"シリア|アフガニスタン|黒|白)"
)
_OTHER_JA = re.compile(
    rf"{_FAITH_JA}(?:の)?(?:信者|信徒|会員|教徒|家庭|[二2]世|家で育)|{_FAITH_JA}(?:に|を)(?:入|"
    rf"通って|所属|信じ|"
    rf"信仰|改宗|脱会)|(?:私|うち|家|夫|妻|母|父|彼|彼女|さん|様|実家)(?:は|も|"
    rf"が){_FAITH_JA}(?:です|で|だ)"
    r"|(?:クリスチャン|ムスリム|(?:キリスト|イスラム|ユダヤ|ヒンズー|ヒンドゥー|仏)教徒|ユダヤ人)"
    r"(?:です|で、|なの|だ|の(?:夫|妻|家|母|父))"
    r"|在日(?:韓国|朝鮮|コリアン|[一二三四1-4]世|だ|です|なの|の(?:方|人|友人|家))|"
    r"(?:被差別)?部落(?:の)?出身|"
    r"同和地区(?:の)?出身|アイヌ(?:の血|民族|の子孫|です|出身)|"
    rf"(?:私|夫|妻|母|父|彼|彼女|両親|さん|様)(?:は|も|が)[^。\n]{{0,6}}{_PEOPLE_JA}(?:人|系|籍|"
    rf"出身)|"
    r"難民(?:として|申請|認定|です)|帰化(?:し|前)|不法滞在"
    rf"|{_PARTY_JA}(?:の)?(?:党)?(?:員(?:です|で|だ)|支持者|後援会|議員の家)|{_PARTY_JA}(?:を支持|"
    rf"に(?:入党|投票))"
    r"|(?:刑務所|少年院)(?:に|から|を)[^。\n]{0,4}(?:い|入|出)|懲役|出所し|保護観察|"
    r"元(?:暴力団員?|受刑者)|"
    r"暴力団(?:員|関係者|に)|(?:服役|収監)(?:し|中)|生活保護を(?:受け|もら)|(?:dv|性暴力|性犯罪|"
    r"虐待)(?:の)?(?:被害|を受け)"
)
_OTHER = re.compile(
    r"(?:前科|逮捕歴|犯罪歴|服役|執行猶予|有罪判決)(?:が|を|は|で|中)\w{0,6}|(?:私|彼|彼女|"
    r"夫|妻|さん|様|氏|母|父|息子|娘)(?:は|も|が)(?:[^。\n]{0,8})?(?:ゲイ|レズビアン|"
    r"バイセクシュアル|トランスジェンダー|同性愛者|キリスト教徒|イスラム教徒|ムスリム|"
    r"仏教徒|創価学会員?|エホバの証人|在日韓国人|被差別部落|労働組合(?:員|の)|共産党員|公明党員|"
    r"自民党員)(?:です|で|"
    r"だ|に)?"
    r"|(?:創価学会|エホバの証人|天理教|立正佼成会|統一教会|幸福の科学|キリスト教|イスラム教|"
    r"共産党|公明党|自民党|立憲民主党|労働組合)(?:の)?(?:信者|信徒|会員|党員|組合員|"
    r"に入(?:信|党|って))(?:です|で|な)?"
    r"|信仰(?:して|は)[^。\n]{1,12}|支持政党(?:は|が)[^。\n]{1,12}"
    rf"|\b{_PERSON} (?:is|am|'m|was) (?:a |an )?(?:practi[cs]ing |devout |openly )?(?:gay|"
    r"lesbian|bisexual|transgender|trans|queer|muslim|jewish|catholic|hindu|sikh|buddhist|"
    r"mormon|jehovah's witness|undocumented|trade union member|union member)\b"
    rf"|\b(?:we|we're|we are|they're|as)(?: are)? (?:an? )?(?:{_DEVOUT})?(?:{_BELIEF})\b"
    r"|\b(?:came|coming|come) out as (?:gay|lesbian|bi(?:sexual)?|trans(?:gender)?|queer|"
    r"non-?binary)\b|\b(?:my|his|her) (?:religion|faith|sexuality|sexual orientation) (?:is|"
    r"forbids)\b|\b(?:transitioned|am transitioning|is transitioning)\b"
    r"|\b(?:member|supporter|councillor|activist) (?:of|for) the [\w ]{0,24}?\b(?:party|"
    r"democrats|republicans|greens|conservatives|communists)\b|\ba union (?:rep(?:resentative)?|"
    r"steward|official|organi[sz]er)\b"
    r"|\b(?:belongs?|belonged|converted|donates?) to (?:the )?[\w' ]{0,24}?\b(?:party|church|"
    r"mosque|synagogue|"
    r"temple|brotherhood|islam|christianity|judaism)\b|\bscientologists?\b|\b(?:in|out of|"
    r"released from) "
    r"(?:prison|jail) (?:for|because|since|last|on)\b|\bex-?con(?:vict)?s?\b|\b(?:as an?|is an?|"
    r"was an?|i'm an?|am an?) "
    r"(?:political )?(?:refugee|asylum[- ]seeker)\b|\b(?:i|he|she|my \w+) uses? a wheelchair\b"
    r"|\b(?:i'm|i am|he is|he's|she is|she's) (?:ethnically |half[- ]|part[- ]|"
    r"originally )?(?:black|asian|african|"
    r"arab|roma|romani|kurdish|jewish|indigenous|aboriginal|ainu|latin[ao]|hispanic)\b"
    r"|\b(?:i'm|he's|she's) (?:a |an )?(?:practi[cs]ing |devout |openly )?(?:gay|lesbian|"
    r"bisexual|transgender|trans|queer|muslim|jewish|catholic|hindu|sikh|buddhist|mormon|"
    r"undocumented|trade unionist|(?:trade )?union member)\b"
    r"|\b(?:(?:was|were|been) (?:arrested|jailed|imprisoned)|criminal record|convicted of|"
    r"served time|on parole|on probation for|"
    r"spent time in prison)\b|\b(?:votes?|voted) (?:for )?(?:labour|conservative|tory|"
    r"republican|democrat|ldp)\b"
)


def find(view: View) -> Iterator[Personal]:
    """Health and other special categories that a text says of somebody."""
    text = view.text
    for match in _JA_HEALTH.finditer(text):
        if not _GENERAL_JA.match(text, match.end()) and not _GENERAL_JA.match(
            text, match.end() - 2
        ):
            yield Personal("health", match.start(), match.end())
    for match in _EN_HEALTH.finditer(text):
        yield Personal("health", match.start(), match.end())
    for pattern in (_OTHER, _OTHER_JA):
        for match in pattern.finditer(text):
            yield Personal("special_category", match.start(), match.end())
