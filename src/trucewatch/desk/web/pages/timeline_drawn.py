"""The timeline as a chart: a mark for each line by day and kind; what is ahead and what is computed is hollow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.charts import Chart

Sort = Literal["past", "ahead", "computed"]

MOST = 400
"""Lines that are drawn; of more those nearest to the day asked about."""

_YEAR, _DAY = timedelta(days=366), timedelta(days=1)
_WIDTH, _LANES, _LANE = 780, 6, 11
_SHAPES: dict[Sort, str] = {"past": "circle", "ahead": "triangle-right", "computed": "diamond"}


@dataclass(frozen=True)
class Dot:
    """A line as it is drawn: its first and last day, its kind in words, what it is, and all of it in words."""

    first: date
    last: date
    kind: str
    sort: Sort
    told: str


def timeline_chart(t: Catalogue, dots: Sequence[Dot], as_of: date | None, *, whole: bool) -> Chart | None:
    """The lines as a chart with a line at the day asked about; None where fewer than two can be drawn.

    Args:
        t: the texts.
        dots: the lines.
        as_of: the day asked about.
        whole: days were asked for: lines more than a year away are drawn too.
    """
    drawn = _near(dots, as_of, whole=whole)
    if len({dot.last for dot in drawn}) < 2:
        return None
    kinds = sorted({dot.kind for dot in drawn})
    laned = _lanes(drawn)
    lanes = 1 + max(laned)
    middle_first = sorted(range(lanes), key=lambda lane: abs(2 * lane - lanes + 1))
    values = [_value(t, dot, middle_first[lane]) for dot, lane in zip(drawn, laned, strict=True)]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": _WIDTH,
        "height": len(kinds) * (lanes * _LANE + _LANE),
        "encoding": _encoding(kinds, [t(f"timeline.sorts.{sort}") for sort in _SHAPES], lanes),
        "layer": list(_layers(t, values, as_of)),
    }
    counted = Counter(dot.kind for dot in drawn)
    description = t(
        "timeline.described",
        n=len(drawn),
        first=t.day(min(dot.first for dot in drawn)),
        last=t.day(max(dot.last for dot in drawn)),
        kinds="; ".join(f"{kind}: {counted[kind]}" for kind in kinds),
    )
    title = t("timeline.drawn") if len(drawn) == len(dots) else t("timeline.drawn_some", shown=len(drawn), n=len(dots))
    return Chart("days", title, description, "timeline", spec)


def _near(dots: Sequence[Dot], as_of: date | None, *, whole: bool) -> list[Dot]:
    day = as_of or max((dot.last for dot in dots), default=date.min)
    near = [dot for dot in dots if whole or (dot.first - day <= _YEAR and day - dot.last <= _YEAR)]
    near = sorted(near, key=lambda dot: abs((dot.last - day).days))[:MOST]
    return sorted(near, key=lambda dot: (dot.first, dot.last, dot.told))


def _lanes(dots: Sequence[Dot]) -> list[int]:
    """For each the lane it stands in, so that marks of one kind do not lie over each other; the last takes the rest."""
    days = (max(dot.last for dot in dots) - min(dot.first for dot in dots)).days
    apart = timedelta(days=days * _LANE // _WIDTH)
    ends: dict[str, list[date]] = {}
    found = []
    for dot in dots:
        lanes = ends.setdefault(dot.kind, [])
        free = next((n for n, end in enumerate(lanes) if dot.first - end > apart), len(lanes))
        lane = min(free, _LANES - 1)
        lanes[lane : lane + 1] = [dot.last]
        found.append(lane)
    return found


def _value(t: Catalogue, dot: Dot, lane: int) -> dict[str, Any]:
    return {
        "first": dot.first.isoformat(), "end": (min(dot.last, date.max - _DAY) + _DAY).isoformat(), "kind": dot.kind,
        "lane": lane, "sort": t(f"timeline.sorts.{dot.sort}"), "solid": dot.sort == "past", "told": dot.told,
        "is_day": dot.first == dot.last,
    }  # fmt: skip


def _encoding(kinds: list[str], sorts: list[str], lanes: int) -> dict[str, Any]:
    legend = {"title": None, "orient": "top", "symbolSize": 90, "labelLimit": 400}
    return {
        # The days are those of a calendar: in local time they would move with the place of whoever looks.
        "x": {"field": "first", "type": "temporal", "title": None, "scale": {"type": "utc", "padding": 12},
              "axis": {"format": "%-d %b %Y", "labelOverlap": True, "tickCount": 8}},
        "y": {"field": "kind", "type": "nominal", "title": None, "scale": {"domain": kinds}, "axis": {"grid": True}},
        "yOffset": {"field": "lane", "type": "ordinal", "scale": {"domain": list(range(lanes))}},
        "shape": {"field": "sort", "type": "nominal", "legend": legend,
                  "scale": {"domain": sorts, "range": list(_SHAPES.values())}},
        "fillOpacity": {"condition": {"test": "datum.solid", "value": 0.9}, "value": 0.1},
        "tooltip": {"field": "told", "type": "nominal"},
    }  # fmt: skip


def _layers(t: Catalogue, values: list[dict[str, Any]], as_of: date | None) -> Iterator[dict[str, Any]]:
    """Spans of several days, marks of one day, and the day asked about."""
    spans = [value for value in values if not value["is_day"]]
    if spans:
        bar = {"type": "bar", "style": "outlined", "height": 5, "cornerRadius": 2.5}
        yield {"data": {"values": spans}, "mark": bar, "encoding": {"x2": {"field": "end"}, "shape": None}}
    mark = {"type": "point", "style": "outlined", "size": 70, "strokeWidth": 1.5, "opacity": 1}
    yield {"data": {"values": [value for value in values if value["is_day"]]}, "mark": mark}
    if as_of is not None:
        today = {"values": [{"first": as_of.isoformat(), "told": t.day(as_of)}]}
        none = dict.fromkeys(("y", "yOffset", "shape", "fillOpacity"))
        yield {"data": today, "mark": {"type": "rule", "strokeWidth": 1.5, "strokeDash": [4, 3]}, "encoding": none}
        words = {"type": "text", "align": "left", "baseline": "bottom", "dx": 5, "dy": -4}
        at_top = {**none, "y": {"value": 0}, "text": {"field": "told"}}
        yield {"data": today, "mark": words, "encoding": at_top}
