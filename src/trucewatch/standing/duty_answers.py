"""The answers on one obligation: force, performance, due, accounts, claims, with their grounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from trucewatch.agreements.terms import Terms, TermsObligation
from trucewatch.standing.accounts import Number, Owed, readings_of
from trucewatch.standing.agreement_told import AGREEMENT
from trucewatch.standing.duties import DutyFold
from trucewatch.standing.duty_events import DutyEvent, EventSort
from trucewatch.standing.duty_times import DutyTimes, Edge, Timetable
from trucewatch.standing.grounds import Answer, Ground, calendar, clause, said
from trucewatch.standing.moments import Point, day_in, either
from trucewatch.standing.powers import PowersUsed, Use
from trucewatch.standing.transitions import FORCE, Force, ForceEvent, Performance

_CLAIMS: tuple[EventSort, ...] = ("alleged", "denied", "found")
_WHOLE = "in all"  # how a number without a category is called beside those that have one
_SILENCE = Ground("silence", "nothing was reported of it")


class DutyAnswers:
    """Answers about the obligations of one agreement on one day."""

    def __init__(self, terms: Terms, table: Timetable, used: PowersUsed, as_of: Point, agreement: object) -> None:
        self._terms, self._table, self._used, self._as_of = terms, table, used, as_of
        self._agreement, self._clock = agreement, table.clock
        self._day = day_in(as_of, table.clock.zone)

    def of(self, folds: Sequence[DutyFold], reports_since: int | None) -> dict[str, Answer]:
        """All answers on the obligation of the folds, one for each reading of what is owed, by path, with grounds."""
        fold = folds[0]
        id_, times = fold.obligation.id, self._table.of(fold.obligation)
        told: Callable[[], tuple[Ground, ...]] = partial(_told, tuple(fold.events))
        until = self._bound_until(fold.obligation)
        bound = [e for e in fold.events if e.sort in _CLAIMS and times.was_bound(e.day, until)]
        due = partial(self._reckoned, id_, times, tuple(fold.events))
        why: dict[str, Callable[[], tuple[Ground, ...]]] = {
            "force": partial(self._in_force, fold.obligation, times),
            "due": due,
            "days_late": due,
            **{sort: partial(_told, tuple(e for e in bound if e.sort == sort)) for sort in _CLAIMS},
        }
        found = self.values(folds)
        if fold.last_reported is not None:
            found["last_reported"], found["reports_since"] = fold.last_reported.isoformat(), reports_since
        if fold.obligation.owed:
            found |= _accounts(fold, times.owed(self._day))
        return {f"{id_}.{facet}": Answer(value, why.get(facet, told)) for facet, value in found.items()}

    def values(self, folds: Sequence[DutyFold]) -> dict[str, object]:
        """The values of all answers but accounts and what grows by itself, by facet, without grounds."""
        times = self._table.of(folds[0].obligation)
        owed = times.owed(self._day)
        if len(folds) == 1:
            return self._values(folds[0], times, owed)
        readings = readings_of(owed)
        found = [self._values(f, times, reading) for f, reading in zip(folds, readings, strict=True)]
        return {facet: either(_flat([each[facet] for each in found])) for facet in found[0]}

    def _values(self, fold: DutyFold, times: DutyTimes, owed: Owed) -> dict[str, object]:
        performed = self._performance(fold, times, owed)
        answered = [way for edge in times.dues for way in self._due(edge, performed, fold)] or [("no_date", 0)]
        found: dict[str, object] = {
            "force": self._force(fold.obligation, times),
            "performance": either([_lateness(performed, due) for due, _ in answered]),
            "progress": fold.progress(performed, owed),
            "due": either([due for due, _ in answered]),
            "days_late": either([days for _, days in answered]),
            "contested": fold.contested,
        }
        until = self._bound_until(fold.obligation)
        for sort in _CLAIMS:
            found[sort] = fold.counted_claims(sort, times.was_bound, until)
        return found

    def out_of_force(self, fold: DutyFold) -> list[DutyEvent]:
        """Claims for days on which the duty was not in force: they are findings and count as claims on nothing."""
        times = self._table.of(fold.obligation)
        until = self._bound_until(fold.obligation)
        return [e for held in fold.claims.values() for e in held if not times.was_bound(e.day, until)]

    def _bound_until(self, obligation: TermsObligation) -> date | None:
        """The last day on which a duty can have been in force: the agreement's, or that of its termination."""
        use = self._use(obligation, self._used.terminated) if self._used.terminated else None
        return min((day for day in (self._clock.last_day, use.effect if use else None) if day), default=None)

    def _performance(self, fold: DutyFold, times: DutyTimes, owed: Owed) -> Performance:
        """As folded; a recurring duty is measured anew by what is owed up to the day asked about."""
        if not times.recurs or fold.performance not in ("partial", "full"):
            return fold.performance
        return "full" if fold.reached_by_any(owed) else "partial"

    def _due(self, edge: Edge | None, performed: Performance, fold: DutyFold) -> list[tuple[str, int]]:
        """How a due date stands, with the days it is or was overdue; two ways where the day it was done is not told."""
        if edge is None:
            return [("no_date", 0)]
        if performed == "full":
            late = (fold.done_on - edge.day).days if fold.done_on else 0
            if late == 0 and fold.done_hour and isinstance(edge.point, datetime) and fold.done_hour > edge.point:
                return [("met_late", 0)]
            if late <= 0:
                return [("met", 0)]
            return [("met_late", late)] if fold.done_dated else [("met", 0), ("met_late", late)]
        if edge.is_over(self._as_of, self._clock):
            return [("overdue", (self._day - edge.day).days)]
        return [("due_today" if self._day == edge.day else "not_due", 0)]

    def _force(self, obligation: TermsObligation, times: DutyTimes) -> object:
        return either([self._state(obligation, start, end) for start, end in times.periods])

    def _state(self, obligation: TermsObligation, start: Edge | None, end: Edge | None) -> Force:
        """The rows of the table of force, by what has happened up to the day, in the order in which it did."""
        state: Force = "created"
        begun = start is not None and start.is_reached(self._as_of, self._clock)
        waiting = any(id_ not in self._clock.done for id_ in obligation.after)
        over = end is not None and end.is_over(self._as_of, self._clock)
        ended = [end.day] if over and end is not None else []
        if self._agreement == "lapsed" and self._clock.last_day is not None:
            ended.append(self._clock.last_day)
        use = self._use(obligation, self._used.terminated)
        happened: tuple[tuple[ForceEvent, bool], ...] = (
            ("activated", begun and not waiting and (bool(obligation.starts) or self._agreement != "created")),
            ("lapsed", bool(ended) and (use is None or min(ended) < use.effect)),
            ("superseded", self._agreement == "superseded"),
            ("terminated", self._agreement == "terminated" or self._has_effect(obligation, self._used.terminated)),
            ("suspended", self._has_effect(obligation, self._used.suspended)),
        )
        for event, has_happened in happened:
            if has_happened:
                state = FORCE.get((state, event), state)
        return state

    def _has_effect(self, obligation: TermsObligation, used: Mapping[str, Use]) -> bool:
        use = self._use(obligation, used) if used else None
        return use is not None and use.has_effect(self._as_of, self._clock.zone)

    def _use(self, obligation: TermsObligation, used: Mapping[str, Use]) -> Use | None:
        return next((used[id_] for id_ in (obligation.id, obligation.phase or "", AGREEMENT) if id_ in used), None)

    def _in_force(self, obligation: TermsObligation, times: DutyTimes) -> tuple[Ground, ...]:
        uses = (self._use(obligation, self._used.terminated), self._use(obligation, self._used.suspended))
        ends = (calendar(f"{obligation.id} ends by the terms", _points(times.ends), self._as_of),) if times.ends else ()
        return (
            clause(obligation.id, self._terms),
            calendar(f"{obligation.id} begins", _points(times.starts), self._as_of),
            *ends,
            *(Ground("power", f"power {u.power.id} used", u.power.id, (), u.statements) for u in uses if u),
        )

    def _reckoned(self, id_: str, times: DutyTimes, events: tuple[DutyEvent, ...]) -> tuple[Ground, ...]:
        return (
            clause(id_, self._terms),
            calendar(f"{id_} due", _points(times.dues), self._as_of),
            *_told(events),
        )


