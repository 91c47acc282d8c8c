"""Finding out who calls over HTTP."""

from typing import Annotated

from fastapi import Depends, Header, Request

from channels.access import Caller
from channels.origins import origin_allowed
from channels.services import Services
from kizashi.errors import NotAllowed


def services_at(request: Request) -> Services:
    """The services that the server handed to the app."""
    services: Services = request.app.state.services
    return services


async def services_of(request: Request) -> Services:
    """The same as a dependency. A coroutine: FastAPI would send a plain function to a thread."""
    return services_at(request)


async def caller_of(
    services: Annotated[Services, Depends(services_of)],
    authorization: Annotated[str | None, Header()] = None,
) -> Caller:
    """The owner or an integration, by `Authorization: Bearer …`. Raises `NotAllowed`."""
    return await services.access.by_token(_bearer(authorization, "token"))


async def visitor_of(
    request: Request,
    services: Annotated[Services, Depends(services_of)],
    authorization: Annotated[str | None, Header()] = None,
) -> Caller:
    """A visitor, by `Authorization: Bearer` and their session, from a page that may embed the
    chat. Raises `NotAllowed`."""
    origin_allowed(request.headers, services.settings.server)
    return services.access.by_session(_bearer(authorization, "session"))


def _bearer(authorization: str | None, what: str) -> str:
    scheme, _, word = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not word.strip():
        raise NotAllowed(
            f"No {what} came with this request.",
            f"Send `Authorization: Bearer` and your {what}.",
            code="auth.missing",
        )
    return word.strip()


Here = Annotated[Services, Depends(services_of)]
Calling = Annotated[Caller, Depends(caller_of)]
Visiting = Annotated[Caller, Depends(visitor_of)]
