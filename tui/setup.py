"""The first start: a short guided setup of a new business, in five questions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from kizashi.autonomy import Autonomy
from kizashi.language import Language
from tui.dialogs import Choice, Option, Question
from tui.fields import TextField
from tui.harmless import writable
from tui.painting import Rows
from tui.rows import EMPTY, Piece, Row, paragraph
from tui.surroundings import language_of_terminal, theme_of_terminal
from tui.theme import PALETTES, theme_of
from tui.words import Words


@dataclass(frozen=True, slots=True)
class Setup:
    """What the owner answered. `knowledge` may be empty: documents can be learned later."""

    name: str
    language: Language
    knowledge: str
    autonomy: Autonomy


class Writing(ModalScreen[str | None]):
    """Asks for a few lines; they may be empty. `None` when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "go_on", show=False, priority=True),
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, words: Words, title: str, text: str, begun: str = "") -> None:
        super().__init__(classes="dialog")
        self._words, self._title, self._text, self._begun = words, title, text, begun

    def compose(self) -> ComposeResult:
        with Vertical(classes="box tall"):
            yield Rows(classes="question")
            yield TextField(self._begun, soft_wrap=True, tab_behavior="focus", id="text")
            yield Rows(classes="foot")

    def on_mount(self) -> None:
        field = self.query_one(TextField)
        field.move_cursor(field.document.end)
        field.focus()
        self.call_after_refresh(self._write)

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        question = self.query_one(".question", Rows)
        rows: list[Row] = [(Piece(self._title, "accent"),)]
        question.show([*rows, *paragraph(self._text, question.size.width), EMPTY])
        foot = self._words.say("setup.keys")
        self.query_one(".foot", Rows).show([(Piece(foot, "quiet"),)])

    def action_go_on(self) -> None:
        """Takes what was written."""
        self.dismiss(writable(self.query_one(TextField).text).strip())

    def action_leave(self) -> None:
        """Leaves without an answer."""
        self.dismiss(None)


class SetupApp(App[Setup | None]):
    """Asks the questions one after the other; `Esc` goes one back, at the first one it leaves."""

    CSS_PATH = "coach.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, language: Language | None = None, theme: str | None = None) -> None:
        super().__init__()
        self.words = Words(language or language_of_terminal())
        for palette in PALETTES.values():
            self.register_theme(theme_of(palette))
        self.theme = theme or theme_of_terminal()
        self._answers: dict[str, str] = {}

    def on_mount(self) -> None:
        self.title = "兆し Kizashi"
        self.run_worker(self._ask())

    async def _ask(self) -> None:
        steps: tuple[Callable[[], ModalScreen[str | None]], ...] = (
            self._ask_language,
            self._ask_name,
            self._ask_knowledge,
            self._ask_autonomy,
            self._ask_ready,
        )
        names = ("language", "name", "knowledge", "autonomy", "ready")
        place = 0
        while place < len(steps):
            if place < 0:
                self.exit(None)
                return
            answer = await self.push_screen_wait(steps[place]())
            if answer is None:
                place -= 1
                continue
            self._answers[names[place]] = answer
            if names[place] == "language":
                self.words = Words(Language(answer))
            place += 1
        self.exit(
            Setup(
                name=self._answers["name"],
                language=Language(self._answers["language"]),
                knowledge=self._answers["knowledge"],
                autonomy=Autonomy(self._answers["autonomy"]),
            )
        )

    def _ask_language(self) -> ModalScreen[str | None]:
        options = (Option("ja", "日本語"), Option("en", "English"))
        if self.words.language is Language.EN:
            options = (options[1], options[0])
        say = self.words.say
        return Choice(self.words, say("setup.welcome"), say("setup.language"), options)

    def _ask_name(self) -> ModalScreen[str | None]:
        say = self.words.say
        return Question(
            self.words, say("setup.name_title"), say("setup.name"), say("setup.name_eg")
        )

    def _ask_knowledge(self) -> ModalScreen[str | None]:
        say = self.words.say
        begun = self._answers.get("knowledge", "")
        return Writing(self.words, say("setup.knowledge_title"), say("setup.knowledge"), begun)

    def _ask_autonomy(self) -> ModalScreen[str | None]:
        say = self.words.say
        options = [
            Option(
                one.value,
                self.words.label("autonomy", one.value),
                say(f"autonomy.{one.value}"),
                current=one is Autonomy.CRAWL,
            )
            for one in Autonomy
        ]
        return Choice(self.words, say("autonomy.title"), say("setup.autonomy"), options)

    def _ask_ready(self) -> ModalScreen[str | None]:
        say = self.words.say
        told = say(
            "setup.summary",
            name=self._answers["name"],
            autonomy=self.words.label("autonomy", self._answers["autonomy"]),
            lines=len(self._answers["knowledge"].splitlines()),
        )
        return Choice(self.words, say("setup.ready"), told, (Option("yes", say("setup.begin")),))
