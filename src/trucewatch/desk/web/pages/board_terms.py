"""What the board says under terms that hold for its process: which duties they name, and what falls due by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.pages.terms_tables import LATER, due_cells
from trucewatch.desk.web.pages.terms_under import duties_by_statement, standings_for
from trucewatch.desk.web.pages.terms_words import Answers
from trucewatch.desk.web.tables import Table, TableCell, TableRow


def with_terms(desk: Desk, asked: Asked, held: Mapping[str, Table]) -> dict[str, Table]:
    """The tables of a board; where terms hold for its process, what they name leads to how it stands under them.

    Args:
        desk: the desk.
        asked: what the board is about.
        held: the tables by name; of these "due" and "obligations" gain something.
    """
    found = dict(held)
    for stood in standings_for(desk, asked):
        of = Answers(desk.t, asked, stood, {"terms": stood.folded.terms.id})
        found["due"] = _due(of, found["due"])
        found["obligations"] = _named(of, found["obligations"])
    return found


def _due(of: Answers, table: Table) -> Table:
    """With what the terms date in the next 14 days, under a line of its own that leads to the terms."""
    group = TableCell(of.t("board.terms.due", title=of.terms.title), href=_page(of) + "#due")
    return replace(table, rows=(*table.rows, *_items(of, group)))


def _items(of: Answers, group: TableCell) -> Iterator[TableRow]:
    for item in of.stood.due(LATER):
        if item.day >= of.stood.folded.day:
            day, sort, what, state, _ = due_cells(of, item)
            yield TableRow((day, sort, replace(what, note=state.text)), group)


def _named(of: Answers, table: Table) -> Table:
    """With a link at each obligation of which some statement stands behind an answer under the terms."""
    duties = duties_by_statement(of.stood)
    rows = tuple(_linked(of, row, duties) for row in table.rows)
    return table if rows == table.rows else replace(table, rows=rows)


def _linked(of: Answers, row: TableRow, duties: Mapping[str, str]) -> TableRow:
    named = (duties.get(id_) for cell in row.cells for id_ in cell.statements)
    ids = tuple(dict.fromkeys(id_ for id_ in named if id_))
    if not ids:
        return row
    note = of.t("board.terms.duty", title=of.terms.title, duty=", ".join(ids))
    last = row.cells[-1]
    linked = TableCell(
        last.text or of.t("board.terms.see"),
        last.statements,
        last.places,
        of.why(f"{ids[0]}.force"),
        "; ".join(filter(None, (last.note, note))),
        last.stale,
    )
    return replace(row, cells=(*row.cells[:-1], linked))


def _page(of: Answers) -> str:
    return address("terms", of.asked, **of.kept)
