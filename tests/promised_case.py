"""An invented truce with every sort of duty and power, and what is said under it: one sentence, one report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from trucewatch.agreements.load import terms_from
from trucewatch.agreements.paths import changed
from trucewatch.agreements.terms import Terms
from trucewatch.standing.moments import Point
from trucewatch.standing.under_terms import TermsStanding, answers, standing_under
from trucewatch.vocabulary.agreement import Phase, PhaseClaim
from trucewatch.vocabulary.kinds import Agreement, Content, Obligation, Position, Quantity, Quote, Violation
from trucewatch.vocabulary.statement import AnyStatement
from trucewatch.vocabulary.view import MemoryView
from view_case import Case

MARROW = """\
terms: 1
id: marrow-2031
title: Truce of Marrow
on: 2031-04-01
zone: Africa/Nairobi
sources:
  S1: {what: minutes of Marrow, reference: "https://example.org/m"}
  S2: a letter
parties:
  north: {name: Northern Council, roles: party, aliases: [the Northerners]}
  south: {name: Southern League, roles: party}
  envoy: {name: The Envoy, roles: mediator, bound: false}
entry: {scheduled: 2031-03-31, actual: 2031-04-01}
phases:
  phase-1: {ordinal: 1, starts: entry_into_force, lasts: P30D, sources: S1}
  phase-2: {ordinal: 2, title: the second, starts: {after: phase-1.end, words: once the first is done}, lasts: P10D}
obligations:
  free:
    bearer: north
    to: south
    duty: act
    action: release
    object: captives
    phase: phase-1
    owed: {number: 10, unit: captives}
    due: 2031-04-10
    match: [captives]
    clause: "2.1"
    sources: [S1, S2]
    doubt: from memory
  give-back: {bearer: south, duty: act, action: release, object: prisoners, phase: phase-1, after: free}
  leave: {bearer: south, duty: act, action: withdraw, object: the river line, phase: phase-1, due: phase-1.end}
  trucks:
    bearer: south
    duty: recurring
    action: allow_aid
    object: trucks with food
    phase: phase-1
    owed: {number: 5, unit: trucks, per: P1D}
  light: {bearer: south, duty: continuous, action: other, subtype: services, object: electricity, phase: phase-1}
  quiet: {bearer: [north, south], duty: prohibition, action: cease_hostilities, object: fire, phase: phase-1}
  meet:
    bearer: [north, south]
    duty: procedural
    action: other
    subtype: start_talks
    object: talks on the second phase
    match: [talks in Ferrin]
    due: 2031-04-16
powers:
  renew: {act: extend, of: phase-1, holders: [north, south], consent: [north, south], lasts: P30D, times: 1}
  pause: {act: suspend, of: light, holders: south}
  go-on: {act: resume, of: light, holders: south}
  quit: {act: terminate, of: agreement, holders: [north, south], notice: P7D}
mechanisms:
  panel: {name: Joint Panel, members: [north, south], finds: true, aliases: [the Commission of Three]}
  watch: {name: Watch Group, finds: false}
"""
TERMS = terms_from(MARROW, "marrow")
DUTIES: Mapping[str, Mapping[str, Any]] = {
    "free": {"bearer": "Northern Council", "action": "release", "object": "captives"},
    "give-back": {"bearer": "Southern League", "action": "release", "object": "prisoners"},
    "leave": {"bearer": "Southern League", "action": "withdraw", "object": "the river line"},
    "trucks": {"bearer": "Southern League", "action": "allow_aid", "object": "trucks with food"},
    "light": {"bearer": "Southern League", "action": "other", "subtype": "services", "object": "electricity"},
    "quiet": {"bearer": "Northern Council", "action": "cease_hostilities", "object": "fire"},
}
WIRE = "Coast Wire"


def with_values(values: Mapping[str, str], terms: Terms = TERMS) -> Terms:
    """The truce, or other terms, with the values of some paths changed."""
    return changed(terms, values)


def point(value: str) -> Point:
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


class Promised:
    """What is said under terms, and how things then stand."""

    def __init__(self, changes: Mapping[str, str] | Terms | None = None) -> None:
        self.terms = changes if isinstance(changes, Terms) else with_values(changes) if changes else TERMS
        self.case = Case()

    def say(
        self, cls: type[Content], published: str | None, *, outlet: str = WIRE, by: str | None = None,
        words: str | None = None, **values: Any,
    ) -> AnyStatement:  # fmt: skip
        told = words or f"Sentence {len(self.case.reports)} tells so."
        self.case.report(published, outlet, told)
        made = self.case.say(cls, told, **values)
        if by is not None:
            self.case.say(Quote, told, speaker=by, mention=by, cue=None, type="indirect")
        return made

    def duty(
        self, id_: str, state: str, published: str | None, *, number: float | None = None, **values: Any
    ) -> AnyStatement:
        """A statement of a duty of the truce."""
        quantity = Quantity(number=number) if number is not None else None
        return self.say(Obligation, published, **{**DUTIES[id_], "state": state, "quantity": quantity, **values})

    def charge(self, published: str | None, against: str, what: str, **values: Any) -> AnyStatement:
        """A breach that somebody alleges, or what else is said of one."""
        told = {"alleged_by": None, "status": "alleged", "against": against, "what": what}
        return self.say(Violation, published, **{**told, **values})

    def stance(self, published: str | None, actor: str, stance: str, **values: Any) -> AnyStatement:
        """A position on an extension, unless `proposal` names something else."""
        return self.say(Position, published, actor=actor, stance=stance, **{"proposal": "an extension", **values})

    def relation(self, published: str | None, relation: str, **values: Any) -> AnyStatement:
        return self.say(Agreement, published, **{"kind": "truce", "relation": relation, **values})

    def phase(self, published: str | None, ordinal: int | None, state: Any, **values: Any) -> AnyStatement:
        """A state claimed of a phase, or of the agreement in words where `ordinal` is None."""
        if ordinal is None:
            return self.say(Agreement, published, kind="truce", status=state, **values)
        claim = PhaseClaim(status=state, words=state, by=values.pop("claimed_by", None), date=values.pop("date", None))
        return self.say(Agreement, published, kind="truce", phases=(Phase(ordinal=ordinal, claims=(claim,)),), **values)

    def view(self, *, backwards: bool = False) -> MemoryView:
        return self.case.view(backwards=backwards)

    def standing(self, as_of: str, known_on: str | None = None) -> TermsStanding:
        known = date.fromisoformat(known_on) if known_on else None
        return standing_under(self.terms, self.view(), point(as_of), known)

    def at(self, as_of: str, known_on: str | None = None) -> dict[str, object]:
        """The values of all answers by path."""
        return answers(self.standing(as_of, known_on))

    def of(self, path: str, *days: str) -> list[object]:
        """One answer on several days, each as known on that day."""
        return [self.at(day, day[:10]).get(path, "no answer") for day in days]
