"""The tables of the record as they are now; `migrations/` holds how they came to be.

Rows are added and never changed or deleted (triggers hold this). What is in force is found by reading:

- `report_meta`: the newest row of a report is its metadata; corrections are new rows.
- `reading`: the newest row of a report is the reading in force. `sighting` ties the statements to the readings that
  gave them, and holds their contents: the same statement (same id) may be resolved differently by a later reading,
  so contents belong to a reading, identity to `statement`.
- `ruling`: the ruling with the latest time is in force; on equal times what they say decides (`ruled.ruling_order`).
- `actor`: as `statement`, identity alone; what a reading says of an actor stands in the reading's layers.
- `judgement`: of those on one pair the one with the latest time is in force (`vocabulary.judgement`).
- `append`: every transaction that adds rows is one; all rows carry its number (`chain`).
- `erasure`: words were taken out; the only change that a row can undergo (`erasing`).

Moments are ISO 8601 text in UTC with microseconds (they sort as text), days `YYYY-MM-DD`, nested values canonical JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from trucewatch.errors import RecordError
from trucewatch.record.schema_feeds import FEED_ITEM, FEED_VISIT
from trucewatch.record.schema_review import (
    CARRIED,
    CODER,
    CODING,
    CODING_CLOSE,
    CODING_READING,
    CODING_ROUND,
    DISMISSAL,
    PERSON_STATEMENT,
    REPORT_VERSION,
)
from trucewatch.record.schema_set import METADATA

__all__ = [
    "ACTOR", "APPEND", "CARRIED", "CODER", "CODING", "CODING_CLOSE", "CODING_READING", "CODING_ROUND", "DISMISSAL",
    "ERASED_ROW", "ERASURE", "FEED_ITEM", "FEED_VISIT", "JUDGEMENT", "METADATA", "NOTE", "NOTICE", "PERSON_STATEMENT",
    "READING", "REPORT",
    "REPORT_META", "REPORT_VERSION", "RETENTION", "RULING", "RUN", "SIGHTING", "STATEMENT", "VISIT", "Append",
    "json_text", "moment_text",
]  # fmt: skip

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)

RUN = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started_at", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("steps", Text, nullable=False),
    Column("models", Text),
    sqlite_autoincrement=True,
)
"""One opening of the record in which something was read with one list of steps and one of models.

`models` is NULL in runs of before revision 0002, which did not record them.
"""

REPORT = Table(
    "report",
    METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("text", Text, nullable=False),
    Column("outlet", Text),
    Column("url", Text),
    Column("name", Text),
    Column("given_id", Text),
    Column("extracted", Boolean, nullable=False),
    Column("added_at", Text, nullable=False),
)
"""A report's text and what takes part in its identity: outlet and address as first declared."""

