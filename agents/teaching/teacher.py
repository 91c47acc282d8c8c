"""The owner's lessons: journaled, undone, and hot: the next reading already knows them.

Nothing is fitted when something is taught, only when somebody asks: a hundred intents that are
defined one after another cost one fit.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from agents.minds.listener.corrections import Correction, Corrections
from agents.minds.listener.lessons import NOTHING_TAUGHT, Lessons
from agents.minds.listener.own_intents import Fit, OwnIntents, learned_from
from agents.teaching.checks import (
    BUILT_IN,
    can_be_corrected,
    can_be_defined,
    corrected,
    own_intent,
    unknown_intent,
)
from agents.teaching.vectors import AT_ONCE, TaughtVectors
from kizashi.ids import ConversationId, CorrectionId, IdSource, MessageId, ReadingId, Seq
from kizashi.reading import MicroIntent, Reading
from kizashi.signal import Utterance
from kizashi.teaching import (
    CorrectionUndone,
    CorrectionView,
    IntentDefined,
    IntentRemoved,
    Labels,
    OwnIntent,
    ReadingCorrected,
)
from memory.embedding import Embedder
from memory.journal import Journal, Ledger
from memory.kept_vectors import KeptVectors
from memory.teaching.lessons import (
    correction_in,
    corrections_in,
    has_own_intent,
    own_intents_in,
    read_moment,
    reading_of_message,
    without,
)

_log = logging.getLogger(__name__)

FIT_PATIENCE = 1.0
"""Seconds that a reading waits for lessons that are being learned; then it reads with those it has.
Only hundreds of intents take longer."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Taught:
    """A lesson is durable at `seq`. `replaced` is true when an intent of this name was known."""

    seq: Seq
    name: str
    examples: int
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """A correction, or its undoing, is durable at `seq`; `reading` is what stands from here on."""

    seq: Seq
    correction: CorrectionId
    corrects: ReadingId
    reading: Reading


