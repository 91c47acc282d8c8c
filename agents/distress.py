# ruff: noqa: E501 - a pattern is easier to check on one line
"""Words of somebody whose life may be in danger: no machine answers them, a person does.

The signs are the plain words that the WHO's guidance on helping people who think of suicide names
("Preventing suicide: a resource for primary health care workers"): wanting to die, ending one's
life, harming oneself, no reason to live. A false alarm costs the owner one look.
"""

import re
import unicodedata

_SIGNS = re.compile(
    r"死にたい|死んでしまいたい|死のうと|死んだほうが(?:まし|いい)|自殺|自死|(?:消えて(?:しまい|なくなり)|いなくなり)たい|消えたい|生きて(?:い|)たくない|生きて(?:い|)たくありません|生きていく?のが(?:つら|辛|しんど|いや|嫌)|生きる(?:意味|気力)が(?:ない|なく|わから)|命を絶|首を[吊つ]|自分を傷つけ|リストカット|自傷"
    r"|\b(?:kill(?:ing)? myself|suicid\w*|end(?:ing)? my (?:own )?life|tak(?:e|ing) my (?:own )?life|(?:want|wish|going|ready) to die|(?:wish|if) i (?:was|were) dead|better off dead|don'?t want to (?:live|be alive|wake up|exist)|do not want to (?:live|be alive|exist)|no (?:reason|point) (?:to|in) (?:live|living)|(?:hurt|harm|cut)(?:ing)? myself|self[- ]?harm\w*)\b"
)
_BY_CHANCE = re.compile(
    r"\b(?:cut|hurt)(?:ing)? myself (?:on|with|while|when)\b|自殺(?:防止|予防|行為だ)"
)


def in_danger(text: str) -> bool:
    """True when the words of a customer say that they may harm themselves."""
    words = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return _SIGNS.search(_BY_CHANCE.sub(" ", words)) is not None
