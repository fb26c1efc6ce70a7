"""YAML as an annotator writes it: plain values, and the line each one stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

Location: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys and list positions, as pydantic gives it."""

_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_WORDS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class YamlFile:
    """A parsed file.

    Attributes:
        path: where it lies.
        data: mappings, lists, strings, integers, decimals, true, false, null. Dates, times and words such as `no` stay
            strings: YAML would turn them into something else.
        lines: the line (from 1) of every value by the way to it.
    """

    path: Path
    data: object
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it."""
        for end in range(len(location), -1, -1):
            if location[:end] in self.lines:
                return self.lines[location[:end]]
        return 1


class YamlProblem(Exception):  # noqa: N818  it is a report on a file, caught and listed with the others
    """The file is not YAML; `line` says where that was noticed."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_yaml(path: Path) -> YamlFile:
    """Read one file.

    Raises:
        YamlProblem: it is not YAML, or a key stands twice.
    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlProblem(f"not YAML: {error.problem or error}", line) from error
    lines: dict[Location, int] = {}
    return YamlFile(path, None if node is None else _value(node, (), lines), lines)


def _value(node: yaml.Node, location: Location, lines: dict[Location, int]) -> object:
    lines[location] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, child in node.value:
            if key.value in found:
                raise YamlProblem(f"`{key.value}` stands twice in one record", key.start_mark.line + 1)
            found[key.value] = _value(child, (*location, key.value), lines)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*location, number), lines) for number, child in enumerate(node.value)]
    words: str = node.value
    if getattr(node, "style", None) in ("'", '"', "|", ">"):  # quoted
        return words
    if words.lower() in _WORDS:
        return _WORDS[words.lower()]
    if _INTEGER.fullmatch(words):
        return int(words)
    return float(words) if _DECIMAL.fullmatch(words) else words
