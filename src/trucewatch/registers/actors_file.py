"""The user's own file of actors as it is written: YAML, checked value by value, each mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from trucewatch.registers.forms import plain_form
from trucewatch.registers.yaml_file import (
    FileMistake,
    Place,
    YamlFile,
    YamlFileError,
    nearest,
    read_yaml,
    without_empty,
)

OwnType = Literal["state", "party", "body", "person", "place", "media", "group"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class ActorsFileError(YamlFileError):
    """A user's file of actors cannot be read."""

    WHAT = "actors file"


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
        file: its values and their lines.
        mistakes: what is wrong with the others.
        unread: names of these others.
        sides: whom these others say they are of, with its place: it is looked up all the same.
    """

    rows: tuple[tuple[int, ActorRow], ...]
    file: YamlFile
    mistakes: tuple[FileMistake, ...]
    unread: frozenset[str] = frozenset()
    sides: tuple[tuple[str, Place], ...] = ()


def read_actors_file(path: Path) -> ActorsFile:
    """The actors of a file, and what is wrong with it, value by value.

    Raises:
        ActorsFileError: it is not there, no UTF-8 text or no YAML.
    """
    file = read_yaml(path, ActorsFileError)
    mistakes = list(file.mistakes)
    data = without_empty(file.data)
    if not isinstance(data, dict) or not isinstance(data.get("actors"), list):
        mistakes.append(FileMistake(1, "no list of actors", "a key `actors` with a list below it"))
        return ActorsFile((), file, tuple(mistakes))
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
    return ActorsFile(tuple(rows), file, tuple(mistakes), frozenset(unread), tuple(sides))


def _sides(given: Mapping[str, object], place: Place) -> Iterator[tuple[str, Place]]:
    """Every name under `of` and `member_of` in an entry as it was given, with its place."""
    for key, value in given.items():
        listed = value if isinstance(value, list) else [value]
        for number, each in enumerate(listed):
            if key in ("of", "member_of") and isinstance(each, str):
                yield each, (*place, key, number)
            elif key == "offices" and isinstance(each, dict):
                yield from _sides(each, (*place, key, number))


_KEYS: Mapping[str, tuple[str, ...]] = {
    "offices": ("office", "of", "from", "until", "source"),
    "roles": ("role", "in", "from", "until", "according_to", "source"),
    "": tuple(ActorRow.model_fields),
}
_EXPECTED = {
    "string_type": "words", "string_too_short": "words", "list_type": "a list", "bool_type": "true or false",
    "model_type": "keys and values", "dict_type": "keys and values", "model_attributes_type": "keys and values",
}  # fmt: skip


def _mistake(detail: ErrorDetails, file: YamlFile, actor: Place) -> FileMistake:
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
