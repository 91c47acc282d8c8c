"""Segment's HTTP tracking API: any of its libraries works against it.

A write key travels as the user name of Basic authentication, as `writeKey` in the body, or as a
bearer token. A key with the scope `track` may stand in a page; what it says of who somebody is is
not believed. A key with the scope `write` belongs on a server; what it says is.
"""

import asyncio
import base64
import binascii
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from channels.access import Access, Caller
from channels.callers import services_at
from channels.origins import origin_allowed
from channels.segment.bots import is_prefetch
from channels.segment.calls import Sender
from channels.segment.intake import Taken, events_of, parsed
from channels.segment.times import moment
from channels.services import Services
from kizashi.errors import BadInput, KizashiError, NotAllowed, TooLarge
from memory.identity.normal import rules_of

KEYS_AT_HAND = 1_000
KEY_SECONDS = 1.0
"""A verified key is believed for so long without asking again: a burst asks once."""

_REFUSALS: dict[str, type[KizashiError]] = {
    "event.too_large": TooLarge,
    "identity.unverified": NotAllowed,
}
_TYPES = {"t": "track", "p": "page", "s": "screen", "i": "identify", "g": "group", "a": "alias"}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "description": 'A call of the Segment spec; for `batch`, `{"batch": [...]}`.',
                }
            }
        },
    },
    "security": [{"basic": []}],
}
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Durable. `rejected` and `ignored` name the events that were not kept.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["success", "accepted", "duplicates", "ignored", "rejected"],
                    "properties": {
                        "success": {"type": "boolean"},
                        "accepted": {"type": "integer"},
                        "duplicates": {"type": "integer"},
                        "ignored": {"type": "array", "items": {"type": "object"}},
                        "rejected": {"type": "array", "items": {"type": "object"}},
                    },
                }
            }
        },
    }
}


class Plain(APIRoute):
    """A route whose function gets the request and gives the response. What FastAPI does between
    the two for every other route costs more than the call itself, and these come by the
    thousand."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The function as it is."""
        endpoint: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return endpoint


class WriteKeys:
    """Verifies write keys, each at most once a second however many calls come with it."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, asyncio.Task[Caller]]] = OrderedDict()

    async def caller(self, key: str, access: Access) -> Caller:
        """Who holds this key. Raises `NotAllowed`."""
        now = time.monotonic()
        asked, answer = self._known.get(key, (-KEY_SECONDS, None))
        if answer is None or now - asked >= KEY_SECONDS or _failed(answer):
            answer = asyncio.create_task(_verified(key, access))
            self._known[key] = (now, answer)
            self._known.move_to_end(key)
            while len(self._known) > KEYS_AT_HAND:
                self._known.popitem(last=False)
        # A caller who hangs up takes the answer away from nobody else.
        return await asyncio.shield(answer)


async def _verified(key: str, access: Access) -> Caller:
    return await access.by_token(key)


def _failed(answer: "asyncio.Task[Caller]") -> bool:
    return answer.done() and (answer.cancelled() or answer.exception() is not None)


def segment_router() -> APIRouter:
    """Routes for single calls and for batches, under their long names and Segment's short ones."""
    router = APIRouter(prefix="/v1", route_class=Plain)
    keys = WriteKeys()

    def single(kind: str) -> Any:
        async def call(request: Request) -> JSONResponse:
            here, event = services_at(request), parsed(await request.body())
            sender = await _sender(here, request, event, keys)
            taken = await here.intake.take([event], sender, kind)
            if taken.rejected:
                problem = taken.rejected[0]
                raise _REFUSALS.get(problem["code"], BadInput)(
                    problem["message"], problem["remedy"], code=problem["code"]
                )
            return _answer(taken)

        return call

    for kind in _TYPES.values():
        router.post(
            f"/{kind}",
            name=kind,
            summary=f"Segment's `{kind}` call",
            responses=_ANSWER,
            openapi_extra=_BODY,
        )(single(kind))
    for short, kind in _TYPES.items():
        router.post(f"/{short}", include_in_schema=False)(single(kind))

    async def batch(request: Request) -> JSONResponse:
        here, body = services_at(request), await request.body()
        content = parsed(body)
        sender = await _sender(here, request, content, keys)
        return _answer(await here.intake.take(events_of(content, len(body)), sender))

    router.post(
        "/batch", name="batch", summary="Calls together", responses=_ANSWER, openapi_extra=_BODY
    )(batch)
    for short in ("b", "import"):
        router.post(f"/{short}", include_in_schema=False)(batch)
    return router


async def _sender(
    here: Services, request: Request, content: dict[str, Any], keys: WriteKeys
) -> Sender:
    caller = await keys.caller(_key(request, content), here.access)
    trusted = caller.may("write")
    if not trusted:
        caller.needs("track")
        origin_allowed(request.headers, here.settings.server)
    headers = request.headers
    return Sender(
        name=caller.name,
        trusted=trusted,
        rules=rules_of(here.settings.people),
        received_at=here.clock.now(),
        sent_at=moment(content.get("sentAt")),
        # A server that speaks for people sends its own library's name
        user_agent=None if trusted else headers.get("user-agent"),
        prefetch=is_prefetch(headers),
        may_claim=trusted or not here.settings.identity.enforced,
    )


def _key(request: Request, content: dict[str, Any]) -> str:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and given.strip():
        return given.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(given, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            pass
    key = content.pop("writeKey", None)
    if isinstance(key, str) and key:
        return key
    raise NotAllowed(
        "No write key came with this request.",
        "Send it as the user name of Basic authentication (`kizashi keys create NAME --scope"
        " track`).",
        code="auth.missing",
    )


def _answer(taken: Taken) -> JSONResponse:
    return JSONResponse(
        {
            "success": True,
            "accepted": taken.accepted,
            "duplicates": taken.duplicates,
            "ignored": list(taken.ignored),
            "rejected": list(taken.rejected),
        }
    )
