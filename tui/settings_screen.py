"""Settings: autonomy, the hold switch, quiet hours, the Coach, own intents, corrections."""

from collections.abc import Sequence
from datetime import time
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kizashi.autonomy import Scope
from kizashi.ids import CorrectionId
from kizashi.proposals import Preferences, QuietTime
from kizashi.values import Value
from tui import places
from tui.asking import sure
from tui.board import Board
from tui.cells import clip, pad
from tui.dialogs import Choice, Option, Question
from tui.page_screen import PageScreen
from tui.painting import Rows
from tui.rows import EMPTY, Block, Piece, Row, spread
from tui.scoping import TOPICS, scope_autonomy, scoped_in, scoped_label
from tui.settings_data import AutonomyPage, Corrections, Intents, IntentTaught
from tui.settings_rows import Page, Setting, settings_of
from tui.theme import NIGHT
from tui.words import Words

if TYPE_CHECKING:
    pass

_LABEL = 30
"""Cells for what is set; in a narrow terminal half of the line, so that its value can be read."""
_QUIET_CHOICES = ((20, 8), (21, 8), (21, 9), (22, 7))


class _Lines(Board):
    def __init__(self) -> None:
        super().__init__(id="settings")
        self.settings: Sequence[Setting] = ()

    def build(self, width: int) -> list[Block]:
        blocks: list[Block] = []
        for number, one in enumerate(self.settings):
            if one.key is None:
                head: list[Row] = [EMPTY, (Piece(" "), Piece(one.label, "strong"))]
                blocks.append(Block.of(f"·{number}", head, selectable=False))
                continue
            room = min(_LABEL, width // 2) if one.value else width - 6
            label = pad(one.label, room) if one.value else clip(one.label, room)
            row: Row = (
                Piece("   "),
                Piece(label),
                Piece(clip(one.value, width - room - 5), "accent"),
            )
            blocks.append(Block.of(one.key, [row]))
        return [*blocks, Block.of("·end", [EMPTY], selectable=False)]


class SettingsScreen(PageScreen):
    """One page of everything that the owner can set. Enter changes the line under the cursor."""

    named = "settings"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._scoped: AutonomyPage | None = None
        self._intents: Intents | None = None
        self._corrections: Corrections | None = None

    def compose(self) -> ComposeResult:
        yield Rows(id="page-title")
        yield _Lines()
        yield Rows(id="page-keys")

    def on_mount(self) -> None:
        self.draw()
        self.query_one(_Lines).focus()
        self.run_worker(self._load())

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    async def _load(self) -> None:
        pages = self.coach.desk.pages
        self._scoped = await pages.fetch(places.AUTONOMY, AutonomyPage)
        self._intents = await pages.fetch(places.INTENTS, Intents)
        self._corrections = await pages.fetch(places.CORRECTIONS, Corrections)
        self.draw()

    def draw(self) -> None:
        """Shows what is set now."""
        coach = self.coach
        if not self.query("#page-title"):
            return
        words, width, state = coach.words, self.size.width, coach.desk.state
        title = (Piece(" "), Piece(words.say("settings.title"), "accent"))
        self.query_one("#page-title", Rows).show([spread(title, (), width)])
        keys = words.say("settings.keys")
        self.query_one("#page-keys", Rows).show([(Piece(f" {keys}", "quiet"),)])
        page = Page(
            preferences=coach.desk.talk.preferences,
            proposals=tuple(coach.desk.talk.proposals.values()),
            autonomy=state.autonomy.value,
            everything_held=state.everything_held,
            sound=coach.calling.on,
            dark=coach.theme == NIGHT,
            scoped=self._scoped,
            intents=self._intents,
            corrections=self._corrections,
            labels=lambda scope, name: scoped_label(scope, name, state, words),
        )
        board = self.query_one(_Lines)
        board.settings = settings_of(page, words)
        board.rebuild()

    @on(Board.Chosen, "#settings")
    def _chosen(self, event: Board.Chosen) -> None:
        self.run_worker(self._change(event.key), name="setting", exclusive=True)

    async def _change(self, key: str) -> None:
        coach = self.coach
        what, _, name = key.partition(":")
        match what:
            case "autonomy" | "hold":
                action = "autonomy" if what == "autonomy" else "hold_everything"
                await coach.perform(action)
            case "theme" | "language" | "sound":
                coach.action_act(what)
            case "kind" | "topic" | "person":
                await self._scope(what, name)
            case "add_topic":
                await self._add_topic()
            case "quiet":
                await self._quiet()
            case "notes":
                await self._notes()
            case "aim":
                await self._without_aim(int(name))
            case "add_aim":
                await self._add_aim()
            case "proposal":
                coach.judge(name)
            case "intent":
                await self._remove_intent(name)
            case "add_intent":
                await self._add_intent()
            case "correction":
                if await sure(coach, "confirm.correction"):
                    await coach.desk.wishes.undo_correction(CorrectionId(name))
                    self.set_timer(0.5, lambda: self.run_worker(self._load()))
        self.draw()

    @property
    def _words(self) -> Words:
        return self.coach.words

    @property
    def _preferences(self) -> Preferences:
        return self.coach.desk.talk.preferences

    async def _prefer(self, **changed: object) -> None:
        await self.coach.desk.wishes.prefer(self._preferences.model_copy(update=changed))

    async def _scope(self, scope: Scope, name: str) -> None:
        page = self._scoped
        if page is None:
            return
        label = scoped_label(scope, name, self.coach.desk.state, self._words)
        if await scope_autonomy(self.coach, scope, name, label, scoped_in(page, scope, name)):
            await self._load()

    async def _add_topic(self) -> None:
        words = self._words
        own = [one.name for one in self._intents.items] if self._intents else []
        options = [Option(topic, words.say(f"topic.{topic}")) for topic in TOPICS]
        options += [Option(name, words.server_words(name)) for name in own]
        title = words.say("scoped.add_topic")
        chosen = await self.coach.push_screen_wait(
            Choice(words, title, words.say("scoped.which_topic"), options)
        )
        if chosen is not None:
            await self._scope("topic", chosen)

    async def _quiet(self) -> None:
        words = self._words
        options = [Option("rules", words.say("settings.by_rules"))]
        options += [
            Option(f"{begin}-{end}", f"{begin:02}:00–{end:02}:00") for begin, end in _QUIET_CHOICES
        ]
        chosen = await self.coach.push_screen_wait(
            Choice(words, words.say("settings.quiet"), words.say("settings.quiet_text"), options)
        )
        if chosen is None:
            return
        if chosen == "rules":
            await self._prefer(quiet_time=None)
        else:
            begin, _, end = chosen.partition("-")
            await self._prefer(quiet_time=QuietTime(begin=time(int(begin)), end=time(int(end))))

    async def _notes(self) -> None:
        words, now = self._words, self._preferences.notes
        options = [
            Option(one, words.say(f"settings.notes_{one}"), current=one == now)
            for one in ("never", "weekly", "daily")
        ]
        chosen = await self.coach.push_screen_wait(
            Choice(words, words.say("settings.notes"), words.say("settings.notes_text"), options)
        )
        if chosen is not None:
            await self._prefer(notes=chosen)

    async def _add_aim(self) -> None:
        aims = self._preferences.aims
        if len(aims) >= 6:
            self.coach.tell("settings.enough_aims", "warn")
            return
        aim = await self._ask("settings.add_aim", "settings.aim_text", "settings.aim_example")
        if aim is not None:
            await self._prefer(aims=(*aims, aim[:200]))

    async def _without_aim(self, number: int) -> None:
        if await sure(self.coach, "confirm.aim"):
            aims = self._preferences.aims
            await self._prefer(aims=(*aims[:number], *aims[number + 1 :]))

    async def _add_intent(self) -> None:
        name = await self._ask(
            "settings.add_intent", "settings.intent_name", "settings.intent_example"
        )
        if name is None:
            return
        said = await self._ask(
            "settings.add_intent", "settings.intent_says", "settings.intent_words"
        )
        if said is None:
            return
        examples = tuple(one.strip() for one in said.replace("／", "/").split("/") if one.strip())
        taught = IntentTaught(name=name, examples=examples)
        await self._ask_for("POST", places.INTENTS, taught)

    async def _remove_intent(self, name: str) -> None:
        if await sure(self.coach, "confirm.intent"):
            await self._ask_for("DELETE", places.intent(name))

    async def _ask(self, title: str, text: str, placeholder: str) -> str | None:
        words = self._words
        return await self.coach.push_screen_wait(
            Question(words, words.say(title), words.say(text), words.say(placeholder))
        )

    async def _ask_for(self, method: str, path: str, body: Value | None = None) -> None:
        """Asks for a change, tells what became of it, and shows it."""
        if await self.coach.desk.pages.change(method, path, body):
            self.coach.tell("news.preferences", "good")
        else:
            self.coach.tell("why.not_changed", "alarm")
        await self._load()
