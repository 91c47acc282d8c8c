"""A page that lies on the seat: its help, and the keys that lead to the other pages."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.dialogs import Reader

if TYPE_CHECKING:
    from tui.app import Coach


class PageScreen(Screen[None]):
    """A whole screen of its own. `named` is the action of the registry that opens it."""

    named: ClassVar[str] = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,fullwidth_question_mark,f1", "help", show=False),
        Binding("c,ｃ", "turn('coach')", show=False),
        Binding("i,ｉ", "turn('insight')", show=False),
        Binding("comma,fullwidth_comma", "turn('settings')", show=False),
        Binding("D", "app.act('theme')", show=False),
        Binding("L", "app.act('language')", show=False),
    ]

    @property
    def coach(self) -> "Coach":
        """The terminal coach that shows the page."""
        return cast("Coach", self.app)

    def draw(self) -> None:
        """Shows what is known now."""

    async def action_help(self) -> None:
        """What is on this page, and its keys."""
        words = self.coach.words
        title = words.say("help.title", part=words.say(f"action.{self.named}.name"))
        told = [(line, False) for line in words.say(f"help.page.{self.named}").splitlines()]
        self.coach.push_screen(Reader(words, title, [*told, ("", False), *self._elsewhere()]))

    def _elsewhere(self) -> list[tuple[str, bool]]:
        words = self.coach.words
        return [(line, False) for line in words.say("help.page.elsewhere").splitlines()]

    def action_turn(self, page: str) -> None:
        """To another page; the key of this one closes it."""
        self.dismiss(None)
        if page != self.named:
            self.coach.action_act(page)

    def action_leave(self) -> None:
        """Back to the people."""
        self.dismiss(None)
