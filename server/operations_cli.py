"""The commands that keep a business safe; each imports what it needs when it runs."""

import sys
from pathlib import Path

import click

from server.governance_cli import audit_export


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.pass_obj
def backup(home: Path, file: Path, force: bool) -> None:
    """Write the whole business into FILE, also while it is being served.

    Keep FILE as safe as a key: customers' words and the secrets of the business are in it.
    """
    from server.commands.backup import back_up

    back_up(home, file, force=force)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Set aside the business that is in this folder.")
@click.pass_obj
def restore(home: Path, file: Path, force: bool) -> None:
    """Bring the business of a backup FILE back into this folder.

    Stop `kizashi serve` first. Nothing is deleted: what was there is set aside.
    """
    from server.commands.backup import restore as bring_back

    bring_back(home, file, force=force)


@click.group()
def journal() -> None:
    """The journal: everything that happened, in order."""


journal.add_command(audit_export, "export")


@journal.command("tail")
@click.option("-n", "count", type=click.IntRange(1, 100_000), default=20, help="How many.")
@click.option("--kind", "kinds", multiple=True, help="Only of this kind, such as message.sent.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what comes.")
@click.option("--json", "as_json", is_flag=True, help="Print each record whole, as JSON.")
@click.pass_obj
def journal_tail(
    home: Path, count: int, kinds: tuple[str, ...], follow: bool, as_json: bool
) -> None:
    """Show the last records. Without --json nothing that anybody wrote is shown."""
    from server.commands.journal import tail

    tail(home, count, kinds, follow=follow, as_json=as_json)


@journal.command("replay")
@click.option("--dry-run", is_flag=True, help="Only compare; exit with 1 if something differs.")
@click.pass_obj
def journal_replay(home: Path, dry_run: bool) -> None:
    """Make every list anew from the journal, and mend what differs.

    Stop `kizashi serve` first; --dry-run may be used while it runs.
    """
    from server.commands.journal import replay

    sys.exit(replay(home, dry_run=dry_run))
