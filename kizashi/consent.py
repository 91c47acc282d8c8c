"""Consent: what a person allows, for which purpose, on which channel, and the proof of it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kizashi.ids import MessageId, PersonId, Seq
from kizashi.values import Value

Purpose = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""What the consent is for: `contact`, `marketing`, `tracking`, `guardian`, or the business's own
word."""

EVERYTHING = "*"
"""Stands for every purpose, or for every channel, where a consent is recorded or withdrawn."""


class ConsentState(StrEnum):
    """A person's last word on a purpose."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"


class Consent(Value):
    """A person's last word on one purpose and one channel, with its proof.

    `purpose` and `channel` are `*` where everything is meant. `words` is the text that was agreed
    to (or the words of the withdrawal), `method` how it was said (`widget`, `form`, `spoken`,
    `paper`, `message`, `import`), `by` who recorded it, `message` the message that says it.
    """

    purpose: str
    channel: str
    state: ConsentState
    at: datetime
    seq: Seq
    words: str
    method: str
    by: str
    message: MessageId | None = None


class Consents(Value):
    """Every last word of a person. The newest one that fits decides; without one, the answer is
    no."""

    person: PersonId
    items: tuple[Consent, ...] = ()

    def allows(self, purpose: str, channel: str) -> bool:
        """True when the newest word on this purpose and channel is a consent."""
        newest = self._newest(
            one for one in self._on(channel) if one.purpose in {purpose, EVERYTHING}
        )
        return newest is not None and newest.state is ConsentState.GIVEN

    def allowed(self, channel: str) -> frozenset[str]:
        """Every named purpose that the person allows on a channel."""
        named = {one.purpose for one in self.items} - {EVERYTHING}
        return frozenset(purpose for purpose in named if self.allows(purpose, channel))

    def opted_out(self, channel: str) -> bool:
        """True when the person asked to be left alone and has agreed to nothing since."""
        newest = self._newest(
            one
            for one in self._on(channel)
            if one.purpose == EVERYTHING or one.state is ConsentState.GIVEN
        )
        return newest is not None and newest.state is ConsentState.WITHDRAWN

    def _on(self, channel: str) -> Iterable[Consent]:
        return (one for one in self.items if one.channel in {channel, EVERYTHING})

    @staticmethod
    def _newest(items: Iterable[Consent]) -> Consent | None:
        return max(items, key=lambda one: one.seq, default=None)


class Contact(Value):
    """What decides whether a person may be written to unasked, at this moment.

    `allowed` names the purposes they agree to, `time_zone` and `age` (years) are theirs where they
    are known. The counts are of messages they did not ask for, in the last 24 hours and 7 days.
    """

    allowed: frozenset[str] = frozenset()
    opted_out: bool = False
    time_zone: str | None = None
    age: int | None = None
    sent_today: int = 0
    sent_this_week: int = 0
    last_sent_at: datetime | None = None
