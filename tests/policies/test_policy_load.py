"""Policies are read from YAML over the packaged defaults; what is wrong is refused by line."""

import json
import os
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
import yaml

from kizashi.autonomy import Autonomy
from kizashi.errors import Misconfigured
from kizashi.language import Language
from kizashi.verdict import Severity
from policies.examples import tried
from policies.load import SECTIONS, PolicyRefused, PolicySource, load_examples, load_policies
from policies.schema import policy_schema


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_without_a_folder_the_packaged_defaults_are_in_force() -> None:
    assert load_policies(None).autonomy.default is Autonomy.CRAWL


def test_a_folder_that_is_not_there_changes_nothing(tmp_path: Path) -> None:
    assert load_policies(tmp_path / "none") == load_policies(None)


def test_the_business_overlays_single_keys(tmp_path: Path) -> None:
    write(tmp_path, "contact.yaml", 'quiet_hours:\n  end: "09:30"\n')
    contact = load_policies(tmp_path).contact
    assert contact.quiet_hours.end.isoformat() == "09:30:00"
    assert contact.quiet_hours.begin.isoformat() == "21:00:00"
    assert contact.daily_limit == load_policies(None).contact.daily_limit


def test_the_version_is_that_of_the_content_and_not_of_its_wording(tmp_path: Path) -> None:
    write(tmp_path, "pressure.yaml", "# a comment\nseverity: revise\n")
    assert load_policies(tmp_path).version == load_policies(None).version
    write(tmp_path, "pressure.yaml", "severity: hold\n")
    assert load_policies(tmp_path).version != load_policies(None).version


def test_the_order_of_phone_regions_is_part_of_the_version(tmp_path: Path) -> None:
    write(tmp_path, "privacy.yaml", "phone_regions: [US, JP, GB]\n")
    assert load_policies(tmp_path).version != load_policies(None).version


@pytest.mark.parametrize(
    ("file", "text", "line", "reason"),
    [
        ("promises.yaml", "\nlargest_discont_percent: 5\n", 2, "unknown key"),
        ("promises.yaml", "largest_discount_percent: plenty\n", 1, "largest_discount_percent"),
        ("promises.yaml", "# x\n\nlargest_discount_percent: 130\n", 3, "must be at most 100"),
        ("contact.yaml", "daily_limit: 4\nweekly_limit: 2\n", 1, "could never be kept"),
        ("contact.yaml", "daily_limit: -1\n", 1, "must be at least 0"),
        ("contact.yaml", "time_zone: Mars/Olympus\n", 1, "unknown time zone"),
        ("contact.yaml", "quiet_hours:\n  begin: '25:00'\n", 2, "quiet_hours.begin"),
        ("contact.yaml", "quiet_hours: {begin: 08:00, end: 08:00}\n", 1, "no hour would be quiet"),
        ("promises.yaml", "\nprice_floor: {XYZ: 100}\n", 2, "EUR, GBP, JPY, USD"),
        ("promises.json", "{}", 1, "name it promises.yaml"),
        ("autonomy.yaml", "default: gallop\n", 1, "default"),
        ("autonomy.yaml", "walk:\n  kinds: [say, sing]\n", 2, "walk.kinds"),
        ("autonomy.yaml", "walk: &w\n  topics: [*w]\n", 1, "cycle"),
        ("autonomy.yaml", "default: crawl\ndefault: run\n", 2, "stands twice"),
        ("autonomy.yaml", "default: [crawl\n", 2, "line 2"),
        ("autonomy.yaml", "- crawl\n", 1, "keys and values"),
        ("atonomy.yaml", "default: crawl\n", 1, "no such policy file"),
        ("rules.yaml", "severity:\n  promises.price: harsh\n", 2, "severity.promises.price"),
    ],
)
def test_a_wrong_file_is_refused_with_file_line_and_reason(
    tmp_path: Path, file: str, text: str, line: int, reason: str
) -> None:
    write(tmp_path, file, text)
    with pytest.raises(Misconfigured) as refused:
        load_policies(tmp_path)
    assert f"{file} cannot be used: line {line}:" in str(refused.value)
    assert reason in str(refused.value)
    assert refused.value.code == "config.policy"


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "attack.yaml").write_bytes(b"limit: \xff\xfe")
    with pytest.raises(Misconfigured, match="UTF-8"):
        load_policies(tmp_path)


def test_aliases_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 8)]
    write(tmp_path, "pressure.yaml", "\n".join(levels))
    with pytest.raises(Misconfigured, match="more than"):
        load_policies(tmp_path)


def test_a_changed_file_is_in_force_at_the_next_look(tmp_path: Path) -> None:
    source = PolicySource(tmp_path)
    write(tmp_path, "pressure.yaml", "severity: block\n")
    assert source.current().pressure.severity is Severity.BLOCK
    (tmp_path / "pressure.yaml").unlink()
    assert source.current().pressure.severity is Severity.REVISE


def test_a_broken_file_leaves_the_last_good_policy_in_force_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, "pressure.yaml", "severity: hold\n")
    source = PolicySource(tmp_path)
    good = source.current()
    write(tmp_path, "pressure.yaml", "severity: hold\nsevrity: hold\n")
    assert source.current() == good
    assert source.problem is not None
    assert "pressure.yaml" in source.problem
    assert "line 2" in source.problem
    write(tmp_path, "pressure.yaml", "severity: block\n")
    assert source.current().pressure.severity is Severity.BLOCK
    assert source.problem is None