def _lateness(performed: Performance, due: str) -> Performance:
    return "late" if due == "met_late" else performed


def _points(edges: tuple[Edge | None, ...]) -> tuple[Point | None, ...]:
    return tuple(edge.point if edge else None for edge in edges)


def _flat(values: Sequence[object]) -> list[object]:
    """The alternatives in values that may be alternatives themselves."""
    return [one for value in values for one in (value["either"] if isinstance(value, dict) else (value,))]


def _accounts(fold: DutyFold, owed: Owed) -> dict[str, object]:
    """Owed, delivered and remaining by voice; by category where the terms keep several apart."""
    held = fold.delivered()
    if not owed:  # so many that the terms do not say how many: what came is told, and nothing remains to be reckoned
        return {"delivered": {voice: sum(told.values()) for voice, told in held.items()}}
    if len(owed) > 1:
        return {
            "owed": {category or _WHOLE: either(numbers) for category, numbers in owed.items()},
            "delivered": {voice: {c or _WHOLE: n for c, n in told.items()} for voice, told in held.items()},
            "remaining": {
                voice: {c or _WHOLE: _left(owed[c], n) for c, n in told.items() if c in owed}
                for voice, told in held.items()
            },
        }
    numbers = next(iter(owed.values()))
    sums = {voice: sum(told.values()) for voice, told in held.items()}
    remaining = {voice: _left(numbers, number) for voice, number in sums.items()}
    return {"owed": either(numbers), "delivered": sums, "remaining": remaining}


def _left(owed: tuple[Number, ...], delivered: Number) -> object:
    return either(tuple(max(number - delivered, 0) for number in owed))


def _told(events: tuple[DutyEvent, ...]) -> tuple[Ground, ...]:
    return tuple(said(f"{e.voice}: {e.sort}", (e.statement,)) for e in events) or (_SILENCE,)
