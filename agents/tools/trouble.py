"""What can go wrong with a tool, each with words and a stable code."""

from kizashi.errors import KizashiError


class ToolUnavailable(KizashiError):
    """A tool gave nothing that may be used; the turn goes on without it."""

    code = "tool.failed"
    status = 503


_MEANS = {
    "missing": (
        "The package that speaks to MCP servers is not installed.",
        "Install it with `pip install -e '.[tools]'` in Kizashi's environment.",
    ),
    "not_started": (
        "The tool server could not be started or reached.",
        "Check `command` or `url` in `[[tools]]`, and that the server runs by itself.",
    ),
    "timeout": (
        "The tool server did not answer in time.",
        "Answers are given without it. If it stays so, raise `seconds`, or mend the server.",
    ),
    "failed": (
        "The tool server broke off, or did not speak MCP.",
        "Answers are given without it. Run the server by itself to see what is wrong.",
    ),
    "resting": (
        "The tool server failed several times and is left alone for a while.",
        "Answers are given without it; it is tried again by itself.",
    ),
    "too_large": (
        "The tool's answer was larger than allowed.",
        "Let the tool answer with less, or raise `largest` in `[[tools]]`.",
    ),
    "error": ("The tool answered with an error.", "See the server's own log."),
    "unknown": (
        "The server does not offer this tool.",
        "Correct `tool` in `[[tools.use]]`; `kizashi doctor` names those that there are.",
    ),
    "writes": (
        "The tool may change something, and you have not allowed that.",
        "Set `writes = true` in its `[[tools.use]]` if it may, or have the server mark it as "
        "reading only.",
    ),
    "personal": (
        "The question for the tool held personal data, so it was not asked.",
        "Map other arguments in `[[tools.use]]`.",
    ),
    "argument": ("The question for the tool was too long.", "Map shorter arguments."),
    "attack": (
        "The tool's answer tried to give instructions, so nothing of it was used.",
        "Look at what the server sends; stop using it if you do not trust it.",
    ),
}


def unavailable(what: str) -> ToolUnavailable:
    """The error with this code, without its family (`timeout` for `tool.timeout`)."""
    what = what.removeprefix("tool.")
    message, remedy = _MEANS[what]
    return ToolUnavailable(message, remedy, code=f"tool.{what}")
