"""Obligations: who must do what; force, performance as reported, and claims in columns that are never merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trucewatch import api
from trucewatch.desk.web.asking import Asked, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import by_text, of_cell, of_stated, plain, stale_since, voice
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page, stands
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.notes_shown import NoteShown, notes_on, stated_in
from trucewatch.desk.web.rendering import SHORT
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow

FORCE = ("pending", "demanded", "proposed")
"""What a report can say of force; a duty of which none does is of "none"."""


@dataclass(frozen=True)
class ObligationsAsks:
    """Only one bearer, action or force; `duty` is the one whose history is shown: the first digits of a statement."""

    bearer: str = ""
    action: str = ""
    force: str = ""
    duty: str = ""


@dataclass(frozen=True)
class ObligationsData:
    """Obligations.

    Attributes:
        obligations: by bearer.
        history: every statement on the one that was asked for, oldest first; None where none was.
        bearers, actions, forces: what can be asked for alone.
        notes: what people noted about the statements that are shown.
        about: the statement that a note on the duty asked for is kept under; "" where none was.
    """

    obligations: Table
    history: Table | None
    bearers: tuple[Choice, ...]
    actions: tuple[Choice, ...]
    forces: tuple[Choice, ...]
    notes: tuple[NoteShown, ...]
    about: str


def data(desk: Desk, asked: Asked, asks: ObligationsAsks) -> ObligationsData:
    """Who must do what, and what is reported and claimed of it."""
    board, t = desk.board(asked), desk.t
    held = sorted(board.obligations, key=lambda duty: (duty.bearer is None, (duty.bearer or "").casefold()))
    shown = [
        duty
        for duty in held
        if asks.bearer in ("", _bearer(t, duty))
        and asks.action in ("", _action(duty))
        and (not asks.force or asks.force in _forces(duty))
    ]
    asked_for = next((duty for duty in held if asks.duty and _is_about(duty, asks.duty)), None)
    columns = tuple(
        Column(key, t(f"obligations.{key}"))
        for key in ("what", "force", "performance", "claims", "due", "told")
    )  # fmt: skip
    rows = tuple(_row(t, asked, board, duty) for duty in shown)
    remark, empty = t("obligations.remark"), t("obligations.empty")
    forces = [(force, t(f"obligations.forces.{force}")) for duty in held for force in _forces(duty)]
    table = Table("obligations", t("obligations.caption"), columns, rows, remark, empty)
    history = _history(t, asked_for) if asked_for else None
    return ObligationsData(
        table,
        history,
        choices([(name, name) for name in (_bearer(t, duty) for duty in held)], asks.bearer),
        choices([(_action(duty), t.code(_action(duty))) for duty in held], asks.action),
        choices(forces, asks.force),
        notes_on(desk, asked, stated_in(history or table)),
        asked_for.object.statements[0] if asked_for else "",
    )


def _bearer(t: Catalogue, duty: api.ObligationStanding) -> str:
    return duty.bearer or t("obligations.no_bearer")


def _action(duty: api.ObligationStanding) -> str:
    return duty.subtype or duty.action


def _forces(duty: api.ObligationStanding) -> set[str]:
    return {stated.value for stated in duty.force if stated.value in FORCE} or {"none"}


def _is_about(duty: api.ObligationStanding, prefix: str) -> bool:
    """Does the id of one of its statements begin so?"""
    cells = (duty.object, *(stated.cell for stated in (*duty.history, *duty.later)))
    return any(id_.startswith(prefix) for cell in cells for id_ in cell.statements)


def _row(t: Catalogue, asked: Asked, board: api.Board, duty: api.ObligationStanding) -> TableRow:
    quantities = ", ".join(dict.fromkeys(q.text for q in duty.quantities))
    conditions = "; ".join(dict.fromkeys(c.text for c in duty.conditions))
    conditional = t("obligations.condition", condition=conditions) if conditions else ""
    deed, about = t.code(_action(duty)), duty.object.text
    words = about if _action(duty) == "other" or about == deed else f"{deed}: {about}"
    what = replace(
        of_cell(duty.object, words),
        note="; ".join(filter(None, (quantities, conditional))),
        stale=stale_since(t, duty.last_reported, board.as_of),
    )
    due = dict.fromkeys([*(s.text for s in duty.due), *(c.text for c in duty.calendar)])
    told = len(duty.history) + len(duty.later)
    since = t("obligations.since", n=duty.reports_since) if duty.reports_since else ""
    last = "; ".join(filter(None, (t("obligations.last", day=t.day(duty.last_reported)), since)))
    href = address("obligations", asked, duty=duty.object.statements[0][:SHORT]) + "#history"
    cells = (
        what,
        _column(t, duty.force),
        _column(t, duty.performance),
        _column(t, duty.claims),
        of_stated(duty.due, "; ".join(due)),
        TableCell(t("obligations.statements", n=told), href=href, note=last if duty.last_reported else ""),
    )
    return TableRow(cells, plain(_bearer(t, duty)))


def _column(t: Catalogue, held: Sequence[api.Stated]) -> TableCell:
    """What a column says, each thing once, with those who say it under it."""
    who = "; ".join(dict.fromkeys(voice(t, stated) for stated in held))
    return of_stated(held, "; ".join(by_text(held)), note=who)


def _history(t: Catalogue, duty: api.ObligationStanding) -> Table:
    columns = tuple(Column(key, t(f"obligations.history.{key}")) for key in ("day", "state", "by"))
    later = t("obligations.history.later")
    held = [*((stated, "") for stated in duty.history), *((stated, later) for stated in duty.later)]
    rows = tuple(
        TableRow(
            (
                plain(t.day(stated.day)),
                replace(of_cell(stated.cell, _state(t, stated)), note=note),
                plain(t.voice(stated.speaker, stated.outlet)),
            )
        )
        for stated, note in held
    )
    caption = t("obligations.history.caption", what=f"{_bearer(t, duty)}: {duty.object.text}")
    return Table("history", caption, columns, rows, t("obligations.history.remark"))


def _state(t: Catalogue, stated: api.Stated) -> str:
    key = f"obligations.state.{stated.value}"
    return t(key) if t.has(key) else stated.text


router = Page("obligations", ObligationsData, data, ObligationsAsks, ready=stands).router()
