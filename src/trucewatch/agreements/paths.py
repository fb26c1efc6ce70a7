"""Terms by path: what stands at one, terms with some values changed, and the version in force on a day.

The values are those of a file ("P60D", "{after: phase-1.end, offset: P7D}", "[north, south]", "null"), and what is
set is checked as the loader checks a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from trucewatch.agreements.form_paths import Ids, ids_in, named, path_of, paths_in
from trucewatch.agreements.form_shapes import (
    TermsFileError,
)
from trucewatch.agreements.load import (
    changes_of,
    in_order,
    read_values,
    terms_of,
    with_added,
    with_changes,
    without_amendments,
)
from trucewatch.agreements.load_values import PlacedMistake
from trucewatch.agreements.terms import Terms
from trucewatch.agreements.write import plain, text_of
from trucewatch.errors import TrucewatchError
from trucewatch.registers.yaml_file import nearest, yaml_values


class TermsPathError(TrucewatchError):
    """A path names nothing in the terms, or a value cannot stand there.

    Attributes:
        mistakes: each with path, what was found, what was expected, and what may have been meant.
    """

    def __init__(self, terms: Terms, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(mistakes)
        told = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"the terms of {terms.id} cannot be read or changed so:\n{told}")


def get(terms: Terms, path: str) -> str:
    """What stands at a path, as the file would write it on one line; "null" where nothing does.

    Args:
        terms: any.
        path: "ID.field", "entry.field", "SECTION.ID", "SECTION.ID.field" or a field of the whole ("area").

    Raises:
        TermsPathError: the path names nothing.
    """
    data = plain(terms)
    ids = ids_in(data)
    found = named(path, ids)
    if found is None:
        raise TermsPathError(terms, [_unknown(path, ids)])
    value: object = data
    for step in found.place:
        value = value.get(str(step)) if isinstance(value, dict) else None
    return text_of(value)


def changed(terms: Terms, changes: Mapping[str, str]) -> Terms:
    """Terms with some values set; what was given stays as it is.

    Args:
        terms: any.
        changes: path -> value as the file would write it; "null" clears a field or takes a whole part out, and
            "SECTION.ID" may name a part that is not there yet.

    Raises:
        TermsPathError: paths that name nothing, values that cannot stand there, or terms that would not hold
            together: all of them.
    """
    data = plain(terms)
    ids = with_added(ids_in(data), changes)
    wrong = [_unknown(path, ids) for path in changes if named(path, ids) is None]
    values: dict[str, object] = {}
    for path, text in changes.items():
        try:
            file = yaml_values(text, path, TermsFileError)
        except TermsFileError as error:
            wrong += [f"{path}: {one.found}; expected {one.expected}" for one in error.mistakes]
            continue
        wrong += [f"{path}: {one.found}; expected {one.expected}" for one in file.mistakes]
        values[path] = file.data
    if wrong:
        raise TermsPathError(terms, wrong)
    made, mistakes = terms_of(with_changes(data, values))
    if made is None:
        raise TermsPathError(terms, map(_told, mistakes))
    return made


def version_on(terms: Terms, day: date) -> Terms:
    """The terms as they were on a day: every amendment dated up to it has taken effect, by day, then by place.

    The amendments themselves, and the day of the first version, stay in it.

    Raises:
        TermsPathError: an amendment cannot take effect; terms that the loader gave have none such.
    """
    dated = {one.id for one in terms.amendments if one.on <= day}
    if not dated:
        return terms
    first = plain(terms)
    data = first
    for id_ in in_order(terms):
        if id_ in dated:
            data = with_changes(data, changes_of(first, id_))
    made, mistakes = read_values(without_amendments(data))
    if made is None:
        raise TermsPathError(terms, map(_told, mistakes))
    return replace(made, amendments=terms.amendments)


def _told(one: PlacedMistake) -> str:
    parts = [f"{path_of(one.place)}: {one.found}", f"expected {one.expected}", one.advice]
    return "; ".join(part for part in parts if part)


def _unknown(path: str, ids: Ids) -> str:
    known = [*paths_in(ids), *(f"{section}.{id_}" for section, held in ids.items() for id_ in held)]
    parts = [f"the path `{path}`", "expected one such as phase-1.lasts or entry.actual", nearest(path, known)]
    return "; ".join(part for part in parts if part)
