"""Eyes: whether the owner can have seen the draft that a key is meant for."""

from datetime import datetime, timedelta

from kizashi.ids import ConversationId, DraftId

SETTLE = timedelta(seconds=0.8)
"""A draft that came under the owner's eyes by itself cannot be approved for this long: the key
was meant for the one before."""


class Eyes:
    """Remembers which draft is shown, and when another one took its place unasked."""

    def __init__(self) -> None:
        self._shown: tuple[ConversationId | None, DraftId | None] = (None, None)
        self._changed_at: datetime | None = None

    def see(
        self, conversation: ConversationId | None, draft: DraftId | None, now: datetime
    ) -> None:
        """This is what is shown from now on."""
        before, self._shown = self._shown, (conversation, draft)
        if before[0] == conversation and before[1] not in (None, draft):
            self._changed_at = now

    def surprised(self, now: datetime) -> bool:
        """True when another draft has only just come into the place of the one before."""
        return self._changed_at is not None and now - self._changed_at < SETTLE
