"""Settings come from kizashi.toml, and the environment wins."""

from pathlib import Path

import pytest

from kizashi.errors import Misconfigured
from kizashi.language import Language
from kizashi.settings import Settings, business_folder, read_settings


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.upper().startswith("KIZASHI_")]:
        monkeypatch.delenv(name)


def written(folder: Path, content: str) -> Path:
    (folder / "kizashi.toml").write_text(content, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_are_in_force(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    assert (settings.server.host, settings.server.port) == ("127.0.0.1", 8420)
    assert settings.data == tmp_path / ".kizashi"


def test_the_file_says_who_the_business_is(tmp_path: Path) -> None:
    settings = read_settings(
        written(tmp_path, '[business]\nname = "山の工房"\nname_en = "Mountain Studio"\n')
    )
    assert settings.business.name_in(Language.JA) == "山の工房"
    assert settings.business.name_in(Language.EN) == "Mountain Studio"


def test_a_business_without_an_english_name_keeps_its_own(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, '[business]\nname = "山の工房"\n'))
    assert settings.business.name_in(Language.EN) == "山の工房"


def test_folders_start_at_the_file_unless_they_are_absolute(tmp_path: Path) -> None:
    settings = read_settings(
        written(tmp_path, '[folders]\ndata = "there/data"\nknowledge = "/srv/papers"\n')
    )
    assert settings.data == tmp_path / "there" / "data"
    assert settings.knowledge == Path("/srv/papers")


def test_the_environment_wins_over_the_file_key_by_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIZASHI_SERVER__PORT", "9000")
    settings = read_settings(written(tmp_path, '[server]\nport = 8000\nhost = "0.0.0.0"\n'))
    assert (settings.server.port, settings.server.host) == (9000, "0.0.0.0")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[server]\nport = 70000\n", "server.port"),
        ("[server]\nprot = 8000\n", "server.prot"),
        ('[business]\ntime_zone = "Japan/Kyoto"\n', "Japan/Kyoto"),
        ('[business]\ntime_zone = "../etc/passwd"\n', "business.time_zone"),
        ("[turn]\nbudget = 0\n", "turn.budget"),
        ("[serve]\n", "serve"),
    ],
)
def test_a_key_that_does_not_fit_is_named(tmp_path: Path, content: str, named: str) -> None:
    with pytest.raises(Misconfigured, match="do not fit") as refused:
        read_settings(written(tmp_path, content))
    assert named in refused.value.message
    assert "kizashi.toml" in refused.value.message


@pytest.mark.parametrize("content", [b"[server\n", b"\xff\xfe[server]"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kizashi.toml").write_bytes(content)
    with pytest.raises(Misconfigured, match=r"kizashi\.toml cannot be read"):
        read_settings(tmp_path)


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings: Settings = read_settings(tmp_path)
    with pytest.raises(ValueError, match="frozen"):
        settings.root = Path("/")  # type: ignore[misc]


def test_the_folder_to_work_in_may_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIZASHI_HOME", str(tmp_path))
    assert business_folder() == tmp_path.resolve()
