"""The checks, in the order in which they run and are listed. A golden file in the tests pins it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from trucewatch.checks.check import Check
from trucewatch.checks.divided_positions import AcceptedAndRejected, SpeakersDiffer
from trucewatch.checks.duration_against_dates import DurationAgainstDates
from trucewatch.checks.figures_differ import FiguresDiffer
from trucewatch.checks.parts_larger_than_whole import PartsLargerThanWhole
from trucewatch.checks.resolution_year import ResolutionYear
from trucewatch.checks.states_of_phases import CompletedVersusExpired, InForceVersusExpired
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.view import View

ALL_CHECKS: tuple[Check, ...] = (
    DurationAgainstDates(),
    ResolutionYear(),
    PartsLargerThanWhole(),
    FiguresDiffer(),
    AcceptedAndRejected(),
    SpeakersDiffer(),
    CompletedVersusExpired(),
    InForceVersusExpired(),
)


def run_checks(view: View, checks: Sequence[Check] = ALL_CHECKS) -> tuple[Finding, ...]:
    """Everything the checks find in a view.

    Args:
        view: reports and statements, as known on its `known_on`.
        checks: which checks, in order; a plug-in's come after the default ones.

    Returns:
        Each finding once, by check, then by publication and place of its first passage, then by id; the same for the
        same view, whatever the order in which its reports were added.
    """
    order = {check.code: number for number, check in reversed(list(enumerate(checks)))}
    found = {finding.id: finding for check in checks for finding in check(view)}

    def key(finding: Finding) -> tuple[int, date, str, int, str]:
        if not finding.places:
            return order.get(finding.code, len(order)), date.max, "", 0, finding.id
        first = finding.places[0]
        start = first.passage.start if first.passage else 0
        published = view.report(first.report_id).published or date.max
        return order.get(finding.code, len(order)), published, first.report_id, start, finding.id

    return tuple(sorted(found.values(), key=key))
