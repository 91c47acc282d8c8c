"""Reads policies from YAML: the business's files over the packaged ones, strictly checked.

The only I/O of this room. A file that cannot be used is refused with its name, line and reason.
"""

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from kizashi.errors import Misconfigured
from kizashi.language import Bilingual, Language
from kizashi.misfit import misfit
from kizashi.texts import both
from kizashi.texts import text as say
from kizashi.values import Value
from policies.examples import EXAMPLES, Example, PlacedExample
from policies.model import Policies
from policies.rules import RULES

SECTIONS = tuple(name for name in Policies.model_fields if name != "version")
ENDINGS = frozenset({".yaml", ".yml"})
MOST_NODES = 20_000
"""A policy file with more entries than this is refused: nested aliases could grow without end."""

Path_ = tuple[str | int, ...]
Lines = dict[Path_, tuple[str, int]]

_EXAMPLES = TypeAdapter(tuple[Example, ...])


class Problem(Value):
    """Something that is wrong with a policy file: where it stands, and why it cannot be."""

    file: str
    line: int
    reason: Bilingual

    def said(self, language: Language) -> str:
        """The file, the line and the reason, for a reader of this language."""
        reason = self.reason.of(language)
        return say(language, "policies.files.line", file=self.file, line=self.line, reason=reason)


class PolicyRefused(Misconfigured):
    """Policy files that cannot be used; `problems` names everything that is wrong with them."""

    code = "config.policy"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first, more = problems[0], len(problems) - 1
        others = f" ({more} more: `kizashi policy check` lists them)" if more else ""
        super().__init__(
            f"The policy file {first.file} cannot be used: line {first.line}: "
            f"{first.reason.en}."
            f"{others}",
            "Correct the line; until then the last good policies stay in force.",
        )
        self.problems = problems


def load_policies(folder: Path | None) -> Policies:
    """The policies in force: every packaged default, overlaid by the folder's files by key.

    A mapping is overlaid key by key, any other value is replaced whole. Raises `PolicyRefused`
    (code `config.policy`) naming file, line and reason of everything that is wrong.
    """
    content: dict[str, Any] = {}
    lines: Lines = {}
    problems: list[Problem] = []
    packaged = resources.files("policies")
    for section in SECTIONS:
        text = (packaged / f"{section}.yaml").read_text(encoding="utf-8")
        content[section] = _read(f"{section}.yaml", text, section, lines)
        if content[section].pop(EXAMPLES, None):
            # Their places are no places in a file of the business.
            for place in [place for place in lines if place[:2] == (section, EXAMPLES)]:
                del lines[place]
    for path in policy_files(folder):
        try:
            own = _read_file(path, lines)
        except PolicyRefused as refused:
            problems.extend(refused.problems)
            continue
        problems.extend(_wrong_examples(own.pop(EXAMPLES, None), path.stem, lines))
        content[path.stem] = _overlaid(content[path.stem], own)
    return _validated(content, lines, problems)


def load_examples(folder: Path | None) -> tuple[PlacedExample, ...]:
    """The examples that stand beside the rules: the business's, or without a folder the packaged
    ones. Raises `PolicyRefused`."""
    lines: Lines = {}
    files: list[tuple[str, str, Any]] = []
    if folder is None:
        packaged = resources.files("policies")
        for section in SECTIONS:
            text = (packaged / f"{section}.yaml").read_text(encoding="utf-8")
            files.append((f"{section}.yaml", section, _read(section, text, section, lines)))
    files.extend((path.name, path.stem, _read_file(path, lines)) for path in policy_files(folder))
    found: list[PlacedExample] = []
    for name, section, content in files:
        given = content.get(EXAMPLES) or ()
        problems = _wrong_examples(given, section, lines)
        if problems:
            raise PolicyRefused(tuple(problems))
        found.extend(
            PlacedExample(
                file=name,
                line=lines[section, EXAMPLES, place][1],
                example=Example.model_validate(one),
            )
            for place, one in enumerate(given)
        )
    return tuple(found)


