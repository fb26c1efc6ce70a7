"""A weekday beside a date that falls on another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from trucewatch.checks.day_words import WEEKDAYS, PrintedDay, dated_days, nearest
from trucewatch.checks.material import Material
from trucewatch.standing.cell import long_date
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.report import Report


class WeekdayAgainstDate:
    """A weekday and a date that stand together, where the calendar has another weekday for that date.

    Where no year is printed the date is taken in the year that was read for it, or in the one nearest to the day of
    publication; silent where the weekday fits in either of them.
    """

    code = "weekday-against-date"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            found: dict[tuple[int, int, int | None], list[tuple[PrintedDay, date]]] = {}
            for day in dated_days(material, report):
                if day.weekday and day.value and not _fits(day, report):
                    found.setdefault((day.month, day.day, day.weekday), []).append((day, day.value))
            for held in found.values():
                yield self._finding(report, [day for day, _ in held], held[0][1])

    def _finding(self, report: Report, held: list[PrintedDay], value: date) -> Finding:
        places = tuple(Place(report.id, day.passage(report.text)) for day in held)
        printed, weekday = held[0].passage(report.text).text, held[0].weekday or 0
        shift = (weekday - value.isoweekday() + 3) % 7 - 3
        same_week = value + timedelta(days=shift)
        year = "" if held[0].year else f" in {value.year}"
        name = long_date(value) if held[0].year else f"{value.day} {value:%B}"
        repairs = [
            f"{WEEKDAYS[value.isoweekday() - 1]}, {long_date(value)}",
            f"{WEEKDAYS[weekday - 1]}, {long_date(same_week)}",
        ]
        other = next((y for y in (value.year - 1, value.year + 1) if _weekday_in(value, y) == weekday), None)
        if other is not None:
            repairs.append(f"{WEEKDAYS[weekday - 1]}, {value.day} {value:%B} {other}")
        sentence = (
            f"The report prints “{printed}”; by the calendar {name} is a {WEEKDAYS[value.isoweekday() - 1]}{year}."
        )
        return Finding(self.code, self.severity, sentence, places, tuple(repairs))


def _fits(day: PrintedDay, report: Report) -> bool:
    values = [day.value] if day.year else [day.value, nearest(day, report.published)]
    return any(value is not None and value.isoweekday() == day.weekday for value in values)


def _weekday_in(day: date, year: int) -> int | None:
    try:
        return day.replace(year=year).isoweekday()
    except ValueError:
        return None
