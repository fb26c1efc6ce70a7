"""When things begin and end under the terms: every time that hangs on another, resolved, with its alternatives.

Terms may tie a time to an obligation being done, or to words that only a statement can date; what no statement has
dated is unknown, and stays so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from trucewatch.agreements.terms import ENTRY, SIGNATURE, Length, Terms, TermsPhase, When
from trucewatch.standing.moments import Point, day_in, end_of_period, is_over, is_reached, lengthened, moved

Points = tuple[Point | None, ...]
"""One point for each alternative reading, in the order of the terms; None: unknown. () : the terms set none."""


@dataclass(frozen=True)
class Span:
    """A period as one reading of the terms has it.

    Attributes:
        start: None: unknown.
        not_before: a day before which it cannot begin, where the start itself is unknown.
        last: its last day or moment; None: it has no end that is known.
        endless: the terms set it no end.
    """

    start: Point | None
    last: Point | None
    not_before: Point | None = None
    endless: bool = False


@dataclass(frozen=True)
class Dated:
    """What statements have dated, as of the day that is asked about.

    Attributes:
        done: the day on which an obligation was reported done in full, by its id.
        begun: the day on which a phase is said to have begun, by its id.
        extended: the extensions of a phase, by its id, in their order: new last days, or durations that are added.
    """

    done: Mapping[str, date] = field(default_factory=dict)
    begun: Mapping[str, date] = field(default_factory=dict)
    extended: Mapping[str, tuple[Point | str, ...]] = field(default_factory=dict)


class Clock:
    """Times of one agreement's terms."""

    def __init__(self, terms: Terms, dated: Dated | None = None) -> None:
        self.terms, self._dated = terms, dated or Dated()
        self.zone = ZoneInfo(terms.zone)
        self._phases = {p.id: p for p in terms.phases}
        self._obligations = {o.id: o for o in terms.obligations}
        self._spans: dict[str, tuple[Span, ...]] = {}
        self._asked: list[str] = []

    @cached_property
    def entry(self) -> Points:
        """The entry into force: as it was, else as it was scheduled."""
        entry = self.terms.entry
        return self.points(entry.actual or entry.scheduled)

    @property
    def done(self) -> Mapping[str, date]:
        """The days on which obligations were reported done, by id."""
        return self._dated.done

    def points(self, whens: tuple[When, ...]) -> Points:
        """The points that several alternative times give, in their order, each once."""
        return _once(point for when in whens for point in self._of(when))

    def spans(self, phase_id: str) -> tuple[Span, ...]:
        """The periods that the readings of a phase's start and length give; at least one."""
        if phase_id not in self._spans:
            phase = self._phases[phase_id]
            lengths: tuple[Length | None, ...] = phase.lengths or (None,)
            found = [self._span(phase, start, length) for start in self._starts(phase) for length in lengths]
            self._spans[phase_id] = tuple(dict.fromkeys(found))
        return self._spans[phase_id]

    @cached_property
    def last_day(self) -> date | None:
        """The day on which the last phase ends by every reading; None: the agreement has no known end."""
        lasts = [s.last for p in self.terms.phases for s in self.spans(p.id)]
        days = [self.day(last) for last in lasts if last is not None]
        return max(days) if days and len(days) == len(lasts) else None

    def is_begun(self, points: Points, as_of: Point) -> tuple[bool, ...]:
        """For each reading: has it begun by the end of a day? Unknown points have not."""
        return tuple(p is not None and is_reached(p, as_of, self.zone) for p in points)

    def is_over(self, points: Points, as_of: Point) -> tuple[bool, ...]:
        """For each reading: is it over? Unknown points are not."""
        return tuple(p is not None and is_over(p, as_of, self.zone) for p in points)

    def is_phase_over(self, phase_id: str, as_of: Point) -> bool:
        """Is a phase over by every reading?"""
        return all(self.is_over(tuple(s.last for s in self.spans(phase_id)), as_of))

    def day(self, point: Point) -> date:
        """The day of a point in the zone of the terms."""
        return day_in(point, self.zone)

    def _starts(self, phase: TermsPhase) -> tuple[tuple[Point | None, Point | None], ...]:
        """For each reading: the start, and where that is unknown a day before which it cannot be.

        What follows on a phase begins the day after its last day, or at the hour at which it ends.
        """
        begun = self._dated.begun.get(phase.id)
        found: list[tuple[Point | None, Point | None]] = []
        for when in phase.starts or (When(words="not told"),):
            for point in self._of(When(when.at, when.anchor, when.offset, when.counting)):
                first = _day_after(point) if (when.anchor or "").endswith(".end") and when.offset == "P0D" else point
                found.append((begun, first) if when.words else (first, None))
        return tuple(dict.fromkeys(found))

    def _span(self, phase: TermsPhase, start: tuple[Point | None, Point | None], length: Length | None) -> Span:
        begin, not_before = start
        if length is None or begin is None:
            return Span(begin, None, not_before, endless=length is None)
        last = end_of_period(begin, length.lasts, length.counting, self.zone)
        for step in self._dated.extended.get(phase.id, ()):
            if not isinstance(step, str):
                last = step
            elif last is not None:
                last = lengthened(last, step, self.zone)
        return Span(begin, last, not_before)

    def _of(self, when: When) -> Points:
        if when.at is not None:
            return (when.at,)
        if when.anchor is None or when.anchor in self._asked:
            return (None,)
        self._asked.append(when.anchor)  # a circle, which the loader refuses, is unknown rather than endless
        anchors = self._anchor(when.anchor)
        self._asked.pop()
        moved_ = (p and moved(p, when.offset, when.counting, self.zone) for p in anchors)
        return _once(moved_) or (None,)

    def _anchor(self, anchor: str) -> Points:
        if anchor == ENTRY:
            return self.entry
        if anchor == SIGNATURE:
            return self.points(self.terms.entry.signed)
        id_, _, part = anchor.rpartition(".")
        if id_ in self._phases:
            spans = self.spans(id_)
            return _once(s.start if part == "start" else s.last for s in spans)
        if id_ in self._obligations and part == "due":
            return self.points(self._obligations[id_].due)
        return (self._dated.done.get(id_),)


def _day_after(point: Point | None) -> Point | None:
    return point if point is None or isinstance(point, datetime) else point + timedelta(days=1)


def _once(points: Iterable[Point | None]) -> Points:
    return tuple(dict.fromkeys(points))
