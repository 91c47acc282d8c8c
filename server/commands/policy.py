"""`kizashi policy`: checking, trying and comparing the owner's rules."""

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from agents.dry_run import Changed, DryRun, dry_run
from agents.instant import KNOWN_PASSAGES
from kizashi.clock import SystemClock
from kizashi.errors import BadInput, NotFound
from kizashi.language import Language
from kizashi.settings import Settings, read_settings
from kizashi.texts import text
from kizashi.verdict import Finding, Verdict
from memory.knowing import Knowing
from memory.policy_versions import KeptPolicies, read_versions
from memory.store import DATABASE_FILE
from policies.examples import Tried, tried
from policies.load import (
    SECTIONS,
    PolicyRefused,
    load_examples,
    load_policies,
    policy_files,
)
from policies.model import Policies
from policies.review import Examined, Facts, examine
from policies.schema import policy_schema
from server.commands.business import opened_journal, settings_of

SHOWN = 20
_COLOURS = {"send": "green", "revise": "yellow", "hold": "yellow", "block": "red", "note": "cyan"}


def check(home: Path, folder: Path | None) -> int:
    """Prints everything that is wrong with the files, or what they change; returns the exit
    code."""
    settings = read_settings(home)
    say = partial(text, settings.business.language)
    where = folder or settings.policies
    if folder is not None and not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.", "Name the folder of the policy files.")
    try:
        policies = load_policies(where)
    except PolicyRefused as refused:
        for problem in refused.problems:
            click.echo(f"✗ {problem.said(settings.business.language)}", err=True)
        click.echo(say("server.policy.not_in_force"), err=True)
        return 1
    files = policy_files(where)
    click.echo(say("server.policy.good", version=policies.version, files=len(files)))
    today = SystemClock().now().astimezone(ZoneInfo(policies.contact.time_zone)).date()
    for proof in policies.promises.evidence:
        if proof.until is not None and proof.until < today:
            click.echo(say("server.policy.expired", claim=proof.claim, until=proof.until))
    for key, packaged, own in _differences(load_policies(None), policies):
        click.echo(f"  {key}: {packaged} → {own}")
    return 0


def run_examples(home: Path) -> int:
    """Runs the packaged examples under the packaged policies, and the business's own under its
    own; returns 1 when one did not come out as it says."""
    settings = read_settings(home)
    language = settings.business.language
    say = partial(text, language)
    own = load_policies(settings.policies)
    results = [tried(one, load_policies(None)) for one in load_examples(None)]
    results += [tried(one, own) for one in load_examples(settings.policies)]
    wrong = [one for one in results if not one.right]
    for one in wrong:
        _print_wrong(one, language)
    click.echo(say("server.policy.tested", count=len(results), wrong=len(wrong)))
    return 1 if wrong else 0


def try_text(
    home: Path, words: str, *, incoming: bool, unasked: bool, language: str | None, as_json: bool
) -> None:
    """Prints the verdict on a text, judged by what the business knows."""
    settings = read_settings(home)
    policies = load_policies(settings.policies)
    shown_in = Language(language) if language else settings.business.language
    facts = asyncio.run(_facts(settings, words, answering=not unasked))
    verdict = examine(Examined(text=words, direction="in" if incoming else "out"), facts, policies)
    if as_json:
        click.echo(json.dumps(verdict.model_dump(mode="json"), ensure_ascii=False, indent=2))
    else:
        print_verdict(words, verdict, shown_in)


def show_difference(home: Path, folder: Path, days: int) -> None:
    """Prints which steps of the last days would fare differently under other policies."""
    settings = settings_of(home)
    after = load_policies(folder)
    found = asyncio.run(_compare(settings, after, days))
    language = settings.business.language
    _print_difference(found, days, language)


def print_schema(section: str | None) -> None:
    """Prints one schema, or all of them by their file's name."""
    if section is None:
        schemas: Any = {name: policy_schema(name) for name in SECTIONS}
    elif section in SECTIONS:
        schemas = policy_schema(section)
    else:
        raise NotFound(
            f"There is no policy file called {section}.", f"There are: {', '.join(SECTIONS)}."
        )
    click.echo(json.dumps(schemas, ensure_ascii=False, indent=2))


def show_versions(home: Path, version: str | None) -> None:
    """Lists the versions that judged something, or prints one of them whole."""
    settings = settings_of(home)
    rows = asyncio.run(_versions(settings))
    if version is None:
        for row in rows:
            moment = row.at.astimezone().isoformat(sep=" ", timespec="seconds")
            click.echo(f"{row.version}  {moment}  Kizashi {row.product}  ({row.rules})")
        return
    found = next((row for row in rows if row.version == version), None)
    if found is None:
        raise NotFound(f"There was no version {version}.", "`kizashi policy versions` lists them.")
    click.echo(json.dumps(found.content, ensure_ascii=False, indent=2))


# ── printing ─────────────────────────────────────────────────────────────────────────────────────


