"""Notes as a page shows them: what somebody wrote, what it is about, and how it was settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import told_of
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.rendering import SHORT
from trucewatch.desk.web.tables import Table
from trucewatch.errors import ErasedError, UnknownIdError
from trucewatch.vocabulary.actors import actor_id
from trucewatch.vocabulary.note import Note
from trucewatch.vocabulary.report import Report


@dataclass(frozen=True)
class About:
    """What a note is about.

    Attributes:
        id: of the report, statement or actor.
        text: it in words.
        href: the page that shows it.
        process: the process of its report, None where that has none.
        report: the id of that report; None where its words were erased.
    """

    id: str
    text: str
    href: str
    process: str | None
    report: str | None


@dataclass(frozen=True)
class AnswerShown:
    """How a question or task was settled, and who says so when, in words."""

    text: str
    told: str


@dataclass(frozen=True)
class NoteShown:
    """One note.

    Attributes:
        id: its number in the record.
        kind: remark, question or task.
        text: in the author's words.
        author: who wrote it, and `at`, when (ISO 8601).
        told: what it is, by whom, when and for whom, in words.
        to: whom it is for; None for anybody.
        process: the process it was written for, None for none.
        about: what it is about, None for the process as a whole.
        answer: how it was settled, None where it was not.
        is_open: does it wait to be settled?
    """

    id: int
    kind: str
    text: str
    author: str
    at: str
    told: str
    to: str | None
    process: str | None
    about: About | None
    answer: AnswerShown | None
    is_open: bool


def notes_on(desk: Desk, asked: Asked, ids: Collection[str]) -> tuple[NoteShown, ...]:
    """The notes about some reports, statements and actors, oldest first; all is shown whatever day is asked about."""
    held = api.notes(desk.record) if ids else ()
    return tuple(shown(desk, asked, note, held) for note in held if note.target in ids and note.kind != "answer")


def notes_of(desk: Desk, asked: Asked) -> tuple[NoteShown, ...]:
    """The notes of a process and those about what its reports hold; of the whole record where none is named."""
    held = api.notes(desk.record)
    made = (shown(desk, asked, note, held) for note in held if note.kind != "answer")
    return tuple(note for note in made if _is_of(note, asked.process))


def stated_in(*tables: Table) -> set[str]:
    """The ids of all statements that some listings show."""
    rows = (row for table in tables for row in table.rows)
    cells = (cell for row in rows for cell in (*row.cells, *((row.group,) if row.group else ())))
    return {id_ for cell in cells for id_ in cell.statements}


def _is_of(note: NoteShown, process: str | None) -> bool:
    if process is None:
        return True
    return process in {note.process or "", (note.about.process or "") if note.about else note.process or ""}


def shown(desk: Desk, asked: Asked, note: Note, held: Iterable[Note]) -> NoteShown:
    """One note, with the answer to it among all that the record holds."""
    t = desk.t
    answer = next((one for one in held if one.answers == note.id), None)
    return NoteShown(
        id=note.id,
        kind=note.kind,
        text=note.text,
        author=note.author,
        at=note.at.isoformat(),
        told="; ".join(_told(t, note)),
        to=note.to,
        process=note.process,
        about=about_of(desk, asked, note.target) if note.target else None,
        answer=AnswerShown(answer.text, _by(t, "notes.answered", answer)) if answer else None,
        is_open=note.can_be_answered and answer is None,
    )


def _told(t: Catalogue, note: Note) -> Iterator[str]:
    yield _by(t, f"notes.by.{note.kind}", note)
    if note.to:
        yield t("notes.for", who=note.to)


def _by(t: Catalogue, key: str, note: Note) -> str:
    return t(key, who=note.author, day=t.day(note.at.date()))


def about_of(desk: Desk, asked: Asked, id_: str) -> About:
    """What stands under an id, or under its first digits.

    Raises:
        UnknownIdError: neither a report nor a statement nor an actor, or several.
    """
    record, t = desk.record, desk.t
    try:
        for find in (_report, _statement, _actor):
            try:
                return find(desk, asked, id_)
            except UnknownIdError:
                continue
        raise UnknownIdError(
            f"the record holds no report, statement or actor {id_!r}", expected="the first digits of the id of one"
        )
    except ErasedError as error:
        report = record.find_report(error.report_id)
        return About(error.id, t("notes.erased"), _page(asked, report), report.process, report.id)


def _report(desk: Desk, asked: Asked, id_: str) -> About:
    report = desk.record.find_report(id_)
    return About(report.id, told_of(desk.t, report), _page(asked, report), report.process, report.id)


def _statement(desk: Desk, asked: Asked, id_: str) -> About:
    statement = desk.record.find_statement(id_)
    report = desk.record.find_report(statement.report_id)
    text = desk.t("notes.statement", what=api.describe(statement.content), report=told_of(desk.t, report))
    href = _page(asked, report) + f"#s-{statement.id[:SHORT]}"
    return About(statement.id, text, href, report.process, report.id)


def _actor(desk: Desk, asked: Asked, id_: str) -> About:
    report, actor = desk.record.find_actor(id_)
    whole = actor_id(actor, report)
    text = desk.t("notes.actor", who=actor.name, report=told_of(desk.t, report))
    href = address("actor", asked, process=report.process or "", id=whole)
    return About(whole, text, href, report.process, report.id)


def _page(asked: Asked, report: Report) -> str:
    return address(f"report/{report.id[:SHORT]}", asked, process=report.process or "")
