"""What is particular to PostgreSQL: what its errors mean, and how it is asked to notice a loss."""

from importlib.util import find_spec
from typing import Any

from sqlalchemy.engine import make_url

from kizashi.errors import Misconfigured, StorageUnavailable

KEEPALIVE = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "connect_timeout": 5,
}
"""libpq's connection parameters, in seconds: a server that is gone is noticed within 11 seconds."""

DRIVER = "psycopg"
"""The package that speaks with PostgreSQL; of the extra `postgres`."""

_REFUSED = ("28", "3D", "3F", "42501")
_BUSY = ("53300", "57P01", "57P02", "57P03")


def check_installed(package: str) -> None:
    """Raises `Misconfigured` when a package of the extra is not there."""
    if find_spec(package) is None:
        raise Misconfigured.told("config.postgres", package=package)


def connect_arguments(url: str) -> dict[str, Any]:
    """An address as what `psycopg.connect` takes."""
    address = make_url(url)
    _, named = address.get_dialect()().create_connect_args(address)
    return {**KEEPALIVE, **named}


def is_postgresql_error(error: object) -> bool:
    """Whether an error comes from PostgreSQL's driver."""
    return type(error).__module__.partition(".")[0] == "psycopg"


def postgresql_error(error: Any) -> StorageUnavailable:
    """What an error of PostgreSQL means for the person who runs Kizashi. By its SQLSTATE
    (PostgreSQL manual, appendix A); a connection that was refused has none, only words."""
    state = getattr(error, "sqlstate", None) or ""
    words = str(error).lower()
    if state.startswith(_REFUSED) or any(
        said in words for said in ("password", "does not exist", "pg_hba", "permission denied")
    ):
        return StorageUnavailable.told("storage.credentials")
    if state == "53100" or "no space left" in words:
        return StorageUnavailable.told("storage.server_full", code="storage.full")
    if state == "25006":
        return StorageUnavailable.told("storage.replica", code="storage.read_only")
    if state.startswith(_BUSY) or not state or state.startswith("08"):
        return StorageUnavailable.told("storage.unreachable")
    return StorageUnavailable.told("storage.unavailable")
