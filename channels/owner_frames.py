"""What the owner decides, says and sets over the websocket, or a key with the scope `decide`."""

from agents.desk import Choice, Done
from channels.access import Caller
from channels.cleaning import cleaned, cleaned_parts
from channels.coach_frames import on_a_case, to_the_coach
from channels.services import Services
from kizashi import protocol as p
from kizashi.errors import BadInput
from kizashi.ids import MessageId, Seq
from kizashi.parts import FileCard, Parts


async def decided(services: Services, caller: Caller, frame: p.ClientFrame) -> p.Ack:
    """Does what a frame asks. Raises `NotAllowed` without the scope, and what the desk, the Coach
    and the teacher do."""
    caller.needs("decide")
    desk = services.desk
    done: Done
    match frame:
        case p.Decide():
            done = await desk.decide(
                Choice(
                    draft=frame.draft,
                    version=Seq(frame.version),
                    decision=frame.decision,
                    by=caller.name,
                    text=None if frame.text is None else cleaned(frame.text),
                    reason=None if frame.reason is None else cleaned(frame.reason),
                    despite=frame.despite,
                    bulk=frame.bulk,
                )
            )
        case p.OwnerSay():
            done = await desk.say(
                frame.conversation,
                cleaned(frame.text),
                MessageId(frame.id),
                caller.name,
                await _owners_parts(services, frame),
            )
        case p.TakeOver():
            done = await desk.take_over(frame.conversation, caller.name)
        case p.HandBack():
            done = await desk.hand_back(frame.conversation, caller.name)
        case p.AskCoach() | p.JudgeProposal() | p.SetPreferences():
            done = await to_the_coach(services.coach, caller, frame)
        case p.Deliberate() | p.StopDeliberation():
            done = await on_a_case(services.deliberations, caller, frame)
        case p.Snooze():
            done = await desk.snooze(frame.conversation, frame.until, caller.name)
        case p.SetAutonomy():
            done = await desk.set_autonomy(frame.autonomy, caller.name)
        case p.HoldEverything():
            done = await desk.hold_everything(frame.on, caller.name)
        case p.Correct():
            teacher = services.teacher
            done = Done((await teacher.correct(frame.reading, frame.labels, caller.name)).seq)
        case p.UndoCorrection():
            teacher = services.teacher
            done = Done((await teacher.undo(frame.correction, caller.name)).seq)
        case _:
            raise BadInput(
                f"A `{frame.type}` frame is not expected here.", "See the AsyncAPI document."
            )
    return p.Ack(id=frame.id, seq=done.seq, duplicate=done.duplicate)


async def _owners_parts(services: Services, frame: p.OwnerSay) -> Parts:
    """The parts as they may travel: of a file the conversation has, what is stored of it."""
    named = tuple(part.id for part in frame.parts if isinstance(part, FileCard))
    stored = {card.id: card for card in await services.files.cards(frame.conversation, named)}
    return tuple(
        stored[part.id] if isinstance(part, FileCard) else part
        for part in cleaned_parts(frame.parts)
    )
