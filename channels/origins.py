"""Which web pages may embed the chat."""

from starlette.datastructures import Headers

from kizashi.errors import NotAllowed
from kizashi.settings import Server


def origin_allowed(headers: Headers, settings: Server) -> None:
    """Raises `NotAllowed` (`origin.denied`) when a browser says the request comes from a page that
    is neither this server's own nor among `server.allowed_origins`. Programs that are no browser
    send no origin; what they may see is their session's affair."""
    allowed = settings.allowed_origins
    origin = headers.get("origin")
    if not allowed or origin is None or origin in allowed:
        return
    if origin.partition("://")[2] == headers.get("host", ""):
        return
    raise NotAllowed(
        "This page may not embed the chat.",
        "Add its origin to `server.allowed_origins` in kizashi.toml.",
        code="origin.denied",
    )
