"""Reports that their publishers put in others' places: a view shows the newest that was published by its day.

Both stay in the record as they are. Before the newer one was published (`known_on`), or recorded as its version
(`recorded_by`), a view shows the older one; from then on the newer one alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Select, insert, select

from trucewatch.errors import RecordError
from trucewatch.record.rows import moment
from trucewatch.record.schema import REPORT_VERSION, moment_text


@dataclass(frozen=True)
class Version:
    """A report in another's place.

    Attributes:
        old_id: the report until then.
        new_id: the report in its place.
        author: who recorded it.
        at: when, UTC.
        reason: why.
    """

    old_id: str
    new_id: str
    author: str
    at: datetime
    reason: str


def replaced(known: Select[tuple[str]], recorded_by: datetime | None = None) -> Select[tuple[str]]:
    """The ids of reports in whose place stands another, or one in that one's place and so on, that is known.

    Args:
        known: the ids of the reports known.
        recorded_by: only what was recorded as a version by then.
    """
    row, further = REPORT_VERSION.alias(), REPORT_VERSION.alias()
    first = select(row.c.old_id, row.c.new_id)
    if recorded_by is not None:
        first = first.where(row.c.at <= moment_text(recorded_by))
    later = first.cte(recursive=True)
    step = select(later.c.old_id, further.c.new_id).join(later, later.c.new_id == further.c.old_id)
    if recorded_by is not None:
        step = step.where(further.c.at <= moment_text(recorded_by))
    later = later.union(step)
    return select(later.c.old_id).where(later.c.new_id.in_(known))


def add_version(connection: Connection, version: Version) -> bool:
    """Record that a report stands in another's place; the same pair twice is kept once. Was it new?

    Raises:
        RecordError: the two are one, or the old report already stands, in turn, in the new one's place.
    """
    held = load_versions(connection)
    check_pair(held, version.old_id, version.new_id)
    if any((v.old_id, v.new_id) == (version.old_id, version.new_id) for v in held):
        return False
    connection.execute(
        insert(REPORT_VERSION).values(
            old_id=version.old_id,
            new_id=version.new_id,
            author=version.author,
            at=moment_text(version.at),
            reason=version.reason,
        )
    )
    return True


def check_pair(held: tuple[Version, ...], old_id: str, new_id: str) -> None:
    """Refuse a pair that can be no two versions of a report.

    Raises:
        RecordError: the two are one, or the old report already stands, in turn, in the new one's place.
    """
    if old_id == new_id:
        raise RecordError(
            f"the new version is report {old_id[:12]} itself: text, outlet and address are the same",
            expected="a text that the publisher changed",
        )
    if old_id in chain_of(held, new_id)[1:]:
        raise RecordError(
            f"report {old_id[:12]} is a later version of {new_id[:12]} itself",
            expected="versions in one line, from the oldest to the newest",
            advice=f"`trucewatch report versions {new_id[:12]}` prints them.",
        )


def load_versions(connection: Connection) -> tuple[Version, ...]:
    """All versions recorded, in that order."""
    rows = connection.execute(select(REPORT_VERSION).order_by(REPORT_VERSION.c.id)).mappings()
    return tuple(
        Version(
            row["old_id"], row["new_id"], row["author"], moment(row["at"], f"report_version {row['id']}"), row["reason"]
        )
        for row in rows
    )


def chain_of(versions: tuple[Version, ...], report_id: str) -> list[str]:
    """A report and all that came to stand in its place, each after what it replaced."""
    chain, waiting = [report_id], [report_id]
    while waiting:
        now = waiting.pop(0)
        for version in versions:
            if version.old_id == now and version.new_id not in chain:
                chain.append(version.new_id)
                waiting.append(version.new_id)
    return chain
