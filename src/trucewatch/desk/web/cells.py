"""From what was folded to cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.tables import TableCell
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.report import Report

QUIET = timedelta(days=14)
"""What was not reported on for so long is shown as quiet."""


def plain(text: str, note: str = "") -> TableCell:
    """A cell with nothing behind it."""
    return TableCell(text, note=note)


def of_cell(cell: api.Cell, text: str | None = None) -> TableCell:
    """A cell of a fold, with its own text or another."""
    return TableCell(cell.text if text is None else text, cell.statements, cell.places)


def of_stated(held: Iterable[api.Stated], text: str | None = None, note: str = "") -> TableCell:
    """One cell over what several reports state; the text is that of the first unless another is given."""
    stated = tuple(held)
    return TableCell(
        (stated[0].text if stated else "") if text is None else text,
        tuple(dict.fromkeys(i for s in stated for i in s.cell.statements)),
        tuple(dict.fromkeys(p for s in stated for p in s.cell.places)),
        note=note,
    )


def of_row(row: api.StatementRow, text: str | None = None, note: str = "") -> TableCell:
    """A statement as a cell."""
    places = tuple(Place(row.report.id, p) for p in row.statement.content.passages)
    return TableCell(row.text if text is None else text, (row.statement.id,), places, note=note)


def voices(t: Catalogue, held: Iterable[api.Stated]) -> TableCell:
    """Who says so and when, each once."""
    return plain("; ".join(dict.fromkeys(voice(t, stated) for stated in held)))


def voice(t: Catalogue, stated: api.Stated) -> str:
    """Who says so, in which report, and when."""
    return ", ".join(filter(None, (t.voice(stated.speaker, stated.outlet), t.day(stated.day))))


def told_of(t: Catalogue, report: Report) -> str:
    """How a report is named, with its day."""
    name = report.outlet or report.name or report.title or report.id[:12]
    return ", ".join((name, t.day(report.published) or t("report.no_day")))


def stale_since(t: Catalogue, day: date | None, as_of: date | None) -> str:
    """That something was last reported long before the day asked about, in words; "" where it was not."""
    if day is None or as_of is None or as_of - day < QUIET:
        return ""
    return t("desk.stale", day=t.day(day), n=(as_of - day).days)


def by_text(held: Iterable[api.Stated]) -> dict[str, Sequence[api.Stated]]:
    """What is stated, each thing once with all that state it."""
    out: dict[str, list[api.Stated]] = {}
    for stated in held:
        out.setdefault(stated.text, []).append(stated)
    return dict(out)
