"""Leaving: what was decided goes out first, and who is refused is told why."""

import asyncio
from typing import TYPE_CHECKING

from tui.dialogs import Reader

if TYPE_CHECKING:
    from tui.app import Coach

_LOOKS, _SECONDS = 60, 0.05


async def everything_left(coach: "Coach") -> bool:
    """Sends what could still be taken back; true once the server has answered everything, false
    when it does not within a moment."""
    desk = coach.desk
    for news in await desk.wishes.leave_at_once():
        coach.report(news)
    for _ in range(_LOOKS):
        if not desk.wishes.unanswered:
            return True
        if desk.connection != "live":
            return False
        await asyncio.sleep(_SECONDS)
    return not desk.wishes.unanswered


async def tell_refused(coach: "Coach") -> None:
    """Says why the server will not have us and what to do; ends a coach that never began."""
    refused = coach.desk.refused
    if refused is None:
        return
    words, say = coach.words, coach.words.say
    lines = [(say(f"refused.{refused.reason}.text"), False), ("", False)]
    lines.append((say(f"refused.{refused.reason}.remedy"), True))
    if refused.detail:
        lines += [("", False), (words.server_words(refused.detail), False)]
    await coach.push_screen_wait(Reader(words, say(f"refused.{refused.reason}.title"), lines))
    if not coach.desk.begun:
        coach.exit(2)
