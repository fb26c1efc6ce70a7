"""The user's own file of actors as it is written: YAML, checked value by value, each mistake with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from trucewatch.errors import TrucewatchError
from trucewatch.registers.forms import plain_form

Place: TypeAlias = tuple[str | int, ...]
"""The way to a value in the file: keys and places in lists."""
OwnType = Literal["state", "party", "body", "person", "place", "media", "group"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLAIN: Mapping[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
_DEEPEST = 20  # levels; an actors file has five


@dataclass(frozen=True, order=True)
class FileMistake:
    """One mistake in an actors file.

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


class ActorsFileError(TrucewatchError):
    """A user's file of actors cannot be read.

    Attributes:
        mistakes: all of them, by line.
    """

    def __init__(self, path: Path, mistakes: Iterable[FileMistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        told = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        number = "one mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__(f"the actors file {path} has {number}:\n{told}", advice="Mend the file and call again")


def _day(value: object) -> object:
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or _DAY.fullmatch(value) is None:
        raise ValueError("a day written as 2031-04-30")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("a day of the calendar, written as 2031-04-30") from error


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_Day = Annotated[date, BeforeValidator(_day)]
_List = Annotated[list[_Words], BeforeValidator(_several)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=False)


class OfficeRow(_Row):
    """One office of a person, as written."""

    office: _Words
    of: _Words
    since: _Day = Field(alias="from")
    until: _Day | None = None
    source: str = ""


class RoleRow(_Row):
    """One role of an actor in an agreement or process, as written."""

    role: _Words
    in_: _Words = Field(alias="in")
    since: _Day | None = Field(default=None, alias="from")
    until: _Day | None = None
    according_to: str = ""
    source: str = ""


class ActorRow(_Row):
    """One actor, as written."""

    name: _Words
    type: OwnType
    aliases: _List = Field(default_factory=list)
    of: _List = Field(default_factory=list)
    member_of: _List = Field(default_factory=list)
    offices: list[OfficeRow] = Field(default_factory=list)
    roles: list[RoleRow] = Field(default_factory=list)
    note: str = ""
    source: str = ""
    private: bool = False


@dataclass(frozen=True)
class ActorsFile:
    """What could be read of a file.

    Attributes:
        rows: its sound actors, each with its number in the file.
        lines: the line of every value by the way to it.
        mistakes: what is wrong with the others.
        unread: names of these others.
        sides: whom these others say they are of, with its place: it is looked up all the same.
    """

    rows: tuple[tuple[int, ActorRow], ...]
    lines: Mapping[Place, int]
    mistakes: tuple[FileMistake, ...]
    unread: frozenset[str] = frozenset()
    sides: tuple[tuple[str, Place], ...] = ()

    def line_of(self, *place: str | int) -> int:
        """The line of a value, or of what is around it."""
        return next((self.lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in self.lines), 1)


def read_actors_file(path: Path) -> ActorsFile:
    """The actors of a file, and what is wrong with it, value by value.

    Raises:
        ActorsFileError: it is not there, no UTF-8 text or no YAML.
    """
    lines: dict[Place, int] = {}
    mistakes: list[FileMistake] = []
    data = _data(path, lines, mistakes)
    file = ActorsFile((), lines, ())
    if not isinstance(data, dict) or not isinstance(data.get("actors"), list):
        mistakes.append(FileMistake(1, "no list of actors", "a key `actors` with a list below it"))
        return ActorsFile((), lines, tuple(mistakes))
    others = (key for key in data if key != "actors")
    mistakes += [FileMistake(file.line_of(key), f"the key `{key}`", "the key `actors` alone") for key in others]
    rows: list[tuple[int, ActorRow]] = []
    unread: set[str] = set()
    sides: list[tuple[str, Place]] = []
    for number, given in enumerate(data["actors"]):
        try:
            rows.append((number, ActorRow.model_validate(given)))
        except ValidationError as error:
            found = error.errors(include_url=False)
            mistakes += [_mistake(detail, file, ("actors", number)) for detail in found]
            if isinstance(given, dict):
                unread.add(plain_form(str(given.get("name", ""))))
                sides += _sides(given, (number,))
    return ActorsFile(tuple(rows), lines, tuple(mistakes), frozenset(unread), tuple(sides))


def _sides(given: Mapping[str, object], place: Place) -> Iterator[tuple[str, Place]]:
    """Every name under `of` and `member_of` in an entry as it was given, with its place."""
    for key, value in given.items():
        listed = value if isinstance(value, list) else [value]
        for number, each in enumerate(listed):
            if key in ("of", "member_of") and isinstance(each, str):
                yield each, (*place, key, number)
            elif key == "offices" and isinstance(each, dict):
                yield from _sides(each, (*place, key, number))


def _data(path: Path, lines: dict[Place, int], mistakes: list[FileMistake]) -> object:
    """The values of a file; plain words stay words, also where YAML would make a date or a number of them."""
    try:
        node = yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise ActorsFileError(
            path, [FileMistake(1, error.strerror or str(error), "a file that can be read")]
        ) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ActorsFileError(path, [FileMistake(line, "bytes that are no text", "text in UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ActorsFileError(path, [FileMistake(line, error.problem or "no YAML", "YAML")]) from error
    except yaml.YAMLError as error:
        raise ActorsFileError(path, [FileMistake(1, str(error).splitlines()[0], "YAML")]) from error
    except RecursionError as error:
        raise ActorsFileError(path, [FileMistake(1, "lists within lists without end", "a list of actors")]) from error
    return None if node is None else _Values(lines, mistakes).of(node, ())


class _Values:
    """Turns the nodes of a file into values and keeps their lines."""

    def __init__(self, lines: dict[Place, int], mistakes: list[FileMistake]) -> None:
        self._lines = lines
        self._mistakes = mistakes
        self._seen: set[int] = set()

    def of(self, node: yaml.Node, place: Place) -> object:
        """The value of a node at a place."""
        line = node.start_mark.line + 1
        self._lines[place] = line
        if isinstance(node, yaml.ScalarNode):
            return node.value if node.style else _PLAIN.get(node.value.lower(), node.value)
        # An anchor may stand for itself or for a million lists: values are written out in an actors file.
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
            if word in given:
                line = key.start_mark.line + 1
                self._mistakes.append(FileMistake(line, f"the key `{word}` a second time", "each key once"))
            given.add(word)
            value = self.of(child, (*place, word))
            if value is not None:  # "note:" with nothing behind it is as if it were not there
                yield word, value


def nearest(word: str, known: Iterable[str]) -> str:
    """The question "did you mean ...?" with what is spelt most like a word, "" where nothing is."""
    found = difflib.get_close_matches(word.casefold(), {each.casefold(): each for each in known}, n=1, cutoff=0.7)
    by_folded = {each.casefold(): each for each in known}
    return f"did you mean `{by_folded[found[0]]}`?" if found else ""


_KEYS: Mapping[str, tuple[str, ...]] = {
    "offices": ("office", "of", "from", "until", "source"),
    "roles": ("role", "in", "from", "until", "according_to", "source"),
    "": tuple(ActorRow.model_fields),
}
_EXPECTED = {
    "string_type": "words", "string_too_short": "words", "list_type": "a list", "bool_type": "true or false",
    "model_type": "keys and values", "dict_type": "keys and values", "model_attributes_type": "keys and values",
}  # fmt: skip


def _mistake(detail: ErrorDetails, file: ActorsFile, actor: Place) -> FileMistake:
    """One mistake that the check of an actor found, in the words of the file."""
    place, kind = detail["loc"], detail["type"]
    line = file.line_of(*actor, *place)
    last = str(place[-1]) if place else "actor"
    within = str(place[0]) if len(place) > 1 else ""
    keys = _KEYS.get(within, _KEYS[""])
    if kind == "missing":
        return FileMistake(line, f"no `{last}`", f"`{last}` with a value")
    if kind == "extra_forbidden":
        return FileMistake(line, f"the key `{last}`", "one of " + ", ".join(keys), nearest(last, keys))
    if kind == "literal_error":
        word = str(detail["input"])
        return FileMistake(
            line, f"`{last}: {word}`", "one of " + ", ".join(get_args(OwnType)), nearest(word, get_args(OwnType))
        )
    if kind == "value_error":
        return FileMistake(line, f"`{last}: {detail['input']}`", str(detail["ctx"]["error"]))
    shown = detail["input"] if isinstance(detail["input"], str | bool) else "something else"
    return FileMistake(line, f"`{last}` with {shown!r}", _EXPECTED.get(kind, detail["msg"]))
