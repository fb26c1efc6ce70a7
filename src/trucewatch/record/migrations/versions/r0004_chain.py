"""The chain of appends: which transaction added a row, and a digest over what each of them added.

The rows of before are taken together as the first append, so that they are held from now on as well.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from trucewatch.record.chain import Link, add_link
from trucewatch.record.migrations.append_only import hold, number, released
from trucewatch.record.schema import moment_text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = (
    "run", "report", "report_meta", "reading", "statement", "sighting", "notice", "ruling", "actor", "judgement",
)  # fmt: skip


def upgrade() -> None:
    """Make the table of appends, number the rows of before, and close them as the first append."""
    op.create_table(
        "append",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("chain", sa.Text, nullable=False),
    )
    hold(op, "append", "id = NEW.id")
    connection = op.get_bind()
    tables = []
    for name in _TABLES:
        number(op, name)
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        with released(op, name):
            numbered = connection.execute(table.update().values(append_id=1)).rowcount
        if numbered:
            tables.append(table)
    if tables:
        add_link(connection, tables, Link(0, ""), moment_text(datetime.now(UTC)))
