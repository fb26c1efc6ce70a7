"""How long texts are kept: a dated rule for each process, and the reports whose time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select

from trucewatch.errors import RecordError
from trucewatch.record.lookup import list_reports
from trucewatch.record.rows import FiledReport, moment
from trucewatch.record.schema import REPORT_META, RETENTION, moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.dates import add_duration


@dataclass(frozen=True)
class Retention:
    """A rule on how long texts are kept.

    Attributes:
        process: the process whose reports it is about.
        keep: how long from the day on which a report was added, an ISO 8601 duration; None: without end.
        author: who set it.
        at: when, UTC.
        reason: why, "" where none was given.
    """

    process: str
    keep: str | None
    author: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Due:
    """A report whose time is over.

    Attributes:
        filed: the report.
        since: the first day on which it is no longer to be kept.
        rule: the rule that says so.
    """

    filed: FiledReport
    since: date
    rule: Retention


def set_retention(record: Record, process: str, keep: str | None, *, author: str, reason: str = "") -> Retention:
    """Set how long the texts of a process are kept; the newest rule of a process is in force. Erases nothing.

    Args:
        record: a record open for writing.
        process: a process that reports are filed under.
        keep: an ISO 8601 duration in years, months, weeks and days; None: without end.
        author: who sets it.
        reason: why.

    Raises:
        RecordError: no such process, a duration that is none, no author.
    """
    if not author.strip():
        raise RecordError("a rule came without an author", expected="the name of whoever sets it")
    if keep is not None and add_duration(date(2000, 1, 1), keep) in (None, date(2000, 1, 1)):
        raise RecordError(f"{keep!r} is no length of time to keep a text", expected="such as P2Y, P18M or P90D")
    with record.writing() as connection:
        names = set(connection.execute(select(REPORT_META.c.process).distinct()).scalars()) - {None}
        if process not in names:
            raise RecordError(
                f"the record has no report of a process {process!r}",
                expected=f"one of {', '.join(sorted(names))}" if names else "reports added with --process",
            )
        rule = Retention(process, keep, author, record.now(), reason)
        at = moment_text(rule.at)
        row = {"process": process, "keep": keep, "author": author, "at": at, "reason": reason}
        connection.execute(insert(RETENTION).values(**row))
    return rule


def retentions(record: Record) -> tuple[Retention, ...]:
    """Every rule that was set, oldest first; the last of a process is in force."""
    with record.looking() as connection:
        return _load(connection)


def due(record: Record, on: date | None = None) -> tuple[Due, ...]:
    """The reports that are no longer to be kept, by the day since when, then id; erased ones are not among them.

    Args:
        record: an open record.
        on: the day; None: today by the record's clock, in UTC.
    """
    today = on or record.now().astimezone(UTC).date()
    with record.looking() as connection:
        rules = {rule.process: rule for rule in _load(connection)}
        filed = list_reports(connection)
    found = []
    for one in filed:
        rule = rules.get(one.report.process or "")
        if rule is None or rule.keep is None or one.report.is_erased:
            continue
        since = add_duration(one.added_at.astimezone(UTC).date(), rule.keep)
        if since is not None and since <= today:
            found.append(Due(one, since, rule))
    return tuple(sorted(found, key=lambda d: (d.since, d.filed.report.id)))


def _load(connection: Connection) -> tuple[Retention, ...]:
    rows = connection.execute(select(RETENTION).order_by(RETENTION.c.id)).mappings().all()
    at = {row["id"]: moment(row["at"], f"retention {row['id']}") for row in rows}
    return tuple(Retention(row["process"], row["keep"], row["author"], at[row["id"]], row["reason"]) for row in rows)
