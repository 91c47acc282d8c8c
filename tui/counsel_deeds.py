"""What the owner does with the Coach: talking, asking about what is open, judging proposals."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from tui.asking import name_of
from tui.coach_screen import CoachScreen
from tui.deliberation_screen import DeliberationScreen
from tui.dialogs import Choice, Option
from tui.draft_deeds import Deed
from tui.insight_screen import InsightScreen
from tui.proposal_rows import proposal_title

if TYPE_CHECKING:
    from tui.app import Coach

Judgement = Literal["accepted", "declined", "undone"]


class CounselDeeds:
    """Deeds with the Coach."""

    def __init__(self, coach: "Coach") -> None:
        self._coach = coach

    def deeds(self) -> Mapping[str, Deed]:
        """The deeds by the ids of their actions."""
        return {
            "coach": self._talk,
            "ask_why": self._ask_why,
            "insight": self._insight,
            "deliberate": self._deliberate,
        }

    async def _talk(self) -> None:
        """Opens the conversation with the Coach."""
        if not isinstance(self._coach.screen, CoachScreen):
            self._coach.push_screen(CoachScreen())

    async def _insight(self) -> None:
        """Opens the page of figures."""
        if not isinstance(self._coach.screen, InsightScreen):
            self._coach.push_screen(InsightScreen())

    async def _ask_why(self) -> None:
        """Asks the Coach about the open conversation and its draft."""
        coach = self._coach
        question = coach.words.say("talk.why")
        await coach.desk.wishes.ask_coach(question, coach.words.language, coach.selected)
        await self._talk()

    async def _deliberate(self) -> None:
        """Opens the agents' table; they begin, unless they have talked of these words already."""
        coach, conversation = self._coach, self._coach.selected
        if conversation is None or isinstance(coach.screen, DeliberationScreen):
            return
        await coach.desk.look_at_deliberation(conversation)
        known = coach.desk.deliberations.get(conversation)
        version = coach.desk.state.conversations[conversation].version
        if known is None or (known.ended is not None and known.version != version):
            await coach.desk.wishes.deliberate(conversation, coach.words.language)
        coach.push_screen(DeliberationScreen(conversation, name_of(coach, conversation)))

    async def judge(self, proposal: str) -> None:
        """Asks whether a proposal is accepted, or an accepted one undone."""
        coach = self._coach
        view = coach.desk.talk.proposals.get(proposal)
        if view is None:
            return
        words = coach.words
        offered: tuple[Judgement, ...] = (
            ("undone",) if view.standing == "accepted" else ("accepted", "declined")
        )
        options = [
            Option(one, words.say(f"proposal.choice.{one}"), words.say(f"proposal.does.{one}"))
            for one in offered
        ]
        options.append(Option("later", words.say("proposal.choice.later")))
        title = words.say("proposal.title")
        chosen = await coach.push_screen_wait(
            Choice(words, title, proposal_title(view.proposal.effect, words), options)
        )
        if chosen in offered:
            await coach.desk.wishes.judge(proposal, chosen)
