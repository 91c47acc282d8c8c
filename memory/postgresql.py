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
        raise Misconfigured(
            f"Kizashi needs the package `{package}` to live in PostgreSQL.",
            "Install them: `pip install 'kizashi[postgres]'` in Kizashi's environment.",
            code="config.postgres",
        )


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
        return StorageUnavailable(
            "PostgreSQL does not let Kizashi in: the user, the password or the database is wrong, "
            "or the user may not make tables there.",
            "Check `store.url` (or KIZASHI_STORE__URL); `psql` with the same address tells more.",
            code="storage.credentials",
        )
    if state == "53100" or "no space left" in words:
        return StorageUnavailable(
            "The disk of PostgreSQL is full: nothing new can be stored.",
            "Free some space there; what was stored before is safe.",
            code="storage.full",
        )
    if state == "25006":
        return StorageUnavailable(
            "This PostgreSQL can only be read: it is a replica, or it was set to that.",
            "Name the primary in `store.url`.",
            code="storage.read_only",
        )
    if state.startswith(_BUSY) or not state or state.startswith("08"):
        return StorageUnavailable(
            "PostgreSQL cannot be reached, or it takes no more connections.",
            "Look whether it runs at the address in `store.url`, and at its `max_connections`: "
            "each Kizashi takes up to 17.",
            code="storage.unreachable",
        )
    return StorageUnavailable(
        "The database did not answer as it should.",
        "Run `kizashi doctor`; it checks the store and says what to do.",
    )
