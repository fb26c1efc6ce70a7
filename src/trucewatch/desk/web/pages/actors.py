"""Actors: who is named across the reports, under which names, and which of them may be one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import RedirectResponse

from trucewatch import api
from trucewatch.desk.web.asking import Asked, AskedError, address
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import AskedOne, Page
from trucewatch.desk.web.pages.choices import Choice, choices
from trucewatch.desk.web.pages.links import (
    SHORT,
    DecisionShown,
    Linking,
    PairShown,
    alike,
    decision_shown,
    names_of,
    pairs_shown,
    pairs_table,
    seal_of,
)
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.judgement import Judged, LinkedKind
from trucewatch.vocabulary.view import View

_NAMES = 6  # other names of an actor in the list; its own page has all


@dataclass(frozen=True)
class ActorsAsks:
    """Only one type, or these letters; also what names nobody by itself; and of what kind the pairs to decide are.

    `done` is the pair that was just decided: the two ids, or their first digits, joined by a hyphen.
    """

    type: str = ""
    q: str = ""
    nobody: bool = False
    kind: Literal["actor", "proposal", "agreement"] = "actor"
    done: str = ""


@dataclass(frozen=True)
class ActorsData:
    """Actors.

    Attributes:
        actors: in alphabetical order.
        left_out: how many that name nobody by themselves are not listed.
        pairs: what waits for a decision, the likeliest first, and `waiting`, the same as a table.
        refused: decisions that are kept but not applied.
        done: what was just decided.
        types: what can be asked for alone.
    """

    actors: Table
    left_out: int
    pairs: tuple[PairShown, ...]
    waiting: Table
    refused: tuple[DecisionShown, ...]
    done: DecisionShown | None
    types: tuple[Choice, ...]


def data(desk: Desk, asked: Asked, asks: ActorsAsks) -> ActorsData:
    """Who is named in the reports, each once, however many names they have."""
    t, file = desk.t, desk.options.settings.actors
    at = replace(asked, as_of=None)  # who is who does not hang on the day
    people, linked = desk.fold(at, Linking("actor", file)), desk.fold(at, Linking(asks.kind, file))
    held = tuple(row for row in people.rows if asks.nobody or row.names_somebody)
    wanted = asks.q.casefold()
    shown = [row for row in held if asks.type in ("", row.actor.type) and wanted in _named(row)]
    keys = ("actor", "what", "stands_for", "reports")
    columns = tuple(Column(key, t(f"actors.{key}"), "number" if key == "reports" else "text") for key in keys)
    rows = tuple(_row(t, asked, row, linked.view) for row in shown)
    pairs = pairs_shown(t, linked.waiting)
    return ActorsData(
        Table("actors", t("actors.caption"), columns, rows, t("actors.remark"), t("actors.empty")),
        len(people.rows) - len(held),
        pairs,
        pairs_table(t, pairs),
        tuple(decision_shown(t, linked, one.judgement) for one in linked.groups.refused),
        _done(desk, asks, at),
        choices([(row.actor.type, t(f"actors.types.{row.actor.type}")) for row in held], asks.type),
    )


def _named(row: api.ActorRow) -> str:
    return "\n".join((row.actor.name, *(other.name for other in row.actor.other_names))).casefold()


def _row(t: Catalogue, asked: Asked, row: api.ActorRow, view: View) -> TableRow:
    others = [other.name for other in row.actor.other_names]
    more = t("actors.more_names", n=len(others) - _NAMES) if len(others) > _NAMES else ""
    also = t("actors.also", names="; ".join(filter(None, (*others[:_NAMES], more)))) if others else ""
    cells = (
        TableCell(row.actor.name, href=address("actor", asked, id=row.actor.id[:SHORT]), note=also),
        what_it_is(t, row),
        plain("; ".join(row.stands_for)),
        plain(f"{row.reports:,}", _only_report(t, row, view)),
    )
    return TableRow(cells)


def _only_report(t: Catalogue, row: api.ActorRow, view: View) -> str:
    """The one report that tells of it: many that have a name in common stand there once for each."""
    if row.reports != 1:
        return ""
    report = view.report(row.actor.members[0].report_id)
    return ", ".join(filter(None, (report.outlet or report.name, t.day(report.published))))


def what_it_is(t: Catalogue, row: api.ActorRow) -> TableCell:
    """Type and class of an actor; that it is tied to nobody stands under it."""
    sealed = t("actors.sealed") if row.actor.sealed else ""
    if row.unnamed:
        return plain(t("actors.unnamed"), sealed)
    persons = t("actors.or").join(t(f"actors.persons.{person}") for person in row.persons)
    return plain(", ".join(filter(None, (t(f"actors.types.{row.actor.type}"), persons))), sealed)


def _done(desk: Desk, asks: ActorsAsks, at: Asked) -> DecisionShown | None:
    left, _, right = asks.done.partition("-")
    if not right:
        return None
    judgement = api.decided_on(desk.record, left, right, asks.kind)
    if judgement is None:
        return None
    return decision_shown(desk.t, desk.fold(at, Linking(asks.kind, desk.options.settings.actors)), judgement)


router = Page("actors", ActorsData, data, ActorsAsks).router()


@router.post("/actors/decide", include_in_schema=False)
def decide(  # noqa: PLR0913, PLR0917 - one parameter a field of the form
    request: Request,
    asked: AskedOne,
    left: Annotated[str, Form()],
    right: Annotated[str, Form()],
    verdict: Annotated[Judged, Form()],
    kind: Annotated[LinkedKind, Form()] = "actor",
    reason: Annotated[str, Form()] = "",
    actor: Annotated[str, Form()] = "",
    seal: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Decide that two are one, or two, or take that back; then to the page it was decided on.

    With a seal, all pairs of the same two names are answered alike, a judgement each.
    """
    if not reason.strip():
        raise AskedError("a decision on who is who was sent without a reason", expected="why, in a few words")
    desk: Desk = request.app.state.desk
    acts = {"same": api.merge, "different": api.split, "withdrawn": api.withdraw}
    with desk.writing() as record:
        for one, other in _alike(desk, asked, kind, (left, right), seal) if seal else ((left, right),):
            acts[verdict](record, one, other, author=desk.author, reason=reason.strip(), kind=kind)
    if actor:
        return RedirectResponse(address("actor", asked, id=actor), 303)
    done = f"{left[:SHORT]}-{right[:SHORT]}"
    return RedirectResponse(address("actors", asked, kind=kind, done=done) + "#pairs", 303)


def _alike(desk: Desk, asked: Asked, kind: LinkedKind, pair: tuple[str, str], seal: str) -> list[tuple[str, str]]:
    """The ids of all pairs of the same two names that wait.

    Raises:
        AskedError: others wait than the page showed.
    """
    waiting = desk.fold(replace(asked, as_of=None), Linking(kind, desk.options.settings.actors)).waiting
    one = next((w for w in waiting if {w.candidate.left, w.candidate.right} == set(pair)), None)
    held = alike(waiting)[names_of(one)] if one is not None else []
    if seal_of(held) != seal:
        raise AskedError(
            f"other pairs of these names wait than the page showed: now {len(held)}",
            expected="the pairs that were shown",
            advice="Nothing was decided. Open the page of actors again: it shows what waits now.",
        )
    return [(w.candidate.left, w.candidate.right) for w in held]
