"""A made-up chronicle for the Coach's answers."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from agents.coaching.voice import Voice
from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from kizashi.language import Language
from kizashi.reading import Evidence, IntentReading, Reading, Stall, StallReading, phase_at
from memory.chronicle import Beat, Chronicle, Decided, Talk

NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")


def voice(language: Language = Language.JA, now: datetime = NOON) -> Voice:
    return Voice(language, TOKYO, now)


def a_reading(
    temperature: float,
    stall: Stall | None = None,
    intent: str = "explore",
    quote: str = "",
    sway: float = 0.1,
) -> Reading:
    evidence = (Evidence(source="text", quote=quote),) if quote else ()
    return Reading(
        language=Language.JA,
        micro_intents=(IntentReading(name=intent, confidence=0.8, evidence=evidence),),
        temperature=temperature,
        phase=phase_at(temperature),
        stall=StallReading(reason=stall, confidence=0.8, evidence=evidence) if stall else None,
        sway=sway,
        mind="made-up",
    )


def said(hours_ago: float, text: str, reading: Reading | None = None) -> Beat:
    """A customer's message, so many hours before noon."""
    at = NOON - timedelta(hours=hours_ago)
    key = f"{hours_ago}"
    return Beat(_seq(hours_ago), at, "customer", MessageId(f"m{key}"), text, reading)


def answered(hours_ago: float, text: str, step: str = "say") -> Beat:
    """Words of the business."""
    at = NOON - timedelta(hours=hours_ago)
    key = MessageId(f"a{hours_ago}")
    return Beat(_seq(hours_ago), at, "business", key, text, step=step, speaker="ai")


def _seq(hours_ago: float) -> Seq:
    return Seq(1_000_000 - round(hours_ago * 100))


def a_talk(key: str, name: str | None, *beats: Beat, **more: object) -> Talk:
    """A conversation whose present reading is that of its newest message."""
    readings = [beat.reading for beat in beats if beat.reading is not None]
    plain: dict[str, object] = {
        "conversation": ConversationId(f"con_{key}"),
        "person": PersonId(f"per_{key}"),
        "name": name,
        "language": "ja",
        "mode": "agents",
        "reading": readings[-1] if readings else None,
        "last_at": beats[-1].at if beats else NOON,
        "waiting_since": None,
        "held_draft": None,
        "snoozed_until": None,
        "beats": beats,
    }
    return Talk(**{**plain, **more})  # type: ignore[arg-type]


def a_chronicle(
    *talks: Talk, decisions: tuple[Decided, ...] = (), **more: tuple[datetime, ...]
) -> Chronicle:
    return Chronicle(NOON - timedelta(days=120), NOON, talks, decisions, **more)
