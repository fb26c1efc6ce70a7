"""What is done at the page of coding rounds: opening one, ruling in it, settling differences, closing it.

The desk has no accounts: who codes is said by whoever sits at it, and kept with each ruling. What another coder ruled
is not shown before all have finished, whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedAny
from trucewatch.desk.web.pages.report_acts import sent_of
from trucewatch.desk.web.pages.report_forms import PREFIX, given_of
from trucewatch.desk.web.pages.rounds import RoundsAsks, RoundsData, data
from trucewatch.desk.web.pages.rounds import page as rounds_page
from trucewatch.desk.web.rendering import Renderer
from trucewatch.errors import TrucewatchError

router = APIRouter()
router.include_router(rounds_page)

Sent = Annotated[dict[str, str], Depends(sent_of)]


@router.post("/rounds/{act}", include_in_schema=False)
def decide(request: Request, act: str, asked: AskedAny, sent: Sent) -> Response:
    """Do one of the acts; what is refused comes back with the form as it was filled in."""
    if act not in ACTS:
        raise HTTPException(404)
    desk: Desk = request.app.state.desk
    with desk.writing():
        try:
            name = ACTS[act](desk, sent)
        except TrucewatchError as error:
            return _refused(request, asked, act, sent, error)
    coder = sent.get("coder", "") if act == "rule" else ""
    return RedirectResponse(address("rounds", asked, round=name, coder=coder or None) + "#round", 303)


def _open(desk: Desk, sent: Mapping[str, str]) -> str:
    """A round over all reports of a process."""
    process = sent.get("process", "").strip()
    if process not in desk.processes():
        raise AskedError(f"the record has no report of a process {process!r}", expected="the name of one")
    ids = [report.id for report in desk.view(Asked(process)).reports()]
    coders = sent.get("coders", "").replace(";", ",").replace("\n", ",").split(",")
    made = api.open_round(desk.record, sent.get("name", ""), coders, ids, (desk.author, sent.get("reason", "").strip()))
    return made.name


def _rule(desk: Desk, sent: Mapping[str, str]) -> str:
    """What one coder rules."""
    return _decided(desk, sent, api.Act(sent.get("coder", ""), sent.get("reason", "").strip(), sent.get("round", "")))


def _settle(desk: Desk, sent: Mapping[str, str]) -> str:
    """What settles a difference, by whoever works at the desk."""
    act = api.Act(desk.author, sent.get("reason", "").strip(), sent.get("round", ""), reconciles=True)
    return _decided(desk, sent, act)


def _close(desk: Desk, sent: Mapping[str, str]) -> str:
    """The end of a round: its rulings count from now on, or none of them does."""
    name, reason = sent.get("round", ""), sent.get("reason", "").strip()
    return api.close_round(desk.record, name, desk.author, reason, abandoned="abandon" in sent).name


def _decided(desk: Desk, sent: Mapping[str, str], act: api.Act) -> str:
    verdict, id_ = sent.get("verdict", ""), sent.get("statement", "")
    if not act.round:
        raise AskedError("the form names no round", expected="the name of one")
    if verdict == "accept":
        api.accept_statement(desk.record, id_, act)
    elif verdict == "withdraw":
        api.withdraw_statement(desk.record, id_, act)
    elif verdict == "correct":
        old = desk.record.find_statement(id_)
        text = desk.record.find_report(old.report_id).text
        api.correct_statement(desk.record, id_, given_of(old.content.KIND, sent, text, old.content), act)
    else:
        raise AskedError(f"a statement is not ruled on by {verdict!r}", expected="accept, correct or withdraw")
    return act.round


ACTS: dict[str, Callable[[Desk, Mapping[str, str]], str]] = {
    "open": _open, "rule": _rule, "settle": _settle, "close": _close,
}  # fmt: skip
"""By the last word of their address; each gives the name of the round."""


def _refused(request: Request, asked: Asked, act: str, sent: Mapping[str, str], error: TrucewatchError) -> Response:
    desk: Desk = request.app.state.desk
    correct = sent.get("statement", "") if sent.get("verdict") == "correct" else ""
    asks = RoundsAsks(sent.get("round", "") if act != "open" else "", sent.get("coder", ""), correct)
    try:
        held = _filled_in(data(desk, asked, asks), sent)
    except (
        TrucewatchError
    ):  # the round or coder that the form names is not there: the list alone, with what was refused
        asks = RoundsAsks()
        held = data(desk, asked, asks)
    renderer: Renderer = request.app.state.renderer
    return renderer.page(request, "rounds", asked, status=400, data=held, asks=asks, error=error, sent=dict(sent))


def _filled_in(held: RoundsData, sent: Mapping[str, str]) -> RoundsData:
    """The correction as it was sent."""
    if held.shown is None or held.shown.item is None:
        return held
    item = held.shown.item
    fields = tuple(replace(field, value=sent.get(PREFIX + field.name, field.value)) for field in item.fields)
    item = replace(item, fields=fields, carried_by=sent.get("words", item.carried_by))
    return replace(held, shown=replace(held.shown, item=item))
