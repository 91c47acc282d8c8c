"""The words of a text as search terms, in Japanese and English, without a dictionary.

English words are lower-cased and lightly stemmed, so that "prices" finds "price" and "bought"
finds "buy". Japanese has no spaces: every two neighbouring characters are a term (so that 料金 is
found inside 料金表), and a run of kanji or of katakana is one more term of its own.
"""

import re
import unicodedata

_PIECES = re.compile(
    r"(?P<code>[a-z]{1,4}-?\d{1,6}\b)"
    r"|(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"|(?P<word>[a-zà-ɏ]+(?:['’][a-z]+)?)"
    r"|(?P<japanese>[\u3041-\u309f\u30a0-\u30ff\u3400-\u9fff\uf900-\ufaff々〆ー]+)"
)
_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff々〆]+|[\u30a1-\u30ff]+")
_KANA_ONLY = re.compile(r"^[\u3041-\u309f]+$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _set(
    """
    a about after again all also am an and any are as at be because been before being between
    both but by can could did do does doing don down during each few for from further had has
    have having he her here hers him his how i if in into is it its just ll me more most my no
    nor not of off on once only or other our out over own re s same she should so some such t
    than that the their them then there these they this those through to too under until up ve
    very was we were what when where which while who whom why will with would you your yours yes
    ok oh hi hello please thanks thank im ive dont didnt id youre
    """
)

_STOP_KANA = _set(
    """
    です ます した ませ せん ので から まで より ては では には とは ても でも って いて いる ある
    ない なら たら れば する して され れる られ てい この その あの どの これ それ あれ どれ ここ
    そこ どこ のは のが のを にも とも もの こと ため だけ ほど くら らい いは んで すか でき たい
    いま あり りま いた くだ ださ さい しょ ょう でし まし しま すが すよ すね よね かな いん なん
    んな どう
    """
)

_IRREGULAR = {
    form: base
    for base, forms in {
        "be": "was were been",
        "begin": "began begun",
        "break": "broke broken",
        "bring": "brought",
        "build": "built",
        "buy": "bought",
        "catch": "caught",
        "child": "children kid kids",
        "choose": "chose chosen",
        "come": "came",
        "cost": "costs",
        "drink": "drank drunk",
        "drive": "drove driven",
        "eat": "ate eaten",
        "fall": "fell fallen",
        "feel": "felt",
        "find": "found",
        "fly": "flew flown",
        "foot": "feet",
        "get": "got gotten",
        "give": "gave given",
        "go": "went gone goes",
        "grow": "grew grown",
        "hear": "heard",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "learn": "learnt",
        "leave": "left",
        "lend": "lent",
        "lose": "lost",
        "make": "made",
        "man": "men",
        "meet": "met",
        "pay": "paid",
        "person": "people",
        "read": "reads",
        "ride": "rode ridden",
        "run": "ran",
        "say": "said",
        "see": "saw seen",
        "sell": "sold",
        "send": "sent",
        "sing": "sang sung",
        "sleep": "slept",
        "speak": "spoke spoken",
        "spend": "spent",
        "swim": "swam swum",
        "take": "took taken",
        "teach": "taught",
        "tell": "told",
        "think": "thought",
        "understand": "understood",
        "wear": "wore worn",
        "win": "won",
        "woman": "women",
        "write": "wrote written",
    }.items()
    for form in forms.split()
}


def terms(text: str) -> list[str]:
    """The search terms of a text, in order and with repetition."""
    found: list[str] = []
    for match in _PIECES.finditer(unicodedata.normalize("NFKC", text).lower()):
        piece = match.group()
        if match.lastgroup == "japanese":
            found.extend(_japanese(piece))
        elif match.lastgroup == "number":
            found.append(piece.replace(",", "").removesuffix(".0"))
        elif match.lastgroup == "code":
            found.append(piece.replace("-", ""))
        else:
            word = re.sub(r"['’](?:s|re|ve|ll|d|m|t)$", "", piece)
            if word not in STOP_WORDS and len(word) > 1:
                found.append(stem(word))
    return found


def stem(word: str) -> str:
    """An English word without its commonest endings; "pricing", "prices", "price" are one."""
    word = _IRREGULAR.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _japanese(run: str) -> list[str]:
    if len(run) == 1:
        return [] if _KANA_ONLY.match(run) else [run]
    found = [
        pair
        for pair in (run[place : place + 2] for place in range(len(run) - 1))
        if pair not in _STOP_KANA
    ]
    found.extend(
        word.group()
        for word in _RUNS.finditer(run)
        if len(word.group()) != 2 or run == word.group()
    )
    return found


def weight(term: str) -> float:
    """How much of a term's rarity is meaning. Two hiragana are mostly grammar however rare they
    are in a small shop's texts, and a kanji with its ending says little more than the kanji."""
    if not ("\u3041" <= term[-1] <= "\u309f"):
        return 1.0
    return 0.35 if "\u3041" <= term[0] <= "\u309f" else 0.6
