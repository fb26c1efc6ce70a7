"""How trouble is shown: a page that says what was found, expected and to do, or the same as JSON under /api."""

from __future__ import annotations

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from trucewatch.desk.web import guard
from trucewatch.desk.web.asking import Asked, AskedError, UndecidedError
from trucewatch.desk.web.rendering import Renderer
from trucewatch.errors import ErasedError, TrucewatchError, UnknownIdError


def refused(request: Request, error: Exception) -> Response:
    """Our own errors: 400 for what cannot be asked, 404 for what is not there, 410 for what was erased."""
    if not isinstance(error, TrucewatchError):
        raise error
    if isinstance(error, UndecidedError) and request.method == "GET" and not _is_api(request):
        return RedirectResponse("/", 303)
    return _shown(request, _status(error), error)


def not_understood(request: Request, error: Exception) -> Response:
    """Parameters of another form than the page takes."""
    told = error.errors() if isinstance(error, RequestValidationError) else []
    found = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in told)
    return _shown(request, 400, AskedError(f"the address or form is not understood: {found}"))


def not_there(request: Request, error: Exception) -> Response:
    """What the desk has no page for."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    t = request.app.state.desk.t
    key = f"desk.status.{status}"
    return _shown(request, status, TrucewatchError(t(key if t.has(key) else "desk.status.other")))


def failed(request: Request, _: Exception) -> Response:
    """A fault of ours; what happened is for the log."""
    answer = _shown(request, 500, TrucewatchError(request.app.state.desk.t("desk.status.other")))
    answer.headers.update(guard.HEADERS)  # a fault is answered from outside of everything that stands before the pages
    return answer


def _status(error: TrucewatchError) -> int:
    if isinstance(error, ErasedError):
        return 410
    return 404 if isinstance(error, UnknownIdError) else 400


def _shown(request: Request, status: int, error: TrucewatchError) -> Response:
    if _is_api(request):
        told = {"found": error.found, "expected": error.expected, "advice": error.advice}
        return JSONResponse(told, status)
    renderer: Renderer = request.app.state.renderer
    return renderer.page(request, "refusal", Asked(), status=status, error=error)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith("/api/")
