"""What is new since somebody last looked: the reports that came, and the rows of the board that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.rendering import SHORT
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow


def since_when(desk: Desk, asked: Asked) -> datetime | None:
    """When whoever works at the desk last marked the process as looked at; None: never."""
    visit = api.last_visit(desk.record, desk.author, asked.process or None)
    return visit.at if visit is not None else None


def new_reports(desk: Desk, asked: Asked, since: datetime | None) -> tuple[api.FiledReport, ...]:
    """The reports of what is asked about that were added after a moment; () where there is no such moment."""
    if since is None:
        return ()
    return tuple(one for one in desk.fold(asked, desk.filed) if one.added_at > since)


def changed_table(desk: Desk, asked: Asked, since: datetime | None, tables: Iterable[Table]) -> Table:
    """The reports that came after a moment, then what the board says because of them, by section."""
    t = desk.t
    columns = (
        Column("what", t("board.changed.what")),
        Column("now", t("board.changed.now")),
        Column("by", t("board.says_so")),
    )
    held = new_reports(desk, asked, since)
    rows = (*_reports(t, asked, held), *_rows({one.report.id for one in held}, tables))
    empty = t("board.changed.never") if since is None else t("board.changed.empty")
    return Table("changed", t("board.changed.caption"), columns, rows, t("board.changed.remark"), empty)


def _reports(t: Catalogue, asked: Asked, reports: Iterable[api.FiledReport]) -> Iterator[TableRow]:
    group = plain(t("board.changed.reports"))
    for one in reports:
        report = one.report
        name = report.title or report.name or report.id[:12]
        href = address(f"report/{report.id[:SHORT]}", asked)
        cells = (
            TableCell(name, href=href),
            plain(t("board.changed.statements", n=one.statements)),
            plain(", ".join(filter(None, (report.outlet or "", t.day(report.published))))),
        )
        yield TableRow(cells, group)


def _rows(new: set[str], tables: Iterable[Table]) -> Iterator[TableRow]:
    for table in tables:
        for row in table.rows:
            if not any(place.report_id in new for cell in row.cells for place in cell.places):
                continue
            first, *others = row.cells
            above = f"{row.group.text}: " if row.group else ""
            told = [cell for cell in others if cell.text]
            now = told[0] if told else plain("")
            by = told[-1] if len(told) > 1 else plain("")
            yield TableRow((replace(first, text=above + first.text), now, by), plain(table.caption))
