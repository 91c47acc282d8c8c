"""Which language a text is in: Japanese, English, neither, or none to be seen."""

import re
from enum import Enum

from kizashi.language import Language

_KANA = re.compile(r"[ぁ-んァ-ヺｦ-ﾝ]")
_HAN = re.compile(r"[一-龠々]")
_CHINESE = re.compile(
    r"[们这吗么谢没说让还过对时问题请买卖钱价贵谁您妳們這嗎麼]|什麼|多少|可以|不要|我想|你好"
)
_LATIN = re.compile(r"[a-zA-Z]+(?:['’][a-zA-Z]+)?")
_LETTER = re.compile(r"[^\W\d_]")
# Looked for in small letters: a pattern that ignores case takes every i for a Turkish ı
_MARKED = re.compile(r"[àâäáãåæçèéêëìíîïñòóôöõøœùúûüýßąćęłńśźżğışčďěňřšťůž¿¡]")
_ENGLISH = frozenset(
    """
    the a an and or but is are was were be been am i i'm im i'll i'd i've you your it it's
    its this that there to of in on for with from at my me we our us do does did don't
    dont can can't cant could would will won't not no yes yeah yep nope ok okay hi hello
    hey thanks thank thx please what how when where why who which much many have has had
    just so if about get got want need know think like good great sure maybe any all one
    still too very really more than out up
    """.split()  # noqa: SIM905 - a table of words reads better than a list
)
_OTHERS = frozenset(
    """
    el la los las una que por para con como pero muy gracias hola precio quiero cuanto
    cuesta esta le les des est une et je vous pour avec dans pas merci bonjour combien
    mais nous suis der das und kein ist ein eine ich nicht mit wie auf sie danke wir kostet
    aber haben il che è sono grazie quanto ciao non os em não obrigado você
    quanto custa het een ik niet dat voor zijn apa saya tidak ini yang dan berapa
    puedo quisiera necesito cita hoy es caro interesa posso vorrei costa mese jest nie czy ile
    """.split()  # noqa: SIM905 - a table of words reads better than a list
)


class Seen(Enum):
    """What a text shows when it shows neither Japanese nor English."""

    OTHER = "another language"
    NOTHING = "no words"


def language_of(text: str) -> Language | Seen:
    """The language of a text; for a mixture, the one that carries its grammar."""
    text = text[:2_000]
    if _KANA.search(text):
        return Language.JA
    if _HAN.search(text):
        return Seen.OTHER if _CHINESE.search(text) else Language.JA
    words = [word.lower().replace("’", "'") for word in _LATIN.findall(text)]
    letters = len(_LETTER.findall(text))
    if not letters:
        return Seen.NOTHING
    latin = sum(len(word) for word in words)
    if latin * 2 < letters:
        return Seen.OTHER
    english = sum(word in _ENGLISH for word in words)
    others = sum(word in _OTHERS for word in words) + len(_MARKED.findall(text.lower()))
    return Seen.OTHER if others > english else Language.EN
