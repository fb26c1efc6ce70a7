"""A stated last day against a stated start and length."""

from __future__ import annotations

from collections.abc import Iterator

from trucewatch.checks.check import places_of, statements_of
from trucewatch.standing.cell import Stated, long_date
from trucewatch.standing.periods import duration_words
from trucewatch.standing.phases import AgreementStanding, ComputedExpiry, PhaseStanding, agreements_as_of
from trucewatch.vocabulary.dates import day_of
from trucewatch.vocabulary.finding import Finding, Severity
from trucewatch.vocabulary.view import View


class DurationAgainstDates:
    """Start and length against the last day, of one phase or agreement, in one report or across reports.

    Silent where they fit with the first day counted, and where a length in months or years ends on the day of the
    same number, as is the custom. A fit only with the first day left out is a tension that names the two ways of
    counting; anything further off is a finding, within one report as an error in the source.
    """

    code = "duration-against-dates"
    severity: Severity = "error_in_source"

    def __call__(self, view: View) -> Iterator[Finding]:
        for agreement in agreements_as_of(view, None):
            for phase in agreement.phases:
                for computed in phase.computed:
                    yield from self._compare(agreement, phase, computed)

    def _compare(
        self, agreement: AgreementStanding, phase: PhaseStanding, computed: ComputedExpiry
    ) -> Iterator[Finding]:
        seen: dict[str | None, list[Stated]] = {}
        for expiry, fit in computed.against:
            if fit == "off" or (fit == "exclusive" and not computed.period.by_months):
                seen.setdefault(expiry.value, []).append(expiry)
        for expiries in seen.values():
            yield self._finding(f"{agreement.title}, {phase.name}", computed, expiries)

    def _finding(self, name: str, computed: ComputedExpiry, expiries: list[Stated]) -> Finding:
        period, last = computed.period, day_of(expiries[0].value) or computed.period.inclusive
        length = duration_words(period.duration)
        stated = f"{name}: {length} from {long_date(period.start)}"
        if period.fit(last) == "exclusive":
            sentence = (
                f"{stated} end on {long_date(period.inclusive)} with the first day counted; the stated last day, "
                f"{long_date(last)}, fits only when counting begins on the day after."
            )
            severity: Severity = "tension"
        else:
            off = abs(period.days_off(last))
            sentence = (
                f"{stated} end on {long_date(period.inclusive)} (first day counted) or {long_date(period.exclusive)} "
                f"(counted from the day after); the stated last day is {long_date(last)}, {off} "
                f"{'day' if off == 1 else 'days'} {'later' if last > period.exclusive else 'earlier'}."
            )
            one_report = len({p.report_id for p in places_of(computed.cell, *expiries)}) == 1
            severity = "error_in_source" if one_report else "tension"
        days = (last - period.start).days + 1
        repairs = [f"the last day is {long_date(period.inclusive)}"]
        if days > 0:
            repairs.append(f"the length is {days} days")
        repairs.append("start, length and last day are not of the same period")
        held = (computed.start, computed.duration, *expiries)
        return Finding(self.code, severity, sentence, places_of(*held), tuple(repairs), statements_of(*held))
