"""The way of counting that a length, a first and a last day of one report imply."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.day_words import quoted
from trucewatch.checks.material import Material
from trucewatch.checks.printed_periods import PrintedPeriod, is_of_truce, printed_periods
from trucewatch.standing.cell import long_date
from trucewatch.standing.periods import duration_words
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.report import Report

_BREATH = 70  # characters within which a report does the sum itself


class CountingNamed:
    """A length in days, a first and a last day, told apart in one report, that fit under one way of counting.

    The report does not say whether the first day counts; its dates do. Silent where the three stand in one breath,
    for there the report does the sum itself, and on weeks and months, which end on the day of the same name.
    """

    code = "counting-named"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> Iterator[Finding]:
        for report in material.reports:
            seen: set[tuple[object, ...]] = set()
            for printed in printed_periods(material, report):
                key = printed.period, printed.last.value
                is_apart = printed.length.unit == "day" and printed.apart > 1 and printed.span > _BREATH
                is_apart = is_apart and printed.period.start != printed.last.value
                if is_apart and key not in seen and is_of_truce(report.text, printed.length):
                    seen.add(key)
                    yield from self._named(report, printed)

    def _named(self, report: Report, printed: PrintedPeriod) -> Iterator[Finding]:
        period, last = printed.period, printed.last.value
        fit = period.fit(last) if last else "off"
        if fit == "off":
            return
        passages = printed.passages(report.text)
        counted, other = "the first day counted", "counting begun on the day after"
        day = period.exclusive
        if fit == "exclusive":
            counted, other, day = other, counted, period.inclusive
        sentence = (
            f"The report prints {quoted(passages)}: {duration_words(period.duration)} from "
            f"{long_date(period.start)} end on that last day with {counted}; with {other} they would end on "
            f"{long_date(day)}. The report does not say which it means."
        )
        repairs = (f"the days are counted with {counted}", "the length, or one of the days, is of another period")
        yield Finding(self.code, self.severity, sentence, tuple(Place(report.id, p) for p in passages), repairs)
