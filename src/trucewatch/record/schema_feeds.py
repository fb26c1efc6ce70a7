"""The tables of feeds that are followed; see `feeds`."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text

from trucewatch.record.schema_set import METADATA

FEED_VISIT = Table(
    "feed_visit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("told", Text),
    CheckConstraint("outcome IN ('read', 'unchanged', 'damaged', 'failed')", name="outcome"),
    sqlite_autoincrement=True,
)
"""One visit to a feed. `etag` and `last_modified` stand where all of it was dealt with: only then may the next visit
ask for changes alone."""

FEED_ITEM = Table(
    "feed_item",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address", Text, nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("told", Text),
    CheckConstraint("outcome IN ('added', 'known', 'refused')", name="outcome"),
    sqlite_autoincrement=True,
)
"""One item that was dealt with, by a digest of its key and contents; nothing of its words is kept here."""
