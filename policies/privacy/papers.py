"""Identity papers: passport, driving licence, residence card, insurance and pension numbers.

Source: 旅券法施行規則 and ICAO Doc 9303 (passports); 出入国管理及び難民認定法 第19条の4 (residence
cards); SSA on the structure of the SSN; HMRC NIM39110 (national insurance); NHS Data Dictionary.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_GAP = r"[\s:#はがのno.numberis番号]{0,16}"
_PASSPORT = re.compile(
    rf"(?:パスポート|旅券|passport){_GAP}(?P<number>[a-z]{{1,2}}\s?\d{{7}}|\d{{9}}|"
    rf"[a-z]\d{{8}}|(?=[a-z]+\d)[a-z0-9]{{8,9}})(?![a-z0-9])"
)
_LICENCE = re.compile(
    r"(?:運転免許証?|免許証?|driv(?:er'?s?|ing) licen[cs]e|\bdl\b|"
    rf"licen[cs]e){_GAP}(?:第)?\s?(?P<number>\d{{4}}[ -]?\d{{4}}[ -]?\d{{4}}|"
    rf"[a-z]{{5}}\d{{6}}[a-z0-9]{{5,7}}|[a-z]\d{{7,14}}|"
    rf"[a-z]\d{{3}}-\d{{4}}-\d{{4}})(?![a-z0-9])"
)
_RESIDENCE = re.compile(r"(?<![a-z0-9])(?P<number>[a-z]{2}\d{8}[a-z]{2})(?![a-z0-9])")
_INSURANCE = re.compile(
    r"(?P<number>(?:保険者番号|被保険者(?:証)?(?:記号|番号)|保険証(?:の)?(?:記号番号|記号|番号)|"
    r"記号・番号|雇用保険(?:被保険者)?番号)[\s:はが]{0,4}[\d][\d\s・-]{2,14}\d"
    r"(?:[\s、,]{0,2}番号[\s:はが]{0,3}\d{1,8})?)"
)
_PENSION = re.compile(
    r"(?:基礎年金番号|年金番号|年金手帳)[\s:はがの番号]{0,6}(?P<number>\d{4}[ -]?\d{6})(?!\d)"
)
_SSN = re.compile(
    r"(?<![\d-])(?P<number>(?!000|666|9\d\d)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4})(?![\d-])"
)
_SSN_NAMED = re.compile(r"(?:\bssn\b|social security)[\s:#isnumber.]{0,14}(?P<number>\d{9})(?!\d)")
_NINO = re.compile(
    r"(?<![a-z0-9])(?P<number>(?![dfiquv])[a-z](?![dfiquvo])[a-z] ?\d{2} ?\d{2} ?\d{2} "
    r"?[abcd])(?![a-z0-9])"
)
# Beside its name a number counts whatever its prefix: people also write temporary and old ones.
_NINO_NAMED = re.compile(
    r"(?:national insurance|\bn\.?i\.?)(?: ?(?:no|num|number)\.?)?(?: is|:)?\s{0,2}"
    r"(?P<number>[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]?)(?![a-z0-9])"
)
_TAX = re.compile(
    r"\b(?:tax(?:payer)? (?:id|identification|number|no)|ein|itin|tin|steuer-?id(?:nr)?|utr)\b"
    r"[^\d\n]{0,14}(?P<number>\d{2}-?\d{7}|9\d{2}-?\d{2}-?\d{4}|\d{10,11})(?!\d)"
)
_MEDICARE = re.compile(
    r"\b(?:medicare|mbi)\b[^\d\n]{0,16}(?P<number>[1-9][a-z][a-z0-9]\d-?[a-z][a-z0-9]\d-?"
    r"[a-z]{2}\d{2}|\d{4} ?\d{5} ?\d)(?![a-z0-9])"
)
_NHS = re.compile(
    r"\bnhs(?: (?:no|number))?[\s:.is]{0,6}(?P<number>\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)"
)


def find(view: View) -> Iterator[Personal]:
    """Numbers of papers: most need their name beside them, some have a form of their own."""
    for pattern in (
        _PASSPORT,
        _LICENCE,
        _RESIDENCE,
        _INSURANCE,
        _PENSION,
        _SSN,
        _SSN_NAMED,
        _NINO,
        _NINO_NAMED,
        _NHS,
        _TAX,
        _MEDICARE,
    ):
        for match in pattern.finditer(view.text):
            yield Personal("identity_paper", *match.span("number"))
