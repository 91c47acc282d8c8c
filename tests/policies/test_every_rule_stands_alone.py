"""Each rule is a small file of its own, says where it comes from, and has its tests beside it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = {
    "concepts", "evidence", "find", "layers", "name_lists", "personal", "redact", "rule",
    "support", "compare", "naming", "__init__",
}  # fmt: skip
RULE_FILES = sorted(path for path in (ROOT / "policies").glob("*/*.py") if path.stem not in SHARED)


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", RULE_FILES, ids=named)
def test_a_rule_has_its_tests_beside(path: Path) -> None:
    tests = ROOT / "tests" / "policies"
    # What a text resembles is one layer for both families that ask it.
    of_its_own = f"test_{path.parent.name}_{path.stem}.py"
    name = "test_resemblance.py" if path.stem == "resemblance" else of_its_own
    assert (tests / name).is_file()


@pytest.mark.parametrize("path", RULE_FILES, ids=named)
def test_a_rule_says_where_it_comes_from(path: Path) -> None:
    assert "Source:" in path.read_text(encoding="utf-8").split('"""')[1]


@pytest.mark.parametrize("path", RULE_FILES, ids=named)
def test_a_rule_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
