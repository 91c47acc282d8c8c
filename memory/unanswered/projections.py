"""What the journal tells about questions that found no answer."""

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kizashi.events import Recorded, TurnFinished
from kizashi.unanswered import QuestionClosed
from memory import schema as t


def turn_finished(c: Connection, r: Recorded, event: TurnFinished) -> None:
    """A step that admits not to know leaves the question open: the customer's last message. The
    same message counts once, however often its turn is made anew."""
    if event.step is None or not event.step.admits_unknown:
        return
    messages = t.messages.c
    asked = c.execute(
        select(messages.id, messages.seq, messages.text, messages.at)
        .where(
            messages.workspace == r.workspace,
            messages.conversation == r.conversation,
            messages.speaker == "customer",
            messages.seq <= event.covers,
        )
        .order_by(messages.seq.desc())
        .limit(1)
    ).first()
    if asked is None:
        return
    dialect = postgresql if c.dialect.name == "postgresql" else sqlite
    c.execute(
        dialect.insert(t.unanswered)
        .values(
            workspace=r.workspace,
            id=asked.id,
            seq=asked.seq,
            at=asked.at,
            person=r.person,
            conversation=r.conversation,
            text=asked.text,
            language=event.step.language.value,
            closed=False,
        )
        .on_conflict_do_nothing()
    )


def question_closed(c: Connection, r: Recorded, event: QuestionClosed) -> None:
    """The owner has dealt with it."""
    questions = t.unanswered.c
    c.execute(
        update(t.unanswered)
        .where(questions.workspace == r.workspace, questions.id.in_(event.questions))
        .values(closed=True)
    )
