"""Learning from edits: the same change three times becomes a proposal. Pure.

A change is a sentence that the owner added or took out, or words in a sentence that they replaced
by others. What a proposal shows are the edits themselves.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from kizashi.language import Language
from kizashi.proposals import (
    Effect,
    EndingEffect,
    Example,
    KnowledgeEffect,
    LimitEffect,
    PhraseEffect,
    RuleEffect,
)
from memory.chronicle import Decided

ENOUGH = 3
"""So many edits of different conversations or drafts make a proposal."""
MOST_CHARACTERS = 300
_BETWEEN_SENTENCES = re.compile(
    r"(?<=[。！？])(?![。！？」』）])|(?<=[」』）])(?=[^、。」』）])(?<=[。！？][」』）])|(?<=[.!?])\s+|\n+"
)
_RUNS = re.compile(
    r"[A-Za-z0-9'’]+|[\u30a1-\u30ffー]+|[\u3400-\u9fff々〆]+|[\u3041-\u309f]+|\s+|.", re.DOTALL
)
_DISCOUNT = re.compile(
    r"(\d{1,3}(?:\.\d+)?)\s*(?:%|％|パーセント|割)\s*(?:引|off|オフ|の?割引|discount)",
    re.IGNORECASE,
)
_FACT = re.compile(r"\d|[〇一二三四五六七八九十百千]+(?:時|円|分|日|名|人|台)|closed|open")
_HIRAGANA = re.compile(r"[\u3041-\u309f\s]+")


@dataclass(frozen=True, slots=True)
class Idea:
    """A change that the owner made more than once. `key` names it."""

    key: str
    effect: Effect
    examples: tuple[Example, ...]


def ideas_from(decisions: Sequence[Decided]) -> list[Idea]:
    """Every change that was made often enough, the most frequent first."""
    edited = [one for one in decisions if one.status == "edited" and one.final_text]
    found: dict[str, tuple[Effect, dict[str, Example]]] = {}
    for one in edited:
        for key, effect, example in _changes(one):
            _, examples = found.setdefault(key, (effect, {}))
            examples.setdefault(one.draft, example)
    ideas = [
        Idea(key, effect, tuple(examples.values()))
        for key, (effect, examples) in found.items()
        if len(examples) >= ENOUGH
    ]
    ideas += _limits(edited)
    ideas.sort(key=lambda idea: -len(idea.examples))
    return _without_contradictions(ideas)


def sentences(text: str) -> list[str]:
    """The sentences of a text without white space around them."""
    return [piece for found in _BETWEEN_SENTENCES.split(text) if (piece := found.strip())]


def _changes(one: Decided) -> Iterator[tuple[str, Effect, Example]]:
    before, after = sentences(one.text), sentences(one.final_text or "")
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "delete":
            for gone in before[i:j]:
                yield _rule(gone), RuleEffect(avoid=gone), _example(one, gone, "")
        elif tag == "insert":
            for come in after[k:m]:
                yield from _added(come, one, last=come == after[-1])
        elif tag == "replace":
            yield from _replaced(before[i:j], after[k:m], one, after[-1])


def _added(come: str, one: Decided, *, last: bool) -> Iterator[tuple[str, Effect, Example]]:
    if len(come) > MOST_CHARACTERS or len(come) < 4:
        return
    example = _example(one, "", come)
    if _DISCOUNT.search(come):
        return  # a discount is a limit's matter, never a fact to repeat to everybody
    if _FACT.search(unicodedata.normalize("NFKC", come)):
        effect = KnowledgeEffect(about=one.answers[:200], text=come)
        yield f"knowledge:{_same(come)}", effect, example
    elif last:
        language = Language.EN.value if come.isascii() else Language.JA.value
        yield f"ending:{_same(come)}", EndingEffect(text=come, language=language), example


def _replaced(
    before: Sequence[str], after: Sequence[str], one: Decided, last: str
) -> Iterator[tuple[str, Effect, Example]]:
    """Sentences that took each other's place: those that are alike are compared word by word, the
    others count as taken out and added."""
    paired: set[int] = set()
    for old in before:
        best = max(
            (index for index in range(len(after)) if index not in paired),
            key=lambda index: _alike(old, after[index]),
            default=None,
        )
        if best is None or _alike(old, after[best]) < 0.5:
            yield _rule(old), RuleEffect(avoid=old), _example(one, old, "")
            continue
        paired.add(best)
        yield from _words(old, after[best], one)
    for index, come in enumerate(after):
        if index not in paired:
            yield from _added(come, one, last=come == last)


def _words(old: str, new: str, one: Decided) -> Iterator[tuple[str, Effect, Example]]:
    ours, theirs = _RUNS.findall(old), _RUNS.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        find, put = _trimmed("".join(ours[i:j]).strip(), "".join(theirs[k:m]).strip())
        if find and put and _telling(find):
            effect = PhraseEffect(find=find, put=put)
            yield f"phrase:{find}>{put}", effect, _example(one, old, new)


def _trimmed(find: str, put: str) -> tuple[str, str]:
    """Japanese words without what they have in common at both ends, where enough is left."""
    if find.isascii() or put.isascii():
        return find, put
    start, end = 0, 0
    most = min(len(find), len(put)) - 1
    while end < most and find[-1 - end] == put[-1 - end]:
        end += 1
    while start < most - end and find[start] == put[start]:
        start += 1
    end_find, end_put = len(find) - end, len(put) - end
    for begin in (start, 0):
        if _telling(find[begin:end_find]) and put[begin:end_put].strip():
            return find[begin:end_find], put[begin:end_put]
    return find, put


def _telling(find: str) -> bool:
    """Whether words are particular enough to be replaced everywhere: not a lone character, not a
    short run of kana, never a number."""
    if any(character.isdigit() for character in find) or len(find) < 2:
        return False
    return not (_HIRAGANA.fullmatch(find) and len(find) < 5)


def _limits(edited: Sequence[Decided]) -> list[Idea]:
    """Discounts that the owner made smaller, each time: their largest is the limit."""
    smaller: list[tuple[Decimal, Example]] = []
    for one in edited:
        before, after = _discounts(one.text), _discounts(one.final_text or "")
        if before and max(before) > max(after, default=Decimal(0)):
            smaller.append(
                (max(after, default=Decimal(0)), _example(one, one.text, one.final_text or ""))
            )
    if len(smaller) < ENOUGH:
        return []
    limit = max(percent for percent, _ in smaller)
    examples = tuple(example for _, example in smaller)
    return [Idea(f"limit:{limit}", LimitEffect(largest_discount_percent=limit), examples)]


def _discounts(text: str) -> list[Decimal]:
    plain = unicodedata.normalize("NFKC", text)
    found = []
    for match in _DISCOUNT.finditer(plain):
        percent = Decimal(match.group(1))
        found.append(percent * 10 if "割" in match.group()[: len(match.group(1)) + 2] else percent)
    return [percent for percent in found if percent <= 100]


def _without_contradictions(ideas: Iterable[Idea]) -> list[Idea]:
    """Of two ideas about the same words, the one with more examples; no rule against a sentence
    that only had a word replaced."""
    kept: list[Idea] = []
    finds: set[str] = set()
    for idea in ideas:
        if isinstance(idea.effect, PhraseEffect):
            if idea.effect.find in finds or idea.effect.put in finds:
                continue
            finds |= {idea.effect.find, idea.effect.put}
        kept.append(idea)
    return kept


def _rule(sentence: str) -> str:
    return f"rule:{_same(sentence)}"


def _same(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _example(one: Decided, before: str, after: str) -> Example:
    return Example(
        draft=one.draft,
        conversation=one.conversation,
        before=before[:MOST_CHARACTERS],
        after=after[:MOST_CHARACTERS],
        at=one.decided_at,
    )