class Teacher:
    """What the owner may teach, and the lessons that readings use."""

    def __init__(
        self, journal: Journal, embedder: Embedder, kept: KeptVectors, new_id: IdSource
    ) -> None:
        self._journal = journal
        self._embedder = embedder
        self._vectors = TaughtVectors(embedder, kept)
        self._new_id = new_id
        self._lessons = NOTHING_TAUGHT
        self._learned = 0
        self._changed = 1
        self._learning: asyncio.Task[None] | None = None

    # ── intents of the owner's own ───────────────────────────────────────────────────────────────

    async def define(self, name: str, examples: Sequence[str], by: str) -> Taught:
        """Defines an intent, or gives the one of this name new examples; it is read from the next
        message on. Raises `BadInput` and `Conflict` (see `agents.teaching.checks`)."""
        intent = own_intent(name, examples)

        def write(ledger: Ledger) -> Taught:
            can_be_defined(ledger, intent)
            replaced = has_own_intent(ledger.connection, ledger.workspace, intent.name)
            recorded = ledger.append(IntentDefined(intent=intent, by=by))
            return Taught(recorded.seq, intent.name, len(intent.examples), replaced)

        taught = await self._teach(write)
        # Its vectors are made now, so that the first to be read needs no more than the fit.
        await self._vectors.of(learned_from(intent))
        return taught

    async def remove(self, name: str, by: str) -> Taught:
        """Forgets an intent. Raises `NotFound` (`intent.unknown`)."""

        def write(ledger: Ledger) -> Taught:
            if not has_own_intent(ledger.connection, ledger.workspace, name):
                raise unknown_intent(name)
            return Taught(ledger.append(IntentRemoved(name=name, by=by)).seq, name, 0)

        return await self._teach(write)

    async def intents(self) -> tuple[OwnIntent, ...]:
        """Every intent of the owner's own, the oldest first."""
        workspace = self._journal.workspace
        return await self._journal.store.read(lambda c: own_intents_in(c, workspace))

    async def classify(self, texts: Sequence[str]) -> tuple[Fit, ...]:
        """Which intent of the owner's own each text has, if any."""
        own = (await self._up_to_date()).own_intents
        wanted = [text for text in dict.fromkeys(texts) if text.strip()]
        if not own.intents or not wanted:
            return tuple(own.nothing(text) for text in texts)
        vectors = [
            await self._embedder.queries(wanted[start : start + AT_ONCE])
            for start in range(0, len(wanted), AT_ONCE)
        ]
        found = await asyncio.to_thread(own.fit_all, wanted, np.concatenate(vectors))
        known = dict(zip(wanted, found, strict=True))
        return tuple(known.get(text) or own.nothing(text) for text in texts)

    # ── corrected readings ───────────────────────────────────────────────────────────────────────

    async def correct(self, reading: ReadingId, labels: Labels, by: str) -> Mended:
        """The owner says how a reading should have been; messages like it are read so from the next
        one on. Raises `NotFound` (`correction.reading_unknown`, `correction.message_gone`) and
        `BadInput` (`correction.empty`, `correction.intent_unknown`)."""
        correction = CorrectionId(self._new_id("cor"))

        def write(ledger: Ledger) -> Mended:
            can_be_corrected(ledger, labels)
            moment = read_moment(ledger.connection, ledger.workspace, reading)
            shown = corrected(moment.shown, labels, correction)
            recorded = ledger.append(
                ReadingCorrected(
                    id=correction,
                    corrects=reading,
                    message=moment.message,
                    text=moment.text,
                    said=moment.said,
                    labels=labels,
                    reading=shown,
                    by=by,
                ),
                person=moment.person,
                conversation=moment.conversation,
            )
            return Mended(recorded.seq, correction, reading, shown)

        return await self._teach(write)

    async def reading_of(self, conversation: ConversationId, message: MessageId) -> ReadingId:
        """The last reading made at a message. Raises `NotFound` (`correction.message_gone`,
        `correction.unread`)."""
        workspace = self._journal.workspace
        return await self._journal.store.read(
            lambda c: reading_of_message(c, workspace, conversation, message)
        )

    async def undo(self, correction: CorrectionId, by: str) -> Mended:
        """Takes a correction back. Raises `NotFound` (`correction.unknown`)."""

        def write(ledger: Ledger) -> Mended:
            c, workspace = ledger.connection, ledger.workspace
            row = correction_in(c, workspace, correction)
            shown, corrects = without(c, workspace, row), ReadingId(row.reading)
            recorded = ledger.append(
                CorrectionUndone(id=correction, corrects=corrects, reading=shown, by=by),
                person=row.person,
                conversation=row.conversation,
            )
            return Mended(recorded.seq, correction, corrects, shown)

        return await self._teach(write)

    async def corrections(
        self, conversation: ConversationId | None = None
    ) -> tuple[CorrectionView, ...]:
        """The corrections in force, oldest first."""
        workspace = self._journal.workspace
        return await self._journal.store.read(lambda c: corrections_in(c, workspace, conversation))

    # ── what readings use ────────────────────────────────────────────────────────────────────────

    def changed(self) -> None:
        """Something was taught, here or by another process: learn it before the next use."""
        self._changed += 1

    async def lessons(self) -> Lessons:
        """The lessons for a reading: the newest, unless learning them takes too long."""
        if self._learned != self._changed:
            learning = self._under_way()
            await asyncio.wait({learning}, timeout=FIT_PATIENCE)
        return self._lessons

    async def _up_to_date(self) -> Lessons:
        while self._learned != self._changed:
            await asyncio.shield(self._under_way())
        return self._lessons

    def _under_way(self) -> "asyncio.Task[None]":
        if self._learning is None or self._learning.done():
            self._learning = asyncio.create_task(self._learn(), name="lessons")
            self._learning.add_done_callback(_seen)
        return self._learning

    async def _learn(self) -> None:
        upto, workspace = self._changed, self._journal.workspace
        intents, corrections = await self._journal.store.read(
            lambda c: (own_intents_in(c, workspace), corrections_in(c, workspace))
        )
        grown = _with_corrected(intents, corrections)
        worded = [one for one in corrections if one.text.strip()]
        texts = [text for intent in grown for text in learned_from(intent)]
        vectors = await self._vectors.of([*texts, *(one.text for one in worded)])
        own = self._lessons.own_intents
        if own.intents != grown:
            own = await asyncio.to_thread(OwnIntents, grown, vectors)
        self._lessons = Lessons(
            Corrections([_lesson(one, vectors[one.text]) for one in worded]), own
        )
        self._vectors.forget_all_but(vectors)
        self._learned = upto

    async def _teach(self, write: Callable[[Ledger], T]) -> T:
        done = await self._journal.transact(write)
        self.changed()
        return done


def _with_corrected(
    intents: Sequence[OwnIntent], corrections: Sequence[CorrectionView]
) -> tuple[OwnIntent, ...]:
    """A message that was corrected to an intent of the owner's own is one more example of it."""
    more: dict[str, dict[str, None]] = {intent.name: {} for intent in intents}
    given = {text for intent in intents for text in intent.examples}
    said = {one.text: one.labels.micro_intents for one in corrections if one.text.strip()}
    for text, names in said.items():
        for name in names or ():
            if name in more and text not in given:
                more[name][text] = None
                given.add(text)
    return tuple(
        intent.model_copy(update={"examples": (*intent.examples, *more[intent.name])})
        for intent in intents
    )


def _lesson(one: CorrectionView, vector: object) -> Correction:
    named = one.labels.micro_intents or ()
    return Correction(
        id=one.id,
        text=one.text,
        context=(Utterance(who="business", text=one.said),) if one.said else (),
        vector=np.asarray(vector, dtype=np.float32),
        intents=tuple(MicroIntent(name) for name in named if name in BUILT_IN),
        phase=one.labels.phase,
        stall=one.labels.stall,
        stall_corrected=one.labels.stall_corrected,
    )


def _seen(task: "asyncio.Task[None]") -> None:
    """A reading goes on without lessons that cannot be learned: somebody must hear of it."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        _log.error("lessons are learned later: %s", type(error).__name__)
