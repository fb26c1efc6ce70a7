"""Notes: remarks, questions and tasks of those who work with the record, what they are about, and what settled them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.notes_shown import About, NoteShown, about_of, notes_of
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow

KINDS = ("remark", "question", "task")


@dataclass(frozen=True)
class NotesAsks:
    """What a note is to be about: the first digits of the id of a report, statement or actor; "" for the process."""

    about: str = ""


@dataclass(frozen=True)
class NotesData:
    """The notes of a process, or of the whole record.

    Attributes:
        about: what a note is to be written about; None for the process as a whole.
        open: questions and tasks that wait to be settled, oldest first.
        notes: all notes, the newest first.
    """

    about: About | None
    open: tuple[NoteShown, ...]
    notes: Table


def data(desk: Desk, asked: Asked, asks: NotesAsks) -> NotesData:
    """What people noted about a process and its reports, questions and tasks that are open first."""
    held = notes_of(desk, asked)
    about = about_of(desk, asked, asks.about) if asks.about else None
    return NotesData(about, tuple(note for note in held if note.is_open), _table(desk.t, reversed(held)))


def _table(t: Catalogue, held: Iterable[NoteShown]) -> Table:
    names = ("number", "text", "about", "settled")
    columns = tuple(Column(name, t(f"notes.column.{name}"), "number" if name == "number" else "text") for name in names)
    rows = tuple(TableRow(_cells(t, note)) for note in held)
    return Table("notes", t("notes.caption"), columns, rows, t("notes.remark"), t("notes.empty"))


def _cells(t: Catalogue, note: NoteShown) -> tuple[TableCell, ...]:
    about = note.about
    answer = note.answer
    settled = plain(answer.text, answer.told) if answer else plain(t("notes.waits") if note.is_open else "")
    return (
        plain(str(note.id)),
        plain(note.text, note.told),
        TableCell(about.text, href=about.href) if about else plain(note.process or ""),
        settled,
    )


page = Page("notes", NotesData, data, NotesAsks, of_one=False).router()
