"""Dates of birth: a date beside the words that make it one, or a full year with 生まれ / born.

Source: 個人情報保護法 第2条第1項 (a date of birth identifies with a name); ISO 8601 and 元号法
for the forms of dates.
"""

import re
from collections.abc import Iterator

from policies.privacy.personal import Personal
from policies.view import View

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ERA = r"(?:明治|大正|昭和|平成|令和|[mtshr])"
_DATE = (
    rf"(?:(?:{_ERA}\s?(?:\d{{1,2}}|元)年?|(?:19|"
    rf"20)\d{{2}}年)(?:\([^)]{{1,8}}\))?\s?\d{{1,2}}[月./-]\s?\d{{1,2}}日?"
    rf"|{_ERA}\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{1,2}}"
    r"|(?:19|20)\d{2}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\.?,? (?:19|20)\d{{2}}|"
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}"
    r"|(?:19|20)\d{6}(?!\d))"
)
_SHORT = (
    rf"(?:\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}/\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|"
    rf"th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
)
_NAMED = re.compile(
    r"(?:生年月日|誕生日|お誕生日|バースデー|出生日|生まれ(?=は|が|:)|date of birth|"
    r"\bd\.?o\.?b\b\.?|"
    rf"birth ?date|birthday|\bborn(?: on)?)[^\d\n。!?]{{0,14}}?(?P<date>{_DATE}|{_SHORT})"
    rf"|(?P<born>{_DATE})(?:\s?(?:生まれ|うまれ|生(?!産|後)|誕生)|\s?(?:\(dob\)|is (?:my|"
    r"her|his|their) birthday))"
)


def find(view: View) -> Iterator[Personal]:
    """Every date that the words around it make a date of birth."""
    for match in _NAMED.finditer(view.text):
        yield Personal("birth_date", *match.span("date" if match["date"] else "born"))
