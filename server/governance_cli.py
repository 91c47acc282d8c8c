"""The `kizashi policy` and `kizashi audit` commands; each imports what it needs when it runs."""

import sys
from pathlib import Path

import click


@click.group()
def policy() -> None:
    """Your rules: check them, try them, and see what a change would do."""


@policy.command("check")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def policy_check(home: Path, folder: Path | None) -> None:
    """Check the policy files in FOLDER. Default: those of the business."""
    from server.commands.policy import check

    sys.exit(check(home, folder))


@policy.command("test")
@click.pass_obj
def policy_test(home: Path) -> None:
    """Run the examples that stand beside the rules."""
    from server.commands.policy import run_examples

    sys.exit(run_examples(home))


@policy.command("try")
@click.argument("text")
@click.option("--in", "incoming", is_flag=True, help="Examine it as a text that comes in.")
@click.option("--unasked", is_flag=True, help="It goes to somebody who does not wait for it.")
@click.option("--language", type=click.Choice(["ja", "en"]), help="The language to explain in.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@click.pass_obj
def policy_try(
    home: Path, text: str, incoming: bool, unasked: bool, language: str | None, as_json: bool
) -> None:
    """Show what the Reviewer says of TEXT (- reads it from the standard input)."""
    from server.commands.policy import try_text

    words = sys.stdin.read() if text == "-" else text
    try_text(home, words, incoming=incoming, unasked=unasked, language=language, as_json=as_json)


@policy.command("diff")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--days", type=click.IntRange(1, 3650), default=30, help="How far to look back.")
@click.pass_obj
def policy_diff(home: Path, folder: Path, days: int) -> None:
    """Show what the policies in FOLDER would have done to the texts of the last days."""
    from server.commands.policy import show_difference

    show_difference(home, folder, days)


@policy.command("schema")
@click.argument("section", required=False)
def policy_schema(section: str | None) -> None:
    """Print the JSON Schema of a policy file, such as promises. Default: all of them."""
    from server.commands.policy import print_schema

    print_schema(section)


@policy.command("versions")
@click.argument("version", required=False)
@click.pass_obj
def policy_versions(home: Path, version: str | None) -> None:
    """List every version of the policies that was in force, or print VERSION whole."""
    from server.commands.policy import show_versions

    show_versions(home, version)


@click.group()
def audit() -> None:
    """The record: whether it is whole, and why a customer got a text."""


@audit.command("verify")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check an exported file instead of the business's own record.",
)
@click.option("--anchor", help="A place seen before, as an earlier check printed it.")
@click.pass_obj
def audit_verify(home: Path, file: Path | None, anchor: str | None) -> None:
    """Check that no record was changed, added or taken away."""
    from server.commands.audit import verify

    sys.exit(verify(home, file, anchor))


@audit.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def audit_export(home: Path, file: Path | None) -> None:
    """Write every record as JSON Lines to FILE. Default: to the screen."""
    from server.commands.audit import export

    export(home, file)


@audit.command("why")
@click.argument("message")
@click.option("--conversation", help="Where, if several conversations have such a message.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def audit_why(home: Path, message: str, conversation: str | None, as_json: bool) -> None:
    """Tell why a customer got the text with the id MESSAGE."""
    from server.commands.audit import explain

    explain(home, message, conversation, as_json=as_json)


@audit.command("fairness")
@click.option("--days", type=click.IntRange(1, 3650), default=90, help="How far to look back.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.pass_obj
def audit_fairness(home: Path, days: int, as_json: bool) -> None:
    """Compare how people of different groups fare (fairness.yaml names the groups)."""
    from server.commands.fairness import report

    report(home, days, as_json=as_json)


@audit.command("accept")
@click.argument("records", nargs=-1, required=True, type=click.IntRange(1))
@click.option("--reason", required=True, help="Why business may go on.")
@click.pass_obj
def audit_accept(home: Path, records: tuple[int, ...], reason: str) -> None:
    """Say that you have looked at broken RECORDS: steps go again."""
    from server.commands.audit import accept

    accept(home, records, reason)


@audit.command("accept-clock")
@click.pass_obj
def audit_accept_clock(home: Path) -> None:
    """Say that the clock is right although it was set back: steps go again."""
    from server.commands.audit import accept_clock

    accept_clock(home)


@click.command()
@click.argument("state", type=click.Choice(["on", "off"]))
@click.pass_obj
def hold(home: Path, state: str) -> None:
    """Hold everything, or let steps go again: at once, on every running Kizashi."""
    from server.commands.switches import hold_everything

    hold_everything(home, on=state == "on")


@click.command()
@click.argument("level", required=False, type=click.Choice(["crawl", "walk", "run", "default"]))
@click.option("--kind", help="For this kind of step only, such as ask.")
@click.option("--topic", help="For this topic only, such as price.")
@click.option("--person", help="For this person only, by id.")
@click.pass_obj
def autonomy(
    home: Path, level: str | None, kind: str | None, topic: str | None, person: str | None
) -> None:
    """Show how far the agents go alone, or set it to LEVEL (default takes a setting back)."""
    from server.commands.switches import set_autonomy, show_autonomy

    if level is None:
        show_autonomy(home)
    else:
        set_autonomy(home, level, kind=kind, topic=topic, person=person)
