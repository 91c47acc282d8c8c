"""The `kizashi` command. Each command imports what it needs when it runs: `--help` is quick."""

import sys
from pathlib import Path

import click

from kizashi import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kizashi")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="KIZASHI_HOME",
    default=Path(),
    help="The folder of the business (with kizashi.toml). Default: here.",
)
@click.pass_context
def cli(context: click.Context, home: Path) -> None:
    """Kizashi (兆し): a relationship OS for small businesses.

    Reads the sign before: what a person intends, how warm it is, and why they have stopped.
    """
    context.obj = home


@cli.command()
@click.option("--name", help="The name of the business.")
@click.option("--language", type=click.Choice(["ja", "en"]), help="The owner's language.")
@click.option("--yes", is_flag=True, help="Ask nothing: take what is there, or the defaults.")
@click.pass_obj
def init(home: Path, name: str | None, language: str | None, yes: bool) -> None:
    """Set up a business in this folder, and make the owner's token."""
    from server.commands.init import initialise

    initialise(home, name, language, ask=not yes)


@cli.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 for a free one.")
@click.pass_obj
def serve(home: Path, host: str | None, port: int | None) -> None:
    """Start Kizashi."""
    from server.commands.serve import serve_business

    serve_business(home, host, port)


@cli.command()
@click.option("--url", help="The server's address. Default: the one in kizashi.toml.")
@click.option("--token", envvar="KIZASHI_TOKEN", help="The owner's token. Default: the kept one.")
@click.option("--language", type=click.Choice(["ja", "en"]), help="Language of the screen.")
@click.option("--theme", help="Theme of the screen, such as dark or light.")
@click.pass_obj
def coach(
    home: Path, url: str | None, token: str | None, language: str | None, theme: str | None
) -> None:
    """Open the terminal coach: the owner's seat."""
    from server.commands.coach import open_coach

    sys.exit(open_coach(home, url, token, language, theme))


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def learn(home: Path, paths: tuple[Path, ...]) -> None:
    """Learn documents: Markdown, text, CSV, PDF. Default: the knowledge folder.

    What changed is replaced, what is gone is forgotten.
    """
    from server.commands.learn import learn_paths

    learn_paths(home, paths)


@cli.command()
@click.pass_obj
def doctor(home: Path) -> None:
    """Check everything, and say what to do."""
    from server.commands.doctor import examine

    sys.exit(examine(home))


@cli.command()
@click.pass_obj
def reindex(home: Path) -> None:
    """Make every vector anew from the stored texts."""
    from server.commands.learn import reindex_everything

    reindex_everything(home)


@cli.group()
def keys() -> None:
    """Access keys for integrations, and the owner's token."""


@keys.command("create")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, help="What the key may do; several are allowed.")
@click.option("--owner", is_flag=True, help="An owner's token: it may do everything.")
@click.pass_obj
def keys_create(home: Path, name: str, scopes: tuple[str, ...], owner: bool) -> None:
    """Make a key called NAME; its token is shown once."""
    from server.commands.keys import create

    create(home, name, ("owner",) if owner else scopes)


@keys.command("list")
@click.pass_obj
def keys_list(home: Path) -> None:
    """List the keys."""
    from server.commands.keys import show

    show(home)


@keys.command("revoke")
@click.argument("key")
@click.pass_obj
def keys_revoke(home: Path, key: str) -> None:
    """End a key at once."""
    from server.commands.keys import revoke

    revoke(home, key)


def main() -> None:
    """Runs the command; a known error is told in two lines, without a traceback."""
    from kizashi.errors import KizashiError

    try:
        cli(standalone_mode=True)
    except KizashiError as error:
        click.echo(f"{error.message}\n→ {error.remedy}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
