"""Who held which office or role, of whom or in what, from when to when, and who tells it; who speaks for whom on a day.

Nothing is said of days that no report tells of: a role begins on the first day on which it is told and ends on the
last. It ends sooner where a report says that it is held no more, or that somebody else holds what one person holds at a
time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from trucewatch.linking.actors import LinkedActors
from trucewatch.linking.office_words import former_offices, is_former, is_single
from trucewatch.registers.offices import OfficeKey, office_keys
from trucewatch.vocabulary.actors import ReportActor, actor_id
from trucewatch.vocabulary.kinds import Party, Quote
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.view import View

RoleKind = Literal["office", "role"]
_STEPS = 6


@dataclass(frozen=True)
class Told:
    """One report that tells a role; `speaker` who says it there, None: the report itself."""

    report_id: str
    day: date | None
    speaker: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoleOverTime:
    """One actor in one office or role without a break.

    Attributes:
        actor: id of the linked actor; `name` its name.
        kind: office: of a person, as reports call it; role: what a party, mediator ... is in the process.
        role: the office in the words most used, or the role of the closed list ("mediator").
        of: id of the linked actor whose office it is, None where no report of the view knows it.
        of_name: its name, or for a role the process.
        first, last: the first and last day on which it is told; None where no telling report has a date.
        told: the reports that tell it, by day.
    """

    actor: str
    name: str
    kind: RoleKind
    role: str
    of: str | None
    of_name: str | None
    first: date | None
    last: date | None
    told: tuple[Told, ...]

    def is_told_on(self, day: date) -> bool:
        """Lies a day between the first and the last on which it is told?"""
        return self.first is not None and self.last is not None and self.first <= day <= self.last


@dataclass(frozen=True)
class _Entry:
    """What one report tells: somebody's office, whose it is, and whether it is held."""

    actor: str
    seat: tuple[OfficeKey | str, str | None, str | None]
    words: str
    told: Told
    holds: bool


def roles_over_time(view: View, actors: LinkedActors) -> tuple[RoleOverTime, ...]:
    """The offices and roles that the reports of a view tell, by actor, then first day."""
    names = {actor.id: actor.name for actor in actors.actors}
    quotes: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote in view.of(Quote):
        quotes[quote.report_id].append(quote.content)
    entries = [e for report in view.reports() for e in _offices_of(view, report, actors, quotes[report.id])]
    found = [role for runs in _runs(entries) for role in _roles(runs, names)]
    found += _party_roles(view, actors)
    order = {actor.id: number for number, actor in enumerate(actors.actors)}
    found.sort(
        key=lambda r: (order[r.actor], r.first or date.max, r.kind, r.role, r.of_name or "", r.told[0].report_id)
    )
    return tuple(found)


def speaking_for(roles: Iterable[RoleOverTime], of: str, day: date) -> tuple[RoleOverTime, ...]:
    """The offices of a linked actor (by its id) that reports tell somebody to hold on a day: who speaks for it."""
    return tuple(role for role in roles if role.kind == "office" and role.of == of and role.is_told_on(day))


def _offices_of(view: View, report: Report, actors: LinkedActors, quotes: Sequence[Quote]) -> Iterator[_Entry]:
    in_report = {actor.name: actor for actor in reversed(view.actors_of(report.id))}
    for actor in view.actors_of(report.id):
        linked = actors.of(actor_id(actor, report)) if actor.mentions else None
        if linked is None or linked.sealed or not actor.offices:
            continue
        of, of_name = _whose(actor, in_report, report, actors)
        for office in actor.offices:
            places = _places_of(actor, office)
            told = Told(report.id, report.published, _speaker(places, quotes))
            former = is_former(office) or (places and all(is_former(p.text) for p in places))
            keys = former_offices(office) if is_former(office) else office_keys(office)
            for key in keys or ((office,) if not former else ()):
                yield _Entry(linked.id, (key, of, of_name), office, told, not former)


