"""What is known of feeds that are followed: visits, and the items that were dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import insert, select

from trucewatch.record.rows import moment
from trucewatch.record.schema import moment_text
from trucewatch.record.schema_feeds import FEED_ITEM, FEED_VISIT
from trucewatch.record.writer import Record

VisitOutcome = Literal["read", "unchanged", "damaged", "failed"]
ItemOutcome = Literal["added", "known", "refused"]


@dataclass(frozen=True)
class FeedVisit:
    """One visit to a feed.

    Attributes:
        address: the feed's.
        at: when.
        outcome: read: all of it; unchanged: as the host said; damaged: what came before a break; failed: nothing came.
        etag: as the host sent it, where the next visit may ask for changes alone.
        last_modified: likewise.
        told: what went wrong; None where nothing did.
    """

    address: str
    at: datetime
    outcome: VisitOutcome
    etag: str | None = None
    last_modified: str | None = None
    told: str | None = None


def last_visits(record: Record) -> dict[str, FeedVisit]:
    """The last visit to each feed, by its address."""
    with record.looking() as connection:
        rows = connection.execute(select(FEED_VISIT).order_by(FEED_VISIT.c.id)).mappings().all()
    found = {}
    for row in rows:
        when = moment(row["at"], f"visit {row['id']} to a feed")
        found[row["address"]] = FeedVisit(
            row["address"],
            when,
            cast("VisitOutcome", row["outcome"]),  # a constraint of the table holds these
            row["etag"],
            row["last_modified"],
            row["told"],
        )
    return found


def validators(record: Record, address: str) -> tuple[str | None, str | None]:
    """`ETag` and `Last-Modified` of the last visit that dealt with all of a feed; (None, None) where there is none."""
    query = select(FEED_VISIT.c.etag, FEED_VISIT.c.last_modified, FEED_VISIT.c.outcome).where(
        FEED_VISIT.c.address == address, FEED_VISIT.c.outcome.in_(("read", "damaged"))
    )
    with record.looking() as connection:
        row = connection.execute(query.order_by(FEED_VISIT.c.id.desc()).limit(1)).first()
    return (row.etag, row.last_modified) if row and row.outcome == "read" else (None, None)


def dealt_with(record: Record, address: str) -> frozenset[str]:
    """The digests of all items of a feed that were dealt with."""
    with record.looking() as connection:
        return frozenset(connection.scalars(select(FEED_ITEM.c.digest).where(FEED_ITEM.c.address == address)))


def note_visit(record: Record, visit: FeedVisit) -> None:
    """Keep a visit."""
    row = {name: getattr(visit, name) for name in ("address", "outcome", "etag", "last_modified", "told")}
    with record.writing() as connection:
        connection.execute(insert(FEED_VISIT).values(row | {"at": moment_text(visit.at)}))


def note_item(record: Record, address: str, digest: str, outcome: ItemOutcome, told: str | None = None) -> None:
    """Keep that an item was dealt with."""
    row = {"address": address, "digest": digest, "outcome": outcome, "told": told, "at": moment_text(record.now())}
    with record.writing() as connection:
        connection.execute(insert(FEED_ITEM).values(row))
