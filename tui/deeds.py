"""Deeds: what each action of the registry does, with the questions it asks on the way."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.command import CommandPalette

from kizashi.autonomy import Autonomy
from kizashi.draft import Draft
from kizashi.ids import ConversationId
from kizashi.verdict import Decision
from tui.actions import ACTIONS, key_sign
from tui.commands import Commands
from tui.desk import Insist
from tui.dialogs import Choice, Option, Question, Reader
from tui.editor import Editor, Task
from tui.state import standing

if TYPE_CHECKING:
    from tui.app import Coach


class Deeds:
    """Performs actions for the coach's screen. Every deed checks the draft again after its
    questions were answered: the world may have moved on meanwhile."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach
        self._deeds: dict[str, Callable[[], Awaitable[None]]] = {
            "approve": self._approve,
            "edit": self._edit,
            "reject": self._reject,
            "take_over": self._take_over,
            "hand_back": self._hand_back,
            "write": self._write,
            "autonomy": self._autonomy,
            "hold_everything": self._hold_everything,
            "palette": self._palette,
            "help": self._help,
        }

    def can(self, action: str) -> bool:
        """True for the actions performed here; the others only move about the screen."""
        return action in self._deeds

    async def perform(self, action: str) -> None:
        """Performs an action to its end."""
        await self._deeds[action]()

    # ── drafts ───────────────────────────────────────────────────────────────────────────────────

    async def _approve(self) -> None:
        coach, draft = self._coach, self._coach.draft
        if draft is None:
            return
        if not coach.seat.shows("drafts"):
            coach.seat.go("drafts")
            coach.tell("why.unread_draft")
            return
        if coach.just_changed():
            coach.tell("why.just_changed", "warn")
            return
        if draft.verdict.decision is Decision.BLOCK and not await self._sure("confirm.blocked"):
            return
        if self._still_open(draft):
            await coach.desk.approve(draft)

    async def _edit(self) -> None:
        coach, draft = self._coach, self._coach.draft
        if draft is None:
            return
        conversation = draft.conversation
        name = self._name(conversation)
        task = Task(
            title=coach.words.say("editor.title_edit", name=name),
            answers=draft.answers,
            original=draft.step.text,
            begun=coach.desk.kept_edit(conversation),
        )
        editor = Editor(
            coach.words,
            task,
            keep=lambda text: coach.desk.keep_edit(conversation, text),
            typing=lambda on: None,
        )
        coach.editing = draft.id
        try:
            text = await coach.push_screen_wait(editor)
        finally:
            coach.editing = None
        if text is None:
            if coach.desk.kept_edit(conversation) is not None:
                coach.tell("news.kept")
        elif self._still_open(draft):
            await coach.desk.edit(draft, text)

    async def _reject(self) -> None:
        coach, draft = self._coach, self._coach.draft
        if draft is None:
            return
        words = coach.words
        reason = await coach.push_screen_wait(
            Question(
                words,
                words.say("reject.title"),
                words.say("reject.text"),
                words.say("reject.placeholder"),
            )
        )
        if reason is not None and self._still_open(draft):
            await coach.desk.reject(draft, reason)

    async def insist(self, insist: Insist) -> None:
        """Asks whether the owner signs for a wording that a rule forbids."""
        coach = self._coach
        draft = coach.desk.state.drafts.get(insist.draft)
        if draft is None:
            return
        words = coach.words
        answer = await coach.push_screen_wait(
            Choice(
                words,
                words.say("confirm.insist.title"),
                f"{words.say('confirm.insist.text')}\n{words.server_words(insist.words)}",
                (
                    Option("back", words.say("confirm.insist.no")),
                    Option("send", words.say("confirm.insist.yes")),
                ),
            )
        )
        if answer == "send" and self._still_open(draft):
            await coach.desk.edit(draft, insist.text, despite=True)
        else:
            coach.tell("news.kept")

    def _still_open(self, draft: Draft) -> bool:
        coach = self._coach
        known = coach.desk.state.drafts.get(draft.id)
        if known is not None and standing(coach.desk.state, known) == "open":
            return True
        overtaken = known is None or known.decided_by in (None, "turn")
        coach.tell("why.overtaken" if overtaken else "why.decided", "warn")
        return False

    # ── conversations ────────────────────────────────────────────────────────────────────────────

    async def _take_over(self) -> None:
        if self._coach.selected is not None:
            await self._coach.desk.take_over(self._coach.selected)

    async def _hand_back(self) -> None:
        if self._coach.selected is not None:
            await self._coach.desk.hand_back(self._coach.selected)

    async def _write(self) -> None:
        coach, conversation = self._coach, self._coach.selected
        if conversation is None:
            return
        view = coach.desk.state.conversations[conversation]
        key = "editor.title_letter" if view.mode == "owner" else "editor.title_letter_takes_over"
        task = Task(
            title=coach.words.say(key, name=self._name(conversation)),
            answers=view.last_text or "",
            original=None,
            begun=coach.desk.kept_letter(conversation),
        )

        def typing(on: bool) -> None:
            coach.run_worker(coach.desk.typing(conversation, on))

        editor = Editor(
            coach.words,
            task,
            keep=lambda text: coach.desk.keep_letter(conversation, text),
            typing=typing,
        )
        text = await coach.push_screen_wait(editor)
        if text is not None:
            await coach.desk.say(conversation, text)
        elif coach.desk.kept_letter(conversation) is not None:
            coach.tell("news.kept")

    def _name(self, conversation: ConversationId) -> str:
        view = self._coach.desk.state.conversations.get(conversation)
        return self._coach.words.name(view) if view is not None else ""

    # ── the business and the screen ──────────────────────────────────────────────────────────────

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
            await coach.desk.set_autonomy(Autonomy(chosen))

    async def _hold_everything(self) -> None:
        held = self._coach.desk.state.everything_held
        # Stopping is safe and must be quick; letting go again is asked about.
        if not held or await self._sure("confirm.let_go"):
            await self._coach.desk.hold_everything(not held)

    async def _sure(self, key: str) -> bool:
        words = self._coach.words
        answer = await self._coach.push_screen_wait(
            Choice(
                words,
                words.say(f"{key}.title"),
                words.say(f"{key}.text"),
                (Option("no", words.say(f"{key}.no")), Option("yes", words.say(f"{key}.yes"))),
            )
        )
        return answer == "yes"

    async def _palette(self) -> None:
        placeholder = self._coach.words.say("palette.placeholder")
        self._coach.push_screen(CommandPalette(providers=[Commands], placeholder=placeholder))

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
