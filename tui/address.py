"""Where the server is: one base address for HTTP and websocket."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from kizashi.errors import BadInput

_SOCKET_SCHEME = {"http": "ws", "https": "wss"}


@dataclass(frozen=True, slots=True)
class Address:
    """The server's base address, without a slash at the end, such as `https://shop.example`."""

    base: str
    socket_base: str
    host: str
    encrypted: bool

    def at(self, path: str) -> str:
        """The address of a path of the API."""
        return f"{self.base}{path}"

    @property
    def socket(self) -> str:
        """Address of the websocket."""
        return f"{self.socket_base}/v1/socket"

    @property
    def is_local(self) -> bool:
        """True when the server is on this machine: no proxy stands between."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_address(given: str) -> Address:
    """The address that a person typed. Raises `BadInput` when it is none.

    Without a scheme, `http` is meant for this machine and `https` for any other. The address of
    the websocket (`ws`, `wss`) is understood too.
    """
    typed = given.strip()
    wrong = BadInput(
        f"{typed!r} is not the address of a server.",
        "Write it like http://127.0.0.1:8420 or https://shop.example.",
        code="coach.address",
    )
    if "://" not in typed:
        typed = f"//{typed}"
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong from None
    if not host or any(character.isspace() for character in parts.netloc):
        raise wrong
    bare = Address("", "", host, encrypted=False)
    scheme = {"": "http" if bare.is_local else "https", "ws": "http", "wss": "https"}.get(
        parts.scheme, parts.scheme
    )
    if scheme not in _SOCKET_SCHEME or parts.username is not None:
        raise wrong
    place = f"[{host}]" if ":" in host else host
    if port is not None:
        place = f"{place}:{port}"
    path = parts.path.rstrip("/").removesuffix("/v1/socket").removesuffix("/v1")
    return Address(
        base=f"{scheme}://{place}{path}",
        socket_base=f"{_SOCKET_SCHEME[scheme]}://{place}{path}",
        host=host,
        encrypted=scheme == "https",
    )
