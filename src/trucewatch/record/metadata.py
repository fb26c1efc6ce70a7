"""What is known of a report's publication: dated rows, of which the newest is in force.

Outlet and address as first declared take part in a report's identity and stay; an outlet that is corrected is shown in
their place (`Report.declared` then keeps what identity was made of).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, insert

from trucewatch.errors import RecordError
from trucewatch.record.lookup import report_and_rights
from trucewatch.record.rows import META_FIELDS, RIGHTS, Rights
from trucewatch.record.schema import REPORT_META
from trucewatch.vocabulary.report import Report

Changes = Mapping[str, date | str | None]
"""Field of `META_FIELDS` or `rights` to its new value; None: unknown."""


@dataclass(frozen=True)
class Origin:
    """Who gives metadata, when and why.

    Attributes:
        at: the moment as the record keeps it.
        author: who.
        reason: why.
    """

    at: str
    author: str
    reason: str


def insert_meta(connection: Connection, report: Report, rights: Rights, origin: Origin) -> None:
    """Add a row with all metadata of a report; it is in force from now on."""
    values = {name: getattr(report, name) for name in META_FIELDS}
    values["published"] = report.published.isoformat() if report.published else None
    row = {**values, "report_id": report.id, "rights": rights}
    connection.execute(insert(REPORT_META).values(**row, at=origin.at, author=origin.author, reason=origin.reason))


def merged(given: Report, kept: Report) -> Report:
    """A report given again, with the metadata that the record has; what it lacks is taken from the given one."""
    known = {name: getattr(kept, name) for name in META_FIELDS}
    gaps = {name: getattr(given, name) for name, value in known.items() if value is None}
    return with_values(replace(given, declared=_declared(kept)), {**known, **gaps})


def fill_gaps(connection: Connection, given: Report, origin: Origin) -> None:
    """Write what a report given again adds to its metadata; nothing where it adds nothing.

    Raises:
        RecordError: it was read with metadata that the record has otherwise.
    """
    kept, rights = report_and_rights(connection, given.id)
    known = merged(given, kept)
    for name in META_FIELDS:
        has, had = getattr(known, name), getattr(given, name)
        if has != had:
            raise RecordError(
                f"report {given.id[:12]} was read with {name} {had or 'unknown'}, the record has {has}",
                expected="a reading made with the record's metadata (Record.as_known gives it)",
                advice="To correct the record's metadata use `trucewatch report set`.",
            )
    if any(getattr(known, name) != getattr(kept, name) for name in META_FIELDS):
        insert_meta(connection, known, rights, origin)


def changed(report: Report, rights: Rights, changes: Changes) -> tuple[Report, Rights]:
    """A report with metadata changed, and its rights.

    Raises:
        RecordError: an unknown field, an empty text, a date that is none, or rights outside the list.
    """
    for name, value in changes.items():
        _check(name, value)
    values = {name: value for name, value in changes.items() if name != "rights"}
    new_rights = next((r for r in RIGHTS if r == changes.get("rights", rights)), rights)
    return with_values(replace(report, declared=_declared(report)), values), new_rights


def with_values(report: Report, values: Changes) -> Report:
    """The report with other metadata and the same id."""
    shown = replace(report, **values)  # type: ignore[arg-type]  # the values were checked against their fields
    return replace(shown, declared=None) if shown.declared == (shown.outlet, shown.url) else shown


def _declared(report: Report) -> tuple[str | None, str | None]:
    return report.declared or (report.outlet, report.url)


def _check(name: str, value: object) -> None:
    if name not in (*META_FIELDS, "rights"):
        raise RecordError(
            f"a report has no {name!r} that could be corrected", expected=f"one of {', '.join(META_FIELDS)}, rights"
        )
    if name == "rights":
        if value not in RIGHTS:
            raise RecordError(f"rights {value!r} are not known", expected=f"one of {', '.join(RIGHTS)}")
    elif value is None:
        return
    elif name == "published":
        if not isinstance(value, date) or isinstance(value, datetime):
            raise RecordError(f"the date of publication {value!r} is no day", expected="a date, or None for unknown")
    elif not isinstance(value, str) or not value.strip():
        raise RecordError(f"the {name} {value!r} is empty", expected="words, or None for unknown")
