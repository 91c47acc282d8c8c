"""Talking with the Coach: questions, answers with references that open, and proposals."""

from kizashi import events as e
from kizashi.counsel import Counsel, Paragraph, Reference
from kizashi.proposals import PhraseEffect, Proposal
from tests.tui.conftest import Seated, seated
from tests.tui.scene import NOON
from tests.tui.server import SmallServer
from tui.coach_screen import CoachScreen
from tui.conversation import Conversation
from tui.dialogs import Choice
from tui.fields import LineField


def wavering(server: SmallServer) -> Counsel:
    """An answer that refers to the newest message of 佐藤 美咲."""
    message = [m for m in server.talks["con_sato"].messages if m["speaker"] == "customer"][-1]
    reference = Reference(
        label="佐藤 美咲さん",
        conversation="con_sato",
        message=message["id"],
        at=message["at"],
        quote="思ったより高くて",
    )
    return Counsel(
        kind="people",
        language="ja",
        paragraphs=(
            Paragraph(text="「価格」で止まっている人は、いま1人です。", references=(reference,)),
            Paragraph(text="約束する前に、資料を確かめてください。", tone="warning"),
        ),
        more=("今週はどうだった？",),
    )


async def ask(seat: Seated, question: str) -> None:
    await seat.press("c")
    await seat.until(lambda: isinstance(seat.coach.screen, CoachScreen))
    seat.coach.screen.query_one(LineField).value = question
    await seat.press("enter")


async def test_a_question_is_answered_with_references(server: SmallServer) -> None:
    server.counsel = wavering(server)
    async with seated(server) as seat:
        await ask(seat, "価格で迷っているのは誰？")
        await seat.until(lambda: seat.asks("いま1人です"))
        assert seat.asks("→佐藤美咲さん")
        assert seat.asks("思ったより高くて")
        (request,) = server.requests("ask")
        assert request["looking_at"] == "con_sato"
        assert request["language"] == "ja"


async def test_a_reference_opens_the_message_it_names(server: SmallServer) -> None:
    server.counsel = wavering(server)
    async with seated(server) as seat:
        seat.coach.select("con_mori")
        await ask(seat, "誰？")
        await seat.until(lambda: seat.asks("いま1人です"))
        await seat.press("tab", "enter")
        await seat.until(lambda: seat.dialog == "Seat")
        assert seat.coach.selected == "con_sato"
        reference = server.counsel.paragraphs[0].references[0]
        await seat.until(
            lambda: seat.coach.seat.query_one(Conversation).cursor == reference.message
        )


async def test_what_may_be_asked_next_is_one_key(server: SmallServer) -> None:
    server.counsel = wavering(server)
    async with seated(server) as seat:
        await ask(seat, "誰？")
        await seat.until(lambda: seat.asks("1今週はどうだった？"))
        await seat.press("tab", "1")
        await seat.until(lambda: len(server.requests("ask")) == 2)
        assert server.requests("ask")[1]["text"] == "今週はどうだった？"


async def test_a_question_asked_without_a_line_is_kept_and_answered_later(
    server: SmallServer,
) -> None:
    server.counsel = wavering(server)
    async with seated(server) as seat:
        server.go_away()
        await seat.until(lambda: seat.coach.desk.connection == "lost")
        await ask(seat, "価格で迷っているのは誰？")
        await seat.until(lambda: seat.asks("考えています"))
        server.listen()
        seat.coach.desk.retry_now()
        await seat.until(lambda: seat.asks("いま1人です"))
        assert len(server.requests("ask")) == 1


async def test_the_talk_is_there_after_a_restart(server: SmallServer) -> None:
    server.happens(e.CoachAsked(id="ask_1", text="おはよう", language="ja"))
    server.happens(e.CoachAnswered(asked="ask_1", counsel=wavering(server)))
    async with seated(server) as seat:
        await seat.press("c")
        await seat.until(lambda: isinstance(seat.coach.screen, CoachScreen))
        await seat.until(lambda: seat.asks("いま1人です"))
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")


def phrase(server: SmallServer) -> Proposal:
    return Proposal(
        id="prp_1",
        key="phrase:お客さま>お客様",
        effect=PhraseEffect(find="お客さま", put="お客様"),
        at=NOON,
    )


async def test_a_proposal_is_accepted_and_can_be_undone(server: SmallServer) -> None:
    server.happens(e.ProposalMade(proposal=phrase(server)))
    async with seated(server) as seat:
        await seat.press("c")
        await seat.until(lambda: seat.asks("「お客様」と書きます"))
        await seat.press("tab", "enter")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: server.proposals["prp_1"].standing == "accepted")
        await seat.until(lambda: seat.coach.desk.talk.open_proposals() == ())
        seat.coach.judge("prp_1")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        assert seat.asks("元に戻します")
        await seat.press("1")
        await seat.until(lambda: server.proposals["prp_1"].standing == "undone")


async def test_asking_why_names_the_open_conversation(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("x")
        await seat.until(lambda: server.requests("ask"))
        assert server.requests("ask")[0]["looking_at"] == "con_sato"
