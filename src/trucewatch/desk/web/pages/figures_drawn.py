"""Figures of one measure as a chart: by day and source, as told. Nothing is summed, averaged or filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.charts import Chart
from trucewatch.vocabulary.kinds import Qualifier

MOST = 1e15
"""No chart is drawn of larger numbers."""

SOURCES = 5
"""Sources that have a mark of their own; all further ones share one."""

_DESCRIBED = 12  # numbers that are told one by one to whoever does not see the chart
_WIDTH, _HEIGHT = 460, 240
_NEAR = 0.14, 0.08  # shares of width and height within which two numbers in words would lie over each other
_SHAPES = ("circle", "square", "diamond", "triangle-right", "cross", "triangle-left")
_UPWARD: tuple[Qualifier, ...] = ("more than", "at least")
_DOWNWARD: tuple[Qualifier, ...] = ("up to", "fewer than")
_APPROXIMATE: tuple[Qualifier, ...] = ("about", "nearly", "vague")


@dataclass(frozen=True)
class Drawn:
    """A number as it is drawn.

    Attributes:
        day: the day it counts up to, where told, else the day it speaks for.
        number, number_to: as told; number_to where it is a range.
        qualifier: as told.
        words: the number in words.
        source: who claims it.
        told: all of it in words.
        series: numbers of one source on one measure and scope, joined by a line; "" for those that are not joined.
    """

    day: date
    number: float
    number_to: float | None
    qualifier: Qualifier
    words: str
    source: str
    told: str
    series: str


def fits(number: float | None) -> TypeGuard[float]:
    """Is there a number, and can an axis hold it?"""
    return number is not None and 0 <= number <= MOST


def can_be_drawn(numbers: Sequence[Drawn]) -> bool:
    """Do they tell of more than one day or source?"""
    return len({(one.day, one.source) for one in numbers}) > 1


def figures_chart(t: Catalogue, name: str, title: str, numbers: Sequence[Drawn]) -> Chart:
    """The numbers of one measure over time.

    A filled mark is a number told as exact, a hollow one a number told as about so many. "More than" and "up to" go on,
    dashed, to the edge of the chart, for nobody says how far; a range is a line between its ends.

    Args:
        t: the texts.
        name: of the table with the numbers; the chart is "NAME-chart".
        title: what is counted.
        numbers: at least one.
    """
    counted = Counter(one.source for one in numbers)
    named = [source for source, _ in counted.most_common(SOURCES)]
    shown = sorted(named, key=lambda source: (source.casefold(), source))
    if len(counted) > len(named):
        shown.append(t("figures.others"))
    top = 1.15 * max(max(one.number, one.number_to or 0) for one in numbers) or 1
    values = [_value(one, one.source if one.source in named else shown[-1], top) for one in numbers]
    days = sorted({value["day"] for value in values})
    axis = {"format": "%-d %b %Y", "labelOverlap": True, "grid": False}
    legend = {"orient": "bottom", "columns": 2, "labelLimit": 250, "symbolSize": 80}
    by_source = {"field": "source", "type": "nominal", "title": None, "legend": legend}
    color = by_source | {"scale": {"domain": shown}}
    shape = by_source | {"scale": {"domain": shown, "range": _SHAPES[: len(shown)]}}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "encoding": {
            # The days are those of a calendar: in local time they would move with the place of whoever looks.
            "x": {"field": "day", "type": "temporal", "title": None, "scale": {"type": "utc", "padding": 24},
                  "axis": axis | ({"values": days} if len(days) <= 5 else {"tickCount": 6})},
            "y": {"field": "number", "type": "quantitative", "title": None, "scale": {"domain": [0, top]}},
            "tooltip": {"field": "told", "type": "nominal"},
        },
        "layer": list(_layers(values, {"color": color, "shape": shape}, top)),
    }  # fmt: skip
    return Chart(f"{name}-chart", title, _described(t, title, numbers), name, spec)


def _described(t: Catalogue, title: str, numbers: Sequence[Drawn]) -> str:
    if len(numbers) <= _DESCRIBED:
        return " ".join(f"{one.told}." for one in numbers)
    first, last = (t.day(edge(one.day for one in numbers)) for edge in (min, max))
    return t("figures.described", what=title, n=len(numbers), first=first, last=last)


def _value(one: Drawn, source: str, top: float) -> dict[str, Any]:
    ends = {**dict.fromkeys(_UPWARD, top), **dict.fromkeys(_DOWNWARD, 0)}
    return {
        "day": one.day.isoformat(), "number": one.number, "source": source, "told": one.told, "words": one.words,
        "series": one.series, "to": one.number_to, "end": ends.get(one.qualifier),
        "about": one.qualifier in _APPROXIMATE,
    }  # fmt: skip


def _apart(values: list[dict[str, Any]], top: float) -> list[dict[str, Any]]:
    """The values whose numbers can be written beside their marks; the others tell theirs in the table."""
    days = [date.fromisoformat(value["day"]).toordinal() for value in values]
    span = max(days) - min(days) or 1
    kept: list[tuple[float, float, dict[str, Any]]] = []
    for day, value in sorted(zip(days, values, strict=True), key=lambda pair: -pair[1]["number"]):
        x, y = day / span, value["number"] / top
        if all(abs(x - other) > _NEAR[0] or abs(y - height) > _NEAR[1] for other, height, _ in kept):
            kept.append((x, y, value))
    return [value for _, _, value in kept]


def _layers(values: list[dict[str, Any]], source: dict[str, Any], top: float) -> Iterator[dict[str, Any]]:
    """Lines of one source, what is open, ranges, marks, and the numbers in words: only those that have something."""
    numbers = Counter(value["series"] for value in values if value["series"])
    days = Counter(name for name, _ in {(value["series"], value["day"]) for value in values})
    # Two numbers of one day are hardly of one thing, though the words beside them are the same.
    joined = [value for value in values if 1 < numbers[value["series"]] == days[value["series"]]]
    open_ = [value for value in values if value["end"] is not None]
    at_end = [{**value, "number": value["end"]} for value in open_]
    color = {"color": source["color"]}
    marks = {"type": "point", "size": 75, "strokeWidth": 2, "opacity": 1}
    words = {"type": "text", "align": "left", "baseline": "bottom", "dx": 7, "dy": -4, "limit": 150}
    held: tuple[tuple[list[dict[str, Any]], dict[str, Any], dict[str, Any]], ...] = (
        (joined, {"type": "line", "strokeWidth": 1}, color | {"detail": {"field": "series"}}),
        (open_, {"type": "rule", "strokeDash": [3, 3], "strokeWidth": 1.5}, color | {"y2": {"field": "end"}}),
        ([one for one in at_end if one["end"]], {**marks, "shape": "triangle-up"}, color),
        ([one for one in at_end if not one["end"]], {**marks, "shape": "triangle-down"}, color),
        (
            [one for one in values if one["to"] is not None],
            {"type": "rule", "strokeWidth": 4},
            color | {"y2": {"field": "to"}},
        ),
        ([one for one in values if not one["about"]], {**marks, "filled": True}, source),
        ([one for one in values if one["about"]], {**marks, "filled": False}, source),
        (_apart(values, top), words, {"text": {"field": "words"}}),
    )
    for data, mark, encoding in held:
        if data:
            yield {"data": {"values": data}, "mark": mark, "encoding": encoding}
