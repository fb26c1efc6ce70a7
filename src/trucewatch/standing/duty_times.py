"""When one obligation begins, falls due and ends, by each reading of the terms; reckoned once, asked on many days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from trucewatch.agreements.terms import TermsObligation
from trucewatch.standing.accounts import Owed, owed_by
from trucewatch.standing.clock import Clock, Points
from trucewatch.standing.moments import Point, is_over, is_reached

LASTING = frozenset({"continuous", "recurring", "prohibition"})
"""Duties that live with their phase; what must be done once stays due when the phase has ended."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A point, with the days from which it is reached and over when whole days are asked about."""

    point: Point
    day: date
    over_from: date

    def is_reached(self, as_of: Point, clock: Clock) -> bool:
        """Has what begins here begun?"""
        return self.day <= as_of if type(as_of) is date else is_reached(self.point, as_of, clock.zone)

    def is_over(self, as_of: Point, clock: Clock) -> bool:
        """Is what ends here over?"""
        return self.over_from <= as_of if type(as_of) is date else is_over(self.point, as_of, clock.zone)


@dataclass(frozen=True, slots=True)
class DutyTimes:
    """The times of one obligation; each a tuple of alternatives, None among them where one is unknown.

    Attributes:
        starts: from when it is in force; () never by the terms alone.
        ends: when it ends by the terms; () nothing ends it.
        periods: the start and the end of each reading; those of a phase's readings are kept together.
        dues: by when it must be done; () no date.
        owed: what is owed up to a day.
        recurs: is so much owed a day, week or month?
    """

    starts: tuple[Edge | None, ...]
    ends: tuple[Edge | None, ...]
    periods: tuple[tuple[Edge | None, Edge | None], ...]
    dues: tuple[Edge | None, ...]
    owed: Callable[[date | None], Owed]
    recurs: bool

    def was_bound(self, day: date | None, until: date | None = None) -> bool:
        """Was the duty in force at some time of a day, by any reading? True where the day is unknown.

        Args:
            day: the day asked about.
            until: a last day for all readings, such as that of a termination.
        """
        if day is None:
            return True
        if until is not None and day > until:
            return False
        for start, end in self.periods:
            if start is not None and start.day <= day and (end is None or day <= end.day):
                return True
        return False


class Timetable:
    """The times of all obligations under one clock, each reckoned when it is first asked for."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._ready: dict[str, DutyTimes] = {}

    def of(self, obligation: TermsObligation) -> DutyTimes:
        """The times of one obligation."""
        if obligation.id not in self._ready:
            self._ready[obligation.id] = _times(obligation, self.clock)
        return self._ready[obligation.id]


def _times(obligation: TermsObligation, clock: Clock) -> DutyTimes:
    starts, ends, dues = (
        tuple(_edge(p, clock) for p in points)
        for points in (_starts(obligation, clock), _ends(obligation, clock), clock.points(obligation.due))
    )
    periods = tuple(product(starts or (None,), ends or (None,)))
    phase = _phase_lived_with(obligation)
    if phase is not None and not obligation.starts:
        spans = clock.spans(phase)
        periods = tuple(dict.fromkeys((_edge(s.start, clock), _edge(s.last, clock)) for s in spans))
    recurs = any(o.per for o in obligation.owed)
    return DutyTimes(starts, ends, periods, dues, _owed(obligation, starts, ends), recurs)


def _phase_lived_with(obligation: TermsObligation) -> str | None:
    """The phase with which a duty ends, unless the terms give it an end of its own."""
    return obligation.phase if obligation.duty in LASTING and not obligation.until else None


def _starts(obligation: TermsObligation, clock: Clock) -> Points:
    """Its own start, else its phase's, else the entry into force."""
    if obligation.starts:
        return clock.points(obligation.starts)
    if obligation.phase is None:
        return clock.entry
    return tuple(dict.fromkeys(s.start for s in clock.spans(obligation.phase)))


def _ends(obligation: TermsObligation, clock: Clock) -> Points:
    """Its own end, else for a lasting duty its phase's."""
    if obligation.until:
        return clock.points(obligation.until)
    phase = _phase_lived_with(obligation)
    return tuple(dict.fromkeys(s.last for s in clock.spans(phase))) if phase is not None else ()


def _edge(point: Point | None, clock: Clock) -> Edge | None:
    if point is None:
        return None
    day = clock.day(point)
    # An hour is over on its own day, once that day is asked about; a day from the next one on.
    return Edge(point, day, day + timedelta(days=1) if type(point) is date else day)


def _owed(
    obligation: TermsObligation, starts: tuple[Edge | None, ...], ends: tuple[Edge | None, ...]
) -> Callable[[date | None], Owed]:
    """What is owed by a day: constant, unless so many are owed a day, week or month."""
    if not any(o.per for o in obligation.owed):
        constant = owed_by(obligation, None, None)
        return lambda _: constant
    start = next((edge.day for edge in starts if edge is not None), None)
    last = max((edge.day for edge in ends if edge is not None), default=None)

    @lru_cache(maxsize=1024)  # a fold asks for the same days again and again
    def owed(day: date | None) -> Owed:
        return owed_by(obligation, start, min(day, last) if day and last else day)

    return owed
