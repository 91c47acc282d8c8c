"""Pages of the documents that the owner lets customers open: a section as it was learned.

What the owner marked as their own was never learned, so it cannot stand here either.
"""

import html
from collections.abc import Iterable
from itertools import groupby

from fastapi import APIRouter, Response

from channels.callers import Here
from channels.pages import html_page
from kizashi.errors import NotFound
from kizashi.ids import PassageId
from kizashi.knowledge import Passage, is_readable
from memory.sections import section_of

router = APIRouter(include_in_schema=False)


@router.get("/read/{passage}")
async def read(here: Here, passage: PassageId) -> Response:
    """The section in which a passage stands. Raises `NotFound` when there is none, or when the
    owner lets nobody open its document (`folders.readable`)."""
    section = await here.journal.store.read(
        lambda connection: section_of(connection, here.journal.workspace, passage)
    )
    if not section or not is_readable(section[0].document, here.settings.folders.readable):
        raise NotFound(
            "There is nothing to read here.", "The document may have changed: ask in the chat."
        )
    business = here.settings.business
    language = next((one.language for one in section if one.language), business.language)
    title = " › ".join(section[0].heading) or business.name_in(language)
    return html_page(title, "".join(_told(section)), language)


def _told(section: Iterable[Passage]) -> Iterable[str]:
    for passage in section:
        if passage.fields:
            rows = "".join(
                f'<tr><th scope="row">{html.escape(name)}</th><td>{html.escape(cell)}</td></tr>'
                for name, cell in passage.fields
            )
            yield f"<table>{rows}</table>"
            continue
        for is_item, lines in groupby(passage.text.splitlines(), lambda line: line[:2] == "- "):
            if is_item:
                yield f"<ul>{''.join(f'<li>{html.escape(one[2:])}</li>' for one in lines)}</ul>"
            else:
                yield from (f"<p>{html.escape(one)}</p>" for one in lines if one.strip())
