"""Notes, questions and tasks of those who work with the record, and the marks of their visits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold, number
from trucewatch.record.migrations.erasable import allow

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables and the triggers that keep them append-only."""
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("process", sa.Text),
        sa.Column("to", sa.Text),
        sa.Column("answers", sa.Integer, sa.ForeignKey("note.id")),
        sa.CheckConstraint("kind IN ('remark', 'question', 'task', 'answer')", name="kind"),
        sa.CheckConstraint("(kind = 'answer') = (answers IS NOT NULL)", name="answers"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("process", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    for table in ("note", "visit"):
        number(op, table)
        hold(op, table, "id = NEW.id")
    allow(op, "note", ("text",))
