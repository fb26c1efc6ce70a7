"""Phases as bars: each with the days that are stated of it, and those that follow from a stated start and length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from trucewatch import api
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, of_stated, plain, voices
from trucewatch.desk.web.charts import Chart
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow

_BAND = 34  # pixels for each part
_WIDTH = 760


@dataclass(frozen=True)
class Bar:
    """One period of an agreement or phase.

    Attributes:
        part: what it is a period of.
        first, last: its days.
        sort: "stated" or "computed".
        cell: what stands behind it, and `by`, who says so.
    """

    part: str
    first: date
    last: date
    sort: str
    cell: TableCell
    by: TableCell


def bars_of(t: Catalogue, board: api.Board) -> tuple[Bar, ...]:
    """The periods of all agreements and phases whose first and last day are known."""
    return tuple(_bars(t, board))


def phases_table(t: Catalogue, bars: tuple[Bar, ...]) -> Table:
    """The same periods as a table."""
    columns = tuple(Column(key, t(f"board.phases.{key}")) for key in ("part", "first", "last", "sort"))
    rows = tuple(
        TableRow(
            (plain(bar.part), plain(t.day(bar.first)), plain(t.day(bar.last)), bar.cell, bar.by),
        )
        for bar in bars
    )
    columns = (*columns, Column("by", t("board.says_so")))
    return Table("phases", t("board.phases.caption"), columns, rows, t("board.phases.remark"), t("board.phases.empty"))


def phases_chart(t: Catalogue, bars: tuple[Bar, ...], as_of: date | None) -> Chart | None:
    """The bars with a line at the day asked about; None where no period is known."""
    if not bars:
        return None
    sorts = [t("board.phases.stated"), t("board.phases.computed")]
    parts = list(dict.fromkeys(bar.part for bar in bars))
    values = [
        {
            "part": bar.part, "sort": t(f"board.phases.{bar.sort}"), "first": bar.first.isoformat(),
            "end": (bar.last + timedelta(days=bar.last < date.max)).isoformat(),  # the last day is drawn to its end
            "told": t("board.phases.told", part=bar.part, first=t.day(bar.first), last=t.day(bar.last),
                      sort=t(f"board.phases.{bar.sort}")),
        }
        for bar in bars
    ]  # fmt: skip
    layers = [_spans(values, parts, sorts), *(_today(t, as_of) if as_of is not None else ())]
    spec = {"width": _WIDTH, "height": max(len(parts), 2) * _BAND, "layer": layers}
    description = " ".join(value["told"] + "." for value in values)
    return Chart("phase-bars", t("board.phases.caption"), description, "phases", spec)


def _spans(values: list[dict[str, str]], parts: list[str], sorts: list[str]) -> dict[str, Any]:
    """Bars, filled where both days are stated and outlined where the last one is computed."""
    sort = {"field": "sort", "type": "nominal", "sort": sorts}
    days = {"format": "%-d %b %Y", "labelOverlap": True, "tickCount": 8}
    legend = {"title": None, "orient": "top", "symbolType": "stroke", "symbolSize": 300, "labelLimit": 400}
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadius": 3, "strokeWidth": 1.5, "style": "outlined"},
        "encoding": {
            # The days are those of a calendar: in local time they would move with the place of whoever looks.
            "x": {"field": "first", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": days},
            "x2": {"field": "end"},
            "y": {"field": "part", "type": "nominal", "title": None, "sort": parts, "axis": {"labelLimit": 240}},
            "yOffset": sort,
            "fillOpacity": {**sort, "scale": {"domain": sorts, "range": [0.9, 0.1]}, "legend": None},
            "strokeDash": {**sort, "scale": {"domain": sorts, "range": [[1, 0], [4, 3]]}, "legend": legend},
            "tooltip": {"field": "told", "type": "nominal"},
        },
    }


def _today(t: Catalogue, as_of: date) -> tuple[dict[str, Any], ...]:
    """A line at a day, and above it the day in words."""
    day = {"field": "day", "type": "temporal", "scale": {"type": "utc"}}
    told = {"field": "told", "type": "nominal"}
    data = {"values": [{"day": as_of.isoformat(), "told": t.day(as_of)}]}
    text = {"type": "text", "align": "left", "dx": 5, "dy": -6, "baseline": "bottom"}
    return (
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 1.5, "strokeDash": [4, 3]},
            "encoding": {"x": day, "tooltip": told},
        },
        {"data": data, "mark": text, "encoding": {"x": day, "y": {"value": 0}, "text": told}},
    )


def _bars(t: Catalogue, board: api.Board) -> Iterator[Bar]:
    for agreement in board.agreements:
        for phase in agreement.phases:
            part = agreement.title + (f": {t('board.phase', n=phase.ordinal)}" if phase.ordinal else "")
            firsts = {s.value: s for s in phase.starts}
            lasts = {s.value: s for s in phase.expiries}
            for start in firsts.values():
                for expiry in lasts.values():
                    first, last = _day(start.value), _day(expiry.value)
                    if first and last and first <= last:
                        both = [s for s in (*phase.starts, *phase.expiries) if s.value in {start.value, expiry.value}]
                        told = of_stated(both, t("board.phases.stated"))
                        yield Bar(part, first, last, "stated", told, voices(t, both))
            for computed in phase.computed:
                period = computed.period
                told = of_cell(computed.cell, t("board.phases.computed"))
                by = plain(t("board.force.computed"), computed.basis)
                yield Bar(part, period.start, period.inclusive, "computed", told, by)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:  # a month, or a year
        return None
