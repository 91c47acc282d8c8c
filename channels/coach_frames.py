"""What the owner says to the Coach over the websocket."""

from agents.coaching.room import CoachRoom
from agents.deliberation.room import Deliberations
from agents.desk import Done
from channels.access import Caller
from channels.cleaning import cleaned
from kizashi import protocol as p
from kizashi.errors import NotAllowed
from kizashi.events import CoachAsked, ProposalDecided
from kizashi.ids import DeliberationId


async def to_the_coach(
    room: CoachRoom, caller: Caller, frame: p.AskCoach | p.JudgeProposal | p.SetPreferences
) -> Done:
    """Hands a frame to the Coach. Raises `NotAllowed` for anybody but the owner."""
    owner_only(caller)
    match frame:
        case p.AskCoach():
            return await room.ask(
                CoachAsked(
                    id=frame.id,
                    text=cleaned(frame.text),
                    language=frame.language,
                    looking_at=frame.looking_at,
                )
            )
        case p.JudgeProposal():
            return await room.judge(
                ProposalDecided(proposal=frame.proposal, decision=frame.decision, by=caller.name)
            )
        case p.SetPreferences():
            return await room.prefer(frame.preferences, caller.name)


async def on_a_case(
    room: Deliberations, caller: Caller, frame: p.Deliberate | p.StopDeliberation
) -> Done:
    """Lets the agents deliberate, or ends it. Raises `NotAllowed` for anybody but the owner."""
    owner_only(caller)
    if isinstance(frame, p.StopDeliberation):
        return await room.stop(frame.conversation, caller.name)
    _, done = await room.begin(
        frame.conversation, frame.language, caller.name, DeliberationId(frame.id)
    )
    return done


def owner_only(caller: Caller) -> None:
    """What passes between the owner and the Coach is nobody else's. Raises `NotAllowed`."""
    if caller.role != "owner":
        raise NotAllowed(
            "The Coach speaks with the owner only.", "Use the owner's token.", code="auth.owner"
        )
