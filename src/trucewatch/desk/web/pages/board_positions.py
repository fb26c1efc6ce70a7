"""Positions on what is being decided now: the latest of each actor, actors in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import QUIET, of_cell, plain, stale_since, voice
from trucewatch.desk.web.tables import Column, Table, TableRow


def positions_table(t: Catalogue, board: api.Board) -> Table:
    """The proposals on which somebody took a position in the last two weeks, else the one answered last."""
    columns = (
        Column("actor", t("board.positions.actor")),
        Column("position", t("board.positions.position")),
        Column("by", t("board.says_so")),
    )
    remark, empty = t("board.positions.remark"), t("board.positions.empty")
    return Table("positions", t("board.positions.caption"), columns, tuple(_rows(t, board)), remark, empty)


def _rows(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    answered: dict[int, date] = {}
    for number, proposal in enumerate(board.proposals):
        days = [s.day for position in proposal.positions for s in position.latest if s.day]
        if days:
            answered[number] = max(days)
    newest = max(answered.values(), default=None)
    if newest is None:
        return
    today = board.as_of or newest
    live = [number for number, day in answered.items() if today - day < QUIET or day == newest]
    live.sort(key=lambda number: (answered[number], len(board.proposals[number].positions)), reverse=True)
    for number in live:
        proposal = board.proposals[number]
        by = t("board.positions.by", who=", ".join(proposal.proposers)) if proposal.proposers else ""
        group = replace(of_cell(proposal.label), note=by)
        for position in sorted(proposal.positions, key=lambda p: p.actor.casefold()):
            for stated in position.latest:
                since = stale_since(t, stated.day, board.as_of)
                key = f"positions.stance.{stated.value}"
                told = replace(of_cell(stated.cell, t(key) if t.has(key) else stated.text), stale=since)
                yield TableRow((plain(position.actor), told, plain(voice(t, stated))), group)
