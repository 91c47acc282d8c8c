"""Gathering why a customer got a text, from the journal alone."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from kizashi.errors import BadInput, NotFound
from kizashi.events import (
    EVENT,
    ConversationSeen,
    DraftDecided,
    DraftHeld,
    MessageReceived,
    MessageSent,
    ReadingMade,
    Recorded,
    TurnFinished,
)
from kizashi.ids import ConversationId, MessageId, Seq, WorkspaceId
from kizashi.language import Bilingual, Language
from kizashi.reading import Reading
from kizashi.signal import Speaker
from kizashi.texts import both, keys, text
from kizashi.verdict import Severity
from kizashi.why import AnsweredMessage, AuditedRecord, DecisionView, PoliciesUsed, Why
from memory import schema as t
from memory.audit import intact_records
from memory.journal import Journal

E = TypeVar("E")
Found = tuple[Recorded, E]


async def why(journal: Journal, message: MessageId, conversation: ConversationId | None) -> Why:
    """Why the customer got this message of the business.

    Raises `NotFound` for a message that there is not, `BadInput` (`message.ambiguous`) when several
    conversations have one of this id and none is named.
    """
    return await journal.store.read(
        lambda connection: _why(connection, journal.workspace, message, conversation)
    )


def _why(
    connection: Connection,
    workspace: WorkspaceId,
    message: MessageId,
    conversation: ConversationId | None,
) -> Why:
    where = _place(connection, workspace, message, conversation)
    story = _story(connection, workspace, where.conversation)
    sent = _one(story, MessageSent, lambda event: event.id == message)
    if sent is None:
        raise _no_message(message)
    recorded, event = sent
    held = _one(story, DraftHeld, lambda one: one.draft.id == event.draft)
    decided = _one(story, DraftDecided, lambda one: one.draft == event.draft)
    turn = event.turn or (held[1].draft.turn if held else None)
    finished = _one(story, TurnFinished, lambda one: turn is not None and one.turn == turn)
    read = _one(story, ReadingMade, lambda one: turn is not None and one.turn == turn)
    answers = _answered(story, recorded.seq, finished)
    seen = next(
        (
            one
            for one in story
            if isinstance(one.event, ConversationSeen)
            and one.event.by == "customer"
            and one.event.seq >= recorded.seq
        ),
        None,
    )
    parts = [one[0] for one in (held, decided, finished, read, sent) if one is not None]
    seqs = sorted({*(one.seq for one in parts), *(one.seq for one in answers)})
    grounds = finished[1].grounds if finished else None
    gathered = Why(
        message=message,
        seq=recorded.seq,
        at=recorded.at,
        conversation=where.conversation,
        person=where.person,
        speaker=event.speaker,
        text=event.text,
        unasked=event.unasked,
        answers=answers,
        turn=turn,
        reading=read[1].reading if read else None,
        step=event.step,
        sources=event.sources,
        verdict=event.verdict,
        policies=PoliciesUsed(
            version=event.verdict.policy if event.verdict else grounds.policy,
            rules=grounds.rules,
            product=grounds.product,
        )
        if grounds
        else None,
        grounds=grounds,
        decision=_decision(held, decided),
        seen_at=seen.at if seen else None,
        records=tuple(
            AuditedRecord(
                seq=Seq(row["seq"]),
                at=row["at"],
                kind=row["kind"],
                hash=row["hash"],
                intact=intact,
                erased=row["salt"] is None,
            )
            for row, intact in intact_records(connection, workspace, seqs)
        ),
        told=(),
    )
    return gathered.model_copy(update={"told": tuple(_told(gathered))})


def _place(
    connection: Connection,
    workspace: WorkspaceId,
    message: MessageId,
    conversation: ConversationId | None,
) -> Any:
    columns = t.messages.c
    query = (
        select(columns.conversation, t.conversations.c.person)
        .join(
            t.conversations,
            (t.conversations.c.workspace == columns.workspace)
            & (t.conversations.c.id == columns.conversation),
        )
        .where(
            columns.workspace == workspace,
            columns.id == message,
            columns.speaker != Speaker.CUSTOMER.value,
        )
    )
    if conversation is not None:
        query = query.where(columns.conversation == conversation)
    rows = connection.execute(query.limit(2)).all()
    if not rows:
        raise _no_message(message)
    if len(rows) > 1:
        raise BadInput(
            f"Several conversations have a message {message}.",
            "Name the `conversation` as well.",
            code="message.ambiguous",
        )
    return rows[0]


def _no_message(message: MessageId) -> NotFound:
    return NotFound(
        f"No message {message} went to a customer.",
        "Name a message of the business: `GET /v1/conversations/{id}` lists them.",
    )


def _story(
    connection: Connection, workspace: WorkspaceId, conversation: ConversationId
) -> list[Recorded]:
    columns = t.journal.c
    rows = connection.execute(
        select(t.journal)
        .where(columns.workspace == workspace, columns.conversation == conversation)
        .order_by(columns.seq)
    )
    return [
        Recorded(
            seq=Seq(row.seq),
            at=row.at,
            workspace=row.workspace,
            person=row.person,
            conversation=row.conversation,
            event=EVENT.validate_python(row.body),
        )
        for row in rows
    ]


def _one(story: Sequence[Recorded], kind: type[E], fits: Any) -> Found[E] | None:
    """The last event of a kind that fits."""
    for recorded in reversed(story):
        if isinstance(recorded.event, kind) and fits(recorded.event):
            return recorded, recorded.event
    return None


def _answered(
    story: Sequence[Recorded], sent: Seq, finished: Found[TurnFinished] | None
) -> tuple[AnsweredMessage, ...]:
    """What the customer had written since the business last spoke before this text."""
    until = finished[1].covers if finished else sent
    before = [one for one in story if one.seq < sent]
    spoke = max((one.seq for one in before if isinstance(one.event, MessageSent)), default=0)
    return tuple(
        AnsweredMessage(id=one.event.id, seq=one.seq, at=one.at, text=one.event.text)
        for one in before
        if isinstance(one.event, MessageReceived) and spoke < one.seq <= until
    )


def _decision(
    held: Found[DraftHeld] | None, decided: Found[DraftDecided] | None
) -> DecisionView | None:
    if held is None or decided is None:
        return None
    draft, decision = held[1].draft, decided[1]
    return DecisionView(
        draft=draft.id,
        held_at=held[0].at,
        held_because=draft.held_because,
        status=decision.status,
        by=decision.by,
        at=decided[0].at,
        draft_text=draft.step.text,
        despite=decision.despite,
        bulk=decision.bulk,
    )


def _told(found: Why) -> list[Bilingual]:
    """The same in sentences."""
    lines = []
    if found.answers:
        lines.append(both("memory.why.asked", words=found.answers[-1].text))
    elif found.unasked:
        lines.append(both("memory.why.unasked"))
    if found.reading is not None:
        lines.append(_in_each("memory.why.read", **_reading_words(found.reading)))
    if found.step is not None:
        lines.append(_in_each("memory.why.step", reason=found.step.reason))
    lines.extend(
        both("memory.why.source", document=source.document, quote=source.quote)
        for source in found.sources
    )
    if found.verdict is not None:
        spoke = [one for one in found.verdict.findings if one.severity is not Severity.NOTE]
        lines.extend(one.explanation for one in spoke)
        if not spoke:
            lines.append(both("memory.why.no_objection"))
    if found.decision is not None:
        lines.extend(
            _in_each("memory.why.waited", because=both(f"policies.{key}"))
            for key in found.decision.held_because
        )
        moment = f"{found.decision.at.astimezone(UTC):%Y-%m-%d %H:%M}"
        key = f"memory.why.{found.decision.status.value}"
        by = found.decision.by
        who = both("memory.why.you") if by == "owner" else Bilingual(ja=by, en=by)
        lines.append(_in_each(key, by=who, at=Bilingual(ja=moment, en=moment)))
        if found.decision.despite:
            lines.append(both("memory.why.despite"))
    elif found.speaker is Speaker.OWNER:
        lines.append(both("memory.why.by_hand"))
    elif found.grounds is not None:
        lines.append(both(f"memory.why.by_itself.{found.grounds.autonomy.value}"))
    if any(not one.intact for one in found.records):
        lines.append(both("memory.why.tampered"))
    return lines


def _reading_words(reading: Reading) -> dict[str, Bilingual]:
    name, degrees = reading.first_intent, str(round(reading.temperature))
    key = f"vocabulary.intent.{name}"
    # An intent of the business's own is called as the business calls it.
    label = both(key) if key in keys(Language.EN) else Bilingual(ja=name, en=name)
    return {"degrees": Bilingual(ja=degrees, en=degrees), "intent": label}


def _in_each(key: str, **values: Bilingual) -> Bilingual:
    """The text with each value in its own language."""
    return Bilingual(
        ja=text(Language.JA, key, **{name: value.ja for name, value in values.items()}),
        en=text(Language.EN, key, **{name: value.en for name, value in values.items()}),
    )
