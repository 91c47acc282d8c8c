"""A whole business in this process: the app as it is served, a clock moved by hand, the owner."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from channels.services import Services
from kizashi.draft import Draft
from kizashi.ids import ConversationId, random_id
from kizashi.settings import Settings
from kizashi.settings import Turn as TurnSettings
from server.access import create_key
from server.app import build_app
from server.house import opened_house
from tests.rooms import a_message
from tests.support import HandClock, until


@dataclass
class Business:
    """One business: its rooms, and a client that calls its API as the owner."""

    services: Services
    client: httpx.AsyncClient
    clock: HandClock

    async def get(self, path: str, expected: int = 200, **query: Any) -> Any:
        """The JSON of a GET request."""
        return self._json(await self.client.get(path, params=query), expected)

    async def put(self, path: str, body: Any, expected: int = 200) -> Any:
        """The JSON of a PUT request."""
        return self._json(await self.client.put(path, json=body), expected)

    async def post(self, path: str, body: Any, expected: int = 200) -> Any:
        """The JSON of a POST request."""
        return self._json(await self.client.post(path, json=body), expected)

    async def hear(self, text: str, conversation: str = "con_a", id_: str | None = None) -> None:
        """The customer of this conversation (`per_a` for `con_a`) writes."""
        message = a_message(text, conversation, id_ or random_id("cli"))
        await self.services.inbox.accept(message)

    async def held(self, conversation: str = "con_a") -> Draft:
        """The conversation's held draft, once there is one."""

        async def look() -> Draft | None:
            detail = await self.services.conversations.detail(ConversationId(conversation))
            return next((draft for draft in detail.drafts if draft.status == "held"), None)

        draft: Draft = await until(look, 30)
        return draft

    @staticmethod
    def _json(answer: httpx.Response, expected: int) -> Any:
        assert answer.status_code == expected, answer.text
        return answer.json()


@contextlib.asynccontextmanager
async def a_business(folder: Path, clock: HandClock | None = None) -> AsyncIterator[Business]:
    """The business in this folder, open."""
    clock = clock or HandClock()
    settings = Settings(root=folder, turn=TurnSettings(quiet=0.0))
    settings.data.mkdir(parents=True, exist_ok=True)
    settings.policies.mkdir(parents=True, exist_ok=True)
    async with opened_house(settings, clock=clock) as services:
        _, token = await create_key(services.journal, random_id, "owner", ("owner",))
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(build_app(services)),
            base_url="http://kizashi.test",
            headers={"Authorization": f"Bearer {token}"},
        ) as client:
            yield Business(services, client, clock)
