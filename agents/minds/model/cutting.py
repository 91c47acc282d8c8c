"""Cutting a model's words into sentences while they come."""

from collections.abc import AsyncGenerator, AsyncIterator

from memory.documents.sentences import sentences

LONGEST = 600
"""Characters without an end after which what is there is handed on: it will not become one."""


async def cut(words: AsyncIterator[str]) -> AsyncGenerator[str, None]:
    """Each sentence as soon as the next one begins, the last one at the end. A sentence is only
    known to be over by what follows: 「はい。」と goes on, and so does 4.5."""
    waiting = ""
    async for piece in words:
        waiting += piece
        found = sentences(waiting)
        if len(found) > 1:
            for sentence in found[:-1]:
                yield sentence
            waiting = _from(waiting, found[-1])
        if len(waiting) > LONGEST:
            yield waiting.strip()
            waiting = ""
    for sentence in sentences(waiting):
        yield sentence


def _from(text: str, last: str) -> str:
    """The rest of the text from the last sentence on, with the space that ends it: a word that
    comes next must not be joined to it."""
    return text[text.rindex(last) :]
