"""The tables of review: what people read, rule and reconcile, and which report takes another's place.

`schema` holds all tables, these among them; it says what they have in common.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text

from trucewatch.record.schema_set import METADATA

PERSON_STATEMENT = Table(
    "person_statement",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("statement_id", Text, ForeignKey("statement.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""A statement as a person read it in the report; no reading takes it away, a ruling may (`person_statements`)."""

CARRIED = Table(
    "carried",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ruling_id", Integer, ForeignKey("ruling.id"), nullable=False, index=True),
    Column("reading_id", Integer, ForeignKey("reading.id"), nullable=False),
    Column("statement_id", Text, ForeignKey("statement.id")),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    CheckConstraint("verdict IN ('accept', 'refuse')", name="verdict"),
    sqlite_autoincrement=True,
)
"""What a person decided about a ruling whose statement the reading in force no longer gives (`carrying`).

`reading_id` is the reading in force at the time, `statement_id` the statement the ruling was carried to or kept from;
NULL where that reading gives nothing in the old one's place.
"""

CODING_ROUND = Table(
    "coding_round",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Several people rule on the same readings, blind to each other (`coding`)."""

CODING_READING = Table(
    "coding_reading",
    METADATA,
    Column("round_id", Integer, ForeignKey("coding_round.id"), primary_key=True, nullable=False),
    Column("reading_id", Integer, ForeignKey("reading.id"), primary_key=True, nullable=False),
    sqlite_with_rowid=False,
)
"""A reading that a round is about: the one in force of its report when the round was opened."""

CODER = Table(
    "coder",
    METADATA,
    Column("round_id", Integer, ForeignKey("coding_round.id"), primary_key=True, nullable=False),
    Column("author", Text, primary_key=True, nullable=False),
    sqlite_with_rowid=False,
)
"""Who rules in a round."""

CODING = Table(
    "coding",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("round_id", Integer, ForeignKey("coding_round.id"), nullable=False, index=True),
    Column("statement_id", Text, ForeignKey("statement.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("replacement_id", Text),
    Column("replacement", Text),
    Column("reconciles", Boolean, nullable=False),
    Column("recorded_at", Text, nullable=False),
    CheckConstraint("verdict IN ('accept', 'correct', 'withdraw')", name="verdict"),
    CheckConstraint(
        "(verdict = 'correct') = (replacement_id IS NOT NULL) AND (replacement_id IS NULL) = (replacement IS NULL)",
        name="replacement",
    ),
    sqlite_autoincrement=True,
)
"""A ruling inside a round: it counts for nothing until the round is closed, and then becomes a row of `ruling`.

Its replacement is no row of `statement` until then either, so that nothing shows one coder what another put in place.
`reconciles`: taken in view of all rulings of the round, to settle a difference.
"""

CODING_CLOSE = Table(
    "coding_close",
    METADATA,
    Column("round_id", Integer, ForeignKey("coding_round.id"), primary_key=True, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("abandoned", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""The end of a round; `abandoned`: none of its rulings count."""

REPORT_VERSION = Table(
    "report_version",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("old_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("new_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("old_id <> new_id", name="two_reports"),
    sqlite_autoincrement=True,
)
"""A report that its publisher put in another's place (`versions`)."""

DISMISSAL = Table(
    "dismissal",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("finding_id", Text, nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("verdict IN ('dismissed', 'reopened')", name="verdict"),
    sqlite_autoincrement=True,
)
"""That a person set a finding aside, or opened it again; `report_id` is the report of its first passage.

A finding's id stands for its evidence (`vocabulary.finding`): once other passages are concerned, it is another finding.
"""
