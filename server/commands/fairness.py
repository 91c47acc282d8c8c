"""`kizashi audit fairness`: the report on how people of different groups fare."""

import asyncio
import json
from functools import partial
from pathlib import Path

import click

from agents.fairness import FairnessReport, Question, fairness_report
from kizashi.clock import SystemClock
from kizashi.language import Language
from kizashi.naming import group_called, grouping_called
from kizashi.settings import Settings
from kizashi.texts import text
from policies.fairness.compare import Compared
from policies.load import load_policies
from server.commands.business import opened_journal, settings_of


def report(home: Path, days: int, *, as_json: bool) -> None:
    """Prints the report."""
    settings = settings_of(home)
    found = asyncio.run(_made(settings, days))
    if as_json:
        click.echo(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2))
        return
    language = settings.business.language
    say = partial(text, language)
    click.echo(say("server.fairness.looked_back", days=days))
    asked = [one for one in found.questions if one.groups]
    if not asked:
        click.echo(say("server.fairness.nobody"))
        return
    for place, question in enumerate(asked):
        if place == 0 or asked[place - 1].by != question.by:
            click.echo()
            name = grouping_called(question.by, language)
            click.secho(say("server.fairness.by", group=name), bold=True)
        _print(question, language)
    click.echo()
    click.echo(say("server.fairness.meaning"))


async def _made(settings: Settings, days: int) -> FairnessReport:
    groups = load_policies(settings.policies).fairness.compare
    async with opened_journal(settings) as journal:
        return await fairness_report(journal, SystemClock().now(), days, groups)


def _print(question: Question, language: Language) -> None:
    say = partial(text, language)
    click.echo(f"  {say(f'server.fairness.outcome.{question.outcome}')}")
    for row in question.groups:
        low, high = row.interval
        line = say(
            "server.fairness.share",
            percent=_percent(row.share.value),
            low=_percent(low),
            high=_percent(high),
            count=row.share.count,
            people=row.share.people,
        )
        click.echo(f"    {group_called(question.by, row.group, language)}: {line}")
    if not question.compared:
        click.echo(f"    {say('server.fairness.one_group')}")
    for one in question.compared:
        click.echo(f"    {_said(one, question.by, language)}")


def _said(one: Compared, by: str, language: Language) -> str:
    low, high = one.difference_interval
    return text(
        language,
        f"server.fairness.{one.saying}",
        group=group_called(by, one.group, language),
        reference=group_called(by, one.reference, language),
        difference=f"{one.difference * 100:+.0f}",
        low=f"{low * 100:+.0f}",
        high=f"{high * 100:+.0f}",
        p=f"{one.p:.3f}" if one.p >= 0.001 else "< 0.001",
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f}"
