"""How far the AI may go for one kind of step, one topic or one person: asking, and setting it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kizashi.autonomy import Autonomy, Scope
from kizashi.ids import PersonId
from tui import places
from tui.dialogs import Choice, Option
from tui.harmless import one_line
from tui.settings_data import AutonomyPage, ScopedWanted
from tui.state import State
from tui.words import Words

if TYPE_CHECKING:
    from tui.app import Coach

_BUSINESS = "business"
CAREFUL = (Autonomy.CRAWL, Autonomy.WALK)
"""What a topic or a person may be set to: they can only make the business more careful."""


TOPICS = (
    "price",
    "discount",
    "date",
    "stock",
    "refund",
    "guarantee",
    "exception",
    "complain",
    "leave",
    "human",
)
"""What a step may touch, as the policies name it; the owner's own intents are topics too."""


def scoped_label(scope: Scope, name: str, state: State, words: Words) -> str:
    """What an autonomy is set for, in words."""
    if scope == "kind":
        return words.say("settings.kind", kind=words.label("step", name))
    if scope == "topic":
        topic = words.say(f"topic.{name}") if name in TOPICS else one_line(name)
        return words.say("scoped.of_topic", topic=topic)
    view = next((one for one in state.conversations.values() if one.person == name), None)
    called = words.name(view) if view is not None else words.unnamed(PersonId(name))
    return words.say("scoped.of_person", name=called)


def scoped_in(page: AutonomyPage, scope: Scope, name: str) -> Autonomy | None:
    """What is set for something; `None` when it goes as the business does."""
    return next(
        (one.autonomy for one in page.scoped if (one.scope, one.name) == (scope, name)), None
    )


async def scope_autonomy(
    coach: "Coach", scope: Scope, name: str, label: str, now: Autonomy | None
) -> bool:
    """Asks how far the AI may go for something and sets it; true when it was changed."""
    words = coach.words
    offered: Sequence[Autonomy] = tuple(Autonomy) if scope == "kind" else CAREFUL
    options = [Option(_BUSINESS, words.say("settings.as_business"), current=now is None)]
    options += [
        Option(
            one.value,
            words.label("autonomy", one.value),
            words.say(f"autonomy.{one.value}"),
            current=one is now,
        )
        for one in offered
    ]
    chosen = await coach.push_screen_wait(
        Choice(words, label, words.say(f"scoped.{scope}"), options)
    )
    if chosen is None or chosen == (now.value if now else _BUSINESS):
        return False
    wanted = ScopedWanted(autonomy=None if chosen == _BUSINESS else Autonomy(chosen))
    path = places.scoped_autonomy(scope, name)
    if await coach.desk.pages.change("PUT", path, wanted):
        coach.tell("news.preferences", "good")
        return True
    coach.tell("why.not_changed", "alarm")
    return False
