"""Actors that reports tell of, and what people decide about two of them, or about two statements.

Readings from before say nothing of actors: a report is to be read again for that, as every new version of a step asks
for (`Record.reading_if_made_by`). No row is written here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables and the triggers that keep them append-only, as revision 0001 made the others."""
    op.create_table(
        "actor",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False, index=True),
        sa.Column("start", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("left_id", sa.Text, nullable=False),
        sa.Column("right_id", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('actor', 'proposal', 'agreement')", name="kind"),
        sa.CheckConstraint("verdict IN ('same', 'different', 'withdrawn')", name="verdict"),
        sa.CheckConstraint("left_id < right_id", name="pair"),
        sqlite_autoincrement=True,
    )
    for table in ("actor", "judgement"):
        hold(op, table, "id = NEW.id")
