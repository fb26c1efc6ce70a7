"""Feeds that are followed: each visit, and each item that was dealt with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from trucewatch.record.migrations.append_only import hold, number

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the triggers that keep them append-only."""
    op.create_table(
        "feed_visit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("told", sa.Text),
        sa.CheckConstraint("outcome IN ('read', 'unchanged', 'damaged', 'failed')", name="outcome"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feed_item",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("told", sa.Text),
        sa.CheckConstraint("outcome IN ('added', 'known', 'refused')", name="outcome"),
        sqlite_autoincrement=True,
    )
    for table in ("feed_visit", "feed_item"):
        op.create_index(f"ix_{table}_address", table, ["address"])
        number(op, table)
        hold(op, table, "id = NEW.id")
