"""One run of the team: fresh seats, fresh conditions to end, one cancellation token.

AutoGen's teams have traps (docs/autogen.md), so a team is made for one run and thrown away: a
termination condition remembers, one failure spoils a team for good, and a shared token leaks.
"""

from collections.abc import AsyncGenerator

from autogen_agentchat.conditions import (
    MaxMessageTermination,
    StopMessageTermination,
    TimeoutTermination,
)
from autogen_agentchat.messages import StopMessage, StructuredMessage, TextMessage
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core import CancellationToken

from agents.deliberation.case import Case, Table
from agents.deliberation.seats import CoachSeat, ListenerSeat, NegotiatorSeat, ReviewerSeat
from agents.turn import Minds
from kizashi.deliberation import Contribution
from policies.model import Policies

SEATS = 4
ROUNDS = 2
MESSAGES = 1 + SEATS * ROUNDS
"""The owner's question, and what each agent says in each round."""


class SeatFailed(Exception):
    """An agent at the table failed; the talk ended there."""


async def run(
    case: Case,
    table: Table,
    minds: Minds,
    policies: Policies,
    seconds: float,
    token: CancellationToken,
) -> AsyncGenerator[Contribution, None]:
    """What the agents say, as they say it. `seconds` bounds the run; `token` is this run's own and
    ends it at once when it is cancelled (`CancelledError`). Raises `SeatFailed`."""
    team = RoundRobinGroupChat(
        [
            ListenerSeat(case, table, minds),
            CoachSeat(case, table, minds),
            NegotiatorSeat(case, table, minds),
            ReviewerSeat(case, table, minds, policies),
        ],
        termination_condition=MaxMessageTermination(MESSAGES)
        | TimeoutTermination(seconds)
        | StopMessageTermination(),
        max_turns=SEATS * ROUNDS,
    )
    task = TextMessage(content="deliberate", source="owner")
    async for message in team.run_stream(
        task=task, cancellation_token=token, output_task_messages=False
    ):
        if isinstance(message, StructuredMessage) and isinstance(message.content, Contribution):
            yield message.content
        elif isinstance(message, StopMessage) and message.content == "failed":
            raise SeatFailed