def test_the_first_policy_must_be_good(tmp_path: Path) -> None:
    write(tmp_path, "pressure.yaml", "limit: 7\n")
    with pytest.raises(Misconfigured):
        PolicySource(tmp_path)


def test_a_time_of_day_needs_no_quotes(tmp_path: Path) -> None:
    write(tmp_path, "contact.yaml", "quiet_hours:\n  begin: 20:30\n")
    assert load_policies(tmp_path).contact.quiet_hours.begin.isoformat() == "20:30:00"


def test_a_country_is_not_taken_for_a_no(tmp_path: Path) -> None:
    write(tmp_path, "privacy.yaml", "phone_regions: [NO, JP]\n")
    assert load_policies(tmp_path).privacy.phone_regions == ("NO", "JP")


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    write(tmp_path, "attack.yaml", "limit: [\n")
    write(tmp_path, "contact.yaml", "daily_limit: -1\ncolour: red\n")
    write(tmp_path, "rules.yaml", "severity:\n  promises.prise: note\n")
    with pytest.raises(PolicyRefused) as refused:
        load_policies(tmp_path)
    named = [(one.file, one.line) for one in refused.value.problems]
    assert sorted(named) == [("attack.yaml", 2), ("contact.yaml", 1), ("contact.yaml", 2)]
    assert "2 more" in refused.value.message


def test_a_reason_is_told_in_both_languages(tmp_path: Path) -> None:
    write(tmp_path, "contact.yaml", "daily_limit: -1\ncolour: red\ntime_zone: Moon\n")
    with pytest.raises(PolicyRefused) as refused:
        load_policies(tmp_path)
    problems = refused.value.problems
    assert {one.said(Language.JA) for one in problems} == {
        "contact.yaml：1行目：contact.daily_limit は0以上にしてください",
        "contact.yaml：2行目：知らない項目「contact.colour」です",
        "contact.yaml：3行目：contact.time_zone の値が合いません（時間帯「Moon」はありません。"
        "Asia/Tokyo のように書いてください）",
    }
    assert "contact.yaml: line 1: contact.daily_limit must be at least 0" in {
        one.said(Language.EN) for one in problems
    }


def test_a_severity_of_a_rule_that_there_is_not_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "rules.yaml", "severity:\n  promises.price: hold\n  promises.prise: note\n")
    with pytest.raises(PolicyRefused, match=r"line 3: there is no rule 'promises.prise'"):
        load_policies(tmp_path)


def test_a_limit_that_can_never_be_reached_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "contact.yaml", "daily_limit: 4\nleast_hours_between: 9\n")
    with pytest.raises(PolicyRefused, match="never be reached"):
        load_policies(tmp_path)


# ── examples beside rules ────────────────────────────────────────────────────────────────────────


def test_examples_change_no_version_and_no_verdict(tmp_path: Path) -> None:
    write(tmp_path, "pressure.yaml", "examples:\n  - {text: Take your time., expect: send}\n")
    assert load_policies(tmp_path) == load_policies(None)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("examples:\n  - text: Hello.\n", 2, "expect"),
        ("examples:\n  - {text: Hi., expect: send}\n  - {text: Hi., expect: sing}\n", 3, "expect"),
        ("limit: 0.4\nexamples: Hello.\n", 2, "examples"),
        ("examples:\n  - {text: Hi., expect: send, sender: me}\n", 2, "unknown key"),
    ],
)
def test_a_wrong_example_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    write(tmp_path, "pressure.yaml", text)
    with pytest.raises(PolicyRefused, match=f"line {line}: .*{reason}"):
        load_policies(tmp_path)
    with pytest.raises(PolicyRefused):
        load_examples(tmp_path)


def test_an_example_says_which_expectation_failed(tmp_path: Path) -> None:
    write(
        tmp_path,
        "promises.yaml",
        "examples:\n"
        "  - {text: It costs 1200 yen., expect: send, known: [The price is 1200 yen.]}\n"
        "  - {text: It costs 1200 yen., expect: hold, rules: [promises.price]}\n"
        "  - {text: It costs 1200 yen., expect: hold, rules: [promises.refund]}\n"
        "  - {text: It costs 1200 yen., expect: send}\n",
    )
    results = [tried(one, load_policies(tmp_path)) for one in load_examples(tmp_path)]
    assert [one.right for one in results] == [True, True, False, False]
    assert [one.placed.line for one in results] == [2, 3, 4, 5]
    assert results[2].silent == ("promises.refund",)


def test_the_packaged_examples_come_out_as_they_say() -> None:
    results = [tried(one, load_policies(None)) for one in load_examples(None)]
    assert {one.placed.file for one in results} >= {"promises.yaml", "pressure.yaml", "attack.yaml"}
    wrong = [one for one in results if not one.right]
    assert wrong == []


# ── the schema ───────────────────────────────────────────────────────────────────────────────────

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


@pytest.mark.parametrize("section", SECTIONS)
def test_the_published_schema_is_that_of_the_code(section: str) -> None:
    published = (SCHEMAS / f"{section}.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == policy_schema(section)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_packaged_file_fits_its_schema(section: str) -> None:
    text = (resources.files("policies") / f"{section}.yaml").read_text(encoding="utf-8")
    jsonschema.validate(yaml.safe_load(text), policy_schema(section))


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("promises", {"largest_discont_percent": 5}),
        ("contact", {"daily_limit": -1}),
        ("contact", {"quiet_hours": {"start": "21:00"}}),
        ("autonomy", {"default": "gallop"}),
        ("pressure", {"examples": [{"text": "Hi."}]}),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(section: str, content: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, policy_schema(section))
