"""The documents are true: their commands and programs run, and their tables are complete."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kizashi.minds import Budget, Model
from kizashi.settings import Settings
from kizashi.tools import ToolServer, ToolUse
from tests.live import ROOT, LiveServer, live_server

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUN = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}


def blocks() -> list[tuple[str, str, str]]:
    """Every command and program in the documents: where it stands, its language, its text."""
    return [
        (f"{document.name}-{number}", match[1], match[2])
        for document in DOCUMENTS
        for number, match in enumerate(BLOCK.finditer(document.read_text()), 1)
        if match[1] in RUN
    ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with live_server(tmp_path_factory.mktemp("docs")) as live:
        yield live


@pytest.mark.parametrize(
    ("place", "language", "program"), [pytest.param(*block, id=block[0]) for block in blocks()]
)
def test_a_command_in_the_documents_runs(
    server: LiveServer, tmp_path: Path, place: str, language: str, program: str
) -> None:
    environment = {
        **server.environment,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "KIZASHI": server.address,
        "KIZASHI_TOKEN": server.token,
    }
    if not place.startswith("README"):
        # The README begins with a business of its own; the others speak of a running one.
        environment["KIZASHI_HOME"] = str(server.home)
    done = subprocess.run(
        [*RUN[language], program],
        cwd=server.home,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, f"{place}: {done.stdout}\n{done.stderr}"
    assert '"error"' not in done.stdout, f"{place}: {done.stdout}"


def test_every_setting_of_a_model_is_documented() -> None:
    said = (ROOT / "docs/models.md").read_text()
    keys = {*Model.model_fields, *Budget.model_fields} - {"name", "key"}

    assert [key for key in keys if not re.search(rf"\b{key}\b", said)] == []


def test_every_setting_of_a_tool_is_documented() -> None:
    said = (ROOT / "docs/tools.md").read_text()
    keys = {*ToolServer.model_fields, *ToolUse.model_fields}

    assert [key for key in keys if not re.search(rf"`{key}`", said)] == []


APART = {"root", "mind", "tools"}
"""Sections with a document of their own."""


def test_every_setting_is_documented_with_its_default() -> None:
    documented = dict(
        re.findall(r"^\| `([\w.]+)` \| (.+?) \|", (ROOT / "docs/settings.md").read_text(), re.M)
    )
    defaults = {
        f"{section}.{key}": value
        for section, values in Settings()
        .model_dump(mode="json", exclude={"root", "mind", "tools"})
        .items()
        for key, value in values.items()
    }
    assert set(documented) == set(defaults)
    for key, value in defaults.items():
        shown = documented[key].strip("`").strip('"')
        expected = "none" if value is None else str(value)
        if isinstance(value, bool):
            expected = expected.lower()  # as TOML writes it
        assert shown == expected, key


def test_every_make_target_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"`make ([\w-]+)`|^ {4}make ([\w-]+)", document.read_text(), re.M))
        assert {one or other for one, other in named} <= targets, document.name


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text()):
            assert (document.parent / link).exists(), f"{document.name} → {link}"
