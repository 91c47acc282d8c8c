"""What is wrong with a folder is told in the owner's language, and nothing is changed."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from kizashi.errors import Misconfigured, StorageUnavailable
from kizashi.language import Language
from memory.store import DATABASE_FILE, Store, database_url
from server.cli import cli

pytestmark = pytest.mark.sqlite


def told(home: Path, *command: str) -> str:
    done = CliRunner().invoke(cli, ["--home", str(home), *command])
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


def a_home(folder: Path, language: str, *statements: str) -> Path:
    """A business whose database was changed by hand."""
    (folder / ".kizashi").mkdir(mode=0o700)
    (folder / "kizashi.toml").write_text(f'[business]\nname = "x"\nlanguage = "{language}"\n')

    async def make() -> None:
        await (await Store.open(database_url(folder / ".kizashi"))).close()

    asyncio.run(make())
    with closing(sqlite3.connect(folder / ".kizashi" / DATABASE_FILE)) as connection, connection:
        for statement in statements:
            connection.execute(statement)
    return folder


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "もっと新しい Kizashi"), ("en", "written by a newer Kizashi")]
)
def test_a_database_of_a_newer_kizashi(tmp_path: Path, language: str, words: str) -> None:
    home = a_home(tmp_path, language, "UPDATE alembic_version SET version_num = '9999'")
    before = (home / ".kizashi" / DATABASE_FILE).read_bytes()
    assert words in told(home, "journal", "tail")
    assert (home / ".kizashi" / DATABASE_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "どの版のものか分かりません"), ("en", "not which version")]
)
def test_tables_of_which_nobody_knows_the_version(
    tmp_path: Path, language: str, words: str
) -> None:
    home = a_home(tmp_path, language, "DROP TABLE alembic_version")
    before = (home / ".kizashi" / DATABASE_FILE).read_bytes()
    assert words in told(home, "journal", "tail")
    assert (home / ".kizashi" / DATABASE_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("locale", "words"), [("ja_JP.UTF-8", "まだお店がありません"), ("C.UTF-8", "no business in")]
)
def test_a_folder_without_a_business_is_told_in_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, words: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert words in told(tmp_path, "journal", "tail")


def test_an_error_has_its_values_in_every_language_and_a_code_of_its_own() -> None:
    error = StorageUnavailable.told(
        "storage.no_folder", code="storage.read_only", folder="/x", reason="full", file="k.toml"
    )
    assert error.code == "storage.read_only"
    for language in Language:
        message, remedy = error.words(language)
        assert "/x" in message
        assert "k.toml" in remedy
    assert error.message == error.words(Language.EN)[0]
    assert Misconfigured("a", "b").words(Language.JA) == ("a", "b")
