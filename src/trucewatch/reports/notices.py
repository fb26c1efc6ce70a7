"""Findings about what came in: what a report lacks to be read fully. The report is kept all the same."""

from __future__ import annotations

from trucewatch.reports.language import NO_LANGUAGE, is_read
from trucewatch.vocabulary.finding import Finding, Place
from trucewatch.vocabulary.report import Report


def notices(report: Report) -> tuple[Finding, ...]:
    """Everything there is to say of a report before it is read; empty where nothing is lacking."""
    found = []
    if report.published is None:
        found.append(missing_date(report))
    elif report.dated_by:
        found.append(weakly_dated(report))
    if not is_read(report.language):
        found.append(not_english(report))
    return tuple(found)


def missing_date(report: Report) -> Finding:
    """The finding for a report without a day of publication."""
    return Finding(
        code="publication-date-missing",
        severity="gap",
        sentence=(
            'The report comes without a publication date, so relative dates in it ("on Sunday", "last week") stay '
            'unresolved. Give it with --published YYYY-MM-DD, in the "published" column of the --meta file, or as '
            '"published" in the JSON Lines object.'
        ),
        places=(Place(report.id),),
    )


def weakly_dated(report: Report) -> Finding:
    """The finding for a report whose day of publication nobody declared and its file only hints at."""
    return Finding(
        code="publication-date-of-file",
        severity="gap",
        sentence=(
            f"The publication date {report.published} is {report.dated_by}, and its relative dates are counted "
            "from it. Where the report was published on another day, give that with --published YYYY-MM-DD or in the "
            '"published" column of the --meta file.'
        ),
        places=(Place(report.id),),
    )


def not_english(report: Report) -> Finding:
    """The finding for a report in a language that is not read."""
    seen = (
        f'The text looks like no language ("{NO_LANGUAGE}": encoded data, code or columns of figures)'
        if report.language == NO_LANGUAGE
        else f'The language of the report is "{report.language}"'
    )
    return Finding(
        code="language-not-read",
        severity="gap",
        sentence=(
            f'{seen}; only English ("en") is read, so the report is kept '
            'and nothing is read from it. If it is in English, say so with "language" in the --meta file or in the '
            "JSON Lines object."
        ),
        places=(Place(report.id),),
    )
