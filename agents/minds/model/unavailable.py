"""Why a language model cannot help now, in words that quote nothing of what was asked."""

import re

from kizashi.errors import KizashiError


class ModelUnavailable(KizashiError):
    """The language model cannot help now; the embedded mind carries on. Codes: `model.timeout`,
    `model.failed`, `model.refused` (key or rights), `model.limited` (its rate limit),
    `model.malformed`, `model.resting` (after failures), `model.busy`, `model.budget`,
    `model.overflow` (its context is too small), `model.stopped` (cut off before its end)."""

    code = "model.failed"
    status = 503


_MEANS = {
    "timeout": (
        "The language model took too long.",
        "Nothing to do: the embedded mind answered. If it stays so, give it more time or take a "
        "smaller model.",
    ),
    "failed": (
        "The language model did not answer as it should.",
        "Run `kizashi doctor`: it tries the model and says what is wrong.",
    ),
    "refused": (
        "The language model's server refused the key.",
        "Check the key's environment variable and what the key may do.",
    ),
    "limited": (
        "The language model's server says that it is asked too often.",
        "Nothing to do for now; if it stays so, lower `at_once` or raise the plan.",
    ),
    "malformed": (
        "The language model answered in another shape than asked for.",
        "Nothing to do; if it stays so, set `structured` to `json` or `words`, or take another "
        "model.",
    ),
    "resting": (
        "The language model failed several times and is left alone for a while.",
        "Run `kizashi doctor`: it tries the model and says what is wrong.",
    ),
    "busy": ("Too many turns wait for the language model.", "Raise `at_once`, if it can do more."),
    "budget": (
        "The budget of tokens is used up.",
        "Nothing to do: the embedded minds carry on. `[mind.budget]` sets the limits.",
    ),
    "overflow": (
        "What should be asked does not fit into the language model's context.",
        "Set `context_tokens` to what the model can read, or take a larger one.",
    ),
    "stopped": ("The language model was cut off.", "Nothing to do: the embedded mind answered."),
    "unknown": (
        "The language model's server does not know this model.",
        "Correct `model` in `[mind]`; the server's own list tells the names.",
    ),
}


_FULL = re.compile(r"context[ _](?:length|size|window)|prompt is too long", re.IGNORECASE)
"""How servers without a code of their own say that a prompt does not fit."""


def unavailable(what: str) -> ModelUnavailable:
    """The error of this name, `timeout` for `model.timeout`."""
    message, remedy = _MEANS[what]
    return ModelUnavailable(message, remedy, code=f"model.{what}")


def meant(error: Exception) -> ModelUnavailable:
    """What a client's error means; its own words stay out, for they may quote what was asked."""
    if isinstance(error, ModelUnavailable):
        return error
    if isinstance(error, TimeoutError):
        return unavailable("timeout")
    status = getattr(error, "status_code", None)
    if status in {401, 403}:
        return unavailable("refused")
    code = getattr(error, "code", None)
    if status == 404 or code == "model_not_found":
        return unavailable("unknown")
    if status == 429:
        return unavailable("limited")
    full = status == 400 and _FULL.search(str(error)) is not None
    if status == 413 or code == "context_length_exceeded" or full:
        return unavailable("overflow")
    return unavailable("failed")
