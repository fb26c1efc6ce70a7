"""What stands around the pages: the choice of a process, the look, the chart bundle, the list of what can be asked."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from trucewatch.desk.web import charts
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.rendering import CHOICES, KEYS, Renderer

router = APIRouter(include_in_schema=False)
_YEAR = 365 * 24 * 3600


@router.get("/")
def start(request: Request) -> Response:
    """The board of the only process, or a page to choose one."""
    desk: Desk = request.app.state.desk
    renderer: Renderer = request.app.state.renderer
    names = desk.processes()
    if len(names) == 1:
        return RedirectResponse(address("board", Asked(names[0])), 303)
    return renderer.page(request, "start", Asked())


@router.post("/theme")
def theme(theme: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Keep the chosen look, and go back to the page."""
    return _kept("theme", theme if theme in CHOICES else CHOICES[0], back)


@router.post("/keys")
def keys(keys: Annotated[str, Form()], back: Annotated[str, Form()] = "/") -> Response:
    """Keep whether single keys act, and go back to the page."""
    return _kept("keys", keys if keys in KEYS else KEYS[0], back)


def _kept(name: str, value: str, back: str) -> Response:
    parts = urlsplit(back)
    path = "/" + parts.path.lstrip("/\\")  # a page of ours, whatever stands before it
    answer = RedirectResponse(path + (f"?{parts.query}" if parts.query else ""), 303)
    answer.set_cookie(name, value, max_age=_YEAR, samesite="strict", httponly=False)
    return answer


@router.get("/static/vega-bundle.js")
async def vega() -> Response:
    """The script that draws charts; made when it is first asked for."""
    held = await run_in_threadpool(charts.bundle)
    kept = {"Cache-Control": f"max-age={_YEAR}, immutable"}
    return Response(held, media_type="text/javascript", headers=kept)


@router.get("/api/docs")
def documentation(request: Request) -> Response:
    """What can be asked under /api, as a page."""
    renderer: Renderer = request.app.state.renderer
    described: dict[str, Any] = request.app.openapi()
    return renderer.page(request, "api_docs", Asked(), described=described)
