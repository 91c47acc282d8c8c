"""What the owner does for the business as a whole, and with the screen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.command import CommandPalette

from kizashi.autonomy import Autonomy
from tui import places
from tui.actions import ACTIONS, key_sign
from tui.asking import name_of, sure
from tui.commands import Commands
from tui.dialogs import Choice, Option, Reader
from tui.draft_deeds import Deed
from tui.leaving import everything_left
from tui.scoping import scope_autonomy, scoped_in
from tui.settings_data import AutonomyPage
from tui.settings_screen import SettingsScreen

if TYPE_CHECKING:
    from tui.app import Coach


class HouseDeeds:
    """Deeds for the business, the palette and the help."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {
            "autonomy": self._autonomy,
            "person_autonomy": self._person_autonomy,
            "hold_everything": self._hold_everything,
            "palette": self._palette,
            "help": self._help,
            "settings": self._settings,
            "quit": self._quit,
        }

    async def _autonomy(self) -> None:
        coach = self._coach
        words, now = coach.words, coach.desk.state.autonomy
        options = [
            Option(
                one.value,
                words.label("autonomy", one.value),
                words.say(f"autonomy.{one.value}"),
                current=one is now,
            )
            for one in Autonomy
        ]
        chosen = await coach.push_screen_wait(
            Choice(words, words.say("autonomy.title"), words.say("autonomy.text"), options)
        )
        if chosen is not None and Autonomy(chosen) is not coach.desk.state.autonomy:
            await coach.desk.wishes.set_autonomy(Autonomy(chosen))

    async def _person_autonomy(self) -> None:
        """How far the AI may go with the person of the open conversation."""
        coach, conversation = self._coach, self._coach.selected
        if conversation is None:
            return
        page = await coach.desk.pages.fetch(places.AUTONOMY, AutonomyPage)
        if page is None:
            coach.tell("why.not_loaded", "warn")
            return
        person = coach.desk.state.conversations[conversation].person
        label = coach.words.say("scoped.of_person", name=name_of(coach, conversation))
        await scope_autonomy(coach, "person", person, label, scoped_in(page, "person", person))

    async def _hold_everything(self) -> None:
        held = self._coach.desk.state.everything_held
        # Stopping is safe and must be quick; letting go again is asked about.
        if not held or await sure(self._coach, "confirm.let_go"):
            await self._coach.desk.wishes.hold_everything(not held)

    async def _palette(self) -> None:
        placeholder = self._coach.words.say("palette.placeholder")
        self._coach.push_screen(CommandPalette(providers=[Commands], placeholder=placeholder))

    async def _settings(self) -> None:
        """Opens the page of settings."""
        if not isinstance(self._coach.screen, SettingsScreen):
            self._coach.push_screen(SettingsScreen())

    async def _help(self) -> None:
        coach, words = self._coach, self._coach.words
        part = coach.situation.part
        lines = [(words.say(f"help.{part}"), False), ("", False)]
        for group in dict.fromkeys(action.group for action in ACTIONS):
            lines.append((words.say(f"help.group.{group}"), True))
            for action in ACTIONS:
                if action.group == group:
                    keys = " / ".join(key_sign(key) for key in action.keys)
                    told = words.say(f"action.{action.id}.help")
                    lines.append((f"  {keys}  {told}", False))
            lines.append(("", False))
        lines.append((words.say("help.reading"), False))
        title = words.say("help.title", part=words.say(f"part.{part}"))
        await coach.push_screen_wait(Reader(words, title, lines))

    async def _quit(self) -> None:
        """Leaves once everything decided has arrived; asks when it cannot arrive now."""
        coach = self._coach
        if await everything_left(coach) or await sure(coach, "confirm.unsent"):
            coach.exit(0)
