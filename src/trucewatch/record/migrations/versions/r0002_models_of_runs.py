"""A run says which models it read with.

Runs from before keep NULL: what they read with was not recorded. The triggers of `run` hold as they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no row is written."""
    op.add_column("run", sa.Column("models", sa.Text))
