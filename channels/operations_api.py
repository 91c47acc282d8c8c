"""What the machines around Kizashi ask: whether it can work, and what it counts."""

import asyncio
import ipaddress
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from channels.callers import Here, caller_of
from channels.services import Services
from kizashi.errors import KizashiError, NotFound
from kizashi.values import Value

READY_SECONDS = 2.0

router = APIRouter()


class Ready(Value):
    """Whether work can be taken in. `reason` is the code of what keeps it from it."""

    ready: bool
    reason: str | None = None


@router.get("/v1/ready", responses={503: {"model": Ready}})
async def ready(here: Here, response: Response) -> Ready:
    """Says whether messages can be accepted now: the journal can be locked for writing. For load
    balancers; `/v1/health` says only that the process lives."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await here.journal.transact(lambda ledger: ledger.head)
    except TimeoutError:
        return _not_ready(response, "storage.slow")
    except KizashiError as error:
        return _not_ready(response, error.code)
    return Ready(ready=True)


@router.get("/metrics", response_class=Response)
async def metrics(
    request: Request, here: Here, authorization: Annotated[str | None, Header()] = None
) -> Response:
    """The figures of this process in Prometheus's text format. `operations.metrics` says who may
    read them."""
    await _may_read(request, here, authorization, here.settings.operations.metrics)
    page = await here.metrics.page(
        here.presences.connections, len(await here.conversations.unanswered())
    )
    return Response(page, media_type=CONTENT_TYPE_LATEST)


async def _may_read(
    request: Request,
    here: Services,
    authorization: str | None,
    readers: Literal["owner", "loopback", "off"],
) -> None:
    if readers == "off":
        raise NotFound("There are no figures here.", "Set operations.metrics to have them.")
    if readers == "loopback" and _is_near(request):
        return
    (await caller_of(here, authorization)).needs("metrics")


def _is_near(request: Request) -> bool:
    """Whether a program on this machine asks, and not a proxy for somebody else."""
    passed_on = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via"))
    try:
        near = ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        near = False
    return near and not passed_on


def _not_ready(response: Response, reason: str) -> Ready:
    response.status_code = 503
    return Ready(ready=False, reason=reason)
