"""One actor: its names, what each report says of it, offices and roles over time, why it is one, what names it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from trucewatch import api
from trucewatch.desk.web.asking import Asked
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_row, plain
from trucewatch.desk.web.opened import Desk
from trucewatch.desk.web.page import Page
from trucewatch.desk.web.pages.actors import what_it_is
from trucewatch.desk.web.pages.links import DecisionShown, Linking, PairShown, decision_shown, ground_words, pair_shown
from trucewatch.desk.web.pages.notes_shown import NoteShown, notes_on
from trucewatch.desk.web.tables import Column, Table, TableCell, TableRow
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import View

_DAYS = 3  # days on which an office is told; of more the first, the last and how many


@dataclass(frozen=True)
class ActorAsks:
    """The actor: its id, or the first digits of it, or of that of one of its members."""

    id: str = ""


@dataclass(frozen=True)
class Part:
    """An actor as one of its reports has it, to be chosen: its id, and it in words."""

    id: str
    told: str


@dataclass(frozen=True)
class ActorData:
    """One actor.

    Attributes:
        id, name: the actor.
        what: what it is, in words, and `stands_for`, for whom it speaks or acts, by name.
        in_register: its id in the register or the user's file, None where it is in neither.
        names: its other names.
        members: it in each report.
        told: its offices and roles, as told.
        statements: the statements that name it.
        links: why its members are taken as one.
        pairs: pairs with one of its members that wait for a decision.
        decisions: what people decided on its members and is in force, newest first.
        parts: its members, of which two can be told apart; () where there is one only.
        notes: what people noted about it, in any of its reports.
        about: the member that a note on it is kept under.
    """

    id: str
    name: str
    what: str
    stands_for: tuple[str, ...]
    in_register: str | None
    names: Table
    members: Table
    told: Table
    statements: Table
    links: Table
    pairs: tuple[PairShown, ...]
    decisions: tuple[DecisionShown, ...]
    parts: tuple[Part, ...]
    notes: tuple[NoteShown, ...]
    about: str


def data(desk: Desk, asked: Asked, asks: ActorAsks) -> ActorData:
    """All that reports say of one actor."""
    t = desk.t
    at = replace(asked, as_of=None)
    linked = desk.fold(at, Linking("actor", desk.options.settings.actors))
    actor = api.find_actor(linked.actors, asks.id)
    found = api.actor_details(linked.view, linked.actors, actor, linked.known)
    what = what_it_is(t, found.row)
    ids = {one.id for one in actor.members}
    parts = tuple(Part(one.id, ", ".join((one.actor.name, _where(t, one)))) for one in found.members)
    return ActorData(
        actor.id,
        actor.name,
        "; ".join(filter(None, (what.text, what.note))),
        found.row.stands_for,
        actor.code,
        _names(t, actor),
        _members(t, found),
        _table(t, "told", _told(t, found.told)),
        _table(t, "statements", _statements(t, linked.view, found, desk.fold(at, _by_id))),
        _table(t, "links", _links(t, found)),
        tuple(pair_shown(t, one) for one in linked.waiting if {one.left.id, one.right.id} & ids),
        tuple(decision_shown(t, linked, one) for one in found.judgements),
        parts if len(parts) > 1 else (),
        notes_on(desk, asked, ids),
        actor.members[0].id,
    )


def _by_id(view: View) -> Mapping[str, AnyStatement]:
    return {statement.id: statement for statement in view.statements()}


_COLUMNS = {
    "names": ("name", "reports"),
    "members": ("here", "also", "report", "mentions"),
    "told": ("office", "of", "days", "by"),
    "statements": ("what", "by", "published"),
    "links": ("left", "right", "why"),
}
_NUMBERS = ("reports", "mentions")


def _table(t: Catalogue, name: str, rows: Iterable[TableRow]) -> Table:
    columns = tuple(
        Column(key, t(f"actor.{name}.{key}"), "number" if key in _NUMBERS else "text") for key in _COLUMNS[name]
    )
    return Table(name, t(f"actor.{name}.caption"), columns, tuple(rows), t(f"actor.{name}.remark"))


def _names(t: Catalogue, actor: api.LinkedActor) -> Table:
    return _table(
        t, "names", (TableRow((plain(one.name), plain(f"{len(one.reports):,}"))) for one in actor.other_names)
    )


def _members(t: Catalogue, found: api.ActorDetails) -> Table:
    return _table(t, "members", (_member(t, one) for one in found.members))


def _member(t: Catalogue, one: api.MemberRow) -> TableRow:
    actor = one.actor
    of = (t("actor.of", who=actor.of),) if actor.of else ()
    return TableRow(
        (
            TableCell(actor.name, places=(Place(one.report.id, one.shown.passage),)),
            plain("; ".join((*actor.aliases, *actor.offices, *of))),
            plain(_where(t, one)),
            plain(f"{len(actor.mentions):,}"),
        )
    )


def _where(t: Catalogue, one: api.MemberRow) -> str:
    return ", ".join(filter(None, (one.outlet, t.day(one.report.published))))


def _told(t: Catalogue, told: Iterable[api.Told]) -> Iterator[TableRow]:
    for one in told:
        cells = (plain(one.what), plain(one.of or ""), plain(_days(t, one)), plain("; ".join(one.according_to)))
        yield TableRow(cells, plain(t(f"actor.told.{one.sort}s")))


def _days(t: Catalogue, told: api.Told) -> str:
    """The days on which reports tell it, or the time that the user's own file gives."""
    if told.since or told.until:
        since = (t("actor.since", day=t.day(told.since)),) if told.since else ()
        until = (t("actor.until", day=t.day(told.until)),) if told.until else ()
        return " ".join((*since, *until))
    if len(told.days) > _DAYS:
        return t("actor.days", first=t.day(told.days[0]), last=t.day(told.days[-1]), n=len(told.days))
    return "; ".join(t.day(day) for day in told.days)


def _statements(
    t: Catalogue, view: View, found: api.ActorDetails, by_id: Mapping[str, AnyStatement]
) -> Iterator[TableRow]:
    for kind, ids in found.statements.items():
        for row in api.rows_of(view, (by_id[id_] for id_ in ids)):
            by = plain(t.voice(row.speaker, row.outlet))
            what = of_row(row, row.words if kind == "quotes" else None)
            yield TableRow((what, by, plain(t.day(row.report.published))), plain(t.code(kind)))


def _links(t: Catalogue, found: api.ActorDetails) -> Iterator[TableRow]:
    members = {one.id: one for one in found.members}

    def side(id_: str) -> TableCell:
        one = members.get(id_)
        if one is None:
            return plain(id_)
        return TableCell(one.actor.name, places=(Place(one.report.id, one.shown.passage),), note=_where(t, one))

    for link in found.links:
        because = t("actor.because", grounds=ground_words(t, link.grounds), score=f"{link.score:.2f}")
        why = t("actor.judged") if link.judgement else because
        yield TableRow((side(link.left), side(link.right), plain(why)))


router = Page("actor", ActorData, data, ActorAsks).router()
