"""A section of a document as it was learned, for somebody who reads on from one passage of it."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from kizashi.ids import PassageId, WorkspaceId
from kizashi.knowledge import Passage
from memory import schema as t


def section_of(
    connection: Connection, workspace: WorkspaceId, passage: PassageId
) -> tuple[Passage, ...]:
    """The passages under the same heading, in the document's order; empty when the passage is not
    known (any more). What another of them holds whole (a row of its table) is not told again."""
    c = t.passages.c
    document = select(c.document).where(c.workspace == workspace, c.id == passage)
    query = (
        select(c.body)
        .where(c.workspace == workspace, c.document == document.scalar_subquery())
        .order_by(c.position)
    )
    every = [Passage.model_validate(body) for body in connection.execute(query).scalars()]
    heading = next((one.heading for one in every if one.id == passage), None)
    return _once([one for one in every if one.heading == heading])


def _once(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    return tuple(
        one
        for one in passages
        if not any(one.text in other.text for other in passages if other.text != one.text)
    )
