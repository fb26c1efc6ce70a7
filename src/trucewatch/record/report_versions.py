"""Recording that a report stands in another's place, and asking for all versions of one."""

from __future__ import annotations

from trucewatch.record.lookup import find_id, report_in_force
from trucewatch.record.schema import REPORT
from trucewatch.record.versions import Version, add_version, chain_of, check_pair, load_versions
from trucewatch.record.writer import Record
from trucewatch.vocabulary.report import Report


def check_version(record: Record, old_id: str, new_id: str) -> None:
    """Refuse a pair that can be no two versions of a report; both ids in full, the newer one not yet in the record.

    Raises:
        RecordError: the two are one, or the old report already stands, in turn, in the new one's place.
    """
    with record.looking() as connection:
        check_pair(load_versions(connection), old_id, new_id)


def record_version(record: Record, old_id: str, new_id: str, *, author: str, reason: str) -> bool:
    """Record that a report stands in another's place from now on; was it new?

    Args:
        record: a record open for writing.
        old_id: the older report's id, or its first digits (at least 6).
        new_id: the newer one's, likewise.
        author: who records it.
        reason: why.

    Raises:
        UnknownIdError: no report, or several, has an id.
        RecordError: as `check_version`.
    """
    with record.writing() as connection:
        ids = find_id(connection, REPORT.c.id, old_id), find_id(connection, REPORT.c.id, new_id)
        return add_version(connection, Version(*ids, author, record.now(), reason))


def replacements(record: Record) -> dict[str, str]:
    """The reports in whose place another stands, by id, with that one's; of several the last recorded."""
    with record.looking() as connection:
        return {version.old_id: version.new_id for version in load_versions(connection)}


def is_replaced(record: Record, report_id: str) -> bool:
    """Does another report stand in this one's place? The full id is needed."""
    return report_id in replacements(record)


def versions_of(record: Record, report_id: str) -> tuple[tuple[Report, Version | None], ...]:
    """All versions of a report, whichever is asked for: each after what it replaced, with how that was recorded.

    Raises:
        UnknownIdError: no report, or several, has that id.
    """
    with record.looking() as connection:
        asked = find_id(connection, REPORT.c.id, report_id)
        held = load_versions(connection)
        reversed_ = tuple(Version(v.new_id, v.old_id, v.author, v.at, v.reason) for v in held)
        firsts = [id_ for id_ in chain_of(reversed_, asked) if not any(v.new_id == id_ for v in held)]
        ids = list(dict.fromkeys(id_ for first in firsts for id_ in chain_of(held, first)))
        by_new = {v.new_id: v for v in held}
        return tuple((report_in_force(connection, id_), by_new.get(id_)) for id_ in ids)
