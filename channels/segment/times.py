"""When a call happened, whatever the clock of the device says. Pure.

Formula: `timestamp = receivedAt - (sentAt - originalTimestamp)`, Segment spec, "Common fields",
section "Timestamps" (https://segment.com/docs/connections/spec/common/#timestamps).
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def moment(raw: object) -> datetime | None:
    """An ISO 8601 date and time, in UTC; one without a zone is taken as UTC (as the spec does).
    `None` for anything else, such as a date that no calendar has."""
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    try:
        found = datetime.fromisoformat(raw)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def occurred_at(original: datetime | None, sent: datetime | None, received: datetime) -> datetime:
    """When the call happened by our clock. With both times of the device its clock cancels out;
    without `sent` the time is taken as told (a past that is imported). Nothing is ever later than
    its arrival."""
    if original is None:
        return received
    if sent is None:
        return min(original, received)
    waited = max(sent - original, timedelta())
    try:
        return received - waited
    except OverflowError:
        return received


def wall_clock(at: datetime, zone: object) -> str | None:
    """`HH:MM` on the person's own clock; `None` when their time zone is not known."""
    if not isinstance(zone, str) or len(zone) > 64:
        return None
    try:
        return at.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return None
