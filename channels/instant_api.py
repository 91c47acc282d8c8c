"""Endpoints that answer at once, in batches: readings, reviews, replies, recall, memories.

For integrations and for measuring. The first three store nothing. Unknown keys of an item are
ignored here, so that a caller can send its own records as they are.
"""

import asyncio
from collections import Counter

from fastapi import APIRouter

from agents.situation import Situation
from agents.thought import Thought
from channels.callers import Calling, Here
from channels.cleaning import cleaned
from channels.instant_shapes import (
    BecauseGiven,
    FindingGiven,
    HitGiven,
    HitsGiven,
    IntentGiven,
    MemoriesAsked,
    MemoriesKept,
    MomentAsked,
    Moments,
    ReadingGiven,
    ReadingsGiven,
    RecallAsked,
    RepliesGiven,
    ReplyGiven,
    ReviewGiven,
    Reviews,
    ReviewsGiven,
    SourceGiven,
    SpanGiven,
    StallGiven,
    VerdictGiven,
)
from channels.services import Services
from kizashi.errors import BadInput
from kizashi.events import MemoriesAdded, PersonSeen, RememberedLine
from kizashi.explained import because_of, sureness_of
from kizashi.ids import MemoryId, Seq
from kizashi.language import Language
from kizashi.reading import Evidence, Reading
from kizashi.signal import Behaviour, Utterance
from kizashi.texts import text
from kizashi.verdict import Verdict
from memory.embedding import Vectors
from memory.journal import Ledger
from memory.moments.words import in_words
from policies.review import Examined

SURE = 0.5
"""The score from which a hit is more likely about the question than not."""

router = APIRouter(prefix="/v1")


@router.post("/readings")
async def readings(here: Here, caller: Calling, asked: Moments) -> ReadingsGiven:
    """Reads moments; stores nothing."""
    caller.needs("readings")
    read = await asyncio.gather(
        *(here.instant.reading(_situation(item, here)) for item in asked.items)
    )
    return ReadingsGiven(
        items=tuple(_reading(item, one) for item, one in zip(asked.items, read, strict=True))
    )


@router.post("/reviews")
async def reviews(here: Here, caller: Calling, asked: Reviews) -> ReviewsGiven:
    """Reviews texts by the policies and by what the business knows; stores nothing."""
    caller.needs("reviews")
    language = here.settings.business.language
    given = []
    for item in asked.items:
        context = item.context
        verdict = await here.instant.review(
            Examined(text=item.text, direction=context.direction, language=context.language),
            tuple(Utterance(who=line.who, text=line.text) for line in context.dialogue),
            context.customer_name,
        )
        given.append(ReviewGiven(id=item.id, **_verdict(verdict, language).model_dump()))
    return ReviewsGiven(items=tuple(given))


@router.post("/replies")
async def replies(here: Here, caller: Calling, asked: Moments) -> RepliesGiven:
    """The step the Negotiator would take for each moment, with its verdict; stores nothing."""
    caller.needs("replies")
    thoughts = await asyncio.gather(
        *(here.instant.reply(_situation(item, here)) for item in asked.items)
    )
    language = here.settings.business.language
    return RepliesGiven(
        items=tuple(
            _reply(item, thought, language)
            for item, thought in zip(asked.items, thoughts, strict=True)
        )
    )


@router.post("/recall")
async def recall(here: Here, caller: Calling, asked: RecallAsked) -> HitsGiven:
    """What memory brings back for a question."""
    caller.needs("recall")
    if asked.scope == "own" and asked.person is None:
        raise BadInput(
            "Whose past is meant?", "Name the `person`, or ask in another scope.", code="recall.who"
        )
    vector = (await here.embedder.queries([asked.query]))[0]
    if asked.scope == "own" and asked.person is not None:
        own = await here.recall.own(asked.person, asked.query, vector, asked.k)
        return _hits(
            tuple(
                HitGiven(
                    text=hit.text,
                    speaker=hit.speaker,
                    at=hit.at,
                    reference=hit.reference,
                    score=round(hit.score, 4),
                    source=hit.source,
                    superseded=hit.superseded,
                )
                for hit in own
            )
        )
    if asked.scope == "knowledge":
        found = await here.recall.knowledge(asked.query, vector, asked.k, None)
        return _hits(
            tuple(
                HitGiven(
                    text=one.passage.text,
                    speaker=None,
                    at=None,
                    reference=one.passage.id,
                    score=round(one.score, 4),
                    source=one.passage.document,
                )
                for one in found
            )
        )
    return await _moments(here, asked, vector)


