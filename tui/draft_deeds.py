"""What the owner does with drafts. Every deed checks the draft again after its questions were
answered: the world may have moved on meanwhile."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from kizashi.verdict import Decision
from tui.asking import name_of, still_open, sure
from tui.bulk import Bulk, Offered
from tui.dialogs import Choice, Option, Question
from tui.editor import Editor, Task
from tui.news import Insist

if TYPE_CHECKING:
    from tui.app import Coach

Deed = Callable[[], Awaitable[None]]


class DraftDeeds:
    """Deciding drafts."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {
            "approve": self._approve,
            "edit": self._edit,
            "reject": self._reject,
            "undo": self._undo,
            "send_now": self._send_now,
            "bulk": self._bulk,
        }

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
        if draft.verdict.decision is Decision.BLOCK and not await sure(coach, "confirm.blocked"):
            return
        if still_open(coach, draft):
            await coach.desk.wishes.approve(draft)

    async def _edit(self) -> None:
        coach, draft = self._coach, self._coach.draft
        if draft is None:
            return
        conversation = draft.conversation
        task = Task(
            title=coach.words.say("editor.title_edit", name=name_of(coach, conversation)),
            answers=draft.answers,
            original=draft.step.text,
            begun=coach.desk.papers.kept_edit(conversation),
        )
        editor = Editor(
            coach.words,
            task,
            keep=lambda text: coach.desk.papers.keep_edit(conversation, text),
            typing=lambda on: None,
        )
        coach.editing = draft.id
        try:
            text = await coach.push_screen_wait(editor)
        finally:
            coach.editing = None
        if text is None:
            if coach.desk.papers.kept_edit(conversation) is not None:
                coach.tell("news.kept")
        elif still_open(coach, draft):
            await coach.desk.wishes.edit(draft, text)

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
        if reason is not None and still_open(coach, draft):
            await coach.desk.wishes.reject(draft, reason)

    async def _undo(self) -> None:
        """Takes back what has not left yet, and shows the draft again."""
        coach = self._coach
        taken = coach.desk.wishes.undo()
        if not taken:
            coach.tell("why.nothing_to_undo")
            return
        coach.tell("news.undone", "good", count=len(taken))
        if all(draft.conversation != coach.selected for draft in taken):
            coach.select(taken[0].conversation)

    async def _send_now(self) -> None:
        """Sends what was decided without waiting for the time in which it can be taken back."""
        for news in await self._coach.desk.wishes.leave_at_once():
            self._coach.report(news)

    async def _bulk(self) -> None:
        coach = self._coach
        offered = [
            Offered(draft, name_of(coach, draft.conversation))
            for draft in coach.desk.state.queue(coach.clock.now())
            if draft.low_risk and coach.desk.wishes.leaves_at(draft.id) is None
        ]
        if not offered:
            coach.tell("why.no_low_risk")
            return
        chosen = await coach.push_screen_wait(Bulk(coach.words, offered))
        for draft in chosen or ():
            if still_open(coach, draft):
                await coach.desk.wishes.approve(draft, bulk=True)

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
        if answer == "send" and still_open(coach, draft):
            await coach.desk.wishes.edit(draft, insist.text, despite=True)
        else:
            coach.tell("news.kept")
