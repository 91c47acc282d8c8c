"""How errors look on HTTP: one shape, a stable code, what was wrong and what to do."""

import logging
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic_core import ErrorDetails
from starlette.exceptions import HTTPException

from kizashi.errors import KizashiError, NotAllowed, TooMany
from kizashi.misfit import placed
from kizashi.values import Value


class Failure(Value):
    """What was wrong (`code` is stable), and what to do."""

    code: str
    message: str
    remedy: str


class Failed(Value):
    """The answer to every request that was refused or went wrong."""

    error: Failure


FAILURES: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Failed, "description": "Refused; docs/api.md lists the codes."},
    "5XX": {"model": Failed, "description": "Not done; what was stored is safe."},
}
"""How OpenAPI tells of every route's failures."""

_HTTP_CODES = {404: "not_found", 405: "method.not_allowed"}
_FORBIDDEN = {"auth.owner", "auth.scope", "origin.denied", "identity.unverified"}
"""Who calls is known or does not matter: it is not theirs to do."""

_log = logging.getLogger(__name__)


def _answer(
    status: int, code: str, message: str, remedy: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(
        {"error": {"code": code, "message": message, "remedy": remedy}},
        status_code=status,
        headers=headers,
    )


def _not_json() -> JSONResponse:
    return _answer(
        422, "input.json", "The body is not JSON in UTF-8.", "Send one JSON object as the body."
    )


def install_failures(app: FastAPI) -> None:
    """Gives every error of the app the documented shape."""

    @app.exception_handler(KizashiError)
    async def known(_: Request, error: KizashiError) -> JSONResponse:
        headers = {}
        if isinstance(error, TooMany):
            headers["Retry-After"] = str(max(1, round(error.retry_after)))
        if isinstance(error, NotAllowed):
            headers["WWW-Authenticate"] = "Bearer"
        status = 403 if error.code in _FORBIDDEN else error.status
        return _answer(status, error.code, error.message, error.remedy, headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        problems = error.errors()
        if problems[0]["type"] == "json_invalid":
            return _not_json()
        words = "; ".join(
            placed(cast(ErrorDetails, one), "the body", skip=1) for one in problems[:5]
        )
        return _answer(
            422, "input.invalid", f"{words}.", "Correct the request; /openapi.json shows it."
        )

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == HTTPStatus.BAD_REQUEST:
            # FastAPI's word for a body that is not even text; one code has one status here
            return _not_json()
        code = _HTTP_CODES.get(error.status_code, "http")
        return _answer(
            error.status_code, code, f"{error.detail}.", "See /openapi.json for what there is."
        )

    @app.exception_handler(Exception)
    async def unknown(_: Request, error: Exception) -> JSONResponse:
        _log.error("request failed: %s", type(error).__name__, exc_info=error)
        return _answer(
            500,
            "internal",
            "Something went wrong on our side.",
            "Try again in a moment; `kizashi doctor` checks the installation.",
        )
