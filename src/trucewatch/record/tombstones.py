"""Tombstones: what was erased from a record, by whom and why, and what still stands of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, RowMapping, select

from trucewatch.errors import RecordError
from trucewatch.record.rows import corrupted, moment
from trucewatch.record.schema import ERASURE, REPORT
from trucewatch.vocabulary.erasure import Erasure
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.report import Report

BLOCK = "\N{FULL BLOCK}"
"""Stands for every character that was erased, line ends aside, so that the places of all others stay."""


def erasures(connection: Connection, report_id: str | None = None) -> tuple[Erasure, ...]:
    """The erasures of a record, or of one report by its full id; oldest first."""
    query = select(ERASURE).order_by(ERASURE.c.id)
    if report_id is not None:
        query = query.where(ERASURE.c.report_id == report_id)
    return tuple(_erasure_of(row) for row in connection.execute(query).mappings())


def refuse_erased(connection: Connection, report: Report) -> None:
    """Refuse a report whose words were erased from the record.

    Raises:
        RecordError: with the reason on the tombstone.
    """
    query = select(REPORT.c.text).where(REPORT.c.id == report.id, REPORT.c.erasure_id.is_not(None))
    kept = connection.execute(query).scalar()
    if kept is None or kept == report.text:
        return
    last = erasures(connection, report.id)[-1]
    raise RecordError(
        f"report {report.id[:12]} was erased and is not taken up again: {last.told}",
        advice="Leave it out; `trucewatch report list` shows what was erased.",
    )


def erased_findings(connection: Connection, report_ids: Iterable[str]) -> Iterator[Finding]:
    """One finding for every erasure in these reports, so that nothing is dropped in silence."""
    wanted = set(report_ids)
    for one in erasures(connection):
        if one.report_id in wanted:
            number = "one statement" if one.statements == 1 else f"{one.statements} statements"
            rested = f"; {number} rested on it" if one.statements else ""
            sentence = f"Of this report {one.told}{rested}."
            yield Finding("erased", "gap", sentence, (Place(one.report_id),))


def spans_of(row: RowMapping) -> tuple[tuple[int, int], ...] | None:
    """The places that a row of `erasure` names; None for the whole text.

    Raises:
        RecordError: the row is damaged.
    """
    if row["spans"] is None:
        return None
    try:
        return tuple((int(start), int(end)) for start, end in json.loads(row["spans"]))
    except (ValueError, TypeError) as error:
        raise corrupted(f"erasure {row['id']}", error) from error


def _erasure_of(row: RowMapping) -> Erasure:
    at = moment(row["at"], f"erasure {row['id']}")
    return Erasure(row["id"], row["report_id"], spans_of(row), row["author"], at, row["reason"], row["statements"])
