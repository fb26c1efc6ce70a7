"""What is done at the page of notes: writing one, and settling a question or a task."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedAny
from trucewatch.desk.web.pages.notes import KINDS, NotesAsks, data
from trucewatch.desk.web.pages.notes import page as notes_page
from trucewatch.desk.web.pages.notes_shown import about_of
from trucewatch.desk.web.pages.report_acts import Sent
from trucewatch.desk.web.rendering import Renderer
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.note import NoteKind

router = APIRouter()
router.include_router(notes_page)

_KINDS: dict[str, NoteKind] = {"remark": "remark", "question": "question", "task": "task"}


@router.post("/notes/{act}", include_in_schema=False)
def decide(request: Request, act: str, asked: AskedAny, sent: Sent) -> Response:
    """Write a note or settle one; what is refused comes back with the form as it was filled in."""
    acts = {"write": _write, "settle": _settle}
    if act not in acts:
        raise HTTPException(404)
    desk: Desk = request.app.state.desk
    with desk.writing():
        try:
            return RedirectResponse(acts[act](desk, asked, sent), 303)
        except TrucewatchError as error:
            return _refused(request, asked, sent, error)


def _write(desk: Desk, asked: Asked, sent: Mapping[str, str]) -> str:
    """A note; gives the address of what it is about, or of the notes."""
    kind, about = _KINDS.get(sent.get("kind", "")), sent.get("about", "")
    if kind is None:
        raise AskedError(f"a note is no {sent.get('kind', '')!r}", expected=f"one of {', '.join(KINDS)}")
    on = about_of(desk, asked, about) if about else None
    process = (on.process if on else asked.process) or None
    text, to = sent.get("text", "").strip(), sent.get("to", "").strip() or None
    api.add_note(desk.record, kind, text, author=desk.author, target=on.id if on else None, process=process, to=to)
    return on.href if on else _listed(asked)


def _settle(desk: Desk, asked: Asked, sent: Mapping[str, str]) -> str:
    """The word on how a question or task was settled."""
    number = sent.get("number", "")
    if not number.isdecimal() or len(number) > 18:
        raise AskedError(f"the form names no note but {number[:40]!r}", expected="the number of a question or a task")
    api.answer(desk.record, int(number), sent.get("text", "").strip(), author=desk.author)
    return _listed(asked)


def _listed(asked: Asked) -> str:
    return address("notes", asked) + "#notes"


def _refused(request: Request, asked: Asked, sent: Mapping[str, str], error: TrucewatchError) -> Response:
    desk: Desk = request.app.state.desk
    try:
        asks = NotesAsks(sent.get("about", ""))
        held = data(desk, asked, asks)
    except TrucewatchError:  # what the note was to be about is not there
        asks = NotesAsks()
        held = data(desk, asked, asks)
    renderer: Renderer = request.app.state.renderer
    return renderer.page(request, "notes", asked, status=400, data=held, asks=asks, error=error, sent=dict(sent))
