"""Linked actors as rows for listings, and all that reports say of one: names, offices, roles, grounds, passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trucewatch.api.who_is_who import actors_by_id, in_force_of, judgements_of
from trucewatch.linking.actors import LinkedActor, LinkedActors
from trucewatch.linking.decide import Candidate, Link
from trucewatch.linking.office_words import is_former
from trucewatch.linking.roles import roles_over_time
from trucewatch.registers.known_actors import KnownActors
from trucewatch.standing.cell import as_json
from trucewatch.standing.own_speaker import own_speaker
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.actors import PersonClass, ReportActor
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Agreement, Content, Kind, Party, Quote
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.surroundings import Surroundings, sentence_around
from trucewatch.vocabulary.view import View

_PERSONS: tuple[PersonClass, ...] = ("public_office", "spokesperson", "private", "unknown")
_BEST_SHOWN = ("name", "title", "demonym", "metonym", "nominal", "pronoun")
_ACTORS_IN = (
    "actor", "speaker", "bearer", "counterparty", "demanded_by", "proposed_by", "proposer", "attributed_to", "cited_by",
    "invited_by", "alleged_by", "against", "participants", "mediators", "guarantors", "parties",
)  # fmt: skip
"""Fields of contents that hold names of actors, of a party beside them its name."""
_ROLES_IN = (("parties", "party"), ("mediators", "mediator"), ("guarantors", "guarantor"))


@dataclass(frozen=True)
class ActorRow:
    """A linked actor as a row.

    Attributes:
        actor: the actor.
        persons: of persons and offices, as what reports show them: public_office, spokesperson, private, unknown.
        unnamed: a source that wants to stay unnamed.
        stands_for: for whom reports say that it speaks or acts, by name.
        reports: how many tell of it.
    """

    actor: LinkedActor
    persons: tuple[PersonClass, ...]
    unnamed: bool
    stands_for: tuple[str, ...]
    reports: int

    @property
    def names_somebody(self) -> bool:
        """Is it somebody, be it an unnamed source or a private person? "Both sides" and "the forces" are not."""
        return not self.actor.sealed or bool(self.persons)

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        actor = self.actor
        return {
            "id": actor.id,
            "name": actor.name,
            "type": actor.type,
            "person": list(self.persons),
            "sealed": actor.sealed,
            "unnamed": self.unnamed,
            "code": actor.code,
            "stands_for": list(self.stands_for),
            "reports": self.reports,
            "members": [as_json(m) for m in actor.members],
            "other_names": [as_json(n) for n in actor.other_names],
        }


@dataclass(frozen=True)
class MemberRow:
    """A linked actor as one of its reports has it.

    Attributes:
        id: id of the actor of that report; judgements are made on it.
        report: the report, and `outlet`, how it is named.
        actor: what the report says of it.
        shown: where it is first mentioned by name, else by the fullest words there are.
    """

    id: str
    report: Report
    outlet: str
    actor: ReportActor
    shown: Surroundings

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        published = self.report.published
        return {
            "id": self.id,
            "report_id": self.report.id,
            "outlet": self.outlet,
            "published": published.isoformat() if published else None,
            "process": self.report.process,
            **{k: v for k, v in self.actor.to_json().items() if k != "mentions"},
            "mentions": len(self.actor.mentions),
            "shown": self.shown.to_json(),
        }


@dataclass(frozen=True)
class Told:
    """An office or role of an actor, as reports or the user's own file tell it.

    Attributes:
        sort: an office, or a role in an agreement or process.
        what: the office or role in their words.
        of: whose office it is, or in which agreement; None where that is not told.
        days: days of publication of the reports that tell it; of the days between nothing is told.
        according_to: who tells it: outlets, speakers in them, or the file.
        since: the first day that the file gives, None where it gives none.
        until: the last day that the file gives.
    """

    sort: Literal["office", "role"]
    what: str
    of: str | None
    days: tuple[date, ...]
    according_to: tuple[str, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ActorDetails:
    """All that the reports of a view say of one linked actor.

    Attributes:
        row: the actor.
        members: it in each report, by publication.
        told: its offices and roles, by the first day they are told; what the file gives comes last.
        links: why its members are one, the surest first.
        judgements: what people decided about its members and is in force, newest first.
        candidates: pairs with one of its members that wait for a decision, the likeliest first.
        statements: ids of the statements that name it, by kind.
    """

    row: ActorRow
    members: tuple[MemberRow, ...]
    told: tuple[Told, ...]
    links: tuple[Link, ...]
    judgements: tuple[Judgement, ...]
    candidates: tuple[Candidate, ...]
    statements: Mapping[Kind, tuple[str, ...]]

    def to_json(self) -> dict[str, object]:
        """As plain JSON types."""
        return {
            **self.row.to_json(),
            "members": [m.to_json() for m in self.members],
            "told": [as_json(t) for t in self.told],
            "links": [as_json(link) for link in self.links],
            "judgements": [as_json(j) for j in self.judgements],
            "candidates": [as_json(c) for c in self.candidates],
            "statements": {kind: list(ids) for kind, ids in self.statements.items()},
        }


def actor_rows(view: View, linked: LinkedActors, known: KnownActors | None = None) -> tuple[ActorRow, ...]:
    """Every linked actor of a view as a row, in the order of the alphabet: no actor goes before another by weight."""
    held = actors_by_id(view)
    rows = (_row(actor, linked, held, known) for actor in linked.actors)
    return tuple(sorted(rows, key=lambda row: (row.actor.name.casefold(), row.actor.id)))


def actor_details(
    view: View, linked: LinkedActors, actor: LinkedActor, known: KnownActors | None = None
) -> ActorDetails:
    """All that the reports of a view, and the user's own file, say of one of its linked actors."""
    held, voices = actors_by_id(view), Voices(view)
    ids = {member.id for member in actor.members}
    return ActorDetails(
        _row(actor, linked, held, known),
        tuple(member_row(voices, held, m.id) for m in actor.members),
        (*_told(view, voices, linked, actor, held), *_in_file(actor, known)),
        actor.links,
        in_force_of(judgements_of(view), ids, "actor"),
        tuple(c for c in linked.queue if c.left in ids or c.right in ids),
        _statements(view, linked, actor, held),
    )


