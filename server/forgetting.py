"""What in the running house keeps something of a person in memory, and how it lets go."""

from collections.abc import Sequence

from sqlalchemy import select

from agents.deliberation.room import Deliberations
from agents.minds.negotiator import EmbeddedNegotiator
from agents.turns import Turns
from kizashi.ids import ConversationId
from memory import schema as t
from memory.embedding_cache import CachedEmbedder
from memory.kept_vectors import KeptVectors
from memory.recall import Recall
from memory.rights.periods import Forget
from memory.store import Store


def letting_go(
    store: Store,
    turns: Turns,
    deliberations: Deliberations,
    recall: Recall,
    embedder: CachedEmbedder,
    kept: KeptVectors,
    negotiator: EmbeddedNegotiator,
) -> Forget:
    """Ends turns and deliberations of these conversations, and empties every cache that may hold
    their words. The caches hold everybody's: what others need is made anew when asked for."""

    async def forget(conversations: Sequence[ConversationId]) -> None:
        for conversation in conversations:
            await turns.forget(conversation)
            await deliberations.forget(conversation)
        corrected = select(t.corrections.c.id).where(
            t.corrections.c.conversation.in_(conversations)
        )
        if await store.read(lambda c: c.execute(corrected).first()) is not None:
            # Vectors of corrected messages are kept by a hash of their words.
            await kept.forget()
        recall.forget()
        embedder.forget()
        negotiator.forget()

    return forget