def print_verdict(words: str, verdict: Verdict, language: Language) -> None:
    """The text with numbered marks, the decision, and every finding by its number."""
    say = partial(text, language)
    click.echo(_marked(words, verdict.findings))
    click.echo()
    decision = say(f"server.policy.decision.{verdict.decision.value}")
    click.secho(decision, bold=True, fg=_COLOURS[verdict.decision.value])
    for number, finding in enumerate(verdict.findings, 1):
        severity = say(f"server.policy.severity.{finding.severity.value}")
        colour = _COLOURS[finding.severity.value]
        click.echo(f"[{number}] {click.style(severity, fg=colour)}  {finding.rule}")
        click.echo(f"    {finding.explanation.of(language)}")
    if not verdict.findings:
        click.echo(say("server.policy.nothing_found"))
    click.echo(say("server.policy.judged_by", version=verdict.policy))


def _marked(words: str, findings: tuple[Finding, ...]) -> str:
    marks: list[tuple[int, int, str]] = []
    for number, finding in enumerate(findings, 1):
        if finding.span is not None:
            marks.append((finding.span.start, 1, "‹"))
            marks.append((finding.span.end, 0, f"›[{number}]"))
    written, at = [], 0
    for place, _, mark in sorted(marks):
        written.append(words[at:place])
        written.append(click.style(mark, fg="yellow"))
        at = place
    return "".join((*written, words[at:]))


def _print_wrong(one: Tried, language: Language) -> None:
    say = partial(text, language)
    placed, verdict = one.placed, one.verdict
    click.echo(f"✗ {placed.file}: {say('server.policy.line', line=placed.line)}")
    click.echo(f"    {placed.example.text}")
    expected = say(f"server.policy.decision.{placed.example.expect.value}")
    came = say(f"server.policy.decision.{verdict.decision.value}")
    click.echo("    " + say("server.policy.expected", expected=expected, came=came))
    if one.silent:
        click.echo("    " + say("server.policy.silent", rules=", ".join(one.silent)))
    for finding in verdict.findings:
        click.echo(f"    {finding.rule}: {finding.explanation.of(language)}")


def _print_difference(found: DryRun, days: int, language: Language) -> None:
    say = partial(text, language)
    click.echo(say("server.policy.looked_back", days=days, count=found.examined))
    if not found.changed:
        click.echo(say("server.policy.no_difference"))
        return
    for key, count in (
        ("sent_held", found.count("hold", "sent")),
        ("sent_blocked", found.count("block", "sent", "approved")),
        ("held_sent", found.count("send", "held", "approved")),
        ("held_blocked", found.count("block", "held")),
        ("blocked_held", found.count("hold", "held", "approved")),
    ):
        if count:
            click.echo(say(f"server.policy.{key}", count=count))
    for one in found.changed[:SHOWN]:
        _print_changed(one, language)
    if len(found.changed) > SHOWN:
        click.echo(say("server.policy.more", count=len(found.changed) - SHOWN))


def _print_changed(one: Changed, language: Language) -> None:
    say = partial(text, language)
    moment = one.at.astimezone().isoformat(sep=" ", timespec="minutes")
    fates = [say(f"server.policy.fate.{fate}") for fate in (one.before, one.after)]
    click.echo(f"\n{moment}  {one.conversation}  {' → '.join(fates)}")
    click.echo("  " + _marked(one.text, one.verdict.findings).replace("\n", "\n  "))
    for number, finding in enumerate(one.verdict.findings, 1):
        click.echo(f"  [{number}] {finding.rule}: {finding.explanation.of(language)}")
    for because in one.because:
        click.echo(f"  {say(f'policies.{because}')}")


def _differences(packaged: Policies, own: Policies) -> list[tuple[str, str, str]]:
    before = _flat(packaged.model_dump(exclude={"version"}), "")
    after = _flat(own.model_dump(exclude={"version"}), "")
    keys = sorted(before.keys() | after.keys())
    return [
        (key, before.get(key, "–"), after.get(key, "–"))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _flat(value: Any, path: str) -> dict[str, str]:
    if isinstance(value, dict):
        found: dict[str, str] = {}
        for key, each in value.items():
            found |= _flat(each, f"{path}.{key}" if path else str(key))
        return found
    plain = sorted(value) if isinstance(value, frozenset) else value
    return {path: json.dumps(plain, ensure_ascii=False, default=str)}


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


async def _facts(settings: Settings, words: str, *, answering: bool) -> Facts:
    now = SystemClock().now()
    plain = Facts(now=now, time_zone=settings.business.time_zone, answering=answering)
    if not (settings.data / DATABASE_FILE).exists():
        return plain
    async with opened_journal(settings) as journal:
        knowing = Knowing(journal.store, journal.workspace)
        passages = tuple(await knowing.by_words(words, KNOWN_PASSAGES))
        catalogue = await knowing.catalogue()
    return plain.model_copy(update={"passages": passages, "catalogue": catalogue})


async def _compare(settings: Settings, after: Policies, days: int) -> DryRun:
    async with opened_journal(settings) as journal:
        return await dry_run(
            journal,
            Knowing(journal.store, journal.workspace),
            load_policies(settings.policies),
            after,
            SystemClock().now(),
            days,
            settings.business.time_zone,
        )


async def _versions(settings: Settings) -> tuple[KeptPolicies, ...]:
    async with opened_journal(settings) as journal:
        return await read_versions(journal)