def member_row(voices: Voices, held: Mapping[str, tuple[Report, ReportActor]], id_: str) -> MemberRow:
    """An actor of one report of a view by its id."""
    report, actor = held[id_]
    best = min(actor.mentions, key=lambda m: _BEST_SHOWN.index(m.how))
    return MemberRow(id_, report, voices.outlet(report.id), actor, sentence_around(report.text, best.passage))


def _row(
    actor: LinkedActor,
    linked: LinkedActors,
    held: Mapping[str, tuple[Report, ReportActor]],
    known: KnownActors | None,
) -> ActorRow:
    members = [held[m.id] for m in actor.members]
    in_file = known.by_id(actor.code) if known is not None and actor.code is not None else None
    # Whom the user's own file keeps private is private, whatever reports make of them.
    shown = {"private"} if in_file is not None and in_file.private else {a.person for _, a in members}
    above = dict.fromkeys(_above(linked, report, a) for report, a in members)
    return ActorRow(
        actor,
        tuple(p for p in _PERSONS if p in shown),
        any(a.sealed for _, a in members),
        tuple(name for name in above if name is not None and name != actor.name),
        len({report.id for report, _ in members}),
    )


def _above(linked: LinkedActors, report: Report, actor: ReportActor) -> str | None:
    """Whom an actor of a report speaks or acts for, by the name under which it is listed."""
    above = linked.named(report.id, actor.of)
    return above.name if above is not None else actor.of


def _told(
    view: View,
    voices: Voices,
    linked: LinkedActors,
    actor: LinkedActor,
    held: Mapping[str, tuple[Report, ReportActor]],
) -> Iterator[Told]:
    """Its offices, those it is told to have left, and its roles."""
    offices = [
        Told(
            "office",
            office.role,
            office.of_name,
            tuple(dict.fromkeys(told.day for told in office.told if told.day is not None)),
            tuple(dict.fromkeys(_by(told.speaker, voices.outlet(told.report_id)) for told in office.told)),
        )
        for office in roles_over_time(view, linked)
        if office.actor == actor.id and office.kind == "office"
    ]
    members = [held[member.id] for member in actor.members]
    left = (
        (office, _above(linked, report, told), report.published, voices.outlet(report.id))
        for report, told in members
        for office in told.offices
        if is_former(office)
    )
    yield from sorted((*offices, *_gathered("office", left)), key=_by_day)
    yield from sorted(_gathered("role", _sayings(view, voices, linked, actor)), key=_by_day)


