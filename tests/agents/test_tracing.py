"""A turn can be followed through its agents, and nothing that was said leaves with its spans."""

from pathlib import Path

from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from agents.situation import Brief
from kizashi.autonomy import Autonomy
from kizashi.step import Step
from tests.rooms import MadeUpNegotiator, a_house


async def spans_of(folder: Path, said: str, negotiator: MadeUpNegotiator) -> list[ReadableSpan]:
    """The spans of one message's turn, in the order in which they ended."""
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    async with a_house(folder, negotiator=negotiator, tracer=provider.get_tracer("test")) as house:
        await house.desk.set_autonomy(Autonomy.RUN, "owner")
        await house.hear(said)
        await house.settled()
    return list(kept.get_finished_spans())


async def test_a_turn_is_a_span_with_its_agents_in_it(tmp_path: Path) -> None:
    *agents, turn = await spans_of(tmp_path, "こんにちは", MadeUpNegotiator())

    assert (turn.name, turn.attributes and turn.attributes["kizashi.outcome"]) == ("turn", "sent")
    assert [one.name for one in agents] == [
        "listener",
        "coach",
        "memory",
        "negotiator",
        "reviewer",
        "outcome",
    ]
    assert {one.parent and one.parent.span_id for one in agents} == {turn.context.span_id}


async def test_an_agent_that_fails_is_marked_without_its_words(tmp_path: Path) -> None:
    async def fail(brief: Brief) -> Step:
        raise ValueError(f"cannot answer {brief.situation.text}")

    spans = await spans_of(tmp_path, "秘密の相談です", MadeUpNegotiator(fail))

    [failed] = [one for one in spans if one.status.status_code is StatusCode.ERROR]
    assert (failed.name, failed.status.description) == ("negotiator", "ValueError")
    assert all("秘密" not in one.to_json(indent=None) for one in spans)
