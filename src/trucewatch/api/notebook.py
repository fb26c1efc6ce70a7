"""For notebooks and scripts: texts in, data frames and charts out; `import trucewatch as tw` has these at hand."""

from __future__ import annotations

import importlib
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from trucewatch.api.exporting import ExportChoice, tables
from trucewatch.api.reader import read_report as read_one
from trucewatch.errors import TrucewatchError
from trucewatch.exports.parquet_files import arrow_table
from trucewatch.reports.intake import IntakeOptions, report_of
from trucewatch.reports.published import parse_published
from trucewatch.vocabulary.report import Report

if TYPE_CHECKING:
    from trucewatch.exports.tables import Table
    from trucewatch.record.writer import Record
    from trucewatch.vocabulary.reading import Reading

Library = Literal["pandas", "polars", "arrow"]
ChartName = Literal["figures", "positions", "statements"]


def read_report(
    text: str | Report, *, published: date | str | None = None, outlet: str | None = None, url: str | None = None
) -> Reading:
    """Read one report; nothing is kept.

    Args:
        text: its words, or a report, of which the other arguments say nothing then.
        published: day of publication, as a date or as people write it; None: unknown, relative dates stay unresolved.
        outlet: who published it.
        url: its address.

    Returns:
        The reading; notebooks show it as the text with its passages marked, `to_json()` gives it as JSON.

    Raises:
        ReportError: the text is empty, too large or binary, or the day cannot be read.
        ReadingError: the pipeline or the learned model cannot be used.
    """
    if isinstance(text, Report):
        return read_one(text)
    day = parse_published(published) if isinstance(published, str) else published
    return read_one(report_of(text, IntakeOptions(published=day, outlet=outlet, url=url)))


def frame(record: Record, name: str, choice: ExportChoice | None = None, *, library: Library = "pandas") -> Any:
    """One kind of rows as a data frame, the same rows and columns that `trucewatch export` writes.

    Args:
        record: an open record.
        name: "positions", "obligations", "figures" ...; an error names them all.
        choice: clocks, process and audience; None: everything, for the desk alone.
        library: what the frame is of.

    Raises:
        TrucewatchError: no such table, or a library is not installed.
        RecordError: the record has no report under the process.
    """
    held = tables(record, choice)[0]
    if name not in held:
        raise TrucewatchError(f'there is no table "{name}"', expected=f"one of {', '.join(t.name for t in held)}")
    return _framed(held[name], library)


def frames(record: Record, choice: ExportChoice | None = None, *, library: Library = "pandas") -> dict[str, Any]:
    """All kinds of rows as data frames, by name; as `frame`."""
    return {table.name: _framed(table, library) for table in tables(record, choice)[0]}


def _framed(table: Table, library: Library) -> Any:
    arrow = arrow_table(table)
    if library == "arrow":
        return arrow
    if library == "pandas":
        _needed("pandas")
        return arrow.to_pandas(date_as_object=False)
    return _needed("polars").from_arrow(arrow)


def chart(record: Record, name: ChartName, choice: ExportChoice | None = None) -> Any:
    """A chart as an Altair object, to be shown, changed or saved; each mark tells its source and words.

    Args:
        record: an open record.
        name: figures: what is counted, over time, a point a statement, by who counts. positions: who said what of which
            proposal when. statements: how many statements of each kind were published on which day.
        choice: clocks, process and audience.

    Raises:
        TrucewatchError: no such chart, or Altair is not installed.
        RecordError: the record has no report under the process.
    """
    altair = _needed("altair")
    drawn = {"figures": _figures, "positions": _positions, "statements": _statements}.get(name)
    if drawn is None:
        raise TrucewatchError(f'there is no chart "{name}"', expected="one of figures, positions, statements")
    held = tables(record, choice)[0]
    return drawn(altair, {table.name: table for table in held})


def _figures(altair: Any, held: dict[str, Table]) -> Any:
    rows = [row for row in _rows(held["figures"]) if row["number"] is not None]
    base = altair.Chart(altair.Data(values=rows), title="Figures as stated")
    return base.mark_point(filled=True).encode(
        x=altair.X("published:T", title="published", timeUnit="utcyearmonthdate"),
        y=altair.Y("number:Q", title="as printed"),
        # Shapes as well as colours: a chart has to be legible without either.
        color=altair.Color("speaker:N", title="who says so", scale=altair.Scale(scheme="viridis")),
        shape=altair.Shape("speaker:N", title="who says so"),
        row=altair.Row("what:N", title=None, header=altair.Header(labelAngle=0, labelAlign="left")),
        tooltip=_told(altair, "what", "number", "number_to", "qualifier", "status", "speaker", "outlet", "words"),
    )


def _positions(altair: Any, held: dict[str, Table]) -> Any:
    rows = _rows(held["positions"])
    base = altair.Chart(altair.Data(values=rows), title="Positions as stated")
    return base.mark_point(filled=True, size=80).encode(
        x=altair.X("published:T", title="published", timeUnit="utcyearmonthdate"),
        y=altair.Y("actor:N", title=None, sort="ascending"),
        shape=altair.Shape("stance:N"),
        color=altair.Color("stance:N", scale=altair.Scale(scheme="viridis")),
        tooltip=_told(altair, "actor", "stance", "proposal", "speaker", "outlet", "words"),
    )


def _statements(altair: Any, held: dict[str, Table]) -> Any:
    kinds = [(name, table) for name, table in held.items() if "published" in table.keys and name != "reports"]
    rows = [{"kind": name, "published": row.get("published")} for name, table in kinds for row in _rows(table)]
    base = altair.Chart(altair.Data(values=rows), title="Statements by day of publication")
    return base.mark_rect().encode(
        x=altair.X("published:O", title="published", timeUnit="utcyearmonthdate"),
        y=altair.Y("kind:N", title=None),
        color=altair.Color("count():Q", title="statements", scale=altair.Scale(scheme="viridis")),
        tooltip=["kind:N", "published:T", "count():Q"],
    )


def _rows(table: Table) -> list[dict[str, Any]]:
    """The rows that have a day of publication, days as ISO 8601, which Vega reads as UTC."""
    out = []
    for record in table.records():
        row = {key: value.isoformat() if isinstance(value, date) else value for key, value in record.items()}
        row = {key: ", ".join(value) if isinstance(value, tuple) else value for key, value in row.items()}
        if row.get("published"):
            row["speaker"] = row.get("speaker") or "the report itself"
            out.append(row)
    return out


def _told(altair: Any, *keys: str) -> list[Any]:
    return [altair.Tooltip(f"{key}:N", title=key.replace("_", " ")) for key in keys]


def _needed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise TrucewatchError(
            f"{name} is not installed", advice='Install the extra `notebook` (pip install "trucewatch[notebook]").'
        ) from error
