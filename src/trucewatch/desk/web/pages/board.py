"""The board of a process, in the order in which an analyst looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.charts import Chart
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedOne, Nothing, Page, stands
from trucewatch.desk.web.pages.board_ahead import due_table, quiet_table, talks_table
from trucewatch.desk.web.pages.board_changed import changed_table, new_reports, since_when
from trucewatch.desk.web.pages.board_contested import access_table, contested_table, incidents_table, violation_rows
from trucewatch.desk.web.pages.board_force import force_table
from trucewatch.desk.web.pages.board_obligations import (
    figures_table,
    findings_table,
    obligations_table,
    sources_table,
)
from trucewatch.desk.web.pages.board_phases import bars_of, phases_chart, phases_table
from trucewatch.desk.web.pages.board_positions import positions_table
from trucewatch.desk.web.pages.board_terms import with_terms
from trucewatch.desk.web.tables import Table


@dataclass(frozen=True)
class Freshness:
    """How new what the board rests on is.

    Attributes:
        reports: how many reports count by the day asked about.
        later: how many more were published after it.
        undated: how many carry no day of publication.
        last: day of publication of the newest that counts, and `days_since`, days from it to the day asked about.
    """

    reports: int
    later: int
    undated: int
    last: date | None
    days_since: int | None


@dataclass(frozen=True)
class BoardData:
    """What the board shows, in its order.

    Attributes:
        process: name of the process, "" for reports filed under none.
        as_of: the day it is about, None where no report is dated.
        known_on: only what had been published by then is in it; None: everything.
        freshness: what it rests on.
        since: when whoever asks last marked the process as looked at; None: never.
    """

    process: str
    as_of: date | None
    known_on: date | None
    freshness: Freshness
    force: Table
    since: datetime | None
    changed: Table
    due: Table
    contested: Table
    incidents: Table
    access: Table
    positions: Table
    talks: Table
    quiet: Table
    sources: Table
    phase_bars: Chart | None
    phases: Table
    obligations: Table
    figures: Table
    findings: Table


def data(desk: Desk, asked: Asked, _: Nothing) -> BoardData:
    """How things stand in a process as of a day, as known on a day."""
    return _data(desk, asked, desk.judged(asked))


def looked_for(desk: Desk, asked: Asked, _: Nothing) -> None:
    """Have found what does not add up."""
    desk.look_for_findings(asked)


def early(desk: Desk, asked: Asked, _: Nothing) -> BoardData | None:
    """The same without what does not add up; None where that belongs to what is new, which stands further up."""
    return None if new_reports(desk, asked, since_when(desk, asked)) else _data(desk, asked, ())


def _data(desk: Desk, asked: Asked, found: Sequence[api.JudgedFinding]) -> BoardData:
    stood, t = desk.board(asked), desk.t
    violations = desk.fold_view(asked, violation_rows)
    bars, since = bars_of(t, stood), since_when(desk, asked)
    held = {
        "force": force_table(t, stood),
        "due": due_table(t, stood),
        "contested": contested_table(t, stood, violations),
        "incidents": incidents_table(t, stood.as_of, violations),
        "access": access_table(t, stood),
        "positions": positions_table(t, stood),
        "talks": talks_table(t, stood),
        "quiet": quiet_table(t, stood),
        "obligations": obligations_table(t, stood),
        "figures": figures_table(t, stood),
        "findings": findings_table(t, found),
    }
    return BoardData(
        process=asked.process or "",
        as_of=stood.as_of,
        known_on=stood.known_on,
        freshness=_freshness(stood),
        since=since,
        changed=changed_table(desk, asked, since, held.values()),
        sources=sources_table(t, stood),
        phase_bars=phases_chart(t, bars, stood.as_of),
        phases=phases_table(t, bars),
        **with_terms(desk, asked, held),
    )


def _freshness(stood: api.Board) -> Freshness:
    sources = stood.sources
    return Freshness(sources.reports, sources.later, sources.undated, sources.last, sources.days_since)


router = Page("board", BoardData, data, early=early, before=looked_for, ready=stands).router()


@router.post("/board/visit", include_in_schema=False)
def visit(request: Request, asked: AskedOne) -> RedirectResponse:
    """Mark the process as looked at now: what comes from here on is new."""
    desk: Desk = request.app.state.desk
    with desk.writing() as record:
        api.mark_visit(record, desk.author, asked.process or None)
    return RedirectResponse(address("board", asked), 303)
