"""A batch of Segment calls: the good ones are kept, the bad ones are named."""

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from agents.tracking import Call, Tracking
from channels.limits import Bucket
from channels.segment.calls import (
    MOST_BATCH_BYTES,
    MOST_EVENT_BYTES,
    Ignored,
    Sender,
    named_problem,
    read_call,
)
from kizashi import protocol as p
from kizashi.errors import BadInput, KizashiError, TooLarge
from kizashi.settings import Settings

MOST_EVENTS = 2_500
MOST_BODY_BYTES = 4 * 1024 * 1024
"""Read at all: between a batch's limit and this the events that are too large are named."""
SENDERS = 10_000


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch. `ignored` and `rejected` name events by their place in it."""

    accepted: int
    duplicates: int
    ignored: tuple[dict[str, Any], ...]
    rejected: tuple[dict[str, Any], ...]
    seq: int


class Intake:
    """Reads batches and hands them to tracking, within each sender's limit."""

    def __init__(self, tracking: Tracking, settings: Settings, now: Callable[[], float]) -> None:
        self._tracking = tracking
        self._limits = settings.tracking
        self._now = now
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    async def take(
        self, events: Sequence[object], sender: Sender, path_type: str | None = None
    ) -> Taken:
        """Makes the good events durable. Raises `TooMany` and `StorageUnavailable`; then none
        was, and all may be sent again."""
        if len(events) > MOST_EVENTS:
            raise TooLarge(
                f"A batch may have at most {MOST_EVENTS:,} events.",
                "Send them in smaller batches.",
                code="batch.too_large",
            )
        self._bucket(sender.visit or sender.name).take(max(1, len(events)))
        calls: list[tuple[int, Call]] = []
        ignored, rejected = [], []
        for place, raw in enumerate(events):
            try:
                read = read_call(raw, sender, path_type)
            except KizashiError as error:
                rejected.append(named_problem(error, raw, place))
                continue
            if isinstance(read, Ignored):
                said = {"index": place, "message_id": _given(raw), "reason": read.reason}
                ignored.append(said)
            else:
                calls.append((place, read))
        done = await self._tracking.accept([call for _, call in calls])
        ignored += [
            {"index": place, "message_id": _given(events[place]), "reason": "consent"}
            for place, call in calls
            if call.id in done.withheld
        ]
        return Taken(done.accepted, done.duplicates, tuple(ignored), tuple(rejected), done.seq)

    def _bucket(self, sender: str) -> Bucket:
        bucket = self._buckets.get(sender)
        if bucket is None:
            limits = self._limits
            bucket = Bucket(limits.events_per_second, limits.burst, self._now)
            self._buckets[sender] = bucket
            if len(self._buckets) > SENDERS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(sender)
        return bucket


def _given(raw: object) -> object:
    return raw.get("messageId") if isinstance(raw, dict) else None


def tracked_frame(request: str, taken: Taken) -> p.TrackedFrame:
    """The answer to a `track` frame."""
    ignored = (
        p.NotKept(index=one["index"], message_id=one["message_id"], code=f"ignored.{one['reason']}")
        for one in taken.ignored
    )
    return p.TrackedFrame(
        id=request,
        accepted=taken.accepted,
        duplicates=taken.duplicates,
        not_kept=(*(p.NotKept(**one) for one in taken.rejected), *ignored),
    )


def parsed(body: bytes) -> dict[str, Any]:
    """A request's JSON object. Raises `BadInput` (`input.json`) and `TooLarge`."""
    if len(body) > MOST_BODY_BYTES:
        raise _batch_too_large()
    try:
        found = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "The body is not JSON.", "Send one JSON object in UTF-8.", code="input.json"
        ) from error
    if not isinstance(found, dict):
        raise BadInput("The body must be a JSON object.", "See docs/people.md.", code="input.json")
    return found


def events_of(batch: dict[str, Any], size: int) -> list[object]:
    """The events of a batch of `size` bytes. What is larger than an event may be is left in: it
    will be named. Raises `BadInput`, and `TooLarge` when the rest is still too much."""
    events = batch.get("batch")
    if not isinstance(events, list):
        raise BadInput(
            "A batch must have its events in `batch`, a list.",
            'Send `{"batch": [...]}`.',
            code="batch.shape",
        )
    shared = batch.get("context")
    if isinstance(shared, dict):
        events = [_with_context(event, shared) for event in events]
    if size > MOST_BATCH_BYTES:
        sizes = [len(json.dumps(event, ensure_ascii=False)) for event in events]
        if sum(one for one in sizes if one <= MOST_EVENT_BYTES) > MOST_BATCH_BYTES:
            raise _batch_too_large()
    return events


def _with_context(event: object, shared: dict[str, Any]) -> object:
    if not isinstance(event, dict):
        return event
    own = event.get("context")
    if own is not None and not isinstance(own, dict):
        return event
    return {**event, "context": {**shared, **(own or {})}}


def _batch_too_large() -> TooLarge:
    return TooLarge(
        f"A batch may have at most {MOST_BATCH_BYTES:,} bytes.",
        "Send it in smaller batches.",
        code="batch.too_large",
    )


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
