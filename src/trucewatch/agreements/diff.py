"""What differs between two terms, path by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trucewatch.agreements.form import terms_form
from trucewatch.agreements.form_paths import path_of
from trucewatch.agreements.form_shapes import (
    Record,
    Section,
)
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import plain, text_of
from trucewatch.registers.yaml_file import Place


@dataclass(frozen=True)
class Difference:
    """One value that differs.

    Attributes:
        path: of a field, or "SECTION.ID" where a whole part stands in one of the two alone.
        before, after: the value as the file would write it; "null" where there is none.
    """

    path: str
    before: str
    after: str

    def to_json(self) -> dict[str, str]:
        """As plain JSON types."""
        return dict(vars(self))


def diff(before: Terms, after: Terms) -> tuple[Difference, ...]:
    """What differs, in the order of the file; what only the second has comes last in its section.

    The paths with their second values are what `paths.changed` makes the second of the first by, but for the order of
    parts and the agreement's id.
    """
    return tuple(_differences(plain(before), plain(after)))


def _differences(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    for field in terms_form().fields:
        one, other = before.get(field.key), after.get(field.key)
        if isinstance(field.shape, Section):
            left, right = _held(one), _held(other)
            for id_ in dict.fromkeys((*left, *right)):
                place = (field.key, id_)
                if id_ in left and id_ in right:
                    yield from _in_record(field.shape.of, left[id_], right[id_], place)
                else:
                    yield from _told(".".join(place), left.get(id_), right.get(id_))
        elif isinstance(field.shape, Record):
            yield from _in_record(field.shape, one, other, (field.key,))
        else:
            yield from _told(field.key, one, other)


def _in_record(shape: Record, one: object, other: object, place: Place) -> Iterator[Difference]:
    left, right = _held(one), _held(other)
    for field in shape.fields:
        yield from _told(path_of((*place, field.key)), left.get(field.key), right.get(field.key))


def _held(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _told(path: str, one: object, other: object) -> Iterator[Difference]:
    before, after = text_of(one), text_of(other)
    if before != after:
        yield Difference(path, before, after)
