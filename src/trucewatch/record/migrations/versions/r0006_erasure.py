"""Erasure with a tombstone, and how long the reports of a process are kept.

The guards of the tables that hold words of reports now let an erasure take them out (`migrations.erasable`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold, number
from trucewatch.record.migrations.erasable import allow

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Of each table of before the columns that hold words of a report, or of people on it.
_WORDS = {
    "report": ("text",),
    "report_meta": ("title", "byline"),
    "reading": ("layers",),
    "statement": ("subject",),
    "ruling": ("reason", "replacement"),
    "judgement": ("reason",),
    "person_statement": ("content", "reason"),
    "carried": ("reason",),
    "coding": ("reason", "replacement"),
    "report_version": ("reason",),
}


def upgrade() -> None:
    """Make the three tables and renew the guards of the tables with words."""
    op.add_column("report", sa.Column("erasure_id", sa.Integer))
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("spans", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erased_row",
        sa.Column("erased_table", sa.Text, primary_key=True, nullable=False),
        sa.Column("erased_key", sa.Text, primary_key=True, nullable=False),
        sa.Column("erasure_id", sa.Integer, sa.ForeignKey("erasure.id"), primary_key=True, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "retention",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("process", sa.Text, nullable=False),
        sa.Column("keep", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    own = {
        "erasure": "id = NEW.id",
        "erased_row": "erased_table = NEW.erased_table AND erased_key = NEW.erased_key AND erasure_id = NEW.erasure_id",
        "retention": "id = NEW.id",
    }
    for table, same in own.items():
        number(op, table)
        hold(op, table, same)
    for table, words in _WORDS.items():
        allow(op, table, words)
    allow(op, "sighting", ("content",), key=("reading_id", "statement_id"))
    allow(op, "notice", ("content",), key=("reading_id", "position"))
