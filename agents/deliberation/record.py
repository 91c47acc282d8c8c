"""Deliberations as the journal tells them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from kizashi.deliberation import (
    DeliberationBegun,
    DeliberationEnded,
    DeliberationSaid,
    DeliberationView,
)
from kizashi.errors import TooMany
from kizashi.events import Recorded
from kizashi.ids import ConversationId, DeliberationId, Seq
from memory import schema as t
from memory.journal import Journal, Ledger

KINDS = ("deliberation.begun", "deliberation.said", "deliberation.ended")
_PAGE = 2_000
_HOUR = timedelta(hours=1)


def told(recorded: Iterable[Recorded]) -> tuple[DeliberationView, ...]:
    """The deliberations that these events tell of, oldest first."""
    found: dict[DeliberationId, DeliberationView] = {}
    for one in recorded:
        match one.event:
            case DeliberationBegun() as begun if one.conversation is not None:
                found[begun.id] = DeliberationView(
                    id=begun.id,
                    conversation=one.conversation,
                    version=begun.version,
                    language=begun.language,
                    by=begun.by,
                    begun_at=one.at,
                )
            case DeliberationSaid() as said if said.deliberation in found:
                view = found[said.deliberation]
                found[view.id] = view.model_copy(update={"said": (*view.said, said.contribution)})
            case DeliberationEnded() as ended if ended.deliberation in found:
                view = found[ended.deliberation]
                found[view.id] = view.model_copy(
                    update={"ended": ended.ended, "ended_at": one.at, "draft": ended.draft}
                )
            case _:
                pass
    return tuple(found.values())


async def deliberations(
    journal: Journal, conversation: ConversationId | None = None
) -> tuple[DeliberationView, ...]:
    """Every deliberation, or those of one conversation, oldest first."""
    found: list[Recorded] = []
    after = Seq(0)
    while page := await journal.read(
        after=after, limit=_PAGE, kinds=KINDS, conversation=conversation
    ):
        found += page
        after = page[-1].seq
    return told(found)


def running(ledger: Ledger, conversation: ConversationId) -> DeliberationId | None:
    """The deliberation of this conversation that has not ended, inside a transaction."""
    columns = t.journal.c
    row = ledger.connection.execute(
        select(columns.kind, columns.body)
        .where(
            columns.workspace == ledger.workspace,
            columns.conversation == conversation,
            columns.kind.in_(("deliberation.begun", "deliberation.ended")),
        )
        .order_by(columns.seq.desc())
        .limit(1)
    ).first()
    begun = row is not None and row.kind == "deliberation.begun"
    return DeliberationId(row.body["id"]) if row is not None and begun else None


def may_begin(ledger: Ledger, now: datetime, per_hour: int) -> None:
    """Raises `TooMany` past the business's limit."""
    columns = t.journal.c
    lately, first = ledger.connection.execute(
        select(func.count(), func.min(columns.at)).where(
            columns.workspace == ledger.workspace,
            columns.kind == "deliberation.begun",
            columns.at > now - _HOUR,
        )
    ).one()
    if lately >= per_hour:
        wait = (first + _HOUR - now).total_seconds() if first is not None else _HOUR.total_seconds()
        raise TooMany(
            "The agents have deliberated often within the last hour.",
            "Wait a little; `[deliberation] per_hour` sets the limit.",
            retry_after=max(1.0, wait),
            code="deliberation.too_often",
        )
