"""A tool's result as passages, so that it is weighed, cited and checked like a document. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import FoundPassage, Passage
from kizashi.tools import ToolUse, source_of
from memory.documents.script import language_of

ROWS = 40
SURE = 1.0
"""The score of a passage that was asked for this very question."""


def passages_of(server: str, use: ToolUse, text: str) -> tuple[FoundPassage, ...]:
    """The result as passages of the document `tool:server/tool`: a record each as a row with its
    cells, plain words as they are."""
    source = source_of(server, use.tool)
    heading = (use.about,) if use.about else ()
    return tuple(
        FoundPassage(
            passage=Passage(
                id=PassageId(f"{source}#{place}"),
                document=DocumentId(source),
                heading=heading,
                text=words,
                kind="row" if fields else "prose",
                language=language_of(words),
                fields=fields,
                position=place,
            ),
            score=SURE,
        )
        for place, (words, fields) in enumerate(_parts(text))
    )


Fields = tuple[tuple[str, str], ...]


def _parts(text: str) -> Iterator[tuple[str, Fields]]:
    try:
        content: Any = json.loads(text)
    except ValueError:
        content = text
    records = content if isinstance(content, list) else [content]
    for record in records[:ROWS]:
        if isinstance(record, dict):
            fields = tuple(
                (str(name), _cell(value)) for name, value in record.items() if value is not None
            )
            if fields:
                yield "\n".join(f"{name}: {value}" for name, value in fields), fields
        elif (words := _cell(record).strip()) != "":
            yield words, ()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(_cell(one) for one in value)
    return json.dumps(value, ensure_ascii=False)
