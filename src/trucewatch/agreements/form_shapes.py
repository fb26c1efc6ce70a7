"""Shapes of the values in a terms file, the patterns of words with a form of their own, and records made of fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from typing import Any, TypeAlias

from trucewatch.agreements.terms import ENTRY, SIGNATURE
from trucewatch.registers.yaml_file import YamlFileError

VERSION = 1
"""The version of this form, which a file names in its first line."""
ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_-]*"
"""What an id may be: it takes no dot, for a dot parts it from a field in a path."""
DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"
HOUR_PATTERN = DAY_PATTERN + r"T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}(:\d{2})?)?"
DURATION_PATTERN = r"P(?=\d|T\d)(\d{1,5}Y)?(\d{1,5}M)?(\d{1,5}W)?(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?(\d{1,5}S)?)?"
NUMBER_PATTERN = r"\d{1,15}(\.\d{1,9})?"
AGREEMENT = "agreement"
"""What a power acts on where it acts on the whole agreement."""
WHOLE_ANCHORS = (ENTRY, SIGNATURE)
ANCHOR_POINTS: Mapping[str, tuple[str, ...]] = {"phases": ("start", "end"), "obligations": ("done", "due")}
"""What of a phase or an obligation a time may hang on."""


class TermsFileError(YamlFileError):
    """A file of terms cannot be read, or has mistakes: it tells all of them, each with its line."""

    WHAT = "terms file"


@dataclass(frozen=True)
class Words:
    """Words of any sort."""


@dataclass(frozen=True)
class Id:
    """A short name that fits `ID_PATTERN`."""


@dataclass(frozen=True)
class Flag:
    """True or false."""


@dataclass(frozen=True)
class Number:
    """A number from `least` on."""

    whole: bool = False
    least: int = 0


@dataclass(frozen=True)
class Version:
    """The number of this form."""


@dataclass(frozen=True)
class Day:
    """A day of the calendar; with an hour too where `hours`."""

    hours: bool = False


@dataclass(frozen=True)
class Duration:
    """An ISO 8601 duration."""


@dataclass(frozen=True)
class Zone:
    """A time zone by its IANA name."""


@dataclass(frozen=True)
class OneOf:
    """One word of a closed list."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Ref:
    """The id of something in one of some sections, or one of some other words."""

    sections: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Anchor:
    """What a time hangs on: `WHOLE_ANCHORS`, or an id with one of `ANCHOR_POINTS`."""


@dataclass(frozen=True)
class Changes:
    """Paths with the value that each gets."""


@dataclass(frozen=True)
class Several:
    """A list; one alone stands for a list of one."""

    of: Shape


@dataclass(frozen=True)
class Section:
    """Things by their ids."""

    of: Record


@dataclass(frozen=True)
class Field:
    """One key of a mapping.

    Attributes:
        key: as it is written.
        shape: what may stand behind it.
        told: what it means, for editors.
        name: of the attribute, where that is another.
        optional: may it be left out although the class has no default?
    """

    key: str
    shape: Shape
    told: str = ""
    name: str = ""
    optional: bool = False

    @property
    def attribute(self) -> str:
        """The attribute that holds it."""
        return self.name or self.key


@dataclass(frozen=True)
class Record:
    """A mapping with known keys, and the class it becomes.

    Attributes:
        short: the key for which a single word stands; of several the first whose pattern it has.
        nested: attributes that are made of some of the keys: attribute -> (class, keys).
    """

    made: Any
    fields: tuple[Field, ...]
    short: tuple[str, ...] = ()
    nested: tuple[tuple[str, Any, tuple[str, ...]], ...] = ()

    def field(self, key: str) -> Field | None:
        """The field that is written under a key."""
        return next((each for each in self.fields if each.key == key), None)

    def default(self, one: Field) -> object:
        """What a field is where it is left out; MISSING where it must be there."""
        return self._defaults[one.key]

    @cached_property
    def _defaults(self) -> Mapping[str, object]:
        return {each.key: self._default(each) for each in self.fields}

    def _default(self, one: Field) -> object:
        if isinstance(one.shape, Version):
            return MISSING
        classes = [self.made, *(made for _, made, keys in self.nested if one.key in keys)]
        default = {each.name: each.default for made in classes for each in fields(made)}[one.attribute]
        if default is not MISSING or not (one.optional or isinstance(one.shape, Section)):
            return default
        if isinstance(one.shape, Record):
            return one.shape.made()
        return () if isinstance(one.shape, Several | Section) else None


Shape: TypeAlias = (
    Words | Id | Flag | Number | Version | Day | Duration | Zone
    | OneOf | Ref | Anchor | Changes | Several | Section | Record
)  # fmt: skip
