"""The documents are true: every key and every rule is explained, in both languages."""

from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from kizashi.language import Language
from kizashi.texts import keys, room
from policies.examples import EXAMPLES
from policies.load import SECTIONS
from policies.rules import RULES

PAGE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")


def key_paths(content: dict[str, Any], path: str) -> list[str]:
    found = []
    for key, value in content.items():
        found.append(f"{path}.{key}")
        if isinstance(value, dict):
            found.extend(key_paths(value, f"{path}.{key}"))
    return found


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_of_the_defaults_is_documented(section: str) -> None:
    text = (resources.files("policies") / f"{section}.yaml").read_text(encoding="utf-8")
    content = {key: value for key, value in yaml.safe_load(text).items() if key != EXAMPLES}
    for path in key_paths(content, section):
        assert f"`{path}`" in PAGE


@pytest.mark.parametrize("rule", [rule.name for rule in RULES])
def test_every_rule_is_documented(rule: str) -> None:
    assert f"`{rule}`" in PAGE


def test_both_languages_hold_the_same_texts() -> None:
    names = [key for key in keys(Language.JA) if key.startswith("policies.")]
    assert {key for key in keys(Language.EN) if key.startswith("policies.")} == set(names)
    for key, line in room(Language.JA, "policies").items():
        placeholders = {part.split("}")[0] for part in line.split("{")[1:]}
        english = room(Language.EN, "policies")[key]
        assert {part.split("}")[0] for part in english.split("{")[1:]} == placeholders


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
