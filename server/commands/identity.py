"""`kizashi identity`: the secret with which the shop's own server vouches for its visitors."""

from pathlib import Path

import click

from kizashi.texts import text
from server.commands.business import settings_of
from server.identity import identity_secret


def show(home: Path) -> None:
    """Shows the secret, made at the first call, and what to sign with it."""
    settings = settings_of(home)
    secret = identity_secret(settings.data)
    lines = text(
        settings.business.language,
        "server.identity_secret",
        secret=secret,
        audience=settings.identity.audience,
        minutes=settings.identity.longest_minutes,
    )
    click.echo(lines)
