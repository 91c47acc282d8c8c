"""Reads policies from YAML: the business's files over the packaged ones, strictly checked.

The only I/O of this room. A file that cannot be used is refused with its name, line and reason.
"""

import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from kizashi.errors import Misconfigured
from policies.model import Policies

SECTIONS = tuple(name for name in Policies.model_fields if name != "version")
MOST_NODES = 20_000
"""A policy file with more entries than this is refused: nested aliases could grow without end."""

Path_ = tuple[str | int, ...]
Lines = dict[Path_, tuple[str, int]]


def load_policies(folder: Path | None) -> Policies:
    """The policies in force: every packaged default, overlaid by the folder's files by key.

    A mapping is overlaid key by key, any other value is replaced whole. Raises `Misconfigured`
    (code `config.policy`) naming file, line and reason.
    """
    content: dict[str, Any] = {}
    lines: Lines = {}
    packaged = resources.files("policies")
    for section in SECTIONS:
        text = (packaged / f"{section}.yaml").read_text(encoding="utf-8")
        content[section] = _read(f"{section}.yaml", text, section, lines)
    for path in policy_files(folder):
        section = path.stem
        if section not in SECTIONS:
            raise _refusal(
                path.name, 1, f"no such policy file; the names are {', '.join(SECTIONS)}"
            )
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _refusal(path.name, 1, f"it cannot be read as UTF-8 text ({error})") from error
        content[section] = _overlaid(content[section], _read(path.name, text, section, lines))
    return _validated(content, lines)


def policy_files(folder: Path | None) -> tuple[Path, ...]:
    """The business's policy files in order of their names; none when the folder is not there."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"}))


def _read(name: str, text: str, section: str, lines: Lines) -> dict[str, Any]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _refusal(name, line, error.problem or "it is not YAML") from error
    except yaml.YAMLError as error:
        raise _refusal(name, 1, f"it is not YAML ({error})") from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise _refusal(name, node.start_mark.line + 1, "it must hold keys and values")
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
            raise _refusal(self.name, line, "it refers to itself (a cycle)")
        if self.seen > MOST_NODES:
            raise _refusal(self.name, line, f"it holds more than {MOST_NODES} entries")
        self.lines[path] = (self.name, line)
        inside = (*inside, id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, inside)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(each, (*path, at), inside) for at, each in enumerate(node.value)]
        try:
            return self.constructor.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            raise _refusal(self.name, line, "this value cannot be read") from error

    def _mapping(
        self, node: yaml.MappingNode, path: Path_, inside: tuple[int, ...]
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refusal(self.name, line, "a key must be a plain word")
            key = key_node.value
            if key in values:
                raise _refusal(self.name, line, f"the key {key!r} stands twice")
            values[key] = self.build(value_node, (*path, key), inside)
            self.lines[(*path, key)] = (self.name, line)
        return values


def _overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, dict) and isinstance(under, dict):
            merged[key] = _overlaid(under, value)
        else:
            merged[key] = value
    return merged


def _validated(content: dict[str, Any], lines: Lines) -> Policies:
    try:
        draft = Policies.model_validate({"version": "", **content})
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(first["loc"])
        where = place
        while where and where not in lines:
            where = where[:-1]
        name, line = lines.get(where, ("policies", 1))
        key = ".".join(str(part) for part in place if part != "[key]")
        if first["type"] == "extra_forbidden":
            reason = f"unknown key {key!r}"
        else:
            reason = f"{key}: {first['msg']}"
        raise _refusal(name, line, reason) from error
    plain = draft.model_dump(exclude={"version"})
    return draft.model_copy(update={"version": _version(plain)})


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


def _refusal(name: str, line: int, reason: str) -> Misconfigured:
    return Misconfigured(
        f"The policy file {name} cannot be used: line {line}: {reason}.",
        "Correct the line; until then the last good policies stay in force.",
        code="config.policy",
    )


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
