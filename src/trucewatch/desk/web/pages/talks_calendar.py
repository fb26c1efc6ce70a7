"""A month of talks as a calendar: weeks of days, each with the meetings that fall on it."""

from __future__ import annotations

import re
from calendar import Calendar as Weeks
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trucewatch import api
from trucewatch.desk.web.asking import AskedError
from trucewatch.desk.web.catalogue import Catalogue
from trucewatch.desk.web.cells import of_cell
from trucewatch.desk.web.pages.spans import month_words, span_words
from trucewatch.desk.web.tables import TableCell
from trucewatch.vocabulary.dates import Interval

LONGEST = timedelta(days=7)
"""A meeting that may have been on more days than a week's stands beside the days of the month, not on each."""

YEARS = range(2, 9999)
"""The first and the last year that there are have no month before, and none after them."""

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Meeting:
    """One meeting, round or delegation.

    Attributes:
        stage: ahead, under_way, held, called_off or date_passed.
        day: its date as stated, and `span`, the days of that; None where it is not stated.
        where: venue in words, and `when`, its date against the day asked about.
        participants, mediators: by name; `parties` are both, "A and B" as two.
        how: mode, track, who asked for it and what was answered, in words.
        history: what each report says of it, oldest first.
        cell: all that stands behind it.
    """

    stage: str
    day: str | None
    span: Interval | None
    where: str
    when: str
    participants: tuple[str, ...]
    mediators: tuple[str, ...]
    how: tuple[str, ...]
    history: tuple[api.Stated, ...]
    cell: api.Cell
    parties: tuple[str, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of the months in which it begins and ends."""
        if self.span is None:
            return ()
        days = (self.span.first or self.span.last, self.span.last)
        return tuple(dict.fromkeys(day.replace(day=1) for day in days))


@dataclass(frozen=True)
class CalendarDay:
    """A day of a calendar.

    Attributes:
        day: the day.
        in_month: does it belong to the month?
        is_asked: is it the day asked about?
        meetings: what falls on it.
    """

    day: date
    in_month: bool
    is_asked: bool
    meetings: tuple[TableCell, ...]


@dataclass(frozen=True)
class Calendar:
    """A month.

    Attributes:
        month: "2031-04", and `title` in words.
        before, after: addresses of the months beside it.
        weeks: from Monday to Sunday; the first and the last have days of the months beside it.
        longer: meetings of the month whose day is not known.
    """

    month: str
    title: str
    before: str
    after: str
    weeks: tuple[tuple[CalendarDay, ...], ...]
    longer: tuple[TableCell, ...]


def month_asked(month: str, as_of: date | None, meetings: Sequence[Meeting]) -> date | None:
    """The first day of the month asked for; without one, that of the meeting nearest to the day asked about.

    Raises:
        AskedError: it is no month.
    """
    if month:
        found = _MONTH.fullmatch(month)
        if found is None or int(found[1]) not in YEARS or not 1 <= int(found[2]) <= 12:
            raise AskedError(f"the address asks for month={month!r}, which is none", expected="such as 2031-04")
        return date(int(found[1]), int(found[2]), 1)
    days = {day for one in meetings if one.span for day in (one.span.first or one.span.last, one.span.last)}
    days = {day for day in days if day.year in YEARS}
    if as_of is None:
        return max(days).replace(day=1) if days else None
    near = [day for day in days if (day.year, day.month) == (as_of.year, as_of.month)]
    return min(near or days or {as_of}, key=lambda day: (abs(day - as_of), day)).replace(day=1)


def calendar_of(
    t: Catalogue, meetings: Sequence[Meeting], month: date, as_of: date | None, address_of: Callable[[str], str]
) -> Calendar:
    """The calendar of a month.

    Args:
        t: the texts.
        meetings: what may fall into it.
        month: its first day.
        as_of: the day asked about, which is marked.
        address_of: the address of a month such as "2031-04".
    """
    weeks = Weeks().monthdatescalendar(month.year, month.month)
    dated = [(one, one.span.first or one.span.last, one.span.last) for one in meetings if one.span]
    short = [(first, last, _cell(t, one)) for one, first, last in dated if last - first < LONGEST]
    after = _next(month)
    return Calendar(
        month.isoformat()[:7],
        month_words(t, month),
        address_of((month - timedelta(days=1)).isoformat()[:7]),
        address_of(after.isoformat()[:7]),
        tuple(
            tuple(
                CalendarDay(
                    day,
                    day.month == month.month,
                    day == as_of,
                    tuple(cell for first, last, cell in short if first <= day <= last),
                )
                for day in week
            )
            for week in weeks
        ),
        tuple(
            replace(_cell(t, one), note=span_words(t, one.day))
            for one, first, last in dated
            if last - first >= LONGEST and first < after and last >= month
        ),
    )


def _next(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def _cell(t: Catalogue, one: Meeting) -> TableCell:
    who = ", ".join(one.participants)
    note = t("talks.on_day", stage=t(f"talks.short.{one.stage}"), who=who) if who else t(f"talks.short.{one.stage}")
    return replace(of_cell(one.cell, one.where), note=note)
