"""A stated last day against a stated start and length."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from trucewatch.checks.check import places_of, statements_of
from trucewatch.checks.day_words import quoted
from trucewatch.checks.material import Material
from trucewatch.checks.printed_periods import PrintedPeriod, near_ones, printed_periods
from trucewatch.standing.cell import Stated, long_date
from trucewatch.standing.periods import Period, duration_words
from trucewatch.standing.phases import AgreementStanding, ComputedExpiry, PhaseStanding
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.report import Report

_FAR = 0.5  # share of a length by which a last day may miss it and still be meant as its end
_MONTH = 31  # days that a misprinted month is off


class DurationAgainstDates:
    """Start and length against the last day, of one phase or agreement, in one report or across reports.

    Silent where they fit with the first day counted, and where a length in weeks, months or years ends on the day of
    the same name or number, as is the custom. A fit only with the first day left out is a tension that names the two
    ways of counting; anything further off is a finding, within one report as an error in the source. Where no record
    holds all three, those that a report tells in one breath are compared by its words.
    """

    code = "duration-against-dates"
    severity: Severity = "error_in_source"

    def __call__(self, material: Material) -> Iterator[Finding]:
        found: list[Finding] = []
        for agreement in material.agreements:
            for phase in agreement.phases:
                for computed in phase.computed:
                    found += self._compare(agreement, phase, computed)
        yield from found
        known = {place.report_id for finding in found for place in finding.places}
        for report in material.reports:
            if report.id not in known:
                for printed in near_ones(report.text, printed_periods(material, report)):
                    last = printed.last.value
                    if last and printed.period.fit(last) == "off" and not _is_other(printed.period, last):
                        yield self._printed(report, printed, last)

    def _printed(self, report: Report, printed: PrintedPeriod, last: date) -> Finding:
        passages = printed.passages(report.text)
        sentence = f"The report prints {quoted(passages)}: {_reckoned(printed.period, last)}"
        places = tuple(Place(report.id, p) for p in passages)
        return Finding(self.code, self.severity, sentence, places, _repairs(printed.period, last))

    def _compare(
        self, agreement: AgreementStanding, phase: PhaseStanding, computed: ComputedExpiry
    ) -> Iterator[Finding]:
        seen: dict[str | None, list[Stated]] = {}
        for expiry, fit in computed.against:
            if fit == "off" or (fit == "exclusive" and not _ends_by_custom(computed.period)):
                seen.setdefault(expiry.value, []).append(expiry)
        for expiries in seen.values():
            yield self._finding(f"{agreement.title}, {phase.name}", computed, expiries)

    def _finding(self, name: str, computed: ComputedExpiry, expiries: list[Stated]) -> Finding:
        period, last = computed.period, day_of(expiries[0].value) or computed.period.inclusive
        severity: Severity = "tension"
        if period.fit(last) == "exclusive":
            reckoned = (
                f"{_named(period)} end on {long_date(period.inclusive)} with the first day counted; the stated last "
                f"day, {long_date(last)}, fits only when counting begins on the day after."
            )
        else:
            reckoned = _reckoned(period, last)
            if len({p.report_id for p in places_of(computed.cell, *expiries)}) == 1:
                severity = "error_in_source"
        held = (computed.start, computed.duration, *expiries)
        sentence = f"{name}: {reckoned}"
        return Finding(self.code, severity, sentence, places_of(*held), _repairs(period, last), statements_of(*held))


def _ends_by_custom(period: Period) -> bool:
    """Is its length one that by custom ends on the day of the same name or number?"""
    return period.by_months or period.duration.endswith("W")


def _is_other(period: Period, last: date) -> bool:
    """Is a day so far from what start and length come to that they are hardly of one period?"""
    length = (period.inclusive - period.start).days + 1
    return abs(period.days_off(last)) > max(_MONTH, _FAR * length)


def _named(period: Period) -> str:
    return f"{duration_words(period.duration)} from {long_date(period.start)}"


def _reckoned(period: Period, last: date) -> str:
    off = abs(period.days_off(last))
    return (
        f"{_named(period)} end on {long_date(period.inclusive)} (first day counted) or {long_date(period.exclusive)} "
        f"(counted from the day after); the stated last day is {long_date(last)}, {off} "
        f"{'day' if off == 1 else 'days'} {'later' if last > period.exclusive else 'earlier'}."
    )


def _repairs(period: Period, last: date) -> tuple[str, ...]:
    days = (last - period.start).days + 1
    length = (f"the length is {days} days",) if days > 0 else ()
    lasting = f"the last day is {long_date(period.inclusive)}"
    return (lasting, *length, "start, length and last day are not of the same period")
