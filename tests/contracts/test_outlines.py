"""How reports of a view are built, and what they stand in the place of."""

from __future__ import annotations

from datetime import date

import pytest

from record.making import DELTA, ISLAND, VALLEY, read, report_of
from trucewatch.record.report_versions import record_version
from trucewatch.record.writer import Record
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.view import EarlierVersion, MemoryView, Outline

FIRST, SECOND, THIRD = date(2031, 4, 2), date(2031, 4, 10), date(2031, 4, 20)


@pytest.fixture
def readings(record: Record) -> list[Reading]:
    """Three versions of one report, each in the place of the one before."""
    made = [read(report_of(text, day)) for text, day in ((ISLAND, FIRST), (VALLEY, SECOND), (DELTA, THIRD))]
    for reading in made:
        record.add(reading)
    return made


def replaced(record: Record, readings: list[Reading], old: int, new: int) -> None:
    record_version(record, readings[old].report.id, readings[new].report.id, author="Noor", reason="corrected")


def ids_of(versions: tuple[EarlierVersion, ...]) -> list[tuple[str, str]]:
    return [(version.report.id, version.newer_id) for version in versions]


def test_a_view_tells_the_headline_and_the_segments_of_a_report(record: Record, readings: list[Reading]) -> None:
    view = record.view()
    for reading in readings:
        outline = view.outline_of(reading.report.id)
        assert outline == Outline(reading.headline, reading.segments)
        assert outline.headline == Passage.of(reading.report.text, 0, 10)
    with pytest.raises(KeyError):
        view.outline_of("0" * 64)


def test_a_report_without_a_headline_has_none(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(Reading(report, steps=("p 1",)))
    assert record.view().outline_of(report.id) == Outline()


def test_a_view_tells_what_its_reports_stand_in_the_place_of(record: Record, readings: list[Reading]) -> None:
    assert record.view().earlier_versions() == ()
    replaced(record, readings, 0, 1)
    (earlier,) = record.view().earlier_versions()
    assert earlier.report == readings[0].report
    assert earlier.newer_id == readings[1].report.id
    assert {s.id for s in earlier.statements} == {s.id for s in readings[0].statements}


def test_versions_of_versions_lead_to_the_report_in_view(record: Record, readings: list[Reading]) -> None:
    replaced(record, readings, 0, 1)
    replaced(record, readings, 1, 2)
    first, second, third = (reading.report.id for reading in readings)
    assert ids_of(record.view().earlier_versions()) == [(first, second), (second, third)]
    assert ids_of(record.view(known_on=SECOND).earlier_versions()) == [(first, second)]
    assert record.view(known_on=FIRST).earlier_versions() == ()
    assert record.view(process="south").earlier_versions() == ()


def test_what_was_recorded_later_is_not_told_of_before(record: Record, readings: list[Reading]) -> None:
    before = record.now()
    replaced(record, readings, 0, 1)
    assert record.view(recorded_by=before).earlier_versions() == ()
    assert len(record.view(recorded_by=record.now()).earlier_versions()) == 1


def test_a_view_in_memory_tells_the_same(record: Record, readings: list[Reading]) -> None:
    replaced(record, readings, 0, 1)
    replaced(record, readings, 1, 2)
    held = record.view().earlier_versions()
    memory = MemoryView(
        (readings[2].report,), readings[2].statements, known_on=THIRD,
        all_outlines={readings[2].report.id: Outline(readings[2].headline, readings[2].segments)},
        all_earlier=held[::-1],
    )  # fmt: skip
    assert memory.earlier_versions() == held
    assert memory.outline_of(readings[2].report.id) == record.view().outline_of(readings[2].report.id)
    assert MemoryView((), (), all_earlier=held).earlier_versions() == ()
