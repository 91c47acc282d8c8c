"""Files over HTTP: a visitor's own, and the owner's."""

import asyncio
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from channels.callers import Calling, Here, Visiting
from channels.file_kinds import examined
from channels.services import Services
from kizashi.errors import BadInput, NotAllowed, NotFound, TooLarge
from kizashi.ids import ConversationId, FileId, PersonId
from kizashi.parts import FileCard
from memory.files import Stored

router = APIRouter(prefix="/v1")

MEGABYTE = 1024 * 1024
FileName = Annotated[str, Query(min_length=1, max_length=400)]


@router.post("/me/files")
async def send_file(here: Here, caller: Visiting, request: Request, name: FileName) -> FileCard:
    """Stores a file of the visitor; the body is its bytes. A `message` then names its id."""
    if caller.person is None or caller.conversation is None:
        raise NotAllowed("This is a visitor's own place.", "Send a visitor's session.")
    return await _store(here, request, name, caller.person, caller.conversation, "customer")


@router.get("/me/files/{file}")
async def own_file(here: Here, caller: Visiting, file: FileId) -> Response:
    """A file of the visitor's own conversation."""
    stored = await here.files.open(file)
    if stored.conversation != caller.conversation:
        raise NotFound("There is no such file here.", "Send it again.", code="file.unknown")
    return _served(stored)


@router.post("/conversations/{conversation}/files")
async def owners_file(
    here: Here, caller: Calling, request: Request, conversation: ConversationId, name: FileName
) -> FileCard:
    """Stores a file of the owner for a conversation; a `say` then carries it as a part."""
    caller.needs("decide")
    view = await here.conversations.view(conversation)
    return await _store(here, request, name, view.person, conversation, "owner")


@router.get("/files/{file}")
async def any_file(here: Here, caller: Calling, file: FileId) -> Response:
    """A file of any conversation."""
    caller.needs("read")
    return _served(await here.files.open(file))


async def _store(
    here: Services,
    request: Request,
    name: str,
    person: PersonId,
    conversation: ConversationId,
    by: Literal["customer", "owner"],
) -> FileCard:
    server = here.settings.server
    if not server.file_megabytes:
        raise BadInput("No files are taken here.", "Describe it in words.", code="file.off")
    content = await _body(request, server.file_megabytes)
    # Decoding a picture takes tens of milliseconds: not in the loop that serves everybody.
    found = await asyncio.to_thread(examined, name, content)
    card = FileCard(
        id=FileId(here.new_id("fil")),
        name=found.name,
        media_type=found.media_type,
        size=len(found.content),
        width=found.width,
        height=found.height,
    )
    await here.files.put(
        card,
        found.content,
        person,
        conversation,
        by,
        most_a_day=server.files_per_day,
        now=here.clock.now(),
    )
    return card


async def _body(request: Request, megabytes: int) -> bytes:
    content = bytearray()
    async for piece in request.stream():
        content += piece
        if len(content) > megabytes * MEGABYTE:
            raise TooLarge(
                f"A file may have at most {megabytes} megabytes.",
                "Send a smaller one.",
                code="file.too_large",
            )
    return bytes(content)


def _served(stored: Stored) -> Response:
    name = quote(stored.card.name, safe="")
    # Never shown in a page's own name: it is downloaded, not interpreted, and may run nothing.
    return Response(
        stored.content,
        media_type=stored.card.media_type,
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Cache-Control": "private, max-age=86400",
        },
    )
