"""A report: its text with the passages marked, its statements beside it, and what is decided about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedAny, Refused, download
from trucewatch.desk.web.pages.report_data import KINDS, report_data
from trucewatch.desk.web.pages.report_shown import ReportAsks, ReportData
from trucewatch.desk.web.rendering import Renderer
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow, csv_of
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.passage import Passage

router = APIRouter(tags=["report"])


@dataclass(frozen=True)
class Given:
    """The address, as it is given."""

    at: Annotated[str, Query(description="A passage to show: START-END, in characters of the text.")] = ""
    start: Annotated[str, Query(description="Where the passage starts, instead of `at`.")] = ""
    end: Annotated[str, Query(description="Where it ends.")] = ""
    show: Annotated[list[str] | None, Query(description="Kinds of statements to show; none: all.")] = None
    correct: Annotated[str, Query(description="A statement whose fields are shown as a form.")] = ""
    add: Annotated[str, Query(description="A kind whose fields are shown as a form.")] = ""
    words: Annotated[str, Query(description="The words of the report that carry what is added.")] = ""
    around: Annotated[bool, Query(description="Also findings on the report, and copies of it.")] = False
    done: Annotated[str, Query(description="A statement on which something was just decided.")] = ""
    queue: Annotated[str, Query(description="The kind for which the queue of reviews is followed.")] = ""


def asks_of(given: Annotated[Given, Depends()]) -> ReportAsks:
    """The parameters of the page."""
    kinds = {part for one in given.show or () for part in one.split(",")}
    start, end = given.start.strip(), given.end.strip()
    return ReportAsks(
        at=given.at or (f"{start}-{end}" if start and end else ""),
        show=tuple(kind for kind in KINDS if kind in kinds),
        correct=given.correct,
        add=given.add,
        words=given.words,
        around=given.around,
        done=given.done,
        queue=given.queue,
    )


Asks = Annotated[ReportAsks, Depends(asks_of)]


def shown(
    request: Request,
    asked: Asked,
    data: ReportData,
    asks: ReportAsks,
    *,
    error: TrucewatchError | None = None,
    status: int = 200,
) -> Response:
    """The page of a report; its process is asked about where the address names none."""
    renderer: Renderer = request.app.state.renderer
    desk: Desk = request.app.state.desk
    process = desk.record.find_report(data.id).process
    if asked.process is None and data.in_force and process in desk.processes():
        asked = replace(asked, process=process)
    kept = {"queue": asks.queue or None, "show": ",".join(asks.show) or None}
    return renderer.page(
        request, "report", asked, data=data, asks=asks, kept=kept, kinds=KINDS, error=error, status=status
    )


@router.get("/report/{report_id}", include_in_schema=False)
def html(request: Request, report_id: str, asked: AskedAny, asks: Asks) -> Response:
    """The page."""
    desk: Desk = request.app.state.desk
    renderer: Renderer = request.app.state.renderer
    key = ("html", request.url.path, request.url.query, renderer.preferences(request))

    def make() -> bytes:
        return bytes(shown(request, asked, report_data(desk, report_id, asks), asks).body)

    return HTMLResponse(desk.page(asked, key, make))


@router.get(
    "/api/report/{report_id}",
    name="report",
    operation_id="report",
    summary=report_data.__doc__,
    response_model=ReportData,
    responses={400: {"model": Refused}, 404: {"model": Refused}, 410: {"model": Refused}},
)
def as_json(request: Request, report_id: str, asks: Asks) -> Response:
    """The same as data."""
    desk: Desk = request.app.state.desk
    with desk.lock:
        return JSONResponse(api.as_json(report_data(desk, report_id, asks)))


@router.get("/report/{report_id}/statements.csv", include_in_schema=False)
def statements(request: Request, report_id: str, asks: Asks) -> Response:
    """The statements as CSV."""
    desk: Desk = request.app.state.desk
    with desk.lock:
        table = statements_table(desk, report_data(desk, report_id, asks))
    return download(csv_of(table).encode(), "text/csv; charset=utf-8", "statements.csv")


def statements_table(desk: Desk, data: ReportData) -> Table:
    """The statements that are shown, as a listing."""
    t = desk.t
    text = desk.record.find_report(data.id).text
    columns = tuple(Column(key, t(f"report.column.{key}")) for key in ("kind", "text", "said_by", "when", "words"))
    columns += (
        Column("confidence", t("report.column.confidence"), "number"),
        Column("standing", t("report.column.standing")),
    )
    rows = []
    for one in (statement for group in data.groups for statement in group.statements):
        extents = (tuple(map(int, place.split("-"))) for place in one.places)
        places = tuple(Place(data.id, Passage.of(text, *extent)) for extent in extents)
        sure = "" if one.confidence is None else f"{one.confidence:.2f}"
        told = (one.kind, one.text, one.said_by or "", one.when, one.words, sure, one.standing)
        first, *others = told
        rows.append(TableRow((TableCell(first, (one.id,), places), *map(TableCell, others))))
    return Table("statements", t("report.statements"), columns, tuple(rows))
