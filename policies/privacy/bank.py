"""Bank accounts: Japanese branch accounts and ゆうちょ, IBAN (ISO 13616), UK and US accounts.

Source: ISO 13616-1 (IBAN) and ISO 7064 (its check digits); 全国銀行協会の統一金融機関番号 for
branches; UK Payments sort codes; ABA routing numbers.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_BANK = (
    r"(?:[\wー・]{1,12}(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農協|ja\w*)|"
    r"ゆうちょ(?:銀行)?|[\wー]{1,8}バンク|paypay銀行|[a-z]{2,8}銀行)"
)
_JAPANESE = re.compile(
    rf"(?:{_BANK}[^\d。\n]{{0,24}}?(?:\(?\d{{3,4}}\)?[^\d。\n]{{0,16}}?)?)?(?:普通|当座|"
    r"貯蓄|総合)(?:預金|貯金)?(?:口座)?(?:の)?(?:口座)?(?:番号)"
    rf"?[\s:はが、]{{0,4}}(?:no\.?|№)?\s?\d{{6,8}}(?!\d)"
    rf"|(?:{_BANK}[^\d。\n]{{0,24}}?(?:\(?\d{{3}}\)?[^\d。\n]{{0,12}}?)?)?口座(?:番号)"
    rf"?(?:は|が)?[\s:、]{{0,3}}(?:no\.?)?\s?\d{{3}}[ -]?\d{{4}}(?!\d|-\d)"
    r"|記号[\s:はが]{0,3}1\d{4}(?:[\s-]?\d)?[\s、,・/]{0,3}(?:の)?番号[\s:はが]{0,3}\d{2,8}"
    rf"|{_BANK}[^\d。\n]{{0,20}}?支店[^\d。\n]{{0,10}}?\d{{7}}(?!\d)"
)
_IBAN = re.compile(
    r"(?<![a-z0-9])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![a-z0-9])"
)
_BRITISH = re.compile(
    r"sort(?: ?code)?[\s:is]{0,6}(?:\d{2}[- ]?){2}\d{2}(?:[^\d\n]{0,30}\d{8}(?!\d))?"
    r"|\b(?:\d{2}-){2}\d{2}\b[\s,/;and]{1,6}(?:a/?c|acc(?:oun)?t)?(?: ?(?:no|number|"
    r"num)\.?)?[\s:]{0,3}\d{8}(?!\d)"
)
_NUMBERED = re.compile(
    r"\b(?:bank )?(?:acc(?:oun)?t|a/c)(?: ?(?:no|num|number|#)\.?)?(?: is|"
    r" ends)?[\s:#]{1,4}(?:\d[ -]?){6,16}\d(?!\d)"
    r"|\b(?:routing|aba)(?: ?(?:no|num|number|"
    r"#)\.?)?(?: is)?[\s:#]{1,4}\d{9}(?!\d)(?:[^\d\n]{0,30}\d{6,12}(?!\d))?"
)
_CUSTOMER_ACCOUNT = re.compile(r"customer|user|loyalty|membership|your account number with us")


def iban(written: str) -> bool:
    """True when the check digits of an IBAN are right (ISO 7064, MOD 97-10)."""
    plain = written.replace(" ", "").replace("-", "").upper()
    if not 15 <= len(plain) <= 34:
        return False
    moved = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def find(view: View) -> Iterator[Personal]:
    """Account numbers with the words that make them one, and IBANs by their check digits."""
    text = view.text
    if (
        "口座" in text
        or "普通" in text
        or "当座" in text
        or "記号" in text
        or "支店" in text
        or "貯" in text
    ):
        for match in _JAPANESE.finditer(text):
            yield Personal("bank_account", match.start(), match.end())
    for match in _IBAN.finditer(text):
        end = match.end()
        # The last group may be a word of the sentence: the check digits tell where the IBAN ends.
        while end - match.start() >= 15:
            if iban(text[match.start() : end]):
                yield Personal("bank_account", match.start(), end)
                break
            end = text.rfind(" ", match.start(), end)
    for pattern in (_BRITISH, _NUMBERED):
        for match in pattern.finditer(text):
            if not _CUSTOMER_ACCOUNT.search(text[max(0, match.start() - 14) : match.start()]):
                yield Personal("bank_account", match.start(), match.end())
