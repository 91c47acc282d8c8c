"""Putting language models beside the embedded minds, as the settings say."""

import contextlib
import dataclasses
import random
import time
from collections.abc import AsyncIterator
from pathlib import Path

from agents.minds.model.account import Account, start_of_day
from agents.minds.model.caller import Caller, World
from agents.minds.model.clients import client_of
from agents.minds.model.coach import ModelCoach
from agents.minds.model.listener import ModelListener
from agents.minds.model.local import served
from agents.minds.model.negotiator import ModelNegotiator
from agents.minds.model.reviewer import ModelReviewer
from agents.minds.model.spending import Spending
from agents.turn import Minds
from kizashi.clock import Clock
from kizashi.minds import AGENTS, Agent, MindSettings, Model


@contextlib.asynccontextmanager
async def callers(
    settings: MindSettings, root: Path, account: Account, clock: Clock
) -> AsyncIterator[dict[Agent, Caller]]:
    """A caller for each agent that has a model; agents with the same model share its client.

    `root` is where a relative model file starts. Raises `Misconfigured` when a model cannot be
    prepared; nothing is asked of it yet.
    """
    wanted: dict[Agent, Model] = {
        agent: model for agent in AGENTS if (model := settings.of(agent)) is not None
    }
    if not wanted:
        yield {}
        return
    today = start_of_day(clock.now())
    spending = Spending(settings.budget, await account.spent_since(today), day=today.date())
    world = World(
        now=time.monotonic,
        chance=random.random,
        today=lambda: start_of_day(clock.now()).date(),
        used=account.used,
    )
    async with contextlib.AsyncExitStack() as stack:
        made = {}
        found: dict[Agent, Caller] = {}
        for agent, model in wanted.items():
            where = model.way
            if where not in made:
                reached = model
                if model.provider == "local" and model.endpoint is None:
                    address = await stack.enter_async_context(
                        served(root / model.name, model.context_tokens)
                    )
                    reached = model.model_copy(update={"endpoint": address})
                made[where] = client_of(reached)
                stack.push_async_callback(made[where].close)
            found[agent] = Caller(agent, model, made[where], spending, world)
        yield found


def refined(minds: Minds, found: dict[Agent, Caller]) -> Minds:
    """The minds with a language model beside those that have one."""
    if "listener" in found:
        listener = ModelListener(minds.listener, found["listener"])
        minds = dataclasses.replace(minds, listener=listener)
    if "negotiator" in found:
        negotiator = ModelNegotiator(minds.negotiator, found["negotiator"])
        minds = dataclasses.replace(minds, negotiator=negotiator)
    if "reviewer" in found:
        minds = dataclasses.replace(minds, second_look=ModelReviewer(found["reviewer"]))
    return minds


def coach_words(found: dict[Agent, Caller]) -> ModelCoach | None:
    """What words the Coach's answers, where the Coach has a model."""
    return ModelCoach(found["coach"]) if "coach" in found else None
