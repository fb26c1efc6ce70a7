"""Findings: what does not add up, passages side by side, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import OWN, Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedOne, Page
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.dismissal import Dismissal
from trucewatch.vocabulary.finding import Place, Severity

SHORT = 12
"""Digits of a finding's id in addresses and anchors."""

SEVERITIES: tuple[Severity, ...] = ("error_in_source", "tension", "gap")
"""In the order in which findings stand."""


@dataclass(frozen=True)
class FindingsAsks:
    """Only one severity (error_in_source, tension, gap), what one check finds, or findings on one report."""

    severity: str = ""
    code: str = ""
    report: str = ""


@dataclass(frozen=True)
class Decision:
    """What a person decided about a finding: the verdict, who, the day in words, and why."""

    verdict: str
    author: str
    day: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """A finding.

    Attributes:
        id: its id in full; `anchor` is where it stands on the page.
        severity, kind: as a code and in words.
        code, check: the check that found it, as a code and in words.
        sentence: what does not add up.
        places: the passages concerned.
        readings: possible readings that would resolve it, likeliest first.
        decided: the last decision on it.
        earlier: a dismissal by the same check in the same report, whose evidence has changed since.
    """

    id: str
    anchor: str
    severity: Severity
    kind: str
    code: str
    check: str
    sentence: str
    places: tuple[Place, ...]
    readings: tuple[str, ...]
    decided: Decision | None
    earlier: Decision | None

    @property
    def is_dismissed(self) -> bool:
        """Did a person set it aside?"""
        return self.decided is not None and self.decided.verdict == "dismissed"


@dataclass(frozen=True)
class FindingsData:
    """Findings.

    Attributes:
        open, set_aside: the findings, those that a person dismissed apart.
        findings, dismissed: the same as tables.
        severities, codes: what can be asked for alone.
    """

    open: tuple[Shown, ...]
    set_aside: tuple[Shown, ...]
    findings: Table
    dismissed: Table
    severities: tuple[Choice, ...]
    codes: tuple[Choice, ...]


def data(desk: Desk, asked: Asked, asks: FindingsAsks) -> FindingsData:
    """What does not add up, and what was set aside."""
    t = desk.t
    held = [_shown(t, one) for one in desk.judged(asked)]
    held.sort(key=lambda one: SEVERITIES.index(one.severity))
    fit = [
        one
        for one in held
        if asks.severity in ("", one.severity)
        and asks.code in ("", one.code)
        and (not asks.report or any(place.report_id.startswith(asks.report) for place in one.places))
    ]
    open_ = tuple(one for one in fit if not one.is_dismissed)
    aside = tuple(one for one in fit if one.is_dismissed)
    return FindingsData(
        open_,
        aside,
        _table(t, "findings", open_),
        _table(t, "dismissed", aside),
        choices([(one.severity, one.kind) for one in held], asks.severity),
        choices([(one.code, one.check) for one in held], asks.code),
    )


def looked_for(desk: Desk, asked: Asked, _: FindingsAsks) -> None:
    """Have found what does not add up."""
    desk.look_for_findings(asked)


def _shown(t: Catalogue, judged: api.JudgedFinding) -> Shown:
    finding = judged.finding
    return Shown(
        finding.id,
        f"f-{finding.id[:SHORT]}",
        finding.severity,
        t(f"findings.severity.{finding.severity}"),
        finding.code,
        _check_words(t, finding.code),
        finding.sentence,
        finding.places,
        finding.repairs,
        _decision(t, judged.decided),
        _decision(t, judged.earlier),
    )


def _check_words(t: Catalogue, code: str) -> str:
    """What a check is called; of one that this program does not know, its code."""
    key = f"findings.checks.{code}"
    return t(key) if t.has(key) else code.replace("-", " ")


def _decision(t: Catalogue, decided: Dismissal | None) -> Decision | None:
    return Decision(decided.verdict, decided.author, t.day(decided.at.date()), decided.reason) if decided else None


def _table(t: Catalogue, name: str, held: tuple[Shown, ...]) -> Table:
    keys = ("kind", "sentence", "readings", "check", "decided")
    rows = tuple(
        TableRow(
            (
                plain(one.kind),
                TableCell(one.sentence, places=tuple(place for place in one.places if place.passage)),
                plain("; ".join(one.readings)),
                plain(one.check),
                plain(_told(t, one.decided)),
            )
        )
        for one in held
    )
    columns = tuple(Column(key, t(f"findings.{key}")) for key in keys)
    caption, empty = t(f"findings.{name}.caption"), t(f"findings.{name}.empty")
    return Table(name, caption, columns, rows, t("findings.remark"), empty)


def _told(t: Catalogue, decided: Decision | None) -> str:
    if decided is None:
        return ""
    return t(f"findings.told.{decided.verdict}", who=decided.author, day=decided.day, reason=decided.reason)


def is_looked_for(desk: Desk, asked: Asked, _: FindingsAsks, patience: float) -> bool:
    """Is that done within so many seconds?"""
    return desk.look_for_findings(asked, patience)


router = Page("findings", FindingsData, data, FindingsAsks, before=looked_for, ready=is_looked_for).router()


@router.post("/findings/decide", include_in_schema=False)
def decide(
    request: Request,
    asked: AskedOne,
    finding: Annotated[str, Form()],
    verdict: Annotated[Literal["dismissed", "reopened"], Form()],
    reason: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Set a finding aside, or open it again; then back to the page, where it now stands."""
    desk: Desk = request.app.state.desk
    desk.look_for_findings(asked)
    with desk.writing() as record:
        found = api.decide_finding(record, desk.judged(asked), finding, verdict, author=desk.author, reason=reason)
    own = {name: value for name, value in request.query_params.items() if name not in OWN}
    return RedirectResponse(address("findings", asked, **own) + f"#f-{found.id[:SHORT]}", 303)
