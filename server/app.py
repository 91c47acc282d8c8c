"""The FastAPI app: it wires the rooms together and decides nothing."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from channels import api, documents, instant_api
from channels.body_limit import BodyLimit
from channels.failures import install_failures
from channels.services import Services
from channels.socket import socket_router
from channels.widget import widget_router
from kizashi import __version__

OpenHouse = Callable[[], AbstractAsyncContextManager[Services]]


def build_app(open_house: OpenHouse, allowed_origins: tuple[str, ...] = ()) -> FastAPI:
    """The app. `open_house` opens the rooms for as long as the app lives; pages of
    `allowed_origins` may embed the widget, any page when there are none."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_house() as services:
            app.state.services = services
            yield

    app = FastAPI(
        title="Kizashi",
        version=__version__,
        description="A relationship OS for small businesses.",
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        lifespan=lifespan,
        # The generated documentation pages load scripts from elsewhere; the document itself stays.
        docs_url=None,
        redoc_url=None,
    )

    def services() -> Services:
        here: Services = app.state.services
        return here

    install_failures(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        # Tokens travel in headers and frames, never in cookies: another page can read nothing.
        allow_origins=list(allowed_origins) or ["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
        max_age=600,
    )
    app.include_router(api.router)
    app.include_router(instant_api.router)
    app.include_router(documents.router)
    app.include_router(socket_router(services))
    app.include_router(widget_router())
    return app
