"""An index over the statements of a report by kind, so that a view reads one kind without touching the others."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index in the place of the one over reports alone, which it begins with."""
    op.create_index("ix_statement_report_id_kind", "statement", ["report_id", "kind"])
    op.drop_index("ix_statement_report_id", "statement")
