"""Figures: each measure over time, by source, with its ranges and qualifiers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, plain, stale_since
from trucewatch.desk.web.charts import Chart
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page, stands
from trucewatch.desk.web.pages.board_contested import counted_words
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.figures_drawn import Drawn, can_be_drawn, figures_chart, fits
from trucewatch.desk.web.tables import Column, Table, TableRow
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.view import View

MEASURES = 8
"""Measures that are drawn on one page; each can be asked for alone."""

STATUSES = ("reported", "proposed", "demanded")
_LONG = 90  # characters of a passage shown where a figure says nothing else of what it counts


@dataclass(frozen=True)
class FiguresAsks:
    """Only one measure, or those reported, proposed or demanded."""

    measure: str = ""
    status: str = ""


@dataclass(frozen=True)
class Measure:
    """One measure: its numbers over time, and the same as a table.

    Attributes:
        href: where it stands alone.
        differ: do two sources exclude each other?
        stale: since when nothing was told of it, in words; "" where it is fresh.
        drawn: the chart; None where there are not two days or sources to draw.
        not_drawn: how many of its numbers the chart lacks: those without a number or a day, and those of other units.
        table: its numbers.
    """

    href: str
    differ: bool
    stale: str
    drawn: Chart | None
    not_drawn: int
    table: Table


@dataclass(frozen=True)
class FiguresData:
    """Figures.

    Attributes:
        measures: those that are drawn, or the one that was asked for.
        others: all other figures.
        named, statuses: what can be asked for alone.
    """

    measures: tuple[Measure, ...]
    others: Table
    named: tuple[Choice, ...]
    statuses: tuple[Choice, ...]


@dataclass(frozen=True)
class _Entry:
    """One number: as it stands in the fold, with its own statement and the day it is of."""

    stated: api.Stated
    figure: Figure
    day: date | None


@dataclass(frozen=True)
class _Counted:
    """What one comparison of the board counts; `key` in addresses, its entries by day."""

    key: str
    title: str
    status: str
    differ: bool
    entries: tuple[_Entry, ...]

    @property
    def newest(self) -> date | None:
        """The day on which it was last told of."""
        return max((one.stated.day for one in self.entries if one.stated.day), default=None)


def data(desk: Desk, asked: Asked, asks: FiguresAsks) -> FiguresData:
    """Which numbers are told, by whom and when; reported apart from proposed and demanded."""
    t, board = desk.t, desk.board(asked)
    held = _counted(t, board, desk.fold(asked, _figures))
    shown = [one for one in held if asks.measure in ("", one.key) and asks.status in ("", one.status)]
    drawn = {one.key: _drawn(t, one) for one in shown}
    first = [one for one in shown if can_be_drawn(drawn[one.key]) or one.key == asks.measure][:MEASURES]
    apart = {one.key for one in first}
    rest = tuple(row for one in shown if one.key not in apart for row in _rows(t, one, of_group=True))
    empty = t("figures.no_others") if first else t("figures.empty")
    return FiguresData(
        tuple(_measure(t, asked, board.as_of, one, drawn[one.key]) for one in first),
        Table("others", t("figures.rest"), _columns(t), rest, t("figures.remark"), empty),
        choices([(one.key, one.title) for one in held for _ in one.entries], asks.measure),
        choices([(one.status, t(f"figures.statuses.{one.status}")) for one in held for _ in one.entries], asks.status),
    )


def _figures(view: View) -> dict[str, Figure]:
    return {s.id: s.content for s in view.of(Figure)}


def _counted(t: Catalogue, board: api.Board, figures: Mapping[str, Figure]) -> list[_Counted]:
    """Every measure: reported, proposed, demanded; those that differ first, then those most often told of."""
    seen: Counter[str] = Counter()
    made = []
    for comparison in board.figures:
        title = counted_words(t, comparison.label, comparison.what, comparison.status)
        key = "-".join(re.findall(r"[a-z0-9]+", title.casefold())) or comparison.what
        seen[key] += 1
        entries = [_entry(entry.stated, figures) for entry in comparison.entries]
        entries.sort(key=lambda one: one.day or date.min)
        key = key if seen[key] == 1 else f"{key}-{seen[key]}"
        made.append(_Counted(key, title, comparison.status, comparison.differ, tuple(entries)))
    made.sort(key=lambda one: (STATUSES.index(one.status), not one.differ, -len(one.entries), one.title.casefold()))
    return made


def _entry(stated: api.Stated, figures: Mapping[str, Figure]) -> _Entry:
    figure = figures[stated.cell.statements[0]]
    return _Entry(stated, figure, day_of(figure.as_of) or stated.day)


def _drawn(t: Catalogue, counted: _Counted) -> tuple[Drawn, ...]:
    """The numbers that a chart can show beside each other: those of the unit that most have."""
    units = Counter(one.figure.unit or "" for one in counted.entries if fits(one.figure.number))
    unit = max(units, key=lambda name: (units[name], name), default="")
    made = []
    for one in counted.entries:
        figure, stated = one.figure, one.stated
        number, to, qualifier = figure.number, figure.number_to, figure.qualifier
        if one.day is None or not fits(number) or (figure.unit or "") != unit:
            continue
        what = ", ".join(filter(None, (figure.measure, figure.scope)))
        source = stated.speaker or stated.outlet
        voice = t.voice(stated.speaker, stated.outlet)
        told = ", ".join(filter(None, (stated.text, what, voice, t.day(one.day))))
        series = f"{source}: {what}".casefold() if what else ""  # else nobody knows that they are of one thing
        end = to if fits(to) else None
        made.append(Drawn(one.day, number, end, qualifier, stated.text, source, told, series))
    return tuple(made)


def _measure(t: Catalogue, asked: Asked, as_of: date | None, counted: _Counted, drawn: Sequence[Drawn]) -> Measure:
    table = Table(counted.key, counted.title, _columns(t), tuple(_rows(t, counted)))
    title = t("figures.over_time", what=counted.title)
    chart = figures_chart(t, counted.key, title, drawn) if can_be_drawn(drawn) else None
    return Measure(
        href=address("figures", asked, measure=counted.key),
        differ=counted.differ,
        stale=stale_since(t, counted.newest, as_of),
        drawn=chart,
        not_drawn=len(counted.entries) - len(drawn) if chart else 0,
        table=table,
    )


def _columns(t: Catalogue) -> tuple[Column, ...]:
    return (
        Column("number", t("figures.number"), "number"),
        Column("of", t("figures.of")),
        Column("day", t("figures.day")),
        Column("by", t("figures.says_so")),
    )


def _rows(t: Catalogue, counted: _Counted, *, of_group: bool = False) -> Iterator[TableRow]:
    group = plain(counted.title, t("figures.differ") if counted.differ else "") if of_group else None
    for one in counted.entries:
        figure, stated = one.figure, one.stated
        told = ", ".join(filter(None, (figure.measure, figure.scope)))
        whole = t("figures.part", whole=figure.subset_of) if figure.subset_of is not None else ""
        passages = " ".join(p.passage.text for p in stated.cell.places if p.passage)
        day = plain(t.day(one.day), t("figures.counts_to") if figure.as_of and one.day != stated.day else "")
        by = plain(t.voice(stated.speaker, stated.outlet))
        yield TableRow((of_cell(stated.cell, stated.text), plain(told or _cut(passages), whole), day, by), group)


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"


router = Page("figures", FiguresData, data, FiguresAsks, ready=stands).router()
