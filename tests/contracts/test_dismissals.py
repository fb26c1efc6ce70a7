"""Findings that people set aside, and open again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from record.making import ISLAND, VALLEY, figure_in, read, report_of
from trucewatch.errors import RecordError
from trucewatch.record.dismissals import dismiss, dismissals, reopen
from trucewatch.record.writer import Record
from trucewatch.vocabulary.finding import Finding, Place


@pytest.fixture
def finding(record: Record) -> Finding:
    """A finding on a report of the record."""
    reading = read(report_of(ISLAND))
    record.add(reading)
    figure = figure_in(reading)
    places = (Place(figure.report_id, figure.content.passages[0]),)
    return Finding("figures-differ", "tension", "Two numbers for one thing.", places)


def test_a_dismissal_is_kept_with_author_time_and_reason(record: Record, finding: Finding) -> None:
    made = dismiss(record, finding, author="Noor", reason="two counts of two days")
    assert dismissals(record) == {finding.id: made}
    assert (made.verdict, made.author, made.reason) == ("dismissed", "Noor", "two counts of two days")
    assert (made.code, made.report_id) == (finding.code, finding.places[0].report_id)
    assert made.at.tzinfo is not None


def test_it_holds_however_the_finding_is_put_and_not_for_other_evidence(record: Record, finding: Finding) -> None:
    dismiss(record, finding, author="Noor", reason="two counts")
    assert replace(finding, sentence="Other words.", repairs=("both",)).id in dismissals(record)
    assert replace(finding, places=(*finding.places, Place(finding.places[0].report_id))).id not in dismissals(record)


def test_what_is_opened_again_can_be_dismissed_again(record: Record, finding: Finding) -> None:
    dismiss(record, finding, author="Noor", reason="two counts")
    between = record.now()
    reopen(record, finding, author="Ravi", reason="one day after all")
    assert dismissals(record)[finding.id].verdict == "reopened"
    assert dismissals(record, recorded_by=between)[finding.id].verdict == "dismissed"
    dismiss(record, finding, author="Noor", reason="no, two")
    assert dismissals(record)[finding.id].reason == "no, two"


def test_what_stands_already_is_refused(record: Record, finding: Finding) -> None:
    with pytest.raises(RecordError, match="is not dismissed"):
        reopen(record, finding, author="Noor", reason="why not")
    dismiss(record, finding, author="Noor", reason="two counts")
    with pytest.raises(RecordError, match="dismissed by Noor"):
        dismiss(record, finding, author="Ravi", reason="me too")
    assert dismissals(record)[finding.id].author == "Noor"


@pytest.mark.parametrize(("author", "reason"), [("", "why"), ("Noor", " ")])
def test_nobody_and_nothing_dismiss_no_finding(record: Record, finding: Finding, author: str, reason: str) -> None:
    with pytest.raises(RecordError, match="without"):
        dismiss(record, finding, author=author, reason=reason)
    assert dismissals(record) == {}


def test_a_finding_must_lie_in_a_report_of_the_record(record: Record, finding: Finding) -> None:
    with pytest.raises(RecordError, match="in no report"):
        dismiss(record, replace(finding, places=()), author="Noor", reason="why")
    elsewhere = replace(finding, places=(Place(report_of(VALLEY).id),))
    with pytest.raises(RecordError, match="holds no report"):
        dismiss(record, elsewhere, author="Noor", reason="why")
