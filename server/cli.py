"""The `kizashi` command. Each command imports what it needs when it runs: `--help` is quick."""

import sys
from pathlib import Path
from typing import Any

import click

from kizashi import __version__
from server.governance_cli import audit, autonomy, hold, policy
from server.operations_cli import backup, journal, restore


class _Telling(click.Group):
    """Tells a known error in two lines, in the owner's language and without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from kizashi.errors import KizashiError

        try:
            return super().invoke(ctx)
        except KizashiError as error:
            from server.commands.business import language_of

            message, remedy = error.words(language_of(ctx.params["home"]))
            click.echo(f"{message}\n→ {remedy}", err=True)
            ctx.exit(1)


@click.group(
    cls=_Telling, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
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
@click.option("--serve", is_flag=True, help="Serve it to browsers, behind the owner's login.")
@click.option("--host", default="127.0.0.1", help="With --serve: the address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8421, help="With --serve: the port.")
@click.option("--public-url", help="With --serve: the address that browsers use, if another.")
@click.pass_obj
def coach(
    home: Path,
    url: str | None,
    token: str | None,
    language: str | None,
    theme: str | None,
    serve: bool,
    host: str,
    port: int,
    public_url: str | None,
) -> None:
    """Open the terminal coach: the owner's seat."""
    from server.commands.coach import open_coach, serve_coach

    if serve:
        serve_coach(home, url, language, host, port, public_url)
        return

    sys.exit(open_coach(home, url, token, language, theme))


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Learn nothing; report where documents disagree.")
@click.pass_obj
def learn(home: Path, paths: tuple[Path, ...], check: bool) -> None:
    """Learn documents: Markdown, text, CSV, PDF. Default: the knowledge folder.

    What changed is replaced, what is gone is forgotten.
    """
    if check:
        from server.commands.check import check_documents

        sys.exit(check_documents(home, paths))
    from server.commands.learn import learn_paths

    learn_paths(home, paths)


@cli.command()
@click.option("--deep", is_flag=True, help="Also walk the whole journal: its chain and every list.")
@click.pass_obj
def doctor(home: Path, deep: bool) -> None:
    """Check everything, and say what to do."""
    from server.commands.doctor import examine

    sys.exit(examine(home, deep=deep))


@cli.command()
@click.pass_obj
def reindex(home: Path) -> None:
    """Make every vector anew from the stored texts."""
    from server.commands.learn import reindex_everything

    reindex_everything(home)


@cli.group()
def people() -> None:
    """The people of the business."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_obj
def people_import(home: Path, file: Path, dry_run: bool) -> None:
    """Take people over from FILE: a CRM's export as CSV or JSON Lines.

    Rows are matched by user id, e-mail, phone number or LINE id; importing twice changes nothing.
    """
    from server.commands.people import import_file

    import_file(home, file, dry_run)


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


@cli.command()
@click.pass_obj
def identity(home: Path) -> None:
    """Show the secret that your own server signs visitors' tokens with."""
    from server.commands.identity import show

    show(home)


@cli.group()
def intents() -> None:
    """Intents of your own: a name, and examples of what people say."""


@intents.command("list")
@click.pass_obj
def intents_list(home: Path) -> None:
    """List them."""
    from server.commands.intents import show

    show(home)


@intents.command("add")
@click.argument("name")
@click.argument("examples", nargs=-1)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A text file with one example a line.",
)
@click.pass_obj
def intents_add(home: Path, name: str, examples: tuple[str, ...], file: Path | None) -> None:
    """Define NAME by examples of what people say, ten or more if you can.

    An intent of that name gets these examples instead of its own.
    """
    from server.commands.intents import add

    add(home, name, examples, file)


@intents.command("remove")
@click.argument("name")
@click.pass_obj
def intents_remove(home: Path, name: str) -> None:
    """Remove NAME."""
    from server.commands.intents import remove

    remove(home, name)


@intents.command("classify")
@click.argument("texts", nargs=-1, required=True)
@click.pass_obj
def intents_classify(home: Path, texts: tuple[str, ...]) -> None:
    """Say which of them each of the TEXTS has."""
    from server.commands.intents import classify

    classify(home, texts)


cli.add_command(policy)
cli.add_command(audit)
cli.add_command(hold)
cli.add_command(autonomy)
cli.add_command(backup)
cli.add_command(restore)
cli.add_command(journal)


def main() -> None:
    """Runs the command."""
    cli(standalone_mode=True)


if __name__ == "__main__":
    main()
