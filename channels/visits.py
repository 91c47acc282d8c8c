"""How many new sessions one network address may ask for."""

from collections import OrderedDict
from collections.abc import Callable

from channels.limits import Bucket

PER_SECOND = 2.0
BURST = 60.0
ADDRESSES = 10_000


class Visits:
    """One bucket for each address; the least recently seen is forgotten first."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str) -> None:
        """Counts one new session. Raises `TooMany`."""
        bucket = self._buckets.get(address)
        if bucket is None:
            bucket = self._buckets[address] = Bucket(PER_SECOND, BURST, self._now)
            if len(self._buckets) > ADDRESSES:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(address)
        bucket.take()
