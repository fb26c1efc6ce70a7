"""How a finding names a report."""

from __future__ import annotations

from trucewatch.standing.cell import long_date
from trucewatch.standing.voices import report_name
from trucewatch.vocabulary.report import Report


def report_and_day(report: Report) -> str:
    """The report with its day of publication where it has one: "Gazette of 3 May 2031"."""
    return report_name(report) + (f" of {long_date(report.published)}" if report.published else "")
