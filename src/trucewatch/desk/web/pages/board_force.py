"""Whether agreements are in force: what the calendar answers, and what each speaker says, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import by_text, of_cell, of_stated, plain, voices
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow


def force_table(t: Catalogue, board: api.Board) -> Table:
    """Every agreement and phase: the calendar first, then states, signature, start, length and last day as told."""
    return Table(
        "force",
        t("board.force.caption"),
        (
            Column("what", t("board.force.what")),
            Column("said", t("board.force.said")),
            Column("by", t("board.says_so")),
        ),
        tuple(_rows(t, board)),
        t("board.force.remark"),
        t("board.force.empty"),
    )


def _rows(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for agreement in board.agreements:
        for phase in agreement.phases:
            name = t("board.phase", n=phase.ordinal) if phase.ordinal else ""
            group = plain(": ".join(filter(None, (agreement.title, name))))
            for cell in phase.calendar:
                yield _row(group, plain(t("board.force.calendar")), of_cell(cell), plain(t("board.force.computed")))
            told = (
                ("state", phase.states), ("signed", phase.signed), ("announced", phase.announced),
                ("start", phase.starts), ("length", phase.durations), ("expiry", phase.expiries),
                ("later", phase.later),
            )  # fmt: skip
            for key, held in told:
                for same in by_text(held).values():
                    yield _row(group, plain(t(f"board.force.{key}")), of_stated(same), voices(t, same))
            for computed in phase.computed:
                last = replace(of_cell(computed.cell), note=computed.basis)
                yield _row(group, plain(t("board.force.expiry")), last, plain(t("board.force.computed")))


def _row(group: TableCell, *cells: TableCell) -> TableRow:
    return TableRow(cells, group)