async def _moments(here: Services, asked: RecallAsked, vector: Vectors) -> HitsGiven:
    """Moments of others like the one in which somebody says these words."""
    reading = await here.instant.reading(_situation(MomentAsked(text=asked.query), here))
    found = await here.recall.moments(vector, reading, asked.k, but=asked.person)
    count = Counter(one.outcome for one in found)
    words = text(
        here.settings.business.language,
        "memory.moments.like" if found else "memory.moments.none",
        count=len(found),
        moved_on=count["moved_on"],
        stayed=count["stayed"],
        fell=count["fell"],
        unknown=count["unknown"],
    )
    hits = tuple(
        HitGiven(
            text=in_words(one, here.settings.business.language),
            speaker=None,
            at=one.at.isoformat(),
            reference=one.conversation,
            score=one.similarity,
            source=one.outcome,
        )
        for one in found
    )
    return _hits(hits).model_copy(update={"words": words})


@router.post("/memories")
async def memories(here: Here, caller: Calling, asked: MemoriesAsked) -> MemoriesKept:
    """Gives memory the lines of a dialogue with one person; they can be recalled on return."""
    caller.needs("memories")
    lines = tuple(
        RememberedLine(
            id=MemoryId(here.new_id("mem")),
            speaker=cleaned(line.speaker),
            text=cleaned(line.text),
            at=line.at,
            reference=line.reference,
        )
        for line in asked.items
        if cleaned(line.text).strip()
    )

    def write(ledger: Ledger) -> Seq:
        seen = ledger.append(PersonSeen(channel="api"), person=asked.person)
        if not lines:
            return seen.seq
        return ledger.append(MemoriesAdded(items=lines), person=asked.person).seq

    seq = await here.journal.transact(write)
    await here.outbox.remember(seq)
    return MemoriesKept(added=len(lines), seq=seq)


def _hits(hits: tuple[HitGiven, ...]) -> HitsGiven:
    return HitsGiven(hits=hits, remembered=bool(hits) and hits[0].score >= SURE)


def _situation(item: MomentAsked, here: Services) -> Situation:
    business = here.settings.business
    return Situation(
        text=cleaned(item.text).strip(),
        context=tuple(Utterance(who=line.who, text=cleaned(line.text)) for line in item.context),
        behaviour=tuple(
            Behaviour(event=done.event, properties=done.properties, local_time=done.local_time)
            for done in item.behaviour
        ),
        language=Language(item.language) if item.language in {"ja", "en"} else None,
        now=here.clock.now(),
        time_zone=business.time_zone,
        business=business.name,
        readable=here.settings.folders.readable,
    )


def _words(evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    return tuple(one.quote for one in evidence)


def _reading(item: MomentAsked, reading: Reading) -> ReadingGiven:
    stall = reading.stall
    return ReadingGiven(
        id=item.id,
        language=reading.language.value if reading.language else None,
        micro_intents=tuple(
            IntentGiven(
                name=intent.name,
                confidence=round(intent.confidence, 4),
                evidence=_words(intent.evidence),
            )
            for intent in reading.micro_intents
        ),
        temperature=round(reading.temperature, 1),
        phase=reading.phase.value,
        stall=StallGiven(
            reason=stall.reason.value,
            confidence=round(stall.confidence, 4),
            evidence=_words(stall.evidence),
        )
        if stall
        else None,
        sway=round(reading.sway, 3),
        sure=sureness_of(reading),
        because=tuple(BecauseGiven(**one.model_dump()) for one in because_of(reading)),
    )


def _verdict(verdict: Verdict, language: Language) -> VerdictGiven:
    return VerdictGiven(
        decision=verdict.decision.value,
        findings=tuple(
            FindingGiven(
                rule=finding.rule,
                severity=finding.severity.value,
                span=SpanGiven(**finding.span.model_dump()) if finding.span else None,
                explanation=finding.explanation.of(language),
            )
            for finding in verdict.findings
        ),
    )


def _reply(item: MomentAsked, thought: Thought, language: Language) -> ReplyGiven:
    step = thought.step
    return ReplyGiven(
        id=item.id,
        kind=step.kind.value,
        text=step.text,
        language=step.language.value,
        sources=tuple(
            SourceGiven(document=source.document, passage=source.quote) for source in step.sources
        ),
        reason=step.reason.of(language),
        admits_unknown=step.admits_unknown,
        confidence=round(step.confidence, 3),
        verdict=_verdict(thought.verdict, language),
    )
