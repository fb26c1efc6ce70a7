"""The desk as an application: its pages, what stands before them, and how trouble is shown."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from threading import Thread

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

import trucewatch
from trucewatch.desk.web import charts, frame, guard, refusals
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.options import DeskOptions
from trucewatch.desk.web.pages.all_pages import ALL_PAGES, BODY_LIMITS
from trucewatch.desk.web.rendering import Renderer
from trucewatch.desk.web.warming import warm
from trucewatch.errors import TrucewatchError

_WASTE = (50_000, 20, 20)
"""After how many new objects Python looks for waste, and how often among older ones; its own are 700, 10, 10."""


def create_app(options: DeskOptions) -> FastAPI:
    """The desk over one record, which stays open until the application ends.

    Raises:
        RecordError: the record cannot be opened.
    """
    desk = Desk(options)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        Thread(target=charts.bundle, daemon=True).start()  # takes seconds: made before the first chart is looked at
        warming = warm(desk, app.state.renderer.compile)
        # What is kept of a record are millions of objects that stay: looking through them for waste takes a tenth of
        # the time of all pages.
        before = gc.get_threshold()
        gc.set_threshold(*_WASTE)
        yield
        gc.set_threshold(*before)
        desk.close()
        warming.join()

    app = FastAPI(
        title="Trucewatch",
        version=trucewatch.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=life,
        middleware=[
            Middleware(guard.SecurityHeaders),
            Middleware(guard.HostCheck, hosts=options.hosts),
            Middleware(guard.BodyLimit, limits=BODY_LIMITS),
            Middleware(guard.FormToken, token=options.token, hosts=options.hosts),
        ],
    )
    app.state.desk = desk
    app.state.renderer = Renderer(desk, frozenset(name for name, _ in ALL_PAGES))
    app.include_router(frame.router)
    for _, router in ALL_PAGES:
        app.include_router(router)
    with as_file(files("trucewatch.desk.web") / "static") as static:
        app.mount("/static", StaticFiles(directory=static), name="static")
    app.add_exception_handler(TrucewatchError, refusals.refused)
    app.add_exception_handler(RequestValidationError, refusals.not_understood)
    app.add_exception_handler(HTTPException, refusals.not_there)
    app.add_exception_handler(Exception, refusals.failed)
    return app
