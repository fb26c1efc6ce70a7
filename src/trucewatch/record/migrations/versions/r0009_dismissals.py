"""Findings that a person set aside, with a reason, or opened again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold, number
from trucewatch.record.migrations.erasable import allow

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the triggers that keep it append-only."""
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("finding_id", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("report_id", sa.Text, sa.ForeignKey("report.id"), nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.CheckConstraint("verdict IN ('dismissed', 'reopened')", name="verdict"),
        sqlite_autoincrement=True,
    )
    for column in ("finding_id", "report_id"):
        op.create_index(f"ix_dismissal_{column}", "dismissal", [column])
    number(op, "dismissal")
    hold(op, "dismissal", "id = NEW.id")
    allow(op, "dismissal", ("reason",))
