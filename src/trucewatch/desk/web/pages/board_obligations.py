"""Obligations in three columns that are never merged, figures side by side, what does not add up, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import by_text, of_cell, of_stated, plain, stale_since, voice
from trucewatch.desk.web.pages.board_ahead import duty_words
from trucewatch.desk.web.pages.board_contested import counted_words
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow

_LONG = 90  # characters of a passage shown where a figure says nothing else of what it counts


def obligations_table(t: Catalogue, board: api.Board) -> Table:
    """Every obligation, by bearer: force, performance as reported and claims apart, and where its due dates lie."""
    columns = tuple(
        Column(key, t(f"board.obligations.{key}")) for key in ("what", "force", "performance", "claims", "calendar")
    )
    remark, empty = t("board.obligations.remark"), t("board.obligations.empty")
    rows = tuple(_duties(t, board))
    return Table("obligations", t("board.obligations.caption"), columns, rows, remark, empty)


def figures_table(t: Catalogue, board: api.Board) -> Table:
    """Figures, those that exclude each other first, then those that stand beside others."""
    columns = (
        Column("number", t("board.figures.number"), "number"),
        Column("of", t("board.figures.of")),
        Column("by", t("board.says_so")),
    )
    remark, empty = t("board.figures.remark"), t("board.figures.empty")
    return Table("figures", t("board.figures.caption"), columns, tuple(_figures(t, board)), remark, empty)


def findings_table(t: Catalogue, found: Sequence[api.JudgedFinding]) -> Table:
    """What does not add up, with the passages side by side; what people set aside is only counted."""
    columns = (Column("what", t("board.findings.what")), Column("sort", t("board.findings.sort")))
    rows = tuple(
        TableRow(
            (
                TableCell(one.sentence, one.statements, tuple(p for p in one.places if p.passage)),
                plain(t(f"board.findings.{one.severity}")),
            )
        )
        for one in (judged.finding for judged in found if not judged.is_dismissed)
    )
    aside = len(found) - len(rows)
    told = t("board.findings.aside", n=aside) if aside else ""
    remark, empty = " ".join(filter(None, (t("board.findings.remark"), told))), told or t("board.findings.empty")
    return Table("findings", t("board.findings.caption"), columns, rows, remark, empty)


def sources_table(t: Catalogue, board: api.Board) -> Table:
    """How many reports of each outlet the board rests on."""
    columns = (Column("outlet", t("board.sources.outlet")), Column("reports", t("board.sources.reports"), "number"))
    rows = tuple(TableRow((plain(name), plain(f"{count:,}"))) for name, count in board.sources.outlets)
    return Table("sources", t("board.sources.caption"), columns, rows, t("board.sources.remark"))


def _duties(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for duty in sorted(board.obligations, key=lambda one: (one.bearer or "\uffff").casefold()):
        amounts = dict.fromkeys(q.text for q in duty.quantities)
        amount = ", ".join(text for text in amounts if text not in duty.object.text)
        due = dict.fromkeys([*(s.text for s in duty.due), *(c.text for c in duty.calendar)])
        since = stale_since(t, duty.last_reported, board.as_of)
        what = of_cell(duty.object, duty_words(t, duty))
        yield TableRow(
            (
                replace(what, note=amount, stale=since),
                _column(t, duty.force),
                _column(t, duty.performance),
                _column(t, duty.claims),
                of_stated(duty.due, "; ".join(due)),
            )
        )


def _column(t: Catalogue, held: Sequence[api.Stated]) -> TableCell:
    """What a column says, each thing once, with those who say it under it."""
    told = by_text(held)
    who = "; ".join(dict.fromkeys(voice(t, stated) for stated in held))
    return of_stated(held, "; ".join(told), note=who)


def _figures(t: Catalogue, board: api.Board) -> Iterator[TableRow]:
    for comparison in sorted(board.figures, key=lambda c: (not c.differ, len(c.entries) < 2)):
        counted = counted_words(t, comparison.label, comparison.what, comparison.status)
        group = plain(counted, t("board.figures.differ") if comparison.differ else "")
        for entry in comparison.entries:
            whole = t("board.figures.part", whole=entry.part_of) if entry.part_of is not None else ""
            told = ", ".join(filter(None, (entry.measure, entry.scope)))
            passages = " ".join(p.passage.text for p in entry.stated.cell.places if p.passage)
            number = of_cell(entry.stated.cell, entry.stated.text)
            since = stale_since(t, entry.stated.day, board.as_of)
            of = plain(told or _cut(passages), whole)
            yield TableRow((number, of, replace(plain(voice(t, entry.stated)), stale=since)), group)


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"
