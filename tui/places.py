"""Places: the paths of the public API that the coach uses."""

from urllib.parse import quote, urlencode

from kizashi.autonomy import Scope
from kizashi.ids import ConversationId, FileId, MessageId
from kizashi.language import Language

OVERVIEW = "/v1/overview"
COACH = "/v1/coach"
INSIGHT = "/v1/coach/insight"
INTENTS = "/v1/intents"
CORRECTIONS = "/v1/corrections"
AUTONOMY = "/v1/autonomy"
FAIRNESS = "/v1/audit/fairness"


def conversation(conversation: ConversationId) -> str:
    """One conversation, whole."""
    return f"/v1/conversations/{_one(conversation)}"


def deliberation(conversation: ConversationId) -> str:
    """What the agents said of one conversation last."""
    return f"/v1/conversations/{_one(conversation)}/deliberation"


def file(file: FileId) -> str:
    """The bytes of a file of any conversation."""
    return f"/v1/files/{_one(file)}"


def why(message: MessageId, conversation: ConversationId) -> str:
    """Why the customer got a message of the business."""
    return f"/v1/messages/{_one(message)}/why?{urlencode({'conversation': conversation})}"


def search(words: str, language: Language) -> str:
    """A search for people by meaning."""
    return f"/v1/coach/search?{urlencode({'words': words, 'language': language.value})}"


def intent(name: str) -> str:
    """One of the owner's own intents."""
    return f"{INTENTS}/{_one(name)}"


def scoped_autonomy(scope: Scope, name: str) -> str:
    """The autonomy of a kind of step, a topic or a person."""
    return f"{AUTONOMY}/{scope}/{_one(name)}"


def _one(name: str) -> str:
    return quote(name, safe="")
