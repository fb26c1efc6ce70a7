"""A terms file becomes terms; every mistake in it is told at once, with its line and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trucewatch.agreements.form import terms_form
from trucewatch.agreements.form_paths import Ids, ids_in, named, with_values
from trucewatch.agreements.form_shapes import (
    Section,
    TermsFileError,
)
from trucewatch.agreements.load_links import circles, wrong_ids
from trucewatch.agreements.load_values import PlacedMistake, Reading
from trucewatch.agreements.terms import Terms
from trucewatch.registers.yaml_file import FileMistake, Place, YamlFile, read_yaml, yaml_values

__all__ = ["TermsFile", "TermsFileError", "load_terms", "read_terms_file", "terms_from", "terms_of"]


@dataclass(frozen=True)
class TermsFile:
    """A file of terms.

    Attributes:
        terms: what it tells.
        file: its values with their lines.
    """

    terms: Terms
    file: YamlFile


def load_terms(path: Path) -> Terms:
    """The terms of a file.

    Raises:
        TermsFileError: the file cannot be read, or has mistakes: it tells all of them, each with its line.
    """
    return read_terms_file(path).terms


def terms_from(text: str, name: str) -> Terms:
    """The terms of a text.

    Args:
        text: as a file has it.
        name: what it is called in messages.

    Raises:
        TermsFileError: it has mistakes: all of them are told, each with its line.
    """
    return _checked(yaml_values(text, name, TermsFileError), name)


def read_terms_file(path: Path) -> TermsFile:
    """The terms of a file with the lines of its values; see `load_terms`."""
    file = read_yaml(path, TermsFileError)
    return TermsFile(_checked(file, path), file)


def terms_of(data: Mapping[str, object]) -> tuple[Terms | None, tuple[PlacedMistake, ...]]:
    """The terms that plain values tell, None where these have mistakes; and the mistakes."""
    terms, mistakes = read_values(data)
    if terms is not None:
        mistakes += _amendments(terms, data)
    return (None if mistakes else terms), tuple(mistakes)


def read_values(data: Mapping[str, object]) -> tuple[Terms | None, list[PlacedMistake]]:
    """As `terms_of`, but without asking what becomes of the terms once an amendment has taken effect."""
    ids = ids_in(data)
    later = ids
    for amendment in ids["amendments"]:
        later = with_added(later, changes_of(data, amendment))
    reading = Reading(ids, str(data.get("zone", "")), later)
    made = reading.read(terms_form(), data, ())
    mistakes = [*reading.mistakes, *wrong_ids(ids), *circles(reading.links)]
    return (made if isinstance(made, Terms) and not mistakes else None), mistakes


def without_amendments(data: Mapping[str, object]) -> dict[str, object]:
    """Plain values without the amendments."""
    return {key: value for key, value in data.items() if key != "amendments"}


def in_order(terms: Terms) -> list[str]:
    """The ids of the amendments in the order in which they take effect: by day, then as the file has them."""
    return [each.id for each in sorted(terms.amendments, key=lambda each: each.on)]


def changes_of(data: Mapping[str, object], amendment: str) -> dict[str, object]:
    """What an amendment sets: paths with plain values."""
    held = data["amendments"]
    one = held.get(amendment) if isinstance(held, dict) else None
    changes = one.get("changes") if isinstance(one, dict) else None
    return dict(changes) if isinstance(changes, dict) else {}


def with_changes(data: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Plain values with some set by path; a path that names nothing is left out."""
    ids = with_added(ids_in(data), changes)
    places = {found.place: value for path, value in changes.items() if (found := named(path, ids))}
    return with_values(_with_long_parts(data), places)


def _with_long_parts(data: Mapping[str, object]) -> dict[str, object]:
    """Plain values with every part as a mapping, so that each key of it can be set."""
    made = dict(data)
    for field in terms_form().fields:
        held = data.get(field.key)
        if isinstance(field.shape, Section) and field.shape.of.short and isinstance(held, dict):
            key = field.shape.of.short[0]
            made[field.key] = {id_: {key: each} if isinstance(each, str) else each for id_, each in held.items()}
    return made


def with_added(ids: Ids, paths: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The ids with those that some paths add ("obligations.new-duty")."""
    made = dict(ids)
    for path in paths:
        section, _, id_ = path.partition(".")
        if section in made and id_ and "." not in id_:
            made[section] = tuple(dict.fromkeys((*made[section], id_)))
    return made


def _checked(file: YamlFile, name: Path | str) -> Terms:
    if not isinstance(file.data, dict):
        found = "an empty file" if file.data is None else "no keys and values"
        raise TermsFileError(name, [FileMistake(1, found, "a terms file, which begins with `terms: 1`")])
    terms, placed = terms_of(file.data)
    mistakes = [FileMistake(file.line_of(*one.place), one.found, one.expected, one.advice) for one in placed]
    if terms is None or file.mistakes:
        raise TermsFileError(name, (*file.mistakes, *mistakes))
    return terms


def _amendments(terms: Terms, data: Mapping[str, object]) -> Iterator[PlacedMistake]:
    """What would be wrong with the terms once each amendment has taken effect, told with the one that brings it."""
    told: set[PlacedMistake] = set()
    version = dict(data)
    for id_ in in_order(terms):
        changes = changes_of(data, id_)
        version = with_changes(version, changes)
        ids = ids_in(version)
        places: dict[Place, str] = {}
        for path in changes:
            found = named(path, ids)
            if found is None:
                lost = f"the path `{path}`, which names nothing once `{id_}` has taken effect"
                yield PlacedMistake(("amendments", id_, "changes", path), lost, "a path that is there then")
            else:
                places[found.place] = path
        _, mistakes = read_values(without_amendments(version))
        for one in mistakes:
            if one not in told:
                about = [path for place, path in places.items() if one.place[: len(place)] == place]
                where = ("amendments", id_, *(("changes", about[0]) if about else ()))
                yield replace(one, place=where, found=f"{one.found}, once `{id_}` has taken effect")
        told.update(mistakes)