def policy_files(folder: Path | None) -> tuple[Path, ...]:
    """The business's policy files in order of their names; none when the folder is not there. A
    file that has the name of a policy and another ending is one of them: it is refused when it is
    read, for its owner believes it to be in force."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix in ENDINGS or (path.stem in SECTIONS and path.is_file())
        )
    )


def _read_file(path: Path, lines: Lines) -> dict[str, Any]:
    section = path.stem
    if path.suffix not in ENDINGS:
        raise _refusal(path.name, 1, "ending", section=section)
    if section not in SECTIONS:
        raise _refusal(path.name, 1, "no_such_file", names=", ".join(SECTIONS))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _refusal(path.name, 1, "not_text", error=error) from error
    return _read(path.name, text, section, lines)


def _wrong_examples(given: Any, section: str, lines: Lines) -> list[Problem]:
    try:
        _EXAMPLES.validate_python(given or ())
    except ValidationError as error:
        return _problems(error, (section, EXAMPLES), lines)
    return []


def _read(name: str, text: str, section: str, lines: Lines) -> dict[str, Any]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal(name, line, "not_yaml", error=error.problem or "") from error
    except yaml.YAMLError as error:
        raise _refusal(name, 1, "not_yaml", error=error) from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _refusal(name, node.start_mark.line + 1, "no_mapping")
    built = _Builder(name, lines).build(node, (section,), ())
    return dict(built)


class _Builder:
    """Turns one file's nodes into plain values and notes on which line each one stands."""

    def __init__(self, name: str, lines: Lines) -> None:
        self.name = name
        self.lines = lines
        self.constructor = yaml.SafeLoader("")
        self.seen = 0

    def build(self, node: yaml.Node, path: Path_, inside: tuple[int, ...]) -> Any:
        line = node.start_mark.line + 1
        self.seen += 1
        if id(node) in inside:
            raise _refusal(self.name, line, "cycle")
        if self.seen > MOST_NODES:
            raise _refusal(self.name, line, "too_many", most=MOST_NODES)
        self.lines[path] = (self.name, line)
        inside = (*inside, id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, inside)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(each, (*path, at), inside) for at, each in enumerate(node.value)]
        if _looks_typed_only_in_yaml_1_1(node):
            return str(node.value)
        try:
            return self.constructor.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            raise _refusal(self.name, line, "unreadable") from error

    def _mapping(
        self, node: yaml.MappingNode, path: Path_, inside: tuple[int, ...]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refusal(self.name, line, "plain_key")
            key = key_node.value
            if key in values:
                raise _refusal(self.name, line, "twice", key=key)
            values[key] = self.build(value_node, (*path, key), inside)
            self.lines[(*path, key)] = (self.name, line)
        return values


def _looks_typed_only_in_yaml_1_1(node: yaml.Node) -> bool:
    """True for `21:00`, which YAML 1.1 reads as a number to base 60, and for `no` or `on`, which it
    reads as true or false. YAML 1.2 reads them as the words they look like."""
    if node.tag == "tag:yaml.org,2002:int":
        return ":" in node.value
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() not in {"true", "false"}
    return False


def _overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            merged[key] = _overlaid(under, value)
        else:
            merged[key] = value
    return merged


def _validated(content: dict[str, Any], lines: Lines, problems: list[Problem]) -> Policies:
    try:
        draft = Policies.model_validate({"version": "", **content})
    except ValidationError as error:
        raise PolicyRefused((*problems, *_problems(error, (), lines))) from error
    known = {rule.name for rule in RULES}
    for rule in draft.rules.severity:
        if rule not in known:
            name, line = lines["rules", "severity", rule]
            problems.append(_problem(name, line, "no_rule", rule=rule))
    if problems:
        raise PolicyRefused(tuple(problems))
    plain = draft.model_dump(exclude={"version"})
    return draft.model_copy(update={"version": _version(plain)})


def _problems(error: ValidationError, inside: Path_, lines: Lines) -> list[Problem]:
    found = []
    for one in error.errors():
        place = (*inside, *one["loc"])
        where = place
        while where and where not in lines:
            where = where[:-1]
        name, line = lines.get(where, ("policies", 1))
        key = ".".join(str(part) for part in place if part != "[key]")
        if one["type"] == "extra_forbidden":
            found.append(_problem(name, line, "unknown_key", key=key))
            continue
        said = {
            each: say(each, "policies.files.misfit", key=key, what=misfit(one, each))
            for each in Language
        }
        reason = Bilingual(ja=said[Language.JA], en=said[Language.EN])
        found.append(Problem(file=name, line=line, reason=reason))
    return found


def _version(plain: dict[str, Any]) -> str:
    canonical = json.dumps(_ordered(plain), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _ordered(value: Any) -> Any:
    """Sets have no order of their own: they are sorted, so that one content has one version."""
    if isinstance(value, dict):
        return {str(key): _ordered(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_ordered(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(str(each) for each in value)
    return value


def _problem(name: str, line: int, why: str, **values: object) -> Problem:
    return Problem(file=name, line=line, reason=both(f"policies.files.{why}", **values))


def _refusal(name: str, line: int, why: str, **values: object) -> PolicyRefused:
    return PolicyRefused((_problem(name, line, why, **values),))


class PolicySource:
    """The policies in force, read again when a file changes; a broken file changes nothing.

    Files are compared by name, size and time of change, so a look costs a few microseconds.
    """

    def __init__(self, folder: Path | None) -> None:
        """Reads the folder at once. Raises `Misconfigured` when there is no good policy yet."""
        self._folder = folder
        self._seen = self._state()
        self._good = load_policies(folder)
        self._problem: str | None = None

    def current(self) -> Policies:
        """The last good policies."""
        state = self._state()
        if state != self._seen:
            self._seen = state
            try:
                self._good = load_policies(self._folder)
                self._problem = None
            except Misconfigured as error:
                self._problem = str(error)
        return self._good

    @property
    def problem(self) -> str | None:
        """Why the files as they are now are not in force; `None` when they are."""
        return self._problem

    def _state(self) -> tuple[tuple[str, int, int], ...]:
        found = []
        for path in policy_files(self._folder):
            try:
                stat = path.stat()
            except FileNotFoundError:
                continue
            found.append((path.name, stat.st_size, stat.st_mtime_ns))
        return tuple(found)
