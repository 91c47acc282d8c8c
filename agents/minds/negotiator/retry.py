# ruff: noqa: E501 - a pattern is easier to check on one line
"""What the owner or the Reviewer did not want, heard: the next step is really another one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.minds.negotiator.kinds import Kind, holds
from agents.minds.negotiator.saying import Fact
from agents.minds.negotiator.words import folded
from agents.situation import Brief
from kizashi.knowledge import Passage
from kizashi.language import Bilingual, Language
from kizashi.step import Step, StepKind
from kizashi.texts import text
from memory.documents.sentences import sentences

_SHORTER = re.compile(r"長|短く|くどい|冗長|too long|shorter|wordy|brief|concise")
_NO_PRICE = re.compile(
    r"(?:値段|料金|価格|金額|お金).{0,10}(?:言わ|書か|出さ|触れ|いら|なし|早)|(?:don'?t|do not|no|without|leave out|drop).{0,20}(?:price|cost|money)"
)
_WRONG = re.compile(
    r"間違|違う|違い|誤|正しくない|古い|wrong|incorrect|not (?:right|true|correct)|outdated|old info|mistake|inaccurate"
)
_SOFTER = re.compile(
    r"押し|売り込|急か|しつこ|せか|強引|pushy|salesy|pressure|too strong|hard sell"
)
_WARMER = re.compile(
    r"冷た|そっけな|事務的|温か|あたたか|やさし|優し|寄り添|気持ち|warm|cold|kind(?:er)?\b|friendl|empath|stiff|robotic|feeling"
)
_ASK = re.compile(
    r"先に(?:聞|尋|質問|確認)|(?:聞い|尋ね|確認し|質問し)て(?:から|ほしい|みて|ください)|ask (?:first|them|her|him|what|which|about)|question first|find out"
)
_PERSON = re.compile(
    r"私が|自分で|直接|こちらで(?:返|対応|書)|i(?:'ll| will) (?:reply|answer|handle|write|do)|myself|let me"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What earlier texts must not be repeated, and what the reasons ask for."""

    texts: tuple[str, ...] = ()
    reason: str = ""
    spans: tuple[str, ...] = ()
    shorter: bool = False
    no_price: bool = False
    wrong: bool = False
    softer: bool = False
    warmer: bool = False
    ask: bool = False
    person: bool = False

    @property
    def any(self) -> bool:
        """Whether there is anything to heed."""
        return bool(self.texts)

    def allows(self, fact: Fact) -> bool:
        """Whether a fact may be said again."""
        if any(span and span in fact.text for span in self.spans):
            return False
        if self.no_price and (fact.priced or holds(Kind.PRICE, fact.text)):
            return False
        return not (self.wrong and any(fact.text in earlier for earlier in self.texts))

    def applied(self, step: Step, passages: Sequence[Passage]) -> Step:
        """The step changed as the reasons ask."""
        if not self.any:
            return step
        lang = step.language

        def say(key: str) -> str:
            return text(lang, f"negotiator.{key}")

        glue = "" if lang is Language.JA else " "
        words = step.text
        kind = step.kind
        for span in self.spans:
            words = glue.join(s for s in sentences(words) if span not in s)
        if self.softer:
            hurried = re.compile(r"今だけ|お急ぎ|ぜひ|hurry|today only|last")
            words = glue.join(s for s in sentences(words) if not hurried.search(folded(s)))
            if say("close.slowly") not in words and kind is StepKind.SAY:
                words = f"{words}{glue}{say('close.slowly')}"
        if self.shorter:
            words = _shortened(words, glue)
        if self.warmer and kind is StepKind.SAY:
            words = f"{say('retry.warm')}{glue}{words}"
        if self.ask and kind is StepKind.SAY:
            kind, words = StepKind.ASK, say("ask.more")
        if self.person or not words.strip() or (words in self.texts and not self.ask):
            kind, words = StepKind.HAND_OVER, say("human.hand_over")
        if words in self.texts:
            words = say("unknown.all")
        reason = Bilingual(
            ja=text(Language.JA, "negotiator.reason.retried", reason=self.reason or "-"),
            en=text(Language.EN, "negotiator.reason.retried", reason=self.reason or "-"),
        )
        said = tuple(s for s in step.sources if kind in {StepKind.SAY, StepKind.HAND_OVER})
        topics = (
            step.topics
            if kind is step.kind
            else frozenset({"human" if kind is StepKind.HAND_OVER else "question"})
        )
        return step.model_copy(
            update={
                "text": words,
                "kind": kind,
                "reason": reason,
                "topics": topics,
                "sources": said,
                "admits_unknown": step.admits_unknown or words == say("unknown.all"),
            }
        )


def _shortened(words: str, glue: str) -> str:
    parts = sentences(words)
    if len(parts) <= 1:
        return words
    return glue.join(parts[: max(1, (len(parts) + 1) // 2)])


def wishes(brief: Brief) -> Wishes:
    """What the rejections and the Reviewer's findings ask of the next step."""
    rejections = brief.situation.rejections
    texts = [rejection.text for rejection in rejections]
    reasons = folded(" ".join(rejection.reason for rejection in rejections))
    spans: list[str] = []
    shown = "、".join(rejection.reason for rejection in rejections if rejection.reason)
    if brief.sent_back is not None:
        texts.append(brief.sent_back.text)
        spans.extend(
            f.span.text for f in brief.findings if f.span is not None and f.span.text.strip()
        )
        if not shown:
            shown = ", ".join(dict.fromkeys(f.rule for f in brief.findings))
    return Wishes(
        texts=tuple(texts),
        reason=shown,
        spans=tuple(spans),
        shorter=bool(_SHORTER.search(reasons)),
        no_price=bool(_NO_PRICE.search(reasons)),
        wrong=bool(_WRONG.search(reasons)),
        softer=bool(_SOFTER.search(reasons)),
        warmer=bool(_WARMER.search(reasons)),
        ask=bool(_ASK.search(reasons)),
        person=bool(_PERSON.search(reasons)),
    )
