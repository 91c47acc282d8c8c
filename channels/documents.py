"""The served descriptions of the API: AsyncAPI for the socket (OpenAPI comes with the app)."""

from typing import Any

from fastapi import APIRouter, Request

from channels.asyncapi import asyncapi_document

router = APIRouter()


@router.get("/asyncapi.json")
async def asyncapi(request: Request) -> dict[str, Any]:
    """The AsyncAPI 3 document of the websocket protocol."""
    return asyncapi_document(request.headers.get("host", "localhost"))
