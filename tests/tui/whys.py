"""Why a text went out, as the server tells it: for tests of the page that shows it."""

from kizashi.grounds import Grounds
from kizashi.language import Bilingual
from kizashi.signal import Speaker
from kizashi.why import AnsweredMessage, AuditedRecord, Why
from tests.tui.scene import NOON

WHY = Why(
    message="msg_sent",
    seq=7,
    at=NOON,
    conversation="con_mori",
    person="per_mori",
    speaker=Speaker.AI,
    text="こちらこそ、ありがとうございました。",
    unasked=False,
    answers=(AnsweredMessage(id="msg_2", seq=2, at=NOON, text="とても楽しかったです。"),),
    turn="trn_1",
    reading=None,
    step=None,
    sources=(),
    verdict=None,
    policies=None,
    grounds=Grounds(
        autonomy="walk",
        everything_held=False,
        because=(),
        policy="p",
        rules="r",
        product="0.1.0",
        minds={"listener": "embedded 1"},
        moments=14,
    ),
    decision=None,
    seen_at=None,
    records=(
        AuditedRecord(
            seq=2, at=NOON, kind="message.received", hash="ab" * 32, intact=True, erased=False
        ),
        AuditedRecord(
            seq=7, at=NOON, kind="message.sent", hash="cd" * 32, intact=False, erased=False
        ),
    ),
    told=(Bilingual(ja="どのルールにも当たりませんでした。", en="No rule objected."),),
)
