"""Papers: what the owner has begun to write and not yet sent. It outlives a lost connection."""

from collections.abc import Mapping

from kizashi.draft import Draft
from kizashi.ids import ConversationId, DraftId
from kizashi.protocol import Decide, OwnerSay
from tui.outbox import Request


class Papers:
    """Keeps, for each conversation, the wording of its draft and the letter that were begun."""

    def __init__(self) -> None:
        self._edits: dict[ConversationId, str] = {}
        self._letters: dict[ConversationId, str] = {}

    def keep_edit(self, conversation: ConversationId, text: str | None) -> None:
        """Keeps the owner's wording for a conversation's draft; `None` forgets it."""
        _keep(self._edits, conversation, text)

    def kept_edit(self, conversation: ConversationId) -> str | None:
        """The wording that was kept."""
        return self._edits.get(conversation)

    def keep_letter(self, conversation: ConversationId, text: str | None) -> None:
        """Keeps what the owner began to write to a customer; `None` forgets it."""
        _keep(self._letters, conversation, text)

    def kept_letter(self, conversation: ConversationId) -> str | None:
        """The beginning that was kept."""
        return self._letters.get(conversation)

    def forget(self, request: Request, drafts: Mapping[DraftId, Draft]) -> None:
        """Forgets the words that a request carried: the server has them. Words written since are
        kept."""
        if isinstance(request, OwnerSay):
            if self._letters.get(request.conversation) == request.text:
                self.keep_letter(request.conversation, None)
        elif isinstance(request, Decide) and request.text is not None:
            draft = drafts.get(request.draft)
            if draft is not None and self._edits.get(draft.conversation) == request.text:
                self.keep_edit(draft.conversation, None)


def _keep(among: dict[ConversationId, str], conversation: ConversationId, text: str | None) -> None:
    if text is not None and text.strip():
        among[conversation] = text
    else:
        among.pop(conversation, None)
