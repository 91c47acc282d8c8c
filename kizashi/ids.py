"""Identifiers: one `NewType` for each kind of thing, so that no reader asks "which id is this?"."""

import secrets
from collections.abc import Callable
from typing import NewType

WorkspaceId = NewType("WorkspaceId", str)
PersonId = NewType("PersonId", str)
ConversationId = NewType("ConversationId", str)
MessageId = NewType("MessageId", str)
FileId = NewType("FileId", str)
SessionId = NewType("SessionId", str)
UserId = NewType("UserId", str)
"""A visitor's account in the business's own login, verified."""
TurnId = NewType("TurnId", str)
ReadingId = NewType("ReadingId", str)
DraftId = NewType("DraftId", str)
DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)
MemoryId = NewType("MemoryId", str)
KeyId = NewType("KeyId", str)
MergeId = NewType("MergeId", str)
RightsRequestId = NewType("RightsRequestId", str)
MailingId = NewType("MailingId", str)
CorrectionId = NewType("CorrectionId", str)
FactId = NewType("FactId", str)
DeliberationId = NewType("DeliberationId", str)

Seq = NewType("Seq", int)
"""Place of an event in a workspace's journal: 1 for the first, rising by one."""

IdSource = Callable[[str], str]
"""Makes a new unique id from a prefix; injected so that tests can make ids predictable."""

DEFAULT_WORKSPACE = WorkspaceId("main")


def random_id(prefix: str) -> str:
    """A new id such as `msg_4f0c…`: the prefix says the kind, 96 random bits make it unique."""
    return f"{prefix}_{secrets.token_hex(12)}"
