"""The command palette's entries: every action by its name, and every person by theirs."""

from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.actions import ACTIONS

if TYPE_CHECKING:
    from tui.app import Coach


class Commands(Provider):
    """Offers what can be done now, in the owner's language, and the people to go to."""

    async def discover(self) -> Hits:
        """Everything that can be done now, before anything is typed."""
        app = self._coach
        for action in ACTIONS:
            if action.id != "palette" and action.refusal(app.situation) is None:
                yield DiscoveryHit(
                    app.words.say(f"action.{action.id}.name"),
                    lambda chosen=action.id: app.action_act(chosen),
                    help=app.words.say(f"action.{action.id}.help"),
                )

    async def search(self, query: str) -> Hits:
        """Actions and people that fit what is typed."""
        app = self._coach
        matcher = self.matcher(query)
        for action in ACTIONS:
            name = app.words.say(f"action.{action.id}.name")
            score = matcher.match(name)
            if score > 0 and action.id != "palette" and action.refusal(app.situation) is None:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    lambda chosen=action.id: app.action_act(chosen),
                    help=app.words.say(f"action.{action.id}.help"),
                )
        for view in app.desk.state.conversations.values():
            name = app.words.name(view)
            score = matcher.match(name)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    lambda chosen=view.id: app.select(chosen),
                    help=app.words.say("palette.person"),
                )

    @property
    def _coach(self) -> "Coach":
        return cast("Coach", self.app)
