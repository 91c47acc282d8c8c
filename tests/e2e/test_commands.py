"""The command line as its user meets it: what works, and what is said when something does not."""

import asyncio
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.live import ROOT, LiveServer, live_server
from tests.support import until

pytestmark = pytest.mark.sqlite

ENGLISH = '[business]\nname = "Test"\nlanguage = "en"\n'


@pytest.fixture
def shop(tmp_path: Path) -> LiveServer:
    """An English business that has been set up and has learned nothing."""
    home = tmp_path / "shop"
    home.mkdir()
    (home / "kizashi.toml").write_text(ENGLISH)
    server = LiveServer(home, tmp_path / "config")
    server.run("init", "--yes")
    return server


def failing(server: LiveServer, *arguments: str) -> str:
    """What a command says when it fails; a traceback is never among it."""
    done = subprocess.run(
        server.command(*arguments),
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    return said


def test_setting_up_twice_changes_nothing(shop: LiveServer) -> None:
    token = shop.token
    said = shop.run("init", "--yes")
    assert "kz_" not in said
    assert shop.token == token


def test_only_a_hash_of_the_token_is_stored(shop: LiveServer) -> None:
    data = shop.home / ".kizashi"
    stored = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert shop.token.encode() not in stored


def test_what_changed_is_learned_and_what_is_gone_is_forgotten(shop: LiveServer) -> None:
    knowledge = shop.home / "knowledge"
    (knowledge / "hours.md").write_text("# Hours\n\nWe open at 10:00.\n")
    (knowledge / "pets.txt").write_text("Dogs are welcome.\n")
    assert "hours.md: learned" in shop.run("learn")
    (knowledge / "hours.md").write_text("# Hours\n\nWe open at 11:00.\n")
    (knowledge / "pets.txt").unlink()
    said = shop.run("learn")
    assert "hours.md: learned" in said
    assert "pets.txt: it is gone" in said


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_learned(shop: LiveServer) -> None:
    knowledge = shop.home / "knowledge"
    (knowledge / "good.md").write_text("# Good\n\nWe are open.\n")
    (knowledge / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    said = failing(shop, "learn")
    assert "good.md: learned" in said
    assert "broken.pdf" in said


def test_documents_that_disagree_are_told_before_they_are_learned(shop: LiveServer) -> None:
    knowledge = shop.home / "knowledge"
    (knowledge / "new.md").write_text("A trial lesson costs £25.\n")
    (knowledge / "old.md").write_text("A trial lesson costs £22.\n")
    said = failing(shop, "learn", "--check")
    assert "new.md: A trial lesson costs £25." in said
    assert "old.md: A trial lesson costs £22." in said
    (knowledge / "old.md").unlink()
    assert "no two of them disagree" in shop.run("learn", "--check")


def test_an_empty_knowledge_folder_is_told_with_what_to_do(shop: LiveServer) -> None:
    said = failing(shop, "learn")
    assert "nothing to read" in said
    assert "kizashi learn" in said


def test_a_folder_without_a_business_is_told_with_what_to_do(tmp_path: Path) -> None:
    said = failing(LiveServer(tmp_path, tmp_path / "config"), "serve")
    assert "kizashi init" in said


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[business\n", "kizashi.toml"),
        ('[business]\ntime_zone = "Mars/Base"\n', "business.time_zone"),
        ("[server]\nprot = 1\n", "server.prot"),
        ("[server]\nport = 70000\n", "server.port"),
    ],
)
def test_a_broken_settings_file_is_named_with_its_key(
    shop: LiveServer, content: str, named: str
) -> None:
    (shop.home / "kizashi.toml").write_text(content)
    # The test's own port must not hide what the file says.
    del shop.environment["KIZASHI_SERVER__PORT"]
    assert named in failing(shop, "serve")


def test_a_broken_policy_is_named_with_its_line_and_the_server_does_not_start(
    shop: LiveServer,
) -> None:
    (shop.home / "policies" / "autonomy.yaml").write_text("default: crawl\nsprint: yes\n")
    said = failing(shop, "doctor")
    assert "autonomy.yaml" in said
    assert "line 2" in said
    assert "autonomy.yaml" in failing(shop, "serve")


def test_a_port_in_use_is_told(shop: LiveServer) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", shop.port))
        other.listen()
        assert f":{shop.port}" in failing(shop, "serve")
        assert "another server.port" in failing(shop, "doctor")


def test_a_second_server_on_the_same_data_is_refused(shop: LiveServer) -> None:
    shop.start()
    try:
        said = failing(shop, "serve", "--port", "0")
        assert "already serves" in said
    finally:
        shop.kill()


def test_the_doctor_finds_a_sound_house_sound(tmp_path: Path) -> None:
    with live_server(tmp_path) as server:
        said = server.run("doctor")
        assert "✗" not in said
        assert "動いています" in said


async def test_policies_are_taken_up_without_a_restart_and_broken_ones_change_nothing(
    tmp_path: Path,
) -> None:
    with live_server(tmp_path) as server:
        policies = server.home / "policies"
        policies.mkdir(exist_ok=True)
        (policies / "autonomy.yaml").write_text("default: run\n")
        assert server.get("/v1/overview", server.token)["autonomy"] == "run"
        (policies / "autonomy.yaml").write_text("default: [\n")
        assert server.get("/v1/overview", server.token)["autonomy"] == "run"
        assert "autonomy.yaml" in server.get("/v1/health")["policy_problem"]


async def test_a_corrupt_index_is_rebuilt_and_the_answers_are_the_same(tmp_path: Path) -> None:
    with live_server(tmp_path) as server:
        asked = {"query": "駐車場", "scope": "knowledge", "k": 3}
        before = server.post("/v1/recall", asked, server.token)["hits"]
        server.kill()
        chroma = server.home / ".kizashi" / "chroma"
        if chroma.exists():
            shutil.rmtree(chroma)
        chroma.mkdir()
        (chroma / "chroma.sqlite3").write_bytes(b"not a database at all" * 100)
        assert "! 検索用の索引" in server.run("doctor")
        server.start()
        after = server.post("/v1/recall", asked, server.token)["hits"]
        assert [hit["reference"] for hit in after] == [hit["reference"] for hit in before]


async def test_what_is_learned_while_the_server_runs_is_known_to_it(tmp_path: Path) -> None:
    with live_server(tmp_path) as server:
        new = server.home / "knowledge" / "piano.md"
        new.write_text("# Piano\n\nThe upright piano in the shop may be played after 17:00.\n")
        server.run("learn")
        asked = {"query": "May I play the piano?", "scope": "knowledge", "k": 1}

        async def known() -> bool:
            answer = await asyncio.to_thread(server.post, "/v1/recall", asked, server.token)
            return [hit["source"] for hit in answer["hits"]] == ["piano.md"]

        assert await until(known)


def test_keys_are_listed_without_their_tokens(shop: LiveServer) -> None:
    made = shop.run("keys", "create", "website", "--scope", "read")
    token = next(word for word in made.split() if word.startswith("kz_"))
    listed = shop.run("keys", "list")
    assert "website" in listed
    assert token not in listed
    assert "scope" in failing(shop, "keys", "create", "x", "--scope", "everything")
