"""Dismissals: findings that a person set aside with a reason, or opened again."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from sqlalchemy import insert, select

from trucewatch.errors import RecordError
from trucewatch.record.rows import corrupted, moment
from trucewatch.record.schema import DISMISSAL, REPORT, moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.dismissal import Dismissal, DismissalVerdict
from trucewatch.vocabulary.finding import Finding


def dismiss(record: Record, finding: Finding, *, author: str, reason: str) -> Dismissal:
    """Set a finding aside until its evidence changes.

    Args:
        record: a record open for writing.
        finding: the finding; its first passage is in a report of the record.
        author: who decides.
        reason: why; a dismissal without one helps nobody later.

    Raises:
        RecordError: no author, no reason, a finding without a place in the record, or one that is set aside already.
    """
    return _decide(record, finding, "dismissed", author, reason)


def reopen(record: Record, finding: Finding, *, author: str, reason: str) -> Dismissal:
    """Open a finding again that was set aside.

    Raises:
        RecordError: as `dismiss`; or the finding is not set aside.
    """
    return _decide(record, finding, "reopened", author, reason)


def dismissals(record: Record, *, recorded_by: datetime | None = None) -> dict[str, Dismissal]:
    """What was decided last on each finding, by the finding's id; of equal moments what they say decides.

    Args:
        record: an open record.
        recorded_by: only what was decided by then.
    """
    query = select(DISMISSAL)
    if recorded_by is not None:
        query = query.where(DISMISSAL.c.at <= moment_text(recorded_by))
    found: list[Dismissal] = []
    with record.looking() as connection:
        for row in connection.execute(query).mappings():
            name = f"dismissal {row['id']}"
            if row["verdict"] not in get_args(DismissalVerdict):
                raise corrupted(name, f"the verdict {row['verdict']!r} does not exist")
            given = {key: row[key] for key in ("finding_id", "code", "report_id", "verdict", "author", "reason")}
            found.append(Dismissal(at=moment(row["at"], name), **given))
    found.sort(key=lambda d: (d.at, d.verdict, d.author, d.reason))
    return {one.finding_id: one for one in found}


def _decide(record: Record, finding: Finding, verdict: DismissalVerdict, author: str, reason: str) -> Dismissal:
    for name, value in (("author", author), ("reason", reason)):
        if not value.strip():
            raise RecordError(f"a finding was to be {verdict} without {name}", expected=f"the {name} of the decision")
    if not finding.places:
        raise RecordError(
            f"the finding {finding.id[:12]} lies in no report", expected="a finding with a passage in the record"
        )
    before = dismissals(record).get(finding.id)
    if (before.verdict if before else "reopened") == verdict:
        told = f"{before.verdict} by {before.author} on {before.at:%Y-%m-%d}" if before else "not dismissed"
        raise RecordError(f"the finding {finding.id[:12]} is {told}", advice="`trucewatch findings --all` shows them.")
    made = Dismissal(finding.id, finding.code, finding.places[0].report_id, verdict, author, record.now(), reason)
    with record.writing() as connection:
        if not connection.execute(select(REPORT.c.id).where(REPORT.c.id == made.report_id)).first():
            raise RecordError(f"the record holds no report {made.report_id[:12]}", expected="a finding of this record")
        row = {"finding_id": made.finding_id, "code": made.code, "report_id": made.report_id, "verdict": verdict}
        row |= {"author": author, "reason": reason, "at": moment_text(made.at)}
        connection.execute(insert(DISMISSAL).values(row))
    return made
