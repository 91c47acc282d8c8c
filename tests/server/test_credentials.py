"""The person at the keyboard keeps their tokens in one private file."""

from pathlib import Path

import pytest

from kizashi.errors import Misconfigured
from server.credentials import credentials_file, remember, remembered

HERE, THERE = "http://127.0.0.1:8420", "https://kizashi.example.jp"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def test_a_token_is_remembered_for_its_server_only() -> None:
    remember(HERE, "kz_here")
    remember(THERE, "kz_there")
    assert (remembered(HERE), remembered(THERE)) == ("kz_here", "kz_there")
    assert remembered("http://elsewhere") is None


def test_a_newer_token_replaces_the_older() -> None:
    remember(HERE, "kz_old")
    remember(HERE, "kz_new")
    assert remembered(HERE) == "kz_new"


def test_nothing_is_remembered_at_first() -> None:
    assert remembered(HERE) is None


def test_only_their_owner_can_read_them(own_folder: Path) -> None:
    file = remember(HERE, "kz_here")
    assert file == own_folder / "kizashi" / "credentials.json" == credentials_file()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in file.parent.iterdir()] == ["credentials.json"]


def test_a_file_left_open_to_all_by_an_interrupted_write_is_not_kept_so(own_folder: Path) -> None:
    folder = own_folder / "kizashi"
    folder.mkdir(parents=True)
    (folder / "credentials.new").write_text("half")
    (folder / "credentials.new").chmod(0o644)
    file = remember(HERE, "kz_here")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_damaged_file_is_told_and_kept(content: str) -> None:
    file = credentials_file()
    file.parent.mkdir(parents=True)
    file.write_text(content)
    for act in (lambda: remembered(HERE), lambda: remember(HERE, "kz_here")):
        with pytest.raises(Misconfigured, match="cannot be read"):
            act()
    assert file.read_text() == content


def test_a_place_that_cannot_be_written_is_told(own_folder: Path) -> None:
    own_folder.write_text("a file where a folder should be")
    with pytest.raises(Misconfigured, match="cannot be written"):
        remember(HERE, "kz_here")


def test_without_a_configured_place_it_lies_in_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert credentials_file() == tmp_path / ".config" / "kizashi" / "credentials.json"