REPORT_META = Table(
    "report_meta",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("published", Text),
    Column("outlet", Text),
    Column("process", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("language", Text),
    Column("rights", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""All metadata of a report from a moment on, with who gave it and why."""

READING = Table(
    "reading",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False),
    Column("published", Text),
    Column("layers", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One pass over one report: the date it was read with, the digest of all it gave, and what is no statement."""

STATEMENT = Table(
    "statement",
    METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text),
    Column("start", Integer, nullable=False),
    Index("ix_statement_report_id_kind", "report_id", "kind"),
    sqlite_with_rowid=False,
)
"""That a statement exists: what never changes about it."""

SIGHTING = Table(
    "sighting",
    METADATA,
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True, nullable=False),
    Column("statement_id", Text, ForeignKey("statement.id"), primary_key=True, nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("step_version", Text, nullable=False),
    Column("confidence", Float),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""A statement as one reading gave it."""

NOTICE = Table(
    "notice",
    METADATA,
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True, nullable=False),
    Column("position", Integer, primary_key=True, nullable=False),
    Column("code", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""A finding made while reading (a date that is missing, a language that is not read)."""

RULING = Table(
    "ruling",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("statement_id", Text, ForeignKey("statement.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("replacement_id", Text, ForeignKey("statement.id")),
    Column("replacement", Text),
    Column("recorded_at", Text, nullable=False),
    CheckConstraint("verdict IN ('accept', 'correct', 'withdraw')", name="verdict"),
    CheckConstraint(
        "(verdict = 'correct') = (replacement_id IS NOT NULL) AND (replacement_id IS NULL) = (replacement IS NULL)",
        name="replacement",
    ),
    sqlite_autoincrement=True,
)
"""A person's decision: `at` is when it was taken, `recorded_at` when the record learned of it."""


ACTOR = Table(
    "actor",
    METADATA,
    Column("id", Text, primary_key=True, nullable=False),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""That a report tells of an actor: what never changes about it, whoever it is taken for."""

JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("left_id", Text, nullable=False),
    Column("right_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    CheckConstraint("kind IN ('actor', 'proposal', 'agreement')", name="kind"),
    CheckConstraint("verdict IN ('same', 'different', 'withdrawn')", name="verdict"),
    CheckConstraint("left_id < right_id", name="pair"),
    sqlite_autoincrement=True,
)
"""What a person decided about two actors of reports, or two statements: one, or two.

`at` is when it was decided, `recorded_at` when the record learned of it; of the two ids the smaller stands on the left.
"""


# Notes of those who work with the record

NOTE = Table(
    "note",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("target", Text),
    Column("process", Text),
    Column("to", Text),
    Column("answers", Integer, ForeignKey("note.id")),
    CheckConstraint("kind IN ('remark', 'question', 'task', 'answer')", name="kind"),
    CheckConstraint("(kind = 'answer') = (answers IS NOT NULL)", name="answers"),
    sqlite_autoincrement=True,
)
"""A remark, question, task or answer of a person; what is answered is closed."""

VISIT = Table(
    "visit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("author", Text, nullable=False),
    Column("process", Text),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""That a person looked at a process (NULL: at the whole record)."""


# Erasure: what was taken out of the record, and for how long reports are kept.

ERASURE = Table(
    "erasure",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("spans", Text),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("statements", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""A tombstone: words of a report were erased; `spans` are the places in its text, NULL where it was the whole text.

`statements` is the number of statements that rested on the words.
"""

ERASED_ROW = Table(
    "erased_row",
    METADATA,
    Column("erased_table", Text, primary_key=True, nullable=False),
    Column("erased_key", Text, primary_key=True, nullable=False),
    Column("erasure_id", Integer, ForeignKey("erasure.id"), primary_key=True, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""That an erasure changed a row, with the row's digests before and after: the chain of appends holds nevertheless.

The triggers let a row be changed only in the transaction that adds its row here.
"""

RETENTION = Table(
    "retention",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("process", Text, nullable=False),
    Column("keep", Text),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""For how long texts of a process are kept from the day they were added (ISO 8601, "P2Y"); NULL: without end.

The newest row of a process is in force.
"""


# The chain: every transaction that adds rows is one append, and every row carries its append's number.


@dataclass
class Append:
    """The append in hand of a connection: the execution option `append` of every transaction that writes.

    Attributes:
        number: its number, which every row that is added gets.
        tables: names of the tables that rows were added to so far.
    """

    number: int
    tables: set[str] = field(default_factory=set)


APPEND = Table(
    "append",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("chain", Text, nullable=False),
)
"""What one transaction added: of each table the number of rows and a digest over them, and the chain (`chain`)."""


def _number_of_append(context: Any) -> int:
    """The number of the append in hand, for a row that is being inserted; notes that its table got one."""
    append = context.execution_options.get("append")
    if append is None:
        raise RecordError("rows were added outside of a record's transaction", expected="a block of Record.writing()")
    append.tables.add(context.current_column.table.name)
    return int(append.number)


for _table in METADATA.tables.values():
    if _table is not APPEND:
        # NULL in a row that some other program added: `record verify` tells of it.
        _table.append_column(Column("append_id", Integer, index=True, default=_number_of_append))

REPORT.append_column(Column("erasure_id", Integer))  # the last erasure that took words out of its text, else NULL


def moment_text(at: datetime) -> str:
    """A moment as the record keeps it.

    Raises:
        RecordError: it has no time zone.
    """
    if at.tzinfo is None:
        raise RecordError(f"the time {at.isoformat()} has no zone", expected="a time with its zone, such as UTC")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def json_text(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, no NaN; equal values give equal text."""
    return _CANONICAL.encode(value)
