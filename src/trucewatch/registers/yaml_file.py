"""A YAML file that a person wrote: its plain values, the line of each, and every mistake with its line.

Only words, lists and mappings are read, never objects; a value told by reference, nested without end, or given twice
is a mistake, and a file of more than a megabyte is not read.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, TypeAlias

import yaml

from trucewatch.errors import TrucewatchError

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value in the file: keys and places in lists."""

_PLAIN: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_DEEPEST = 20  # levels; what we read has ten at most
_LARGEST = 1_000_000  # bytes; a thousand obligations written out have some two hundred thousand


@dataclass(frozen=True, order=True)
class FileMistake:
    """One mistake in a file.

    Attributes:
        line: where it stands, from 1.
        found: what is there.
        expected: what was expected instead.
        advice: what may have been meant, or "".
    """

    line: int
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        parts = [f"line {self.line}: {self.found}", f"expected {self.expected}", self.advice]
        return "; ".join(part for part in parts if part)


class YamlFileError(TrucewatchError):
    """A file cannot be read, or has mistakes.

    Attributes:
        WHAT: what sort of file it is, for the message.
        mistakes: all of them, by line.
    """

    WHAT: ClassVar[str] = "file"

    def __init__(self, path: Path | str, mistakes: Iterable[FileMistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        told = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        number = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__(f"the {self.WHAT} {path} has {number}:\n{told}", advice="Mend the file and call again")


@dataclass(frozen=True)
class YamlFile:
    """The plain values of a file: words, true, false, None, lists and mappings, whatever YAML would make of a word.

    Attributes:
        data: the values; None where the file is empty.
        lines: the line of every value by the way to it.
        mistakes: keys given twice, values told by reference, and the like.
    """

    data: object
    lines: Mapping[Place, int] = field(default_factory=dict)
    mistakes: tuple[FileMistake, ...] = ()

    def line_of(self, *place: str | int) -> int:
        """The line of a value, or of what is around it."""
        return next((self.lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.lines), 1)


def read_yaml(path: Path, error: type[YamlFileError]) -> YamlFile:
    """The values of a file.

    Raises:
        YamlFileError: of the class given: it is not there, too large, no UTF-8 text or no YAML.
    """
    try:
        with path.open("rb") as opened:
            held = opened.read(_LARGEST + 1)
        if len(held) > _LARGEST:
            raise error(path, [_too_large()])
        text = held.decode("utf-8-sig")
    except OSError as trouble:
        told = trouble.strerror or str(trouble)
        raise error(path, [FileMistake(1, told, "a file that can be read")]) from trouble
    except UnicodeDecodeError as trouble:
        line = held[: trouble.start].count(b"\n") + 1
        raise error(path, [FileMistake(line, "bytes that are no text", "text in UTF-8")]) from trouble
    return yaml_values(text, path, error)


def yaml_values(text: str, name: Path | str, error: type[YamlFileError]) -> YamlFile:
    """The values of a text.

    Args:
        text: YAML.
        name: what it is called in messages.
        error: what is raised.

    Raises:
        YamlFileError: of the class given: the text is too large or no YAML.
    """
    if len(text) > _LARGEST:
        raise error(name, [_too_large()])
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as trouble:
        line = trouble.problem_mark.line + 1 if trouble.problem_mark else 1
        raise error(name, [FileMistake(line, trouble.problem or "no YAML", "YAML")]) from trouble
    except yaml.YAMLError as trouble:
        raise error(name, [FileMistake(1, str(trouble).splitlines()[0], "YAML")]) from trouble
    except RecursionError as trouble:
        raise error(name, [FileMistake(1, "lists within lists without end", "a few levels")]) from trouble
    lines: dict[Place, int] = {}
    mistakes: list[FileMistake] = []
    data = None if node is None else _Values(lines, mistakes).of(node, ())
    return YamlFile(data, lines, tuple(mistakes))


def _too_large() -> FileMistake:
    return FileMistake(1, "too large a file", f"{_LARGEST:,} bytes at most")


class _Values:
    """Turns the nodes of a file into values and keeps their lines."""

    def __init__(self, lines: dict[Place, int], mistakes: list[FileMistake]) -> None:
        self._lines = lines
        self._mistakes = mistakes
        self._seen: set[int] = set()

    def of(self, node: yaml.Node, place: Place) -> object:
        """The value of a node at a place."""
        line = node.start_mark.line + 1
        self._lines.setdefault(place, line)
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else _PLAIN.get(node.value.lower(), node.value)
        # An anchor may stand for itself or for a million lists: values are written out.
        if id(node) in self._seen or len(place) > _DEEPEST:
            self._mistakes.append(FileMistake(line, "a value told by reference (`*`), or too deep", "it written out"))
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.of(child, (*place, number)) for number, child in enumerate(node.value)]
        return dict(self._pairs(node, place))

    def _pairs(self, node: yaml.Node, place: Place) -> Iterator[tuple[str, object]]:
        given: set[str] = set()
        for key, child in node.value:
            word = key.value if isinstance(key, yaml.ScalarNode) else "?"
            line = key.start_mark.line + 1
            if word in given:
                self._mistakes.append(FileMistake(line, f"the key `{word}` a second time", "each key once"))
                continue
            given.add(word)
            self._lines[(*place, word)] = line
            yield word, self.of(child, (*place, word))


def without_empty(value: object) -> object:
    """A value without the keys that have nothing behind them: "note:" is as if it were not there."""
    if isinstance(value, list):
        return [without_empty(each) for each in value]
    if isinstance(value, dict):
        return {key: without_empty(each) for key, each in value.items() if each is not None}
    return value


def nearest(word: str, known: Iterable[str]) -> str:
    """The question "did you mean ...?" with what is spelt most like a word, "" where nothing is."""
    by_folded = {each.casefold(): each for each in known}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.7)
    return f"did you mean `{by_folded[found[0]]}`?" if found else ""
