"""The agents' table in a house whose minds are made up."""

from datetime import timedelta

from agents.deliberation.room import Deliberations, Sources
from agents.minds.coach import EmbeddedCoach
from agents.situation import Brief
from agents.turn import Minds
from kizashi.proposals import Preferences
from kizashi.settings import Deliberation, Settings
from kizashi.step import Step, StepKind
from memory.chronicle import Chronicle, read_chronicle
from memory.neighbours import Alone
from tests.rooms import (
    House,
    MadeUpListener,
    MadeUpNegotiator,
    NoMemory,
    a_step,
    packaged_policies,
)


async def by_wish(brief: Brief) -> Step:
    """A step for each wish, as the embedded Negotiator makes them."""
    wishes = " ".join(one.reason for one in brief.situation.rejections)
    if "ask first" in wishes:
        return a_step("どのような点が気になりますか？", kind=StepKind.ASK)
    if "reply myself" in wishes:
        return a_step("担当者からご連絡します。", kind=StepKind.HAND_OVER)
    return a_step("ご質問にお答えします。")


def deliberations_in(
    house: House,
    settings: Settings,
    propose: object = by_wish,
    limits: Deliberation | None = None,
) -> Deliberations:
    """Where the agents of this house deliberate; not yet opened."""
    journal = house.journal

    async def chronicle(span: timedelta) -> Chronicle:
        now = house.clock.now()
        return await read_chronicle(journal.store, journal.workspace, now - span, now)

    async def no_acts() -> tuple[()]:
        return ()

    return Deliberations(
        journal,
        house.conversations,
        Minds(
            listener=MadeUpListener(),
            coach=EmbeddedCoach(),
            negotiator=MadeUpNegotiator(propose),  # type: ignore[arg-type]
            memory=NoMemory(),
        ),
        Sources(chronicle, no_acts, lambda: Preferences(aims=("割引を減らしたい",))),
        packaged_policies,
        settings.model_copy(update={"deliberation": limits or Deliberation()}),
        house.clock,
        house.new_id,
        Alone(),
    )
