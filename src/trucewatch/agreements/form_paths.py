"""Paths into terms ("phase-1.lasts", "entry.actual", "obligations.free-captives", "area"): what they name.

A path is looked up in the plain values of a file, so that it works alike on a file that is read and on terms at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trucewatch.agreements.form import ID_SECTIONS, NAMED_SECTIONS, terms_form
from trucewatch.agreements.form_shapes import (
    ANCHOR_POINTS,
    WHOLE_ANCHORS,
    Record,
    Section,
    Shape,
)
from trucewatch.registers.yaml_file import Place

Ids = Mapping[str, tuple[str, ...]]
"""The ids of each section."""

_FIXED = ("terms", "id")  # what the file is, not what the agreement lays down


@dataclass(frozen=True)
class Named:
    """What a path names: where it stands in the file, and what may stand there."""

    place: Place
    shape: Shape


def ids_in(data: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The ids of every section of a file's values."""
    found = {}
    for section in (*ID_SECTIONS, *NAMED_SECTIONS):
        held = data.get(section)
        found[section] = tuple(held) if isinstance(held, dict) else ()
    return found


def named(path: str, ids: Ids) -> Named | None:
    """What a path names; None where it names nothing.

    "SECTION.ID" may name what is not there yet: an amendment adds an obligation so.
    """
    top = terms_form()
    first, _, rest = path.partition(".")
    field = top.field(first)
    if field is not None and not rest:
        is_part = isinstance(field.shape, Section | Record) or first in _FIXED
        return None if is_part else Named((first,), field.shape)
    if field is not None and isinstance(field.shape, Record):
        return _field(field.shape, (first,), rest)
    if field is not None and isinstance(field.shape, Section):
        id_, _, key = rest.partition(".")
        if not key:
            return Named((first, id_), field.shape.of) if id_ else None
        return _field(field.shape.of, (first, id_), key) if id_ in ids[first] else None
    for section in ID_SECTIONS:
        held = top.field(section)
        if first in ids[section] and held is not None and isinstance(held.shape, Section):
            return _field(held.shape.of, (section, first), rest)
    return None


def _field(record: Record, place: Place, key: str) -> Named | None:
    field = record.field(key)
    return Named((*place, key), field.shape) if field is not None else None


def path_of(place: Place) -> str:
    """The path of a place in the file, or of what is around it."""
    if len(place) > 2 and place[0] in ID_SECTIONS:
        return ".".join(map(str, place[1:3]))
    depth = 1
    if place and place[0] == "entry":
        depth = 2
    elif place and place[0] in (*ID_SECTIONS, *NAMED_SECTIONS):
        depth = 3
    return ".".join(map(str, place[:depth]))


def paths_in(ids: Ids) -> Iterator[str]:
    """Every path that names a field of something there, in the order of the file."""
    for field in terms_form().fields:
        if isinstance(field.shape, Record):
            yield from (f"{field.key}.{each.key}" for each in field.shape.fields)
        elif isinstance(field.shape, Section):
            before = "" if field.key in ID_SECTIONS else f"{field.key}."
            for id_ in ids[field.key]:
                yield from (f"{before}{id_}.{each.key}" for each in field.shape.of.fields)
        elif field.key not in _FIXED:
            yield field.key


def anchors_in(ids: Ids) -> Iterator[str]:
    """Everything that a time may hang on."""
    yield from WHOLE_ANCHORS
    for section, points in ANCHOR_POINTS.items():
        yield from (f"{id_}.{point}" for id_ in ids[section] for point in points)


def with_values(data: Mapping[str, object], values: Mapping[Place, object]) -> dict[str, object]:
    """A file's values with some of them set; None takes one out. What was given stays as it is."""
    made = dict(data)
    for place, value in values.items():
        made = _with_value(made, place, value)
    return made


def _with_value(data: Mapping[str, object], place: Place, value: object) -> dict[str, object]:
    made, first = dict(data), str(place[0])
    inner = made.get(first)
    if len(place) > 1:
        made[first] = _with_value(inner if isinstance(inner, dict) else {}, place[1:], value)
    elif value is None:
        made.pop(first, None)
    else:
        made[first] = value
    return made
