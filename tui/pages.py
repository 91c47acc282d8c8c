"""The pages of the server: everything the coach asks over HTTP."""

import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from kizashi.language import Language
from kizashi.values import Value
from tui import places
from tui.address import Address
from tui.line_errors import LostError, RefusedError
from tui.notices import Reason

if TYPE_CHECKING:
    import httpx

ANSWER_SECONDS = 10.0

_View = TypeVar("_View", bound=Value)


class Pages:
    """Asks one server over HTTP, with the owner's token, while it is open."""

    def __init__(self, address: Address, token: str, language: Language | None) -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {token}"}
        if language is not None:
            self._headers["Accept-Language"] = language.value
        self._http: httpx.AsyncClient | None = None

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Keeps the connections for as long as the line lives."""
        import httpx

        async with httpx.AsyncClient(
            headers=self._headers,
            timeout=ANSWER_SECONDS,
            trust_env=not self._address.is_local,
            # A redirect could carry the token to another host.
            follow_redirects=False,
        ) as http:
            self._http = http
            try:
                yield
            finally:
                self._http = None

    async def get(self, path: str, answer: type[_View]) -> _View:
        """What stands at a path of the server. Raises `RefusedError` when asking again would not
        help, `LostError` or `httpx.HTTPError` when it might."""
        if self._http is None:
            raise LostError
        response = await self._http.get(self._address.at(path))
        if response.status_code in (401, 403):
            raise RefusedError("token")
        if response.status_code == 404 and path == places.OVERVIEW:
            raise RefusedError("not_kizashi")
        if response.is_redirect:
            raise RefusedError("not_kizashi")
        if response.status_code != 200:
            raise LostError
        try:
            return answer.model_validate_json(response.content)
        except ValidationError:
            reason: Reason = "protocol" if _is_json(response) else "not_kizashi"
            raise RefusedError(reason) from None

    async def fetch(self, path: str, answer: type[_View]) -> _View | None:
        """As `get`; `None` when it cannot be had now."""
        import httpx

        try:
            return await self.get(path, answer)
        except (httpx.HTTPError, LostError, RefusedError):
            return None

    async def content(self, path: str) -> bytes | None:
        """What stands at a path as it is, such as a file; `None` when it cannot be had now."""
        import httpx

        if self._http is None:
            return None
        try:
            response = await self._http.get(self._address.at(path))
        except httpx.HTTPError:
            return None
        return response.content if response.status_code == 200 else None

    async def change(self, method: str, path: str, body: Value | None = None) -> bool:
        """Asks for a change; true when it was made."""
        import httpx

        if self._http is None:
            return False
        content = body.model_dump_json() if body is not None else None
        headers = {"Content-Type": "application/json"}
        try:
            response = await self._http.request(
                method, self._address.at(path), content=content, headers=headers
            )
        except httpx.HTTPError:
            return False
        return response.is_success


def _is_json(response: "httpx.Response") -> bool:
    kind: str = response.headers.get("content-type", "")
    return kind.startswith("application/json")
