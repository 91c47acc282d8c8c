"""Reading the questions that found no answer, those that ask the same together."""

from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, select

from kizashi.errors import NotFound
from kizashi.ids import ConversationId, MessageId
from kizashi.unanswered import OpenQuestion, QuestionClosed
from memory import schema as t
from memory.embedding import Embedder
from memory.journal import Journal, Ledger
from memory.words import terms

MOST = 500
"""The newest open questions that are looked at."""

SAME_MEANING = 0.93
SAME_WORDS = 0.6
"""From this likeness of vectors, or this share of common words (Jaccard), two questions are one.
Set by judgement, rather too high than too low: a question too many is easily closed."""


class Unanswered:
    """The open questions of one workspace."""

    def __init__(self, journal: Journal, embedder: Embedder) -> None:
        self._journal = journal
        self._embedder = embedder.name

    async def open(self) -> tuple[OpenQuestion, ...]:
        """The questions nobody has dealt with, what was asked most often first, then the newest."""
        rows = await self._journal.store.read(self._rows)
        groups: list[list[Any]] = []
        for row in rows:
            for group in groups:
                if self._same(group[0], row):
                    group.append(row)
                    break
            else:
                groups.append([row])
        groups.sort(key=len, reverse=True)
        return tuple(
            OpenQuestion(
                id=MessageId(group[0].id),
                text=group[0].text,
                language=group[0].language,
                asked_at=group[0].at,
                conversation=ConversationId(group[0].conversation),
                alike=tuple(MessageId(row.id) for row in group),
            )
            for group in groups
        )

    async def close(self, question: MessageId, by: str) -> None:
        """Deals with a question and those that ask the same. Raises `NotFound` when it is not
        open."""
        group = next((one for one in await self.open() if question in one.alike), None)
        if group is None:
            raise NotFound(f"There is no open question {question}.", "Look at the list again.")
        closed = QuestionClosed(questions=group.alike, by=by)

        def write(ledger: Ledger) -> None:
            ledger.append(closed)

        await self._journal.transact(write)

    def _rows(self, connection: Connection) -> list[Any]:
        asked, lines = t.unanswered.c, t.memory_lines.c
        return list(
            connection.execute(
                select(t.unanswered, lines.vector, lines.embedder)
                .outerjoin(
                    t.memory_lines,
                    and_(
                        lines.workspace == asked.workspace,
                        lines.person == asked.person,
                        lines.seq == asked.seq,
                        lines.position == 0,
                    ),
                )
                .where(asked.workspace == self._journal.workspace, asked.closed.is_(False))
                .order_by(asked.seq.desc())
                .limit(MOST)
            )
        )

    def _same(self, first: Any, second: Any) -> bool:
        if first.language != second.language:
            return False
        one, other = set(terms(first.text)), set(terms(second.text))
        if one and other and len(one & other) / len(one | other) >= SAME_WORDS:
            return True
        held = [
            np.frombuffer(row.vector, np.float32)
            for row in (first, second)
            if row.vector is not None and row.embedder == self._embedder
        ]
        return len(held) == 2 and float(held[0] @ held[1]) >= SAME_MEANING
