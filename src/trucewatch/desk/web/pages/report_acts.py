"""What is decided at the page of a report: by plain forms, each answered with the page again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedAny
from trucewatch.desk.web.pages.report import Asks, shown
from trucewatch.desk.web.pages.report import router as page
from trucewatch.desk.web.pages.report_data import report_data
from trucewatch.desk.web.pages.report_forms import PREFIX, given_of
from trucewatch.desk.web.pages.report_shown import FormShown, ReportAsks
from trucewatch.desk.web.pages.together import accept_together
from trucewatch.desk.web.rendering import SHORT
from trucewatch.errors import TrucewatchError
from trucewatch.vocabulary.report import Report

router = APIRouter()
router.include_router(page)


async def sent_of(request: Request) -> dict[str, str]:
    """The fields of a form; files are none."""
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


Sent = Annotated[dict[str, str], Depends(sent_of)]


@router.post("/report/{report_id}/{act}", include_in_schema=False)
def decide(request: Request, report_id: str, act: str, asked: AskedAny, asks: Asks, sent: Sent) -> Response:
    """Do one of the acts; what is refused comes back with the form as it was filled in."""
    if act not in ACTS:
        raise HTTPException(404)
    desk: Desk = request.app.state.desk
    with desk.writing() as record:
        report = record.find_report(report_id)
        try:
            done = ACTS[act](desk, report, sent, api.Act(desk.author, sent.get("reason", "").strip()))
        except TrucewatchError as error:
            return _refused(request, asked, (report, asks, sent), error)
    kept = {"queue": asks.queue or None, "show": ",".join(asks.show) or None}
    page = f"report/{report.id[:SHORT]}"
    if not done:
        around = "true" if act == "finding" else None
        part = "around" if around else f"s-{sent['statement'][:SHORT]}" if act == "correct" else "statements"
        return RedirectResponse(address(page, asked, around=around, **kept) + f"#{quote(part)}", 303)
    return RedirectResponse(address(page, asked, done=done[:SHORT], **kept), 303)


def _accept(desk: Desk, _: Report, sent: Mapping[str, str], act: api.Act) -> str:
    return api.accept_statement(desk.record, sent.get("statement", ""), act).statement.id


def _together(desk: Desk, _: Report, sent: Mapping[str, str], __: api.Act) -> str:
    return accept_together(desk, sent.get("statements", "")).id


def _withdraw(desk: Desk, _: Report, sent: Mapping[str, str], act: api.Act) -> str:
    return api.withdraw_statement(desk.record, sent.get("statement", ""), act).statement.id


def _correct(desk: Desk, report: Report, sent: Mapping[str, str], act: api.Act) -> str:
    """A form that is sent as it came, without a reason, is left: nothing is decided."""
    old = desk.record.find_statement(sent.get("statement", ""))
    given = given_of(old.content.KIND, sent, report.text, old.content)
    if given == api.GivenFields() and not act.reason and "words" in sent:
        return ""
    return api.correct_statement(desk.record, old.id, given, act).statement.id


def _add(desk: Desk, report: Report, sent: Mapping[str, str], act: api.Act) -> str:
    kind = sent.get("kind", "")
    return api.add_statement(desk.record, report.id, kind, given_of(kind, sent, report.text), act).statement.id


def _carry(desk: Desk, _: Report, sent: Mapping[str, str], act: api.Act) -> str:
    verdict: Literal["accept", "refuse"] = "refuse" if "refuse" in sent else "accept"
    old, to = sent.get("statement", ""), sent.get("to") or None
    api.carry_ruling(desk.record, old, act, verdict=verdict, successor=to)
    return ""


def _finding(desk: Desk, report: Report, sent: Mapping[str, str], act: api.Act) -> str:
    verdict: Literal["dismissed", "reopened"] = "reopened" if "reopen" in sent else "dismissed"
    found = desk.judged(Asked(report.process or ""))
    api.decide_finding(desk.record, found, sent.get("finding", ""), verdict, author=act.author, reason=act.reason)
    return ""


ACTS: dict[str, Callable[[Desk, Report, Mapping[str, str], api.Act], str]] = {
    "accept": _accept,
    "together": _together,
    "withdraw": _withdraw,
    "correct": _correct,
    "add": _add,
    "carry": _carry,
    "finding": _finding,
}
"""By the last word of their address; each gives the id of the statement that was decided on, "" where it was none."""


def _refused(
    request: Request, asked: Asked, given: tuple[Report, ReportAsks, Mapping[str, str]], error: TrucewatchError
) -> Response:
    """The page with what was refused, and its form as it was sent."""
    report, asks, sent = given
    held = replace(asks, at="", done="", correct="", add="", around="finding" in sent)
    if "words" in sent:
        held = replace(held, add=sent.get("kind", ""), correct=sent.get("statement", ""))
    desk: Desk = request.app.state.desk
    data = report_data(desk, report.id, held)
    if data.form is not None:
        data = replace(data, form=_filled_in(data.form, sent))
    return shown(request, asked, data, held, error=error, status=400)


def _filled_in(form: FormShown, sent: Mapping[str, str]) -> FormShown:
    fields = tuple(replace(field, value=sent.get(PREFIX + field.name, field.value)) for field in form.fields)
    return replace(form, fields=fields, words=sent.get("words", form.words), reason=sent.get("reason", ""))
