"""The versions of the policies that judged, as they were put on record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kizashi.ids import Seq
from memory import schema as t
from memory.journal import Journal


@dataclass(frozen=True, slots=True)
class KeptPolicies:
    """A version, and when it first judged something."""

    version: str
    rules: str
    product: str
    at: datetime
    seq: Seq
    content: dict[str, Any]


async def read_versions(journal: Journal) -> tuple[KeptPolicies, ...]:
    """Every version on record, the first one first."""
    query = (
        select(t.policy_versions)
        .where(t.policy_versions.c.workspace == journal.workspace)
        .order_by(t.policy_versions.c.seq)
    )
    rows = await journal.store.read(lambda connection: connection.execute(query).all())
    return tuple(
        KeptPolicies(
            version=row.version,
            rules=row.rules,
            product=row.product,
            at=row.at,
            seq=Seq(row.seq),
            content=row.content,
        )
        for row in rows
    )
