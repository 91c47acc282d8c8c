"""Anthropic's API as AutoGen's client asks it, brought up to what the API takes today.

AutoGen 0.7.5 sends a `temperature` with every request. The SDK takes none since its release 1.0,
and an API that does not know a parameter refuses the request, so it is left out. The standing part
of a prompt, which is the system prompt, is marked to be cached: Anthropic caches only what is
marked (Messages API, `cache_control`).
"""

from functools import cached_property
from typing import Any

from anthropic import AsyncAnthropic
from anthropic.resources.messages import AsyncMessages
from autogen_core.models import ModelInfo
from autogen_ext.models.anthropic import BaseAnthropicChatCompletionClient

CACHED = {"type": "ephemeral"}


class _Messages(AsyncMessages):
    """The endpoint that answers."""

    def create(self, **asked: Any) -> Any:
        asked.pop("temperature", None)
        if isinstance(standing := asked.get("system"), str):
            asked["system"] = [{"type": "text", "text": standing, "cache_control": CACHED}]
        return super().create(**asked)


class _Api(AsyncAnthropic):
    """The SDK's client with that endpoint."""

    @cached_property
    def messages(self) -> _Messages:
        return _Messages(self)


class AnthropicClient(BaseAnthropicChatCompletionClient):
    """Speaks to the model `name`. Time limits, retries and pauses are the caller's."""

    def __init__(self, name: str, info: ModelInfo, key: str, endpoint: str | None) -> None:
        api = _Api(api_key=key, base_url=endpoint, max_retries=0)
        super().__init__(api, create_args={"model": name}, model_info=info)
