"""The tables of the record as they are now; `migrations/` holds how they came to be.

Rows are added and never changed or deleted (triggers hold this). What is in force is found by reading:

- `report_meta`: the newest row of a report is its metadata; corrections are new rows.
- `reading`: the newest row of a report is the reading in force. `sighting` ties the statements to the readings that
  gave them, and holds their contents: the same statement (same id) may be resolved differently by a later reading,
  so contents belong to a reading, identity to `statement`.
- `ruling`: the ruling with the latest time is in force; on equal times the one recorded last.

Moments are ISO 8601 text in UTC with microseconds (they sort as text), days `YYYY-MM-DD`, nested values canonical JSON.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from trucewatch.errors import RecordError

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text),
    Column("start", Integer, nullable=False),
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
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
