"""The timeline: what statements date, stated or computed, ahead of the day asked about and back from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from trucewatch import api
from trucewatch.desk.web.asking import Asked, day_of
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell, plain
from trucewatch.desk.web.charts import Chart
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page, stands
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.parties_named import named_in, parted
from trucewatch.desk.web.pages.spans import distance_words, month_words, span_words
from trucewatch.desk.web.pages.timeline_drawn import Dot, Sort, timeline_chart
from trucewatch.desk.web.tables import Column, Table, TableRow
from trucewatch.vocabulary.dates import Interval, interval_of
from trucewatch.vocabulary.view import View

_DATED = ("agreement", "other_agreements", "obligations", "positions", "talks", "violations")
_MONTH = timedelta(days=31)


@dataclass(frozen=True)
class TimelineAsks:
    """Only one kind or party; only what is "ahead", "past" or "computed"; only these days; and in which order."""

    kind: str = ""
    party: str = ""
    only: str = ""
    since: str = ""
    until: str = ""
    order: Literal["latest", "earliest"] = "latest"


@dataclass(frozen=True)
class TimelineData:
    """The timeline.

    Attributes:
        drawn: its lines by day and kind; None where there is none to draw.
        timeline: its lines: what lies ahead, nearest first, then month by month back; or from the earliest on.
        kinds, parties, sorts: what can be asked for alone.
    """

    drawn: Chart | None
    timeline: Table
    kinds: tuple[Choice, ...]
    parties: tuple[Choice, ...]
    sorts: tuple[Choice, ...]


@dataclass(frozen=True)
class _Told:
    """Of a dated statement: what it states in one line, who says so, whom it names."""

    text: str
    voice: tuple[str | None, str]
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """One line of the timeline with what it is filtered by."""

    day: str
    kind: str
    name: str
    ahead: bool
    computed: bool
    cell: api.Cell
    span: Interval
    told: tuple[_Told, ...]
    parties: tuple[str, ...]

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """What it can be asked for as."""
        return ("ahead" if self.ahead else "past", *(("computed",) if self.computed else ()))


def data(desk: Desk, asked: Asked, asks: TimelineAsks) -> TimelineData:
    """What is dated: begun, due, said, met, alleged; by the day asked about, and ahead of it."""
    t, as_of = desk.t, desk.day_asked(asked)
    held = tuple(_lines(desk.board(asked), desk.fold(asked, _told)))
    since, until = day_of(asks.since, "since"), day_of(asks.until, "until")
    shown = [one for one in held if _fits(one, asks) and _lies_in(one.span, since, until)]
    columns = tuple(Column(key, t(f"timeline.{key}")) for key in ("day", "kind", "what", "by"))
    rows = tuple(_row(t, one, as_of) for one in _ordered(shown, asks))
    remark, empty = t(f"timeline.order.{asks.order}"), t("timeline.empty")
    return TimelineData(
        timeline_chart(t, [_dot(t, one) for one in shown], as_of, whole=bool(since or until)),
        Table("timeline", t("timeline.caption"), columns, rows, remark, empty),
        choices([(one.kind, t(f"timeline.kinds.{one.kind}")) for one in held], asks.kind),
        choices([(party, party) for one in held for party in one.parties], asks.party),
        choices([(sort, t(f"timeline.sorts.{sort}")) for one in held for sort in one.sorts], asks.only),
    )


def _told(view: View) -> Mapping[str, _Told]:
    """Of every dated statement of a view what it states, by its id."""
    rows = api.rows_of(view, (s for s in view.statements() if s.content.KIND in _DATED))
    named = {row.statement.id: named_in(row.statement.content) for row in rows}
    parts = parted(name for names in named.values() for name in names)
    return {
        row.statement.id: _Told(
            row.text,
            (row.speaker, row.outlet),
            tuple(part for name in named[row.statement.id] for part in parts[name]),
        )
        for row in rows
    }


def _lines(board: api.Board, told: Mapping[str, _Told]) -> Iterator[_Line]:
    for entry in board.timeline:
        span = interval_of(entry.day)
        if span is None:
            continue
        kind, _, name = entry.kind.partition(": ")
        held = tuple(told[id_] for id_ in entry.cell.statements)
        parties = tuple(dict.fromkeys(party for one in held for party in one.names))
        yield _Line(entry.day, kind, name, entry.ahead, entry.computed, entry.cell, span, held, parties)


def _fits(line: _Line, asks: TimelineAsks) -> bool:
    return (
        asks.kind in ("", line.kind)
        and (not asks.party or asks.party in line.parties)
        and (not asks.only or asks.only in line.sorts)
    )


def _lies_in(span: Interval, since: date | None, until: date | None) -> bool:
    """Does one of its days lie between two days?"""
    return (since is None or span.last >= since) and (until is None or (span.first or span.last) <= until)


def _ordered(lines: Sequence[_Line], asks: TimelineAsks) -> list[_Line]:
    """What lies ahead, the nearest first, then what lies back, likewise; or all from the earliest on."""
    ahead = sorted((one for one in lines if one.ahead), key=lambda one: one.span.first or one.span.last)
    back = [one for one in lines if not one.ahead]
    return [*back, *ahead] if asks.order == "earliest" else [*ahead, *reversed(back)]


def _row(t: Catalogue, line: _Line, as_of: date | None) -> TableRow:
    distance = distance_words(t, line.span, as_of) if line.ahead else ""
    computed = t("timeline.sorts.computed") if line.computed else ""
    by = dict.fromkeys(t.voice(*one.voice) for one in line.told)
    cells = (
        plain(span_words(t, line.day), "; ".join(filter(None, (distance, computed)))),
        plain(_kind_words(t, line)),
        of_cell(line.cell, line.told[0].text),
        plain("; ".join(by)),
    )
    return TableRow(cells, plain(t("timeline.ahead", day=t.day(as_of)) if line.ahead else _time(t, line)))


def _time(t: Catalogue, line: _Line) -> str:
    """The month in which it ends; where it may have been in several, as it is stated."""
    first = line.span.first or line.span.last
    return span_words(t, line.day) if line.span.last - first > _MONTH else month_words(t, line.span.last)


def _kind_words(t: Catalogue, line: _Line) -> str:
    of = t(f"timeline.one.{line.kind}")
    key = f"timeline.dates.{line.name}"
    return t("timeline.of", of=of, name=t(key) if t.has(key) else t.code(line.name)) if line.name else of


def _dot(t: Catalogue, line: _Line) -> Dot:
    sort: Sort = "computed" if line.computed else "ahead" if line.ahead else "past"
    told = t("timeline.told", day=span_words(t, line.day), kind=_kind_words(t, line), what=line.told[0].text)
    return Dot(line.span.first or line.span.last, line.span.last, t(f"timeline.kinds.{line.kind}"), sort, told)


router = Page("timeline", TimelineData, data, TimelineAsks, ready=stands).router()
