"""What the terminal tells about its owner: their language, and whether it is light or dark."""

import locale
import os
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kizashi.language import Language
from tui.theme import DAY, NIGHT


def language_of_terminal() -> Language:
    """The language that the terminal is set to: Japanese, or else English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = next((name for name in names if name), "") or (locale.getlocale()[0] or "")
    return Language.JA if named.lower().startswith("ja") else Language.EN


def theme_of_terminal() -> str:
    """The theme that suits the terminal's background, where the terminal tells (`COLORFGBG`)."""
    background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return DAY if background in ("7", "15") else NIGHT


def zone_of(name: str) -> tzinfo | None:
    """The time zone of this name; `None` (the machine's own) when this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
