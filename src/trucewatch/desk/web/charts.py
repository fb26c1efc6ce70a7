"""Charts: a description in Vega-Lite, drawn here as SVG or PNG, and in the browser where JavaScript runs.

Every chart has a name, a description in words, and the table whose numbers it draws.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from threading import Lock
from typing import Any, Literal

import vl_convert

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

_drawing = Lock()  # the converter is one interpreter of JavaScript, for one thread at a time

# One hue beside greys, in the tones of the style sheet; series differ by tone and by the shape of their marks.
_INK = {"light": "#1c1f26", "dark": "#ece9e2"}
_QUIET = {"light": "#5b606c", "dark": "#a8adb8"}
_LINE = {"light": "#dcd8cf", "dark": "#363b45"}
_RANGES = {
    "light": ["#2c4a8a", "#b7791f", "#6b4fa0", "#4a7a9b", "#8a6d5a", "#5b606c"],
    "dark": ["#a9bdf5", "#e3b261", "#c5aef0", "#8cc4e0", "#d0b3a2", "#a8adb8"],
}


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        id: name in addresses, not that of a table of the page.
        title: what it shows.
        description: the same as who does not see it is told.
        table: id of the table of the page that has its numbers.
        spec: in Vega-Lite 6, its data inside; colours and fonts come with drawing.
    """

    id: str
    title: str
    description: str
    table: str
    spec: dict[str, Any] = field(hash=False)


def charts_of(data: object) -> Iterator[Chart]:
    """The charts of a page's data, in the order of its fields; also those in tuples and inner records."""
    if isinstance(data, Chart):
        yield data
    elif isinstance(data, tuple):
        for item in data:
            yield from charts_of(item)
    elif is_dataclass(data) and not isinstance(data, type):
        for held in fields(data):
            yield from charts_of(getattr(data, held.name))


def themed(chart: Chart, theme: Theme) -> dict[str, Any]:
    """The description with colours and fonts for light or dark."""
    spec = copy.deepcopy(chart.spec)
    own = spec.get("config", {})
    spec["config"] = {**own, **{key: _over(held, own.get(key)) for key, held in _config(theme).items()}}
    spec["background"] = "transparent"
    spec["description"] = chart.description
    return spec


def svg_of(chart: Chart, theme: Theme) -> str:
    """The chart as SVG."""
    return _svg(json.dumps(themed(chart, theme), sort_keys=True))


def png_of(chart: Chart, theme: Theme) -> bytes:
    """The chart as PNG, twice as large for sharp print, on paper or on dark."""
    spec = themed(chart, theme)
    spec["background"] = {"light": "#ffffff", "dark": "#1b1e25"}[theme]
    with _drawing:
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))


@cache
def bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script; takes some seconds when first asked."""
    with _drawing:
        made: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub lacks the default
        return made.encode()


@cache
def bundle_digest() -> str:
    """What tells one bundle from another without making it: the version of the converter."""
    return hashlib.sha256(version("vl-convert-python").encode()).hexdigest()[:12]


def _over(ours: object, theirs: object) -> object:
    return {**theirs, **ours} if isinstance(ours, dict) and isinstance(theirs, dict) else ours


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    with _drawing:
        return str(vl_convert.vegalite_to_svg(spec))


def _config(theme: Theme) -> dict[str, Any]:
    ink, quiet, line = _INK[theme], _QUIET[theme], _LINE[theme]
    axis = {
        "domainColor": line, "gridColor": line, "tickColor": line, "labelColor": quiet, "titleColor": quiet,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 260,
    }  # fmt: skip
    first = _RANGES[theme][0]
    return {
        "font": "system-ui, sans-serif",
        "view": {"stroke": "transparent"},
        "axis": axis,
        "legend": {"labelColor": quiet, "titleColor": quiet, "labelFontSize": 12, "titleFontSize": 12},
        "header": {"labelColor": ink, "titleColor": quiet},
        "title": {"color": ink, "subtitleColor": quiet, "anchor": "start", "fontWeight": "normal"},
        "text": {"color": ink},
        "rule": {"color": quiet},
        "bar": {"color": first}, "line": {"color": first}, "point": {"color": first, "filled": True, "size": 60},
        "range": {"category": _RANGES[theme]},
        "style": {"outlined": {"fill": first, "stroke": first}},
    }  # fmt: skip
