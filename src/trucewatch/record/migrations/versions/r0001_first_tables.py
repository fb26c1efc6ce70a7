"""Reports, readings, statements and rulings, all append-only.

This file states its tables itself: `schema` moves on, what this revision made does not. A test holds the two equal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Each table with the condition under which a new row would stand in an old one's place.
_KEYS = {
    "run": "id = NEW.id",
    "report": "id = NEW.id",
    "report_meta": "id = NEW.id",
    "reading": "id = NEW.id",
    "statement": "id = NEW.id",
    "sighting": "reading_id = NEW.reading_id AND statement_id = NEW.statement_id",
    "notice": "reading_id = NEW.reading_id AND position = NEW.position",
    "ruling": "id = NEW.id",
}
_APPLICATION_ID = 0x54525743  # "TRWC": tells a record from any other SQLite file
_MARK = "Trucewatch record"  # tells a record from the tables of another program


def upgrade() -> None:
    """Make the tables and the triggers that keep them append-only."""
    _make_reports()
    _make_readings()
    _make_rulings()
    for table, same in _KEYS.items():
        hold(op, table, same)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"COMMENT ON TABLE alembic_version IS '{_MARK}'")
    else:
        op.execute(f"PRAGMA application_id = {_APPLICATION_ID}")


def _make_reports() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("steps", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("given_id", sa.Text),
        sa.Column("extracted", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
    )
    op.create_table(
        "report_meta",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("published", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("process", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("language", sa.Text),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _make_readings() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("run.id"), nullable=False),
        sa.Column("published", sa.Text),
        sa.Column("layers", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text),
        sa.Column("start", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sighting",
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("reading.id"), primary_key=True, nullable=False),
        sa.Column("statement_id", sa.Text, sa.ForeignKey("statement.id"), primary_key=True, nullable=False, index=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("step_version", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("content", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notice",
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("reading.id"), primary_key=True, nullable=False),
        sa.Column("position", sa.Integer, primary_key=True, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_rulings() -> None:
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("statement_id", sa.Text, sa.ForeignKey("statement.id"), nullable=False, index=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("replacement_id", sa.Text, sa.ForeignKey("statement.id")),
        sa.Column("replacement", sa.Text),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('accept', 'correct', 'withdraw')", name="verdict"),
        sa.CheckConstraint(
            "(verdict = 'correct') = (replacement_id IS NOT NULL) AND (replacement_id IS NULL) = (replacement IS NULL)",
            name="replacement",
        ),
        sqlite_autoincrement=True,
    )
