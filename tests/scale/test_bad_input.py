"""What the settings or the database get wrong is told with words, and nothing is changed."""

import subprocess
from pathlib import Path

import psycopg
import pytest
from alembic.config import Config
from sqlalchemy import make_url, text

from kizashi.errors import Misconfigured, StorageUnavailable
from memory.postgresql import connect_arguments
from memory.store import Store
from tests.live import LiveServer, free_port

pytestmark = pytest.mark.postgresql


def changed(url: str, **parts: object) -> str:
    """The address with other parts."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]


async def refused(url: str) -> StorageUnavailable | Misconfigured:
    with pytest.raises((StorageUnavailable, Misconfigured)) as found:
        await Store.open(url)
    return found.value


def tables(url: str) -> list[str]:
    with psycopg.connect(**connect_arguments(url)) as server:
        rows = server.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
            " ORDER BY 1"
        ).fetchall()
    return [row[0] for row in rows]


async def test_a_user_that_is_not_there_is_told_without_the_password(url: str) -> None:
    error = await refused(changed(url, username="nobody_here", password="hidden-word"))
    assert error.code == "storage.credentials"
    assert "hidden-word" not in str(error)
    assert tables(url) == []


async def test_a_database_that_is_not_there_is_told(url: str) -> None:
    assert (await refused(changed(url, database="not_there"))).code == "storage.credentials"


async def test_a_server_that_does_not_run_is_told(url: str) -> None:
    assert (await refused(changed(url, port=free_port()))).code == "storage.unreachable"


async def test_a_user_that_may_not_make_tables_is_told(url: str) -> None:
    role = f"reader_{free_port()}"
    with psycopg.connect(**connect_arguments(url), autocommit=True) as server:
        server.execute(f"CREATE ROLE {role} LOGIN")  # type: ignore[arg-type]
        try:
            error = await refused(changed(url, username=role))
        finally:
            server.execute(f"DROP ROLE {role}")  # type: ignore[arg-type]
    assert error.code == "storage.credentials"
    assert tables(url) == []


async def test_a_database_of_a_newer_kizashi_is_refused(url: str) -> None:
    store = await Store.open(url)
    await store.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    await store.close()
    assert (await refused(url)).code == "storage.newer"


async def test_tables_of_which_nobody_knows_the_version_are_left_alone(url: str) -> None:
    with psycopg.connect(**connect_arguments(url), autocommit=True) as server:
        server.execute("CREATE TABLE journal (anything text)")
    assert (await refused(url)).code == "storage.half_migrated"
    assert tables(url) == ["journal"]


async def test_a_migration_that_breaks_off_leaves_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(config: Config, _: str) -> None:
        config.attributes["connection"].execute(text("CREATE TABLE half (id int)"))
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("memory.store.command.upgrade", upgrade)
        with pytest.raises(ZeroDivisionError):
            await Store.open(url)
    assert tables(url) == []
    await (await Store.open(url)).close()


def test_a_backup_of_a_business_on_postgresql_is_refused_with_what_to_do(
    tmp_path: Path, url: str
) -> None:
    server = LiveServer(tmp_path / "home", tmp_path / "config", KIZASHI_STORE__URL=url)
    server.run("init", "--yes")
    done = subprocess.run(
        server.command("backup", str(tmp_path / "b.zip")),
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "pg_dump" in done.stdout + done.stderr
    assert not (tmp_path / "b.zip").exists()


def test_two_processes_share_no_folder_that_holds_a_chroma(tmp_path: Path, url: str) -> None:
    one = LiveServer(tmp_path / "home", tmp_path / "config", KIZASHI_STORE__URL=url)
    other = LiveServer(tmp_path / "home", tmp_path / "config", KIZASHI_STORE__URL=url)
    one.run("init", "--yes")
    one.start()
    try:
        with pytest.raises(AssertionError, match="すでに別の Kizashi が使っています"):
            other.start()
    finally:
        one.kill()
        other.kill()


async def test_a_package_that_is_not_installed_is_told_with_how_to_install_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.store.DRIVER", "psycopg_of_nowhere")
    error = await refused(url)
    assert error.code == "config.postgres"
    assert "kizashi[postgres]" in error.remedy
