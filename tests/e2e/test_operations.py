"""Keeping a business safe from the command line: backed up while it is served, and brought back."""

import contextlib
import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.live import ROOT, LiveServer, live_server

pytestmark = pytest.mark.sqlite


def refused(server: LiveServer, *arguments: str) -> str:
    """What a command says when it fails; a traceback is never among it."""
    done = subprocess.run(
        server.command(*arguments),
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.timeout(600)
@pytest.mark.slow
def test_a_business_is_backed_up_while_served_and_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with live_server(tmp_path) as server:
        kept = server.get("/v1/health")["head"]
        assert f"{kept}" in server.run("backup", str(file))
        server.post("/v1/hold-everything", {"on": True}, server.token)

        assert "✗" not in server.run("doctor", "--deep")
        assert "すでに別の Kizashi が使っています" in refused(server, "journal", "replay")
        assert "すでに別の Kizashi が使っています" in refused(
            server, "restore", "--force", str(file)
        )
        server.stop()
        assert "--force" in refused(server, "restore", str(file))
        assert server.run("restore", "--force", str(file))
        server.start()
        assert server.get("/v1/health")["head"] == kept
        # The owner's token is as it was, and so is what was learned.
        found = server.post(
            "/v1/recall", {"query": "駐車場", "scope": "knowledge", "k": 1}, server.token
        )
        assert found["hits"]
        server.stop()

    moved = LiveServer(tmp_path / "elsewhere", tmp_path / "config")
    moved.run("restore", str(file))
    assert (moved.home / "kizashi.toml").read_text() == (server.home / "kizashi.toml").read_text()
    assert sorted(p.name for p in (moved.home / "knowledge").iterdir()) == sorted(
        p.name for p in (server.home / "knowledge").iterdir()
    )


def test_a_list_that_was_tampered_with_is_found_and_mended(tmp_path: Path) -> None:
    shop = LiveServer(tmp_path / "shop", tmp_path / "config")
    shop.run("init", "--yes")
    assert "key.created" in shop.run("journal", "tail")
    assert json.loads(shop.run("journal", "tail", "-n", "1", "--json"))["seq"] == 1
    database = shop.home / ".kizashi" / "kizashi.db"
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("DELETE FROM keys")

    assert "keys" in refused(shop, "journal", "replay", "--dry-run")
    shop.run("journal", "replay")
    shop.run("journal", "replay", "--dry-run")


def test_a_backup_of_another_business_is_refused_even_by_force(tmp_path: Path) -> None:
    one = LiveServer(tmp_path / "one", tmp_path / "config")
    other = LiveServer(tmp_path / "other", tmp_path / "config")
    for business in (one, other):
        business.run("init", "--yes")
    one.run("backup", str(tmp_path / "one.zip"))

    assert "別のお店" in refused(other, "restore", "--force", str(tmp_path / "one.zip"))
