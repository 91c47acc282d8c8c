"""Finding out who calls over HTTP."""

from typing import Annotated

from fastapi import Depends, Header, Request

from channels.access import Caller
from channels.services import Services
from kizashi.errors import NotAllowed


def services_of(request: Request) -> Services:
    """The services that the server handed to the app."""
    services: Services = request.app.state.services
    return services


async def caller_of(
    services: Annotated[Services, Depends(services_of)],
    authorization: Annotated[str | None, Header()] = None,
) -> Caller:
    """The owner or an integration, by `Authorization: Bearer …`. Raises `NotAllowed`."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotAllowed(
            "No token came with this request.",
            "Send `Authorization: Bearer` and your token.",
            code="auth.missing",
        )
    return await services.access.by_token(token.strip())


Here = Annotated[Services, Depends(services_of)]
Calling = Annotated[Caller, Depends(caller_of)]
