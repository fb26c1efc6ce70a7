"""Day by day through a period: what changed in the standing, and when, as it was known on each day.

The answers are those of `under_terms.fold` with `known_on` the same day; a test holds the two together. Only what can
have changed is reckoned anew, so that a year of a large agreement takes seconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trucewatch.agreements.terms import Terms, When
from trucewatch.standing.agreement_answers import agreement_answers, begun_phases
from trucewatch.standing.clock import Clock, Dated
from trucewatch.standing.duties import enter, folded
from trucewatch.standing.duty_answers import DutyAnswers
from trucewatch.standing.duty_events import DutyEvent, DutyEvents
from trucewatch.standing.duty_times import Timetable
from trucewatch.standing.power_answers import power_answers
from trucewatch.standing.powers import PowersUsed, powers_used
from trucewatch.standing.under_terms import Told

LEFT_OUT = frozenset({"day", "days_late", "last_reported", "reports_since", "owed", "delivered", "remaining"})
"""Facets that grow by themselves, and accounts: a replay leaves them out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs from the day before; `before` None: it had none."""

    day: date
    path: str
    before: object
    after: object


def replay(terms: Terms, told: Told, first: date, last: date) -> Iterator[Change]:
    """The changes of every day from `first` to `last`, by day, then path in the order of the terms.

    The first day gives every answer as a change from nothing. The terms are taken as they are: their amendments are the
    caller's to apply.
    """
    running = _Running(terms, told)
    known: dict[str, object] = {}
    day = first
    while day <= last:
        for path, value in running.answers(day):
            if path not in known or known[path] != value:
                yield Change(day, path, known.get(path), value)
                known[path] = value
        day += timedelta(days=1)


class _Running:
    """Folds that are carried from day to day."""

    def __init__(self, terms: Terms, told: Told) -> None:
        self._terms, self._told = terms, told
        self._coming: defaultdict[date, list[DutyEvent]] = defaultdict(list)
        for held in told.events.by_obligation.values():
            for event in held:
                self._coming[max(event.day or date.min, event.published or date.min)].append(event)
        self._days = sorted(self._coming)
        self._at = 0
        self._rank = {id(e): n for held in told.events.by_obligation.values() for n, e in enumerate(held)}
        self._values: dict[str, dict[str, object]] = {}
        self._setting: object = None
        self._table, self._dated = Timetable(Clock(terms)), Dated()
        self._folds = {o.id: folded(o, (), self._table.of(o).owed) for o in terms.obligations}
        self._events = {id_: fold.events for id_, (fold, *_) in self._folds.items()}
        hanging = {w.anchor[: -len(".done")] for w in _whens(terms) if w.anchor and w.anchor.endswith(".done")}
        self._anchors = hanging | {id_ for o in terms.obligations for id_ in o.after}
        self._edges: defaultdict[date, set[str]] = defaultdict(set)
        self._recurring = tuple(o for o in terms.obligations if any(owed.per for owed in o.owed))

    def answers(self, day: date) -> Iterator[tuple[str, object]]:
        """Answers that may have changed on a day, which follows on the last one asked about."""
        touched = self._take(day)
        told = self._told.agreement.only(lambda t: (t.day or day) <= day and (t.published or day) <= day)
        used = powers_used(self._terms, told, DutyEvents(self._events), Dated(begun=begun_phases(told)))
        done = {id_: self._folds[id_][0].done_on for id_ in self._anchors}
        dated = Dated({id_: d for id_, d in done.items() if d}, used.dated.begun, used.dated.extended)
        if dated != self._dated:  # a date that others hang on has moved
            self._table, self._dated = Timetable(Clock(self._terms, dated)), dated
        clock = self._table.clock
        of_agreement = agreement_answers(self._terms, told, clock, used, day)
        force = of_agreement["agreement.force"].value
        for path, answer in (of_agreement | power_answers(used, self._table, day, force)).items():
            if path.rpartition(".")[2] not in LEFT_OUT:
                yield path, answer.value
        setting = (dated, force, tuple(used.suspended.items()), tuple(used.terminated.items()))
        if setting != self._setting:  # that, or a power was used, or the agreement came into force: all anew
            touched = {o.id for o in self._terms.obligations}
            self._setting = setting
            self._set_edges(used)
        asking = DutyAnswers(self._terms, self._table, used, day, force)
        concerned = touched | self._edges.get(day, set()) | self._newly_owed(day)
        for obligation in self._terms.obligations:
            if obligation.id in concerned:
                values = asking.values(self._folds[obligation.id])
                before = self._values.get(obligation.id, {})
                self._values[obligation.id] = values
                for facet, value in values.items():
                    if facet not in LEFT_OUT and (facet not in before or before[facet] != value):
                        yield f"{obligation.id}.{facet}", value

    def _newly_owed(self, day: date) -> set[str]:
        """The recurring duties of which more is owed than the day before."""
        before, found = day - timedelta(days=1), set()
        for obligation in self._recurring:
            owed = self._table.of(obligation).owed
            if owed(day) != owed(before):
                found.add(obligation.id)
        return found

    def _take(self, day: date) -> set[str]:
        """Enter the events that have become known by a day; gives the obligations concerned."""
        upto = bisect_left(self._days, day + timedelta(days=1))
        touched: defaultdict[str, list[DutyEvent]] = defaultdict(list)
        for known in self._days[self._at : upto]:
            for event in self._coming[known]:
                touched[event.obligation].append(event)
        self._at = upto
        for id_, fresh in touched.items():
            self._enter(id_, fresh)
        return set(touched)

    def _enter(self, id_: str, fresh: list[DutyEvent]) -> None:
        fold, obligation = self._folds[id_][0], self._folds[id_][0].obligation
        owed = self._table.of(obligation).owed
        fresh.sort(key=self._rank_of)
        if fold.events and self._rank_of(fresh[0]) < self._rank_of(fold.events[-1]):
            # Something earlier became known later: this obligation is folded anew.
            self._folds[id_] = folded(obligation, sorted([*fold.events, *fresh], key=self._rank_of), owed)
            self._events[id_] = self._folds[id_][0].events
            return
        for event in fresh:
            enter(self._folds[id_], event, owed)

    def _rank_of(self, event: DutyEvent) -> int:
        """Its place among the events of its obligation, which are in the order of the fold."""
        return self._rank[id(event)]

    def _set_edges(self, used: PowersUsed) -> None:
        """The days on which an obligation changes by the calendar alone, or by a power whose notice has run."""
        self._edges.clear()
        for use in (*used.suspended.values(), *used.terminated.values()):
            self._edges[use.effect] |= {o.id for o in self._terms.obligations}
        for obligation in self._terms.obligations:
            times = self._table.of(obligation)
            for edge in (*times.starts, *times.ends, *times.dues):
                if edge is not None:
                    self._edges[edge.day].add(obligation.id)
                    self._edges[edge.over_from].add(obligation.id)


def _whens(terms: Terms) -> Iterator[When]:
    """Every time of the terms that may hang on an obligation."""
    for phase in terms.phases:
        yield from phase.starts
    for obligation in terms.obligations:
        yield from (*obligation.starts, *obligation.due, *obligation.until)
