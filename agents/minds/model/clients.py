"""From settings to an AutoGen client. The clients are imported only when a model is configured:
they take seconds, and are an extra (`models`)."""

import os
from typing import Any

from autogen_core.models import ChatCompletionClient, ModelFamily, ModelInfo

from kizashi.errors import Misconfigured
from kizashi.minds import Model

GEMINI = "https://generativelanguage.googleapis.com/v1beta/openai/"
OLLAMA = "http://127.0.0.1:11434"
LOCAL = "http://127.0.0.1:8421/v1"

_KEYS = {
    "openai": "OPENAI_API_KEY",
    "azure": "AZURE_OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "gemini": "GEMINI_API_KEY",
}


def client_of(model: Model) -> ChatCompletionClient:
    """The client that speaks to the configured model.

    Raises `Misconfigured` when the extra is not installed or a key is missing. Nothing is sent.
    """
    try:
        return _made(model)
    except ImportError as error:
        raise Misconfigured(
            "Language models need packages that are not installed.",
            "Install them: `pip install 'kizashi[models]'` in Kizashi's environment.",
            code="model.not_installed",
        ) from error


def _made(model: Model) -> ChatCompletionClient:
    # The retries, the pauses between them and the time limit are the caller's.
    common: dict[str, Any] = {"model": model.name, "model_info": _info(model)}
    if model.provider == "anthropic":
        from agents.minds.model.anthropic import AnthropicClient

        return AnthropicClient(model.name, _info(model), _key(model), model.endpoint)
    if model.provider == "ollama":
        from autogen_ext.models.ollama import OllamaChatCompletionClient

        ollama: ChatCompletionClient = OllamaChatCompletionClient(
            **common, host=model.endpoint or OLLAMA
        )
        return ollama
    if model.provider == "azure":
        from autogen_ext.models.openai import AzureOpenAIChatCompletionClient

        if not model.endpoint:
            raise Misconfigured(
                "[mind] needs the endpoint of your Azure resource.",
                "Add `endpoint` to [mind].",
                code="model.no_endpoint",
            )
        azure: ChatCompletionClient = AzureOpenAIChatCompletionClient(
            **common,
            azure_endpoint=model.endpoint,
            azure_deployment=model.name,
            api_version=model.api_version or "2024-10-21",
            api_key=_key(model),
            max_retries=0,
        )
        return azure
    from autogen_ext.models.openai import OpenAIChatCompletionClient

    endpoint = model.endpoint or {"gemini": GEMINI, "local": LOCAL}.get(model.provider)
    if endpoint is not None:
        common["base_url"] = endpoint
    client: ChatCompletionClient = OpenAIChatCompletionClient(
        **common, api_key=_key(model), max_retries=0
    )
    return client


def _info(model: Model) -> ModelInfo:
    return ModelInfo(
        vision=False,
        function_calling=False,
        json_output=model.structured != "words",
        structured_output=model.structured == "schema",
        family=ModelFamily.UNKNOWN,
    )


def _key(model: Model) -> str:
    if model.key is not None:
        return model.key.get_secret_value()
    variable = model.key_variable or _KEYS.get(model.provider)
    if variable is not None and (key := os.environ.get(variable)):
        return key
    if model.provider == "local" or (model.provider == "openai" and model.endpoint):
        # Servers on one's own machine ask for none, but the client insists on having one.
        return "none"
    raise Misconfigured(
        f"The key of the language model is missing ({model.provider}).",
        f"Set the environment variable {variable}.",
        code="model.no_key",
    )
