"""Review: statements that people read, rulings carried over, coding rounds, and versions of a report.

No row is written here: a record of before has none of these.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold, number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_KEYS = {
    "person_statement": "id = NEW.id",
    "carried": "id = NEW.id",
    "coding_round": "id = NEW.id OR name = NEW.name",
    "coding_reading": "round_id = NEW.round_id AND reading_id = NEW.reading_id",
    "coder": "round_id = NEW.round_id AND author = NEW.author",
    "coding": "id = NEW.id",
    "coding_close": "round_id = NEW.round_id",
    "report_version": "id = NEW.id",
}


def upgrade() -> None:
    """Make the tables and the triggers that keep them append-only."""
    _make_person_statements()
    _make_carried()
    _make_rounds()
    _make_codings()
    _make_versions()
    for table, same in _KEYS.items():
        number(op, table)
        hold(op, table, same)


def _make_person_statements() -> None:
    op.create_table(
        "person_statement",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("statement_id", sa.Text, sa.ForeignKey("statement.id"), nullable=False, index=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _make_carried() -> None:
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("ruling_id", sa.Integer, sa.ForeignKey("ruling.id"), nullable=False, index=True),
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("reading.id"), nullable=False),
        sa.Column("statement_id", sa.Text, sa.ForeignKey("statement.id")),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('accept', 'refuse')", name="verdict"),
        sqlite_autoincrement=True,
    )


def _make_rounds() -> None:
    op.create_table(
        "coding_round",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "coding_reading",
        sa.Column("round_id", sa.Integer, sa.ForeignKey("coding_round.id"), primary_key=True, nullable=False),
        sa.Column("reading_id", sa.Integer, sa.ForeignKey("reading.id"), primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coder",
        sa.Column("round_id", sa.Integer, sa.ForeignKey("coding_round.id"), primary_key=True, nullable=False),
        sa.Column("author", sa.Text, primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coding_close",
        sa.Column("round_id", sa.Integer, sa.ForeignKey("coding_round.id"), primary_key=True, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("abandoned", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_codings() -> None:
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("round_id", sa.Integer, sa.ForeignKey("coding_round.id"), nullable=False, index=True),
        sa.Column("statement_id", sa.Text, sa.ForeignKey("statement.id"), nullable=False, index=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("replacement_id", sa.Text),
        sa.Column("replacement", sa.Text),
        sa.Column("reconciles", sa.Boolean, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('accept', 'correct', 'withdraw')", name="verdict"),
        sa.CheckConstraint(
            "(verdict = 'correct') = (replacement_id IS NOT NULL) AND (replacement_id IS NULL) = (replacement IS NULL)",
            name="replacement",
        ),
        sqlite_autoincrement=True,
    )


def _make_versions() -> None:
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("old_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("new_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("old_id <> new_id", name="two_reports"),
        sqlite_autoincrement=True,
    )