def _whose(
    actor: ReportActor, in_report: dict[str, ReportActor], report: Report, actors: LinkedActors
) -> tuple[str | None, str | None]:
    """The linked actor at the top of those that an actor is of, and its name as linked, else as printed."""
    name, seen = actor.of, {actor.name}
    for _ in range(_STEPS):
        above = in_report.get(name) if name is not None else None
        if above is None or above.of is None or above.of in seen:
            break
        seen.add(above.name)
        name = above.of
    linked = actors.named(report.id, name)
    return (None, name) if linked is None else (linked.id, linked.name)


def _places_of(actor: ReportActor, office: str) -> list[Passage]:
    """The mentions that tell an office: those with its last word in them."""
    head = office.rsplit(maxsplit=1)[-1]
    return [m.passage for m in actor.mentions if head in m.passage.text.casefold()]


def _speaker(places: Sequence[Passage], quotes: Sequence[Quote]) -> str | None:
    """Whose words tell it, where all the places that do are inside what one speaker is quoted with."""
    speakers = {
        next((q.speaker for q in quotes if any(part.covers(place) for part in q.content)), None) for place in places
    }
    return speakers.pop() if len(speakers) == 1 else None


def _runs(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    """What is told of each actor and seat without a break, by day."""
    by_seat: defaultdict[tuple[OfficeKey | str, str | None, str | None], list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_seat[entry.seat].append(entry)
    for (office, _, whose), told in by_seat.items():
        single = whose is not None and isinstance(office, OfficeKey) and is_single(office)
        told.sort(key=lambda e: (e.told.day or date.max, e.told.report_id))
        running: dict[str, list[_Entry]] = {}
        for entry in told:
            ended = [a for a in running if single and a != entry.actor and entry.holds and _later(entry, running[a])]
            for actor in [*ended, *([] if entry.holds else [entry.actor])]:
                if actor in running:
                    yield running.pop(actor)
            if entry.holds:
                running.setdefault(entry.actor, []).append(entry)
        yield from running.values()


def _later(entry: _Entry, run: Sequence[_Entry]) -> bool:
    """Is an entry of a later day than all of a run? On one day two reports may tell of the old and the new holder."""
    last = run[-1].told.day
    return entry.told.day is not None and last is not None and entry.told.day > last


def _roles(run: Sequence[_Entry], names: dict[str, str]) -> Iterator[RoleOverTime]:
    words = Counter(entry.words for entry in run)
    days = [entry.told.day for entry in run if entry.told.day is not None]
    _, of, of_name = run[0].seat
    yield RoleOverTime(
        actor=run[0].actor,
        name=names[run[0].actor],
        kind="office",
        role=max(words, key=lambda w: (words[w], len(w), w)),
        of=of,
        of_name=of_name,
        first=min(days, default=None),
        last=max(days, default=None),
        told=tuple(dict.fromkeys(entry.told for entry in run)),
    )


def _party_roles(view: View, actors: LinkedActors) -> Iterator[RoleOverTime]:
    """What linked actors are in their process, from the parties of each report."""
    found: defaultdict[tuple[str, str, str], list[Told]] = defaultdict(list)
    names: dict[str, str] = {}
    for statement in view.of(Party):
        report = view.report(statement.report_id)
        called = (statement.content.name, *statement.content.aliases)
        linked = next((a for name in called if (a := actors.named(report.id, name)) is not None), None)
        if linked is not None and not linked.sealed:
            names[linked.id] = linked.name
            role = (linked.id, statement.content.role, report.process or "")
            found[role].append(Told(report.id, report.published))
    for (actor, role_, process), told in found.items():
        told.sort(key=lambda t: (t.day or date.max, t.report_id))
        days = [t.day for t in told if t.day is not None]
        yield RoleOverTime(
            actor=actor,
            name=names[actor],
            kind="role",
            role=role_,
            of=None,
            of_name=process or None,
            first=min(days, default=None),
            last=max(days, default=None),
            told=tuple(dict.fromkeys(told)),
        )
