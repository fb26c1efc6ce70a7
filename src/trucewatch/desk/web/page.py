"""A page: data that is made once, and shown as HTML, as JSON, as CSV of each table, and as picture of each chart."""

# No `from __future__ import annotations`: the annotations of endpoints are made for each page, and read by FastAPI.

import json
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

from trucewatch import api
from trucewatch.desk.web import charts
from trucewatch.desk.web.asking import Asked, AskedError, UndecidedError, day_of
from trucewatch.desk.web.clocks import clocks_of
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.rendering import Renderer
from trucewatch.desk.web.tables import csv_of, tables_of

DataT = TypeVar("DataT")
AsksT = TypeVar("AsksT")

LATER = b"<hr hidden>"
"""Stands in the template of a page that is sent in two parts, where the second begins."""


@dataclass(frozen=True)
class Nothing:
    """The parameters of a page that has none of its own."""


@dataclass(frozen=True)
class Refused:
    """What is answered to an address that asks for what cannot be.

    Attributes:
        found: what was found and where.
        expected: what was expected instead, or "".
        advice: what to do about it, or "".
    """

    found: str
    expected: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Page(Generic[DataT, AsksT]):
    """A page about a process, or about the whole record.

    Attributes:
        name: in addresses, of its template `NAME.html` and of its texts.
        shape: the class of its data: a frozen dataclass with tables, charts and plain values in it.
        data: makes it; asks the desk for what it needs and changes nothing.
        asks: the page's own parameters: a frozen dataclass with defaults, of str, int, bool and Literal.
        of_one: is it about one process? Then one is chosen before it is made.
        kept: is it the same as long as nothing comes to the record? Then it is made once.
        early: makes the data without what takes long, None where there is nothing to gain. The page is then sent as far
            as `LATER` in its template at once, and the rest once all is found: up to there both must be the same.
        before: has done what takes long and can be done while others are answered; `data` then finds it done.
        ready: is what takes long done, within so many seconds? If not, a page says that it is being computed, and comes
            back until it is; JSON and CSV wait.
        shown: makes the data that the HTML shows of a long list, one page of it; None: all. JSON and CSV have all.
    """

    name: str
    shape: type[DataT]
    data: Callable[[Desk, Asked, AsksT], DataT]
    asks: type[AsksT] = Nothing  # type: ignore[assignment]
    of_one: bool = True
    early: Callable[[Desk, Asked, AsksT], DataT | None] | None = None
    kept: bool = True
    before: Callable[[Desk, Asked, AsksT], None] | None = None
    ready: Callable[[Desk, Asked, AsksT, float], bool] | None = None
    shown: Callable[[Desk, Asked, AsksT], DataT] | None = None

    def router(self) -> APIRouter:
        """Its addresses: /NAME, /api/NAME, /NAME/TABLE.csv, /NAME/CHART.svg, .png and .json."""
        router = APIRouter(tags=[self.name])
        asked_of = asked_one if self.of_one else asked_any
        asked, asks = Annotated[Asked, Depends(asked_of)], Annotated[self.asks, Depends()]
        refused: dict[int | str, dict[str, Any]] = {400: {"model": Refused}, 404: {"model": Refused}}

        def html(request: Request, asked: asked, asks: asks) -> Response:  # type: ignore[valid-type]
            return self._html(request, asked, asks)

        def as_json(request: Request, asked: asked, asks: asks) -> Response:  # type: ignore[valid-type]
            desk: Desk = request.app.state.desk
            key = ("json", request.url.path, request.url.query)
            self._begin(desk, asked, asks)
            made = self._once(desk, asked, key, lambda: json.dumps(api.as_json(self.data(desk, asked, asks))).encode())
            return Response(made, media_type="application/json")

        def table(request: Request, table: str, asked: asked, asks: asks) -> Response:  # type: ignore[valid-type]
            desk: Desk = request.app.state.desk
            self._begin(desk, asked, asks)
            with desk.lock:
                held = {one.id: one for one in tables_of(self.data(desk, asked, asks))}
            if table not in held:
                raise missing(f"the page {self.name} has no table {table!r}", held)
            return download(csv_of(held[table]).encode(), "text/csv; charset=utf-8", f"{table}.csv")

        def chart(
            request: Request,
            name: str,
            form: str,
            asked: asked,  # type: ignore[valid-type]
            asks: asks,  # type: ignore[valid-type]
            theme: charts.Theme = "light",
        ) -> Response:
            desk: Desk = request.app.state.desk
            self._begin(desk, asked, asks)
            with desk.lock:
                held = {one.id: one for one in charts.charts_of(self.data(desk, asked, asks))}
            if name not in held or form not in {"svg", "png", "json"}:
                raise missing(f"the page {self.name} has no chart {name!r} as {form!r}", held)
            return drawn(held[name], form, theme)

        hidden: dict[str, Any] = {"methods": ["GET"], "include_in_schema": False}
        router.add_api_route(f"/{self.name}", html, **hidden)
        router.add_api_route(f"/{self.name}/{{table}}.csv", table, **hidden)
        router.add_api_route(f"/{self.name}/{{name}}.{{form}}", chart, **hidden)
        router.add_api_route(
            f"/api/{self.name}", as_json, methods=["GET"], response_model=self.shape, responses=refused,
            name=self.name, operation_id=self.name, summary=self.data.__doc__,
        )  # fmt: skip
        return router

    def _once(self, desk: Desk, asked: Asked, key: Hashable, make: Callable[[], bytes]) -> bytes:
        if self.kept:
            return desk.page(asked, key, make)
        with desk.lock:
            return make()

    def _html(self, request: Request, asked: Asked, asks: AsksT) -> Response:
        """The page: at once, or with its beginning sent before the rest is made."""
        desk: Desk = request.app.state.desk
        renderer: Renderer = request.app.state.renderer

        def made(data: DataT) -> bytes:
            clocks = clocks_of(desk, asked, request) if self.of_one else None
            return renderer.html(request, self.name, asked, data=data, asks=asks, clocks=clocks)

        def whole() -> bytes:
            return self._once(desk, asked, key, lambda: made((self.shown or self.data)(desk, asked, asks)))

        def rest() -> Iterator[bytes]:
            yield first
            self._begin(desk, asked, asks)
            yield whole().partition(LATER)[2]

        key = ("html", request.url.path, request.url.query, renderer.preferences(request))
        with desk.lock:
            if desk.has_page(asked, key):
                return HTMLResponse(whole())
        if self.ready is not None and not self.ready(desk, asked, asks, desk.options.patience):
            return renderer.page(request, "waiting", asked, status=202, page=self.name, view=desk.view(asked))
        with desk.lock:
            early = self.early(desk, asked, asks) if self.early and not desk.is_looked_through(asked) else None
            first = made(early).partition(LATER)[0] if early is not None else b""
        if early is not None:
            return StreamingResponse(rest(), media_type="text/html")
        self._begin(desk, asked, asks)
        return HTMLResponse(whole())

    def _begin(self, desk: Desk, asked: Asked, asks: AsksT) -> None:
        """Do what comes before the data; not to be called with the desk's lock held."""
        if self.before is not None:
            self.before(desk, asked, asks)


