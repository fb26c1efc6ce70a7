"""Under the terms of an agreement: phases, duties, powers, what falls due, what the terms lack, and what if."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages import terms_tables
from trucewatch.desk.web.pages.terms_asked import Trouble, supposed, why_table
from trucewatch.desk.web.pages.terms_under import find_known, ids_for, known_ids, standing_of
from trucewatch.desk.web.pages.terms_words import Answers
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow


@dataclass(frozen=True)
class TermsAsks:
    """The parameters of the page.

    Attributes:
        terms: id of the terms; "": those of the process, where the desk knows some.
        why: path of the answer whose grounds are shown, such as "phase-1.calendar".
        set: what the terms are supposed to be, PATH=VALUE, one a line.
        event: what is supposed to have been said, one a line.
    """

    terms: str = ""
    why: str = ""
    set: str = ""
    event: str = ""


@dataclass(frozen=True)
class TermsStood:
    """How things stand under terms, table by table."""

    agreement: Table
    phases: Table
    due: Table
    duties: Table
    accounts: Table
    powers: Table
    lacks: Table
    unplaced: Table


@dataclass(frozen=True)
class TermsData:
    """What the page shows.

    Attributes:
        id: of the terms, "" where none were asked for and the process has none.
        title: of the agreement, and `notes`, what a reader of the terms should know.
        as_of: the day it is about; None where no report is dated and no day was asked for.
        is_of_process: do these terms hold for the process, or were they only asked for?
        stood: how things stand; None without terms or a day.
        why: the grounds of the answer that was asked for.
        moved: what would be otherwise; None where nothing, or what cannot be, is supposed.
        trouble: why what is supposed cannot be.
        known: all terms that can be asked for.
    """

    id: str
    title: str
    notes: tuple[str, ...]
    as_of: date | None
    is_of_process: bool
    stood: TermsStood | None
    why: Table | None
    moved: Table | None
    trouble: Trouble | None
    known: Table


def data(desk: Desk, asked: Asked, asks: TermsAsks) -> TermsData:
    """How things stand under the terms of an agreement as of a day, and what would follow if."""
    own = ids_for(desk, asked.process)
    id_ = asks.terms or next(iter(own), "")
    known = _known(desk, asked, own)
    if not id_:
        return TermsData("", "", (), desk.day_asked(asked), False, None, None, None, None, known)
    terms = find_known(desk, id_)
    stood = standing_of(desk, asked, terms)
    head = (terms.id, terms.title, terms.notes, desk.day_asked(asked), terms.id in own)
    if stood is None:
        return TermsData(*head, None, None, None, None, known)
    of = Answers(desk.t, asked, stood, {"terms": asks.terms} if asks.terms else {})
    why = why_table(desk, of, asks.why) if asks.why else None
    moved, trouble = supposed(of, asks.set, asks.event)
    return TermsData(*head, _stood(of), why, moved, trouble, known)


def _stood(of: Answers) -> TermsStood:
    return TermsStood(
        agreement=terms_tables.agreement_table(of),
        phases=terms_tables.phases_table(of),
        due=terms_tables.due_table(of),
        duties=terms_tables.duties_table(of),
        accounts=terms_tables.accounts_table(of),
        powers=terms_tables.powers_table(of),
        lacks=terms_tables.lacks_table(of),
        unplaced=terms_tables.unplaced_table(of),
    )


def _known(desk: Desk, asked: Asked, own: tuple[str, ...]) -> Table:
    """The terms that can be asked for, those of the process first."""
    t = desk.t
    given = {one.terms.id for one in desk.options.terms}
    rows = tuple(
        TableRow(
            (
                TableCell(id_, href=address("terms", asked, terms=id_)),
                plain(t("terms.known.given" if id_ in given else "terms.known.library")),
                plain(t("terms.known.of_process") if id_ in own else ""),
            )
        )
        for id_ in sorted(known_ids(desk), key=lambda id_: (id_ not in own, id_ not in given, id_))
    )
    columns = tuple(Column(key, t(f"terms.known.{key}")) for key in ("agreement", "where", "holds"))
    return Table("known", t("terms.known.caption"), columns, rows, t("terms.known.remark"))


router = Page("terms", TermsData, data, TermsAsks).router()
