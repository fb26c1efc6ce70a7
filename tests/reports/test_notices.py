from __future__ import annotations

from datetime import date

from trucewatch.reports.notices import missing_date, not_english, notices
from trucewatch.vocabulary.finding import Place
from trucewatch.vocabulary.report import Report


def test_missing_date_asks_for_it() -> None:
    report = Report("The truce began on Sunday.", language="en")
    [finding] = notices(report)
    assert finding == missing_date(report)
    assert (finding.code, finding.severity) == ("publication-date-missing", "gap")
    assert finding.places == (Place(report.id),)
    assert "--published YYYY-MM-DD" in finding.sentence
    assert "unresolved" in finding.sentence


def test_other_language_is_named() -> None:
    report = Report("La trêve tient.", published=date(2025, 3, 9), language="fr")
    [finding] = notices(report)
    assert finding == not_english(report)
    assert (finding.code, finding.severity) == ("language-not-read", "gap")
    assert '"fr"' in finding.sentence


def test_what_is_no_language_is_not_called_one() -> None:
    finding = not_english(Report("QkFTRTY0" * 50, language="zxx"))
    assert "looks like no language" in finding.sentence
    assert "The language of the report is" not in finding.sentence


def test_nothing_lacking_and_both_lacking() -> None:
    assert notices(Report("Truce.", published=date(2025, 3, 9), language="en")) == ()
    assert notices(Report("Truce.", published=date(2025, 3, 9), language="und")) == ()
    assert [f.code for f in notices(Report("Trêve.", language="fr"))] == [
        "publication-date-missing",
        "language-not-read",
    ]
