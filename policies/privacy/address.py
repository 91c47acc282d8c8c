"""Postal addresses and postal codes, Japanese and English.

Source: 住居表示に関する法律 第2条 (block and house numbers); Royal Mail PAF; USPS Publication 28.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal, near
from policies.view import View

_PREFECTURES = (
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|"
    "東京都|神奈川県|新潟県|富山県|"
    "石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|"
    "奈良県|和歌山県|鳥取県|島根県|"
    "岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|"
    "宮崎県|鹿児島県|沖縄県"
)
_NUMBER = r"[\d〇一二三四五六七八九十百]+"
_BLOCK = (
    rf"{_NUMBER}(?:\s?(?:丁目|番地の?|番|号|の|-|ー)\s?(?:{_NUMBER}(?:\s?(?:丁目|番地の?|番|"
    r"号室|号|の|-|ー))?\s?)*)"
)
_HOUSE = (
    r"(?:マンション|アパート|ハイツ|コーポ|ビル|荘|レジデンス|タワー|メゾン|ハイム|パレス|"
    r"コート|ヒルズ|ハウス|団地|寮|テラス|プラザ|シャトー|ヴィラ|グラン)"
)
_ROOM = r"(?:[a-z]?\d{1,4}(?:-\d{1,4})?(?:号室?|号棟|階|f)?)"
_BUILDING = (
    rf"(?:\s?[^\s\d、。,]{{0,14}}{_HOUSE}(?:[^\s\d、。,はがでにを]{{0,8}}\s?{_ROOM})?"
    rf"|\s?\d{{1,4}}号室)?"
)
_JAPANESE = re.compile(
    rf"(?:(?:{_PREFECTURES})\s?(?:[\u4e00-\u9fff々ヶケぁ-んァ-ヶー]{{1,8}}?[市郡区町村]\s?){{0,3}}"
    rf"|(?:[\u4e00-\u9fff々ヶ]{{1,6}}?[市区](?!民|役|立|内|外|営|"
    rf"場)\s?)(?:[\u4e00-\u9fff々ヶケぁ-んァ-ヶー]{{1,8}}?[区町村]\s?)?)"
    rf"[\u4e00-\u9fff々ヶケノぁ-んァ-ヶー0-9]{{0,16}}?{_BLOCK}{_BUILDING}"
)
_JA_POSTAL = re.compile(
    r"(?:〒\s?|郵便番号[\s:はが]{0,3})\d{3}[-ー]?\d{4}(?!\d)|(?<![\d-])\d{3}-\d{4}(?![\d-])"
)
_JA_PLACE_AFTER = re.compile(rf"\s{{0,2}}(?:{_PREFECTURES}|[\u4e00-\u9fff]{{1,5}}[市区町村])")
_STREET = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|"
    r"Pl|Square|Sq|Terrace|Close|Crescent|Gardens|Row|"
    r"Mews|Hill|Grove|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Walk|Green|Park|Rise|Trail|Loop|"
    r"Quay|Wharf|Broadway|Vale|View|Yard|Parade)"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|"
    r"S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
)
_UK_POSTAL = (
    r"(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPS-UW]|"
    r"[A-HK-Y]\d[ABEHMNPRV-Y]) ?\d[ABD-HJLNP-UW-Z]{2})"
)
_ENGLISH = re.compile(
    r"(?:(?:Flat|Apt\.?|Apartment|Unit|"
    rf"Suite)\s?#?\w{{1,5}},?\s)?\b\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?,?\s(?:(?:N|S|E|W|"
    rf"North|South|East|West|Old|New|The)\.?\s)?(?:[A-Z][\w'’.-]*\s|\d{{1,3}}(?:st|nd|rd|"
    rf"th)\s|of\s|the\s){{0,4}}{_STREET}\b\.?"
    r"(?:,?\s(?:Apt\.?|Apartment|Suite|Unit|Flat|Floor|"
    rf"#)\s?#?\w{{1,5}})?(?:,\s?[A-Z][a-z'’.-]+(?:[\s-][A-Za-z][a-z'’.-]+){{0,2}})"
    rf"{{0,2}}(?:,?\s(?:{_STATE}\s\d{{5}}(?:-\d{{4}})?|{_UK_POSTAL}|{_STATE}\b))?"
    r"|\b(?:P\.?\s?O\.?\s?Box|PO Box)\s\d{1,6}\b"
)
_UK_ALONE = re.compile(rf"(?<![A-Za-z0-9]){_UK_POSTAL}(?![A-Za-z0-9])")
_US_ALONE = re.compile(
    rf"\b(?:[A-Z][a-z]+,?\s)?{_STATE},?\s\d{{5}}(?:-\d{{4}})?\b|\b(?:zip(?: ?code)?|"
    rf"ZIP(?: ?[Cc]ode)?)[\s:is]{{1,5}}\d{{5}}(?:-\d{{4}})?\b"
)
# Written without capitals only the surest street words count, and no words of talk before them.
_HASTY = re.compile(
    r"(?:(?:flat|apt\.?|apartment|unit|suite) ?#?\w{1,5},? )?\b\d{1,5}[a-z]?,? "
    r"(?:(?!(?:minutes?|mins?|hours?|miles?|km|days?|weeks?|doors?|the|down|up|of|my|your|our|in|"
    r"on|"
    r"a|an|this|that|other|by|from|for|and|or|is|at|to|people|guests?)\b)[a-z'’.-]+ ){1,3}"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|boulevard|blvd|crescent|grove|terrace)\b\.?"
)
_HASTY_POSTAL = re.compile(
    rf"\b(?:zip(?: ?code)?|postal code)(?: is|:)? ?(?P<us>\d{{5}}(?:-\d{{4}})?)\b|"
    rf"\bpost ?code(?: is|:)? ?(?P<uk>{_UK_POSTAL.lower()})\b"
)
_POSTAL_CONTEXT = re.compile(r"住所|郵便|宛先|送り先|届け先|address|postal")


_CONTINENT = re.compile(
    r"\b\d{1,4}(?: ?bis| ?ter)?,? (?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Qq]uai|[Cc]hemin)"
    r"(?: (?:de|du|des|la|le|les)\b| (?:[dl]['’])?[A-ZÀ-Ý][\w'’-]+){1,5}"
    r"(?:, \d{5} [A-ZÀ-Ý][\w-]+)?"
    r"|\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.|weg|platz|allee|gasse|damm|ring) \d{1,4} ?[a-z]?\b"
    r"(?:, (?:D-|A-|CH-)?\d{4,5} [A-ZÄÖÜ][\w-]+)?"
    r"|\b(?:Calle|Avenida|Plaza|Paseo|Via|Viale|Piazza|Rua) (?:(?:de|del|la|las|los|di|della|do|"
    r"da) )*"
    r"[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)?,? \d{1,4}\b(?:, \d{5} [A-ZÀ-Ý][\w-]+)?"
)


def find(view: View) -> Iterator[Personal]:
    """Japanese addresses down to the block number, English ones with number and street."""
    text = view.text
    for match in _JAPANESE.finditer(text):
        yield Personal("address", match.start(), match.end())
    for match in _JA_POSTAL.finditer(text):
        bare = match.group()[0].isdigit()
        if (
            not bare
            or _JA_PLACE_AFTER.match(text, match.end())
            or _POSTAL_CONTEXT.search(near(view, match.start(), match.end(), 12))
        ):
            yield Personal("postal_code", match.start(), match.end())
    if any(character.isdigit() for character in text):
        yield from _english(view) if view.raw != view.raw.lower() else _hasty(view)


def _english(view: View) -> Iterator[Personal]:
    """Capitals matter in English addresses, so these run on the raw text."""
    for kind, pattern in (
        ("address", _ENGLISH),
        ("address", _CONTINENT),
        ("postal_code", _UK_ALONE),
        ("postal_code", _US_ALONE),
    ):
        for match in pattern.finditer(view.raw):
            yield Personal(kind, view.folded_offset(match.start()), view.folded_offset(match.end()))


def _hasty(view: View) -> Iterator[Personal]:
    for match in _HASTY.finditer(view.text):
        yield Personal("address", *match.span())
    for match in _HASTY_POSTAL.finditer(view.text):
        yield Personal("postal_code", *match.span("us" if match["us"] else "uk"))
