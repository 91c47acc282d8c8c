"""Trying changed policies on what really happened: which steps of the last days would now wait?"""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select

from agents.instant import KNOWN_PASSAGES, Known
from kizashi.autonomy import Autonomy
from kizashi.events import DraftHeld, MessageSent, Recorded
from kizashi.ids import ConversationId, Seq
from kizashi.knowledge import Passage
from kizashi.signal import Speaker, Utterance
from kizashi.step import Step
from kizashi.values import Value
from kizashi.verdict import Verdict
from memory import schema as t
from memory.journal import Journal
from memory.owner import read_switches
from policies.autonomy import Release, release
from policies.model import Policies
from policies.review import Examined, Facts, examine

PAGE = 500
DIALOGUE = 12

Was = Literal["sent", "approved", "held"]
"""What became of a step: it went by itself, the owner sent it, or it was held."""


class Changed(Value):
    """A step of the past that would fare differently. `verdict` is the new one."""

    seq: Seq
    at: datetime
    conversation: ConversationId
    text: str
    was: Was
    before: Literal["send", "hold", "block"]
    after: Literal["send", "hold", "block"]
    because: tuple[str, ...]
    verdict: Verdict


class DryRun(Value):
    """What a change of the policies would have done. Every step is judged twice, by the same facts
    (what the business knows today, and the dialogue as it was): only the policies differ."""

    examined: int
    changed: tuple[Changed, ...]

    def count(self, after: str, *was: Was) -> int:
        """How many steps of these fates would now end so."""
        return sum(1 for one in self.changed if one.after == after and one.was in was)


async def dry_run(
    journal: Journal,
    known: Known,
    before: Policies,
    after: Policies,
    now: datetime,
    days: int,
    time_zone: str,
) -> DryRun:
    """Judges every step of the last `days` days by both policies."""
    switches = await read_switches(journal.store, journal.workspace)
    zone = ZoneInfo(time_zone)
    examined, changed = 0, []
    async for recorded, step, was in _steps(journal, now - timedelta(days=days)):
        facts = await _facts(journal, known, recorded, step, was)

        examined += 1
        at = recorded.at.astimezone(zone)
        then, _ = _end(step, facts, before, switches.autonomy, at)
        later, verdict = _end(step, facts, after, switches.autonomy, at)
        if then.decision != later.decision and recorded.conversation is not None:
            changed.append(
                Changed(
                    seq=recorded.seq,
                    at=recorded.at,
                    conversation=recorded.conversation,
                    text=step.text,
                    was=was,
                    before=then.decision,
                    after=later.decision,
                    because=later.because,
                    verdict=verdict,
                )
            )
    return DryRun(examined=examined, changed=tuple(changed))


def _end(
    step: Step, facts: Facts, policies: Policies, autonomy: Autonomy | None, at: datetime
) -> tuple[Release, Verdict]:
    examined = Examined(text=step.text, language=step.language, step=step)
    verdict = examine(examined, facts, policies)
    return release(step, verdict, autonomy, False, policies, at), verdict


async def _steps(journal: Journal, since: datetime) -> AsyncIterator[tuple[Recorded, Step, Was]]:
    cursor = Seq(0)
    while True:
        page = await journal.read(after=cursor, limit=PAGE, kinds=("message.sent", "draft.held"))
        for recorded in page:
            found = _step(recorded)
            if found is not None and recorded.at >= since:
                yield (recorded, *found)
        if len(page) < PAGE:
            return
        cursor = page[-1].seq


def _step(recorded: Recorded) -> tuple[Step, Was] | None:
    event = recorded.event
    if isinstance(event, DraftHeld):
        return event.draft.step, "held"
    if isinstance(event, MessageSent) and event.step is not None:
        was: Was = "sent" if event.speaker is Speaker.AI else "approved"
        return event.step.model_copy(update={"text": event.text}), was
    return None


async def _facts(journal: Journal, known: Known, recorded: Recorded, step: Step, was: Was) -> Facts:
    dialogue = await _dialogue(journal, recorded)
    event = recorded.event
    unasked = isinstance(event, MessageSent) and event.unasked
    waiting = event.draft.answers if isinstance(event, DraftHeld) else ""
    asked = waiting or next((u.text for u in reversed(dialogue) if u.who == "customer"), "")
    passages: list[Passage] = [
        Passage(id=source.passage, document=source.document, text=source.quote)
        for source in step.sources
    ]
    for words in (step.text, asked):
        passages.extend(await known.by_words(words, KNOWN_PASSAGES))
    return Facts(
        catalogue=await known.catalogue(),
        passages=tuple(passages),
        context=tuple(dialogue),
        now=recorded.at,
        answering=bool(waiting) if isinstance(event, DraftHeld) else not unasked,
    )


async def _dialogue(journal: Journal, recorded: Recorded) -> Sequence[Utterance]:
    columns = t.messages.c
    query = (
        select(columns.speaker, columns.text)
        .where(
            columns.workspace == journal.workspace,
            columns.conversation == recorded.conversation,
            columns.seq < recorded.seq,
        )
        .order_by(columns.seq.desc())
        .limit(DIALOGUE)
    )
    rows = await journal.store.read(lambda connection: connection.execute(query).all())
    return [
        Utterance(
            who="customer" if row.speaker == Speaker.CUSTOMER.value else "business", text=row.text
        )
        for row in reversed(rows)
    ]