def stands(desk: Desk, asked: Asked, _: object, patience: float) -> bool:
    """Is it computed within so many seconds how things stand? `Page.ready` of what shows a part of that."""
    return desk.stands(asked, patience)


def asked_any(
    request: Request,
    process: Annotated[str | None, Query(description="Name of a process; none: the whole record.")] = None,
    as_of: Annotated[str | None, Query(description="The day in the world, such as 2031-04-02.")] = None,
    known_on: Annotated[str | None, Query(description="Only what had been published by this day.")] = None,
) -> Asked:
    """What an address asks about.

    Raises:
        AskedError: a day is none, or the record has no such process.
    """
    asked = Asked(process, day_of(as_of, "as_of"), day_of(known_on, "known_on"))
    desk: Desk = request.app.state.desk
    if process is not None:
        desk.view(asked)
    return asked


def asked_one(request: Request, asked: Annotated[Asked, Depends(asked_any)]) -> Asked:
    """The same about one process: the only one of the record where none is named.

    Raises:
        UndecidedError: there are several, or none.
    """
    if asked.process is not None:
        return asked
    desk: Desk = request.app.state.desk
    names = desk.processes()
    if len(names) != 1:
        raise UndecidedError(
            "the address names no process, and the record holds " + (", ".join(names) or "no report"),
            expected="?process=NAME",
        )
    return Asked(names[0], asked.as_of, asked.known_on)


AskedAny = Annotated[Asked, Depends(asked_any)]
"""What an address asks about, for an endpoint about the whole record."""
AskedOne = Annotated[Asked, Depends(asked_one)]
"""The same for an endpoint about one process."""


def missing(found: str, held: dict[str, Any]) -> AskedError:
    """The error for a table or chart that is not there."""
    return AskedError(found, expected=f"one of {', '.join(held)}" if held else "")


def download(content: bytes, media_type: str, name: str) -> Response:
    """A file that the browser saves under a name of ours."""
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def drawn(chart: charts.Chart, form: str, theme: charts.Theme) -> Response:
    """A chart as SVG, as PNG, or as its description for the browser."""
    if form == "json":
        return JSONResponse(charts.themed(chart, theme))
    if form == "png":
        return download(charts.png_of(chart, theme), "image/png", f"{chart.id}.png")
    # A picture is styled by its own attributes; it runs nothing and loads nothing.
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(charts.svg_of(chart, theme), media_type="image/svg+xml", headers=policy)


def parameters(asks: object) -> dict[str, object]:
    """A page's own parameters that were given, for an address; those at their default are left out."""
    held = {f.name: (getattr(asks, f.name), f.default) for f in fields(asks)}  # type: ignore[arg-type]
    return {name: value for name, (value, default) in held.items() if value != default}
