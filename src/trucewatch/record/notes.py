"""Notes, questions, tasks and visits in a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.rows import corrupted, moment
from trucewatch.record.schema import ACTOR, NOTE, REPORT, STATEMENT, VISIT, moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.note import Note, NoteKind, Visit

_TARGETS = (REPORT.c.id, STATEMENT.c.id, ACTOR.c.id)
_LEAST = 6  # digits by which an id may be called


def add_note(  # noqa: PLR0913 - one argument a field
    record: Record,
    kind: NoteKind,
    text: str,
    *,
    author: str,
    target: str | None = None,
    process: str | None = None,
    to: str | None = None,
) -> Note:
    """Write a remark, a question or a task down.

    Args:
        record: a record open for writing.
        kind: an answer is given with `answer`.
        text: what is to be kept.
        author: who writes.
        target: id of a report, a statement or an actor, or its first digits.
        process: the process it belongs to.
        to: whom it is for.

    Raises:
        RecordError: no text, no author, an answer, or somebody a remark is for.
        UnknownIdError: the record holds nothing of that id, or several things.
    """
    if kind == "answer":
        raise RecordError("an answer came without what it answers", expected="a remark, a question or a task")
    if to is not None and kind == "remark":
        raise RecordError(f"a remark was to be for {to}", expected="a question or a task, which can be for somebody")
    with record.writing() as connection:
        about = _target(connection, target) if target is not None else None
        row = {"target": about, "process": process, "to": to, "answers": None}
        return _insert(connection, kind, (text, author, record.now()), row)


def answer(record: Record, number: int, text: str, *, author: str) -> Note:
    """Close a question or a task with a word on how.

    Raises:
        RecordError: no text or author, a note that nobody answers, or one that was closed before.
        UnknownIdError: there is no such note.
    """
    with record.writing() as connection:
        asked = next((note for note in _load(connection, None) if note.id == number), None)
        if asked is None:
            raise UnknownIdError(f"there is no note {number}", advice="`trucewatch note list` shows their numbers.")
        if not asked.can_be_answered:
            raise RecordError(f"note {number} is a {asked.kind}", expected="the number of a question or a task")
        before = connection.execute(select(NOTE.c.author).where(NOTE.c.answers == number)).scalar()
        if before is not None:
            raise RecordError(f"note {number} was closed before, by {before}", advice="Ask again if it is open anew.")
        row = {"target": asked.target, "process": asked.process, "to": None, "answers": number}
        return _insert(connection, "answer", (text, author, record.now()), row)


def notes(
    record: Record, *, process: str | None = None, target: str | None = None, recorded_by: datetime | None = None
) -> tuple[Note, ...]:
    """All notes, oldest first.

    Args:
        record: an open record.
        process: only those of this process.
        target: only those about this id, given in full or by its first digits.
        recorded_by: only those written by then.
    """
    with record.looking() as connection:
        about = _target(connection, target) if target is not None else None
        found = _load(connection, recorded_by)
    return tuple(n for n in found if process in {None, n.process} and about in {None, n.target})


def open_notes(all_notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """The questions and tasks among some notes that none of them answers."""
    closed = {note.answers for note in all_notes}
    return tuple(note for note in all_notes if note.can_be_answered and note.id not in closed)


def mark_visit(record: Record, author: str, process: str | None = None) -> Visit | None:
    """Mark that somebody looked at a process now; gives the visit before this one, None where there was none.

    Raises:
        RecordError: no author.
    """
    _check_said("a visit", "author", author)
    with record.writing() as connection:
        before = _last_visit(connection, author, process)
        connection.execute(insert(VISIT).values(author=author, process=process, at=moment_text(record.now())))
    return before


def last_visit(record: Record, author: str, process: str | None = None) -> Visit | None:
    """When somebody last looked at a process (None: at the whole record), None where they never did."""
    with record.looking() as connection:
        return _last_visit(connection, author, process)


def _last_visit(connection: Connection, author: str, process: str | None) -> Visit | None:
    mine = (VISIT.c.author == author, VISIT.c.process.is_not_distinct_from(process))
    query = select(VISIT).where(*mine).order_by(VISIT.c.id.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return Visit(author, process, moment(row["at"], f"visit {row['id']}")) if row is not None else None


def _target(connection: Connection, prefix: str) -> str:
    """The report, statement or actor whose id begins so."""
    wanted = prefix.strip().lower()
    if len(wanted) < _LEAST:
        raise UnknownIdError(f"{prefix!r} is no id", expected=f"at least the first {_LEAST} of an id's 64 digits")
    begun = (select(column).where(column >= wanted, column < wanted + "g").limit(2) for column in _TARGETS)
    found: set[str] = {id_ for query in begun for id_ in connection.execute(query).scalars()}
    if not found:
        raise UnknownIdError(
            f"the record holds no report, statement or actor {prefix}", advice="Give the id as listed."
        )
    if len(found) > 1:
        raise UnknownIdError(f"{prefix} is the beginning of several ids", expected="more of its digits")
    return found.pop()


def _insert(connection: Connection, kind: NoteKind, said: tuple[str, str, datetime], row: Mapping[str, object]) -> Note:
    text, author, at = said
    _check_said(f"a {kind}", "text", text)
    _check_said(f"a {kind}", "author", author)
    values = {"kind": kind, "text": text, "author": author, "at": moment_text(at), **row}
    key = connection.execute(insert(NOTE).values(**values)).inserted_primary_key
    if key is None:
        raise RecordError(f"a {kind} was not kept")
    made = connection.execute(select(NOTE).where(NOTE.c.id == key[0])).mappings().one()
    return _note(made)


def _check_said(what: str, name: str, value: str) -> None:
    if not value.strip():
        raise RecordError(f"{what} came without {'an' if name == 'author' else 'a'} {name}", expected="words")


def _load(connection: Connection, recorded_by: datetime | None) -> tuple[Note, ...]:
    query = select(NOTE).order_by(NOTE.c.id)
    if recorded_by is not None:
        query = query.where(NOTE.c.at <= moment_text(recorded_by))
    return tuple(_note(row) for row in connection.execute(query).mappings())


def _note(row: RowMapping) -> Note:
    name = f"note {row['id']}"
    kinds: dict[str, NoteKind] = {"remark": "remark", "question": "question", "task": "task", "answer": "answer"}
    if row["kind"] not in kinds:
        raise corrupted(name, f"the kind {row['kind']!r} does not exist")
    fields = {field: row[field] for field in ("id", "text", "author", "target", "process", "to", "answers")}
    return Note(kind=kinds[row["kind"]], at=moment(row["at"], name), **fields)
