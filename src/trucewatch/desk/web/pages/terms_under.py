"""Which terms a page is about, and how things stand under them; folded once as long as nothing comes to the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.terms_given import library_terms
from trucewatch.vocabulary.view import View


def known_ids(desk: Desk) -> tuple[str, ...]:
    """The ids of all terms that can be asked for: those the desk was opened with, then the library's."""
    given = [one.terms.id for one in desk.options.terms]
    return tuple(dict.fromkeys((*given, *api.library_ids())))


def find_known(desk: Desk, id_: str) -> api.Terms:
    """Terms by their id; what the desk was opened with goes before the library. No address opens a file.

    Raises:
        AskedError: the desk knows none of that id.
        TermsFileError: the library's file has mistakes.
    """
    given = next((one.terms for one in desk.options.terms if one.terms.id == id_), None)
    if given is not None:
        return given
    if id_ not in api.library_ids():
        raise AskedError(f"the desk knows no terms {id_!r}", expected="one of " + ", ".join(known_ids(desk)))
    return library_terms(id_)


def ids_for(desk: Desk, process: str | None) -> tuple[str, ...]:
    """The ids of the terms that hold for a process.

    They are those that the desk was opened with for it, or for no process by name while the record holds only this
    one; and those whose id is the name of the process. What else the desk knows must be asked for by its id.
    """
    if process is None:
        return ()
    alone = desk.processes() == (process,)
    given = (
        one.terms.id
        for one in desk.options.terms
        if one.process == process or (one.process is None and (alone or one.terms.id == process))
    )
    own = (process,) if process in api.library_ids() else ()
    return tuple(dict.fromkeys((*given, *own)))


def standing_of(desk: Desk, asked: Asked, terms: api.Terms) -> api.Standing | None:
    """How things stand under terms on the day a page is about; None where no report is dated and no day is asked."""
    day = desk.day_asked(asked)
    if day is None:
        return None
    return desk.fold(replace(asked, as_of=None), _Under(terms.id, day, asked.known_on, terms))


def standings_for(desk: Desk, asked: Asked) -> Iterator[api.Standing]:
    """How things stand under each of the terms that hold for the process asked about."""
    for id_ in ids_for(desk, asked.process):
        stood = standing_of(desk, asked, find_known(desk, id_))
        if stood is not None:
            yield stood


def duties_by_statement(stood: api.Standing) -> Mapping[str, str]:
    """For each statement that an answer on a duty rests on, the id of that duty."""
    found: dict[str, str] = {}
    for duty in stood.folded.terms.obligations:
        for facet in ("performance", "alleged", "denied", "found"):
            for ground in stood.folded.answers[f"{duty.id}.{facet}"].grounds:
                found.update({statement.id: duty.id for statement in ground.statements})
    return found


@dataclass(frozen=True)
class _Under:
    """The standing for `Desk.fold`: equal for the same terms and days."""

    id: str
    as_of: date
    known_on: date | None
    terms: api.Terms = field(compare=False)

    def __call__(self, view: View) -> api.Standing:
        return api.standing(self.terms, view, self.as_of, self.known_on)
