"""The AsyncAPI 3 document of the websocket, made from the very types that parse the traffic.

Format: AsyncAPI Specification 3.0.0 (https://www.asyncapi.com/docs/reference/specification/v3.0.0).
"""

import inspect
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from channels.socket import SOCKET_PATH
from kizashi import __version__, protocol

_REF = "#/components/schemas/{model}"


def frames(union: Any) -> tuple[type[BaseModel], ...]:
    """The frame types of one direction."""
    return get_args(get_args(union)[0])


def frame_name(model: type[BaseModel]) -> str:
    """The value of `type` that a frame carries on the wire."""
    return str(model.model_fields["type"].default)


def asyncapi_document(host: str) -> dict[str, Any]:
    """The document for a server reached at `host` (`127.0.0.1:8420`)."""
    incoming, outgoing = frames(protocol.ClientFrame), frames(protocol.ServerFrame)
    models = tuple(dict.fromkeys((*incoming, *outgoing)))
    _, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REF
    )
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Kizashi",
            "version": __version__,
            "description": inspect.cleandoc(protocol.__doc__ or ""),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"this": {"host": host, "protocol": "ws"}},
        "channels": {
            "socket": {
                "address": SOCKET_PATH,
                "messages": {
                    model.__name__: {"$ref": f"#/components/messages/{model.__name__}"}
                    for model in models
                },
            }
        },
        "operations": {
            "fromClient": _operation("receive", incoming),
            "fromServer": _operation("send", outgoing),
        },
        "components": {
            "messages": {model.__name__: _message(model) for model in models},
            "schemas": definitions["$defs"],
        },
    }


def _operation(action: str, models: tuple[type[BaseModel], ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/socket"},
        "messages": [{"$ref": f"#/channels/socket/messages/{model.__name__}"} for model in models],
    }


def _message(model: type[BaseModel]) -> dict[str, Any]:
    return {
        "name": frame_name(model),
        "summary": inspect.cleandoc(model.__doc__ or ""),
        "payload": {"$ref": _REF.format(model=model.__name__)},
    }
