"""The FastAPI app: it wires the rooms together and decides nothing."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from channels import (
    api,
    audit_api,
    autonomy_api,
    coach_api,
    consent_api,
    deliberation_api,
    documents,
    facts_api,
    file_api,
    import_api,
    insight_api,
    instant_api,
    me_api,
    model_api,
    operations_api,
    people_api,
    policy_api,
    reading_room,
    session_api,
    teaching_api,
    unanswered_api,
)
from channels.body_limit import BodyLimit
from channels.failures import FAILURES, install_failures
from channels.mail import api as mail_api
from channels.rights import api as rights
from channels.segment.api import segment_router
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
        responses=FAILURES,
    )

    app.state.services = services
    install_failures(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        # Tokens travel in headers and frames, never in cookies: another page can read nothing.
        allow_origins=list(services.settings.server.allowed_origins) or ["*"],
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["authorization", "content-type"],
        max_age=600,
    )
    # First: what comes by the thousand is not looked for behind everything else.
    app.include_router(segment_router())
    app.include_router(api.router)
    app.include_router(operations_api.router)
    app.include_router(session_api.router)
    app.include_router(me_api.router)
    app.include_router(mail_api.router)
    app.include_router(file_api.router)
    app.include_router(coach_api.router)
    app.include_router(deliberation_api.router)
    app.include_router(instant_api.router)
    app.include_router(consent_api.router)
    app.include_router(facts_api.router)
    app.include_router(unanswered_api.router)
    app.include_router(teaching_api.router)
    app.include_router(insight_api.router)
    app.include_router(policy_api.router)
    app.include_router(people_api.router)
    app.include_router(import_api.router)
    app.include_router(rights.router)
    app.include_router(rights.pages)
    app.include_router(reading_room.router)
    app.include_router(audit_api.router)
    app.include_router(autonomy_api.router)
    app.include_router(model_api.router)
    app.include_router(documents.router)
    app.include_router(socket_router(lambda: services))
    app.include_router(widget_router())
    return app
