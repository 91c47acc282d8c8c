"""The FastAPI app: it wires the rooms together and decides nothing."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from channels import api, documents, instant_api
from channels.body_limit import BodyLimit
from channels.failures import install_failures
from channels.services import Services
from channels.socket import socket_router
from channels.widget import widget_router
from kizashi import __version__


def build_app(services: Services) -> FastAPI:
    """The app on an open house. Pages of `server.allowed_origins` may embed the widget, any page
    when there are none."""
    app = FastAPI(
        title="Kizashi",
        version=__version__,
        description="A relationship OS for small businesses.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        # The generated documentation pages load scripts from elsewhere; the document itself stays.
        docs_url=None,
        redoc_url=None,
    )

    app.state.services = services
    install_failures(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        # Tokens travel in headers and frames, never in cookies: another page can read nothing.
        allow_origins=list(services.settings.server.allowed_origins) or ["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
        max_age=600,
    )
    app.include_router(api.router)
    app.include_router(instant_api.router)
    app.include_router(documents.router)
    app.include_router(socket_router(lambda: services))
    app.include_router(widget_router())
    return app