Saying = tuple[str, str | None, date | None, str]


def _gathered(sort: Literal["office", "role"], sayings: Iterable[Saying]) -> Iterator[Told]:
    found: dict[tuple[str, str | None], list[tuple[date | None, str]]] = {}
    for what, of, day, by in sayings:
        found.setdefault((what, of), []).append((day, by))
    for (what, of), said in found.items():
        days = sorted({day for day, _ in said if day is not None})
        outlets = dict.fromkeys(by for _, by in sorted(said, key=lambda each: (each[0] or date.max, each[1])))
        yield Told(sort, what, of, tuple(days), tuple(outlets))


def _by_day(told: Told) -> tuple[date, str, str]:
    return (told.days[0] if told.days else date.max, told.what, told.of or "")


def _sayings(view: View, voices: Voices, linked: LinkedActors, actor: LinkedActor) -> Iterator[Saying]:
    """Each time that a report tells a role of an actor."""
    agreements = {s.report_id: s.content for s in view.of(Agreement)}
    reports = {m.report_id for m in actor.members}
    for party in view.of(Party):
        if party.report_id in reports and linked.named(party.report_id, party.content.name) is actor:
            of = agreements.get(party.report_id)
            outlet = voices.outlet(party.report_id)  # its passage is the name alone: whoever says that is no voice
            yield party.content.role, _term(of) if of else None, party.published, outlet
    for statement in view.of(Agreement):
        if statement.report_id not in reports:
            continue
        for field, role in _ROLES_IN:
            if any(linked.named(statement.report_id, name) is actor for name in getattr(statement.content, field)):
                yield role, _term(statement.content), statement.published, _voice(voices, statement)


def _term(agreement: Agreement) -> str:
    return agreement.term_used or agreement.kind


def _voice(voices: Voices, statement: AnyStatement) -> str:
    speaker = own_speaker(statement) or voices.speaker(statement.report_id, statement.content.passages)
    return _by(speaker, voices.outlet(statement.report_id))


def _by(speaker: str | None, outlet: str) -> str:
    return f"{speaker}, in {outlet}" if speaker else outlet


def _in_file(actor: LinkedActor, known: KnownActors | None) -> Iterator[Told]:
    """What the user's own file gives an actor, for the time it gives."""
    found = known.by_id(actor.code) if known is not None and actor.code is not None else None
    if known is None or found is None:
        return
    for office in found.offices:
        of = known.by_id(office.of)
        by = _by_file("", office.source)
        yield Told("office", office.office, of.name if of else office.of, (), by, office.since, office.until)
    for role in found.roles:
        by = _by_file(role.according_to, role.source)
        yield Told("role", role.role, role.in_, (), by, role.since, role.until)


def _by_file(according_to: str, source: str) -> tuple[str, ...]:
    return tuple(filter(None, (according_to, f"your own file: {source}" if source else "your own file")))


def _statements(
    view: View, linked: LinkedActors, actor: LinkedActor, held: Mapping[str, tuple[Report, ReportActor]]
) -> dict[Kind, tuple[str, ...]]:
    told: dict[str, list[ReportActor]] = {}
    for member in actor.members:
        told.setdefault(member.report_id, []).append(held[member.id][1])
    found: dict[Kind, list[str]] = {}
    for statement in view.statements():
        here = told.get(statement.report_id)
        if here is not None and _names(statement, linked, actor, here):
            found.setdefault(statement.content.KIND, []).append(statement.id)
    return {cls.KIND: tuple(found[cls.KIND]) for cls in CONTENT_CLASSES if cls.KIND in found}


def _names(statement: AnyStatement, linked: LinkedActors, actor: LinkedActor, here: Iterable[ReportActor]) -> bool:
    """Does a statement name an actor? Of a quotation its speaker's words tell too: an unnamed source by them alone."""
    content = statement.content
    if isinstance(content, Quote):
        places = [m.passage for told in here if told.sealed == content.sealed for m in told.mentions]
        if any(place.covers(source) for place in places for source in content.source):
            return True
        if content.sealed:
            return False
    return any(linked.named(statement.report_id, name) is actor for name in _named_in(content))


def _named_in(content: Content) -> Iterator[str]:
    if isinstance(content, Party):
        yield content.name
    for field in _ACTORS_IN:
        value = getattr(content, field, None)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from value
