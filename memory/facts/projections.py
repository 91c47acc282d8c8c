"""What the events of facts mean for the table that is read."""

from sqlalchemy import Connection, and_, insert, select, update

from kizashi.events import Recorded
from kizashi.facts import Fact, FactCorrected, FactRemoved, FactsNoted, FactStatus
from memory import schema as t


def facts_noted(c: Connection, r: Recorded, event: FactsNoted) -> None:
    """New facts supersede older ones of their slot. What is known already, and what somebody
    removed, is not noted again."""
    for fact in event.facts:
        facts = t.facts.c
        of_slot = and_(
            facts.workspace == r.workspace,
            facts.person == r.person,
            facts.subject == fact.subject,
            facts.slot == fact.slot,
        )
        known = c.execute(select(facts.id, facts.value, facts.status).where(of_slot)).all()
        if any(_known(fact, row.id, row.value, row.status) for row in known):
            continue
        c.execute(
            update(t.facts)
            .where(of_slot, facts.status == FactStatus.CURRENT.value)
            .values(status=FactStatus.SUPERSEDED.value, superseded_by=fact.id)
        )
        c.execute(
            insert(t.facts).values(
                workspace=r.workspace,
                id=fact.id,
                person=r.person,
                subject=fact.subject,
                slot=fact.slot,
                value=fact.value,
                source=fact.source,
                status=FactStatus.CURRENT.value,
                seq=r.seq,
                noted_at=r.at,
                body=fact.model_dump(mode="json"),
            )
        )


def _known(fact: Fact, id_: str, value: str, status: str) -> bool:
    """The same line again, or the same thing said again while it stands or was removed."""
    return id_ == fact.id or (value == fact.value and status != FactStatus.SUPERSEDED.value)


def fact_corrected(c: Connection, r: Recorded, event: FactCorrected) -> None:
    """The fact stands in other words from here on."""
    c.execute(
        update(t.facts)
        .where(t.facts.c.workspace == r.workspace, t.facts.c.id == event.fact)
        .values(corrected_quote=event.quote, corrected_by=event.by)
    )


def fact_removed(c: Connection, r: Recorded, event: FactRemoved) -> None:
    """The fact stands no more."""
    c.execute(
        update(t.facts)
        .where(t.facts.c.workspace == r.workspace, t.facts.c.id == event.fact)
        .values(status=FactStatus.REMOVED.value, corrected_by=event.by)
    )
