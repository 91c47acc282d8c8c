"""The Coach's watch: learns from each decision, speaks at fitting moments, whispers in a takeover.

It follows the journal. What it makes are events like all others; a crash loses nothing but a
whisper, and the next message brings another.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from agents.coaching.counsellor import Counsellor
from agents.coaching.edits import ideas_from
from agents.coaching.notes import Moment, fitting, note, to_tell
from agents.coaching.record import judged
from agents.conductor import situation_of
from agents.situation import OwnerAct, OwnerActs
from agents.turn import Minds, Turn
from kizashi.autonomy import Autonomy
from kizashi.clock import Clock
from kizashi.counsel import Reference, Whisper
from kizashi.errors import KizashiError
from kizashi.events import (
    CoachNoticed,
    CoachWhispered,
    ConversationHandedBack,
    ConversationTakenOver,
    DraftDecided,
    MessageReceived,
    ProposalMade,
    ReadingMade,
    Recorded,
)
from kizashi.ids import ConversationId, IdSource, MessageId, ReadingId, TurnId
from kizashi.proposals import Proposal
from kizashi.reading import Reading
from kizashi.settings import Settings
from kizashi.verdict import Severity
from memory.chronicle import Decided, decisions_in
from memory.conversations import Conversations, TurnMaterial
from memory.journal import Journal
from memory.learned import Learning
from memory.owner import read_switches
from memory.owner_acts import Act, recent_acts
from policies.model import Policies

_log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=90)
WHISPER_AFTER_SECONDS = 0.4
"""A burst of messages gets one whisper."""


class CoachWatch:
    """Watches over one business."""

    def __init__(
        self,
        journal: Journal,
        conversations: Conversations,
        minds: Minds,
        counsellor: Counsellor,
        learning: Learning,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        new_id: IdSource,
    ) -> None:
        self._journal = journal
        self._conversations = conversations
        self._minds = minds
        self._counsellor = counsellor
        self._learning = learning
        self._policies = policies
        self._settings = settings
        self._clock = clock
        self._new_id = new_id
        self._whispers: dict[ConversationId, asyncio.Task[None]] = {}
        self._taken: set[ConversationId] = set()

    async def run(self) -> None:
        """Watches until it is cancelled."""
        try:
            with self._journal.subscribed(self._journal.head) as subscription:
                self._taken = set(await self._conversations.taken_over())
                while True:
                    await self._take(await subscription.next())
        finally:
            for task in self._whispers.values():
                task.cancel()

    async def _take(self, recorded: tuple[Recorded, ...]) -> None:
        learn = False
        for one in recorded:
            match one.event:
                case DraftDecided() as decided:
                    learn |= decided.status.value in ("approved", "edited", "rejected")
                case ConversationTakenOver() if one.conversation:
                    self._taken.add(one.conversation)
                    self._whisper_soon(one.conversation)
                case ConversationHandedBack() if one.conversation:
                    self._taken.discard(one.conversation)
                case MessageReceived() if one.conversation in self._taken:
                    self._whisper_soon(one.conversation)
                case _:
                    pass
        if learn:
            await self.learn()

    # ── learning from decisions ──────────────────────────────────────────────────────────────────

    async def learn(self) -> None:
        """Looks at what was decided: proposes what is new, and speaks if the moment is fitting."""
        store, workspace = self._journal.store, self._journal.workspace
        since = self._clock.now() - LOOK_BACK
        decisions = await store.read(lambda c: decisions_in(c, workspace, since))
        for proposal in await self._new_proposals(decisions):
            await self._journal.append(ProposalMade(proposal=proposal))
        await self._learning.refresh()
        await self._speak()

    async def _new_proposals(self, decisions: tuple[Decided, ...]) -> list[Proposal]:
        learned = await self._learning.refresh()
        known = {view.proposal.key for view in learned.proposals}
        found = [
            Proposal(
                id=self._new_id("prp"),
                key=idea.key,
                effect=idea.effect,
                examples=idea.examples[-6:],
                at=self._clock.now(),
            )
            for idea in ideas_from(decisions)
            if idea.key not in known
        ]
        switches = await read_switches(self._journal.store, self._journal.workspace)
        autonomy = switches.autonomy or Autonomy(self._policies().autonomy.default)
        spoken = judged(decisions, autonomy)
        if spoken is not None:
            # Declined, it may be proposed again when as many decisions have been made anew.
            key = f"{spoken.key}:{len(decisions) // spoken.decided}"
            waiting = any(
                view.standing == "open" and view.proposal.effect.kind == "autonomy"
                for view in learned.proposals
            )
            if key not in known and not waiting:
                found.append(
                    Proposal(
                        id=self._new_id("prp"),
                        key=key,
                        effect=spoken.effect,
                        examples=spoken.examples,
                        unchanged=spoken.unchanged,
                        decided=spoken.decided,
                        at=self._clock.now(),
                    )
                )
        return found

    async def _speak(self) -> None:
        learned = self._learning.now
        views, held = await self._conversations.overview()
        now = self._clock.now()
        taken = sum(1 for view in views if view.mode == "owner" and view.waiting_since)
        if not fitting(Moment(now, len(held), taken), learned.preferences, learned.noticed):
            return
        acts = await recent_acts(self._journal.store, self._journal.workspace)
        zone = self._settings.business.time_zone
        reading = await self._minds.coach.read_owner(tuple(as_owner_act(one, zone) for one in acts))
        intent = to_tell(reading, learned.noticed, now)
        if intent is None:
            return
        voice = self._counsellor.voice(self._settings.business.language)
        counsel = note(intent, acts, voice)
        await self._journal.append(CoachNoticed(intent=intent.name, counsel=counsel))
        await self._learning.refresh()

    # ── whispering ───────────────────────────────────────────────────────────────────────────────

    def _whisper_soon(self, conversation: ConversationId) -> None:
        before = self._whispers.get(conversation)
        if before is not None:
            before.cancel()
        task = asyncio.create_task(self._whisper(conversation), name=f"whisper-{conversation}")
        self._whispers[conversation] = task
        task.add_done_callback(
            lambda done: (
                self._whispers.pop(conversation, None)
                if self._whispers.get(conversation) is done
                else None
            )
        )

    async def _whisper(self, conversation: ConversationId) -> None:
        await asyncio.sleep(WHISPER_AFTER_SECONDS)
        try:
            view = await self._conversations.view(conversation)
            if view.mode != "owner" or view.waiting_since is None:
                return
            context = self._settings.turn.context_messages
            material = await self._conversations.material(conversation, context)
            if material.open_text.strip():
                await self._think(material)
        except KizashiError as error:
            _log.warning("coach: no whisper: %s", error.code)

    async def _think(self, material: TurnMaterial) -> None:
        readings: list[Reading] = []
        turn = Turn(self._minds, self._policies(), self._settings.turn.budget)
        thought = await turn.think(
            situation_of(material, self._settings, self._clock.now()),
            OwnerActs(),
            material.person,
            readings.append,
            ai_disclosed=True,
        )
        if "listener" not in thought.failed and material.last_message:
            await self._journal.append(
                ReadingMade(
                    id=ReadingId(self._new_id("rdg")),
                    turn=TurnId(self._new_id("trn")),
                    message=MessageId(material.last_message),
                    covers=material.version,
                    reading=thought.reading,
                ),
                person=material.person,
                conversation=material.conversation,
            )
        if thought.failed:
            return
        language = self._settings.business.language
        whisper = Whisper(
            words=thought.step.text,
            language=thought.step.language,
            facts=tuple(
                Reference(label=one.document, document=one.document, quote=one.quote)
                for one in thought.step.sources
            ),
            warnings=tuple(
                finding.explanation.of(language)
                for finding in thought.verdict.findings
                if finding.severity is not Severity.NOTE
            ),
            temperature=thought.reading.temperature,
            stall=thought.reading.stall.reason.value if thought.reading.stall else None,
        )
        await self._journal.append(
            CoachWhispered(covers=material.version, whisper=whisper),
            person=material.person,
            conversation=material.conversation,
        )


def as_owner_act(act: Act, time_zone: str) -> OwnerAct:
    """An act as the Coach's mind reads it."""
    return OwnerAct.model_validate(
        {
            "kind": act.kind,
            "draft_text": act.draft_text,
            "final_text": act.final_text,
            "reason": act.reason,
            "seconds": act.waited,
            "gap": act.gap,
            "local_hour": act.at.astimezone(ZoneInfo(time_zone)).hour,
        }
    )
