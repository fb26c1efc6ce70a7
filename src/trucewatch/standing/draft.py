"""Terms drafted from a record: what reports state of an agreement, each line with who states it. Nothing is imputed.

What no report states is left out; what reports disagree on becomes alternatives. An analyst reviews the draft; until
then it is no more than a file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from trucewatch.agreements.terms import (
    ENTRY,
    Entry,
    Length,
    Owed,
    Source,
    Terms,
    TermsObligation,
    TermsParty,
    TermsPhase,
    TermsRole,
    When,
)
from trucewatch.errors import RecordError
from trucewatch.registers.states import find_state
from trucewatch.standing.cell import Cell, Stated
from trucewatch.standing.names import name_key
from trucewatch.standing.obligations import obligation_groups
from trucewatch.standing.phases import AgreementStanding, PhaseStanding, agreements_as_of
from trucewatch.standing.voices import Voices
from trucewatch.standing.wording import content_words
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.kinds import DutyBasis, DutyKind, Obligation, Party, PartyRole
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import View

_ROLES: dict[PartyRole, TermsRole | None] = {
    "party": "party", "mediator": "mediator", "guarantor": "guarantor", "observer": "observer", "other": None,
}  # fmt: skip
_NOT_AGREED = ("demanded", "proposed")
_AGREED: tuple[DutyBasis | None, ...] = (None, "agreement")
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 40
_DEFAULT_DUTY: DutyKind = "act"


@dataclass(frozen=True)
class Draft:
    """Terms as drafted, with a comment for each path that says where the line comes from and what is unsure."""

    terms: Terms
    comments: dict[str, list[str]] = field(default_factory=dict)


def draft_terms(view: View, zone: str = "UTC", as_of: date | None = None) -> Draft:
    """Draft the terms of the main agreement that most reports of a view are about.

    Args:
        view: of one process.
        zone: IANA name of the zone of its days; reports seldom tell it, so the analyst does.
        as_of: what later reports state is left out; None: all counts.

    Raises:
        RecordError: no report of the view states an agreement.
    """
    voices = Voices(view)
    agreements = [a for a in agreements_as_of(view, as_of, voices) if a.main]
    if not agreements:
        raise RecordError(
            "no report of this view states an agreement",
            expected="reports that tell of a ceasefire or another agreement",
            advice="`trucewatch show agreements` lists what was read.",
        )
    return _Drafting(view, voices, max(agreements, key=lambda a: len(a.reports))).draft(zone)


class _Drafting:
    def __init__(self, view: View, voices: Voices, agreement: AgreementStanding) -> None:
        self._view, self._voices, self._agreement = view, voices, agreement
        self._sources: dict[str, Source] = {}
        self._comments: defaultdict[str, list[str]] = defaultdict(list)
        self._ids: set[str] = {"agreement", "entry", "figures", "findings"}

    def draft(self, zone: str) -> Draft:
        parties = tuple(self._parties())
        whole = self._agreement.phases[0]
        entry = Entry(
            signed=tuple(self._whens(whole.signed, "entry.signed")),
            announced=tuple(self._whens(whole.announced, "entry.announced")),
            actual=tuple(self._whens(whole.starts, "entry.actual")),
        )
        phases = tuple(self._phases())
        obligations = tuple(self._obligations({name_key(p.name): p.id for p in parties}))
        on = self._day(whole)
        terms = Terms(
            id=_slug(f"{self._agreement.process or self._agreement.title}-{on:%Y-%m}"),
            title=self._agreement.title,
            on=on,
            zone=zone,
            parties=parties,
            entry=entry,
            phases=phases,
            obligations=obligations,
            sources=tuple(self._sources.values()),
            notes=(
                "Drafted from reports: every line is as they state it, and nothing was added.",
                "Powers, mechanisms, exchanges and what is permitted or prohibited are for the analyst to write.",
            ),
        )
        self._comments["zone"].append("as given when this was drafted; reports do not tell it")
        return Draft(terms, {path: list(dict.fromkeys(told)) for path, told in self._comments.items()})

    def _day(self, whole: PhaseStanding) -> date:
        """The day of the version: signed, announced, in force, or the first report of it."""
        for stated in (*whole.signed, *whole.announced, *whole.starts):
            if (day := day_of(stated.value)) is not None:
                return day
        days = [r.published for r in self._view.reports() if r.published]
        if not days:
            raise RecordError(
                "the reports of this view carry no dates",
                expected="a day on which the agreement was signed, announced or reported",
                advice="`trucewatch report set ID --published DAY` gives a report its day.",
            )
        self._comments["on"].append("the first report: none tells when it was signed, announced or began")
        return min(days)

    def _parties(self) -> Iterator[TermsParty]:
        held: defaultdict[str, list[Statement[Party]]] = defaultdict(list)
        for statement in self._view.of(Party):
            if statement.report_id in self._agreement.reports:
                held[name_key(statement.content.name)].append(statement)
        for statements in held.values():
            roles = tuple(dict.fromkeys(r for s in statements if (r := _ROLES[s.content.role])))
            if not roles:
                continue
            name = max((s.content.name for s in statements), key=len)
            id_ = self._id(name)
            others = {n for s in statements for n in (s.content.name, *s.content.aliases) if _is_name_of(n, name)} - {
                name
            }
            sources = self._told(f"parties.{id_}", statements)
            if len(roles) > 1:
                self._comments[f"parties.{id_}"].append("reports differ on its role: " + ", ".join(roles))
            yield TermsParty(id_, name, roles, tuple(sorted(others)), "party" in roles, sources=sources)

    def _whens(self, stated: Iterable[Stated], path: str) -> Iterator[When]:
        for value, told in _by_value(stated).items():
            at: date | datetime | None = _point(value)
            if at is not None:
                yield When(at=at, sources=self._of_cells(path, [s.cell for s in told], told))
            else:
                self._comments[path].append(f"not one day, so left out: {value}")

    def _phases(self) -> Iterator[TermsPhase]:
        whole = self._agreement.phases[0]
        named = [p for p in self._agreement.phases if p.ordinal is not None]
        for phase in named or [whole]:
            id_ = f"phase-{phase.ordinal or 1}"
            self._ids.add(id_)
            lengths = tuple(self._lengths(phase.durations, id_))
            starts = tuple(self._whens(phase.starts, f"{id_}.starts"))
            if not starts and phase.ordinal in (1, None) and whole.starts:
                starts = (When(anchor=ENTRY),)
                self._comments[f"{id_}.starts"].append("taken to begin with the agreement: no report dates it apart")
            sources = self._of_cells(
                f"phases.{id_}", [s.cell for s in (*phase.states, *phase.starts, *phase.durations)]
            )
            for expiry in phase.expiries:
                self._comments[f"phases.{id_}"].append(f"its last day is stated as {expiry.text} ({expiry.voice})")
            for state in phase.states:
                self._comments[f"phases.{id_}"].append(f"“{state.text}” ({state.voice})")
            if starts or lengths or sources or phase.ordinal is not None:
                yield TermsPhase(id_, phase.ordinal or 1, starts=starts, lengths=lengths, sources=sources)

    def _lengths(self, stated: Iterable[Stated], id_: str) -> Iterator[Length]:
        for value, told in _by_value(stated).items():
            yield Length(value, sources=self._of_cells(f"{id_}.lasts", [s.cell for s in told], told))
            self._comments[f"{id_}.lasts"].append("counted with the first day; no report tells how")

    def _obligations(self, parties: dict[str, str]) -> Iterator[TermsObligation]:
        for group in obligation_groups(self._view, self._voices):
            agreed = [s for s in group if s.content.state not in _NOT_AGREED and s.content.basis in (None, "agreement")]
            first = next(iter(agreed), None)
            if first is None or first.report_id not in self._agreement.reports:
                continue
            # All of a group have one bearer, or none.
            bearer = parties.get(name_key(first.content.bearer)) if first.content.bearer else None
            if bearer is not None:
                yield self._obligation(agreed, first, bearer)

    def _obligation(
        self, group: list[Statement[Obligation]], first: Statement[Obligation], bearer: str
    ) -> TermsObligation:
        told = max((s.content.object or "" for s in group), key=len) or first.content.action.replace("_", " ")
        id_ = self._id(f"{first.content.action} {told}")
        sources = self._told(f"obligations.{id_}", group)
        for state in dict.fromkeys(s.content.state for s in group):
            self._comments[f"obligations.{id_}"].append(f"stated as {state}")
        dues: dict[date, list[Statement[Obligation]]] = defaultdict(list)
        for statement in group:
            if (day := day_of(statement.content.deadline)) is not None:
                dues[day].append(statement)
        numbers = {s.content.quantity: s for s in group if s.content.quantity and s.content.state == "pending"}
        delivered = [s.content.quantity for s in group if s.content.quantity and s.content.state == "done"]
        if delivered:
            # What was delivered is not what is owed: that is for the text of the agreement to say.
            self._comments[f"obligations.{id_}"].append(
                "reported delivered: " + ", ".join(str(q.number or "some") for q in delivered)
            )
        return TermsObligation(
            id_,
            (bearer,),
            first.content.duty or _DEFAULT_DUTY,
            first.content.action,
            told,
            subtype=first.content.subtype,
            place=first.content.place,
            owed=tuple(Owed(q, " ".join(sorted(content_words(told))) or "of it") for q in numbers if q),
            due=tuple(When(at=day, sources=self._told(f"{id_}.due", held)) for day, held in sorted(dues.items())),
            condition=next((s.content.condition for s in group if s.content.condition), None),
            sources=sources,
        )

    def _told(self, path: str, statements: Iterable[Statement[Party] | Statement[Obligation]]) -> tuple[str, ...]:
        """Notes the sentences behind a path, and gives the keys of their reports."""
        keys = []
        for statement in statements:
            key = self._source(statement.report_id)
            keys.append(key)
            words = statement.content.passages[0].text if statement.content.passages else ""
            self._comments[path].append(f"{key}: “{' '.join(words.split())}”")
        return tuple(dict.fromkeys(keys))

    def _of_cells(self, path: str, cells: Iterable[Cell], told: Iterable[Stated] = ()) -> tuple[str, ...]:
        keys = []
        for cell in cells:
            for place in cell.places:
                keys.append(self._source(place.report_id))
                if place.passage is not None:
                    self._comments[path].append(f"{keys[-1]}: “{' '.join(place.passage.text.split())}”")
        for stated in told:
            if stated.speaker:
                self._comments[path].append(f"so says {stated.voice}")
        return tuple(dict.fromkeys(keys))

    def _source(self, report_id: str) -> str:
        if report_id not in self._sources:
            report = self._view.report(report_id)
            day = report.published.isoformat() if report.published else "a day not known"
            key = f"R{len(self._sources) + 1}"
            self._sources[report_id] = Source(key, f"{self._voices.outlet(report_id)}, {day}", report.url)
        return self._sources[report_id].key

    def _id(self, words: str) -> str:
        base = _slug(words)
        id_, number = base, 2
        while id_ in self._ids:
            id_, number = f"{base}-{number}", number + 1
        self._ids.add(id_)
        return id_


def _is_name_of(alias: str, name: str) -> bool:
    """Does an alias name the party itself? Persons who speak for it and words such as "the group" do not."""
    if content_words(alias) <= content_words(name):
        return True
    state, other = find_state(name), find_state(alias)
    return state is not None and other is not None and state[0] == other[0] and other[1] == "name"


def _slug(words: str) -> str:
    made = _SLUG.sub("-", words.casefold()).strip("-")[:_LONGEST].strip("-")
    return made or "part"


def _by_value(stated: Iterable[Stated]) -> dict[str, list[Stated]]:
    found: defaultdict[str, list[Stated]] = defaultdict(list)
    for one in stated:
        if one.value:
            found[one.value].append(one)
    return dict(found)


def _point(value: str) -> date | datetime | None:
    """One day, or one hour with its zone; None for months, weeks and parts of days."""
    if "T" in value:
        try:
            hour = datetime.fromisoformat(value)
        except ValueError:
            return day_of(value)
        return hour if hour.tzinfo else hour.date()
    return day_of(value)
