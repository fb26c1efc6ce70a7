"""Adding reports, correcting what is known of them, ruling on statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from record.making import DELTA, ISLAND, VALLEY, Clock, figure_in, read, report_of, time_in
from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.adding import Added
from trucewatch.record.rows import MadeBy
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Figure, TimeExpression
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.ruling import Ruling
from trucewatch.vocabulary.statement import Statement

from .places import Kept


def test_a_reading_comes_back_as_it_was_given(record: Record) -> None:
    for text in (ISLAND, VALLEY, DELTA):
        reading = read(report_of(text, outlet=None))
        record.add(reading)
        assert record.reading(reading.report.id) == reading


def test_text_with_odd_characters_comes_back_whole(record: Record) -> None:
    report = report_of("\ufeff\r\n  The Left Bank accepted the b\u0301ridge plan on \u202eTuesday\u202c 𝔘 \t\n")
    record.add(Reading(report))
    assert record.find_report(report.id).text == report.text


def test_adding_counts_what_is_new(record: Record) -> None:
    reading = read(report_of(ISLAND))
    count = len(reading.statements)
    assert count >= 4
    assert record.add(reading) == Added(reading.report.id, True, True, new=count, again=0, gone=0)
    assert record.add(reading) == Added(reading.report.id, False, False, new=0, again=count, gone=0)


def test_adding_the_same_again_writes_nothing_at_all(kept: Kept) -> None:
    clock = Clock()
    readings = [read(report_of(text, published=day)) for text, day in ((ISLAND, date(2031, 4, 9)), (VALLEY, None))]
    dumps = []
    for _ in range(2):
        with open_record(kept.place, clock=clock) as record:
            for reading in readings:
                record.add(reading)
                record.add(reading)
        dumps.append(kept.dump())
    assert dumps[0] == dumps[1]
    assert sum(table == "report" for table, _ in dumps[0]) == 2


def test_a_step_that_reads_otherwise_gives_a_new_reading(record: Record, kept: Kept) -> None:
    report = report_of(ISLAND)
    first = read(report)
    record.add(first)
    figures = sum(isinstance(s.content, Figure) for s in first.statements)
    others = len(first.statements) - figures
    assert record.add(read(report, "2", figures=False)) == Added(
        report.id, False, True, new=0, again=others, gone=figures
    )
    assert not record.view().of(Figure)
    assert len(record.view().statements()) == others
    assert len(kept.rows("SELECT * FROM statement")) == len(first.statements)
    # ... and back again: nothing is forgotten, the first reading made anew is in force.
    assert record.add(first) == Added(report.id, False, True, new=0, again=len(first.statements), gone=0)
    assert len(record.view().of(Figure)) == figures


def test_other_models_give_a_new_reading_and_a_run_of_their_own(record: Record, kept: Kept) -> None:
    first = read(report_of(ISLAND))
    other = replace(first, models=("reef-tagger@ba9876543210",))
    record.add(first)
    count = len(first.statements)
    assert record.add(other) == Added(first.report.id, False, True, new=0, again=count, gone=0)
    assert not record.add(other).is_changed
    assert record.reading(first.report.id) == other
    assert kept.rows("SELECT models FROM run ORDER BY id") == [
        ('["reef-tagger@0123456789ab","xx_reef_sm 1.0.0"]',),
        ('["reef-tagger@ba9876543210"]',),
    ]


def test_a_reading_that_could_only_come_out_the_same_is_known(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of(ISLAND)
    reading = read(report)
    made_by = MadeBy(reading.steps, reading.models)
    assert record.reading_if_made_by(report, made_by) is None
    record.add(reading)
    assert record.reading_if_made_by(report, made_by) == reading
    assert record.reading_if_made_by(report, MadeBy(reading.steps[1:], reading.models)) is None
    assert record.reading_if_made_by(report, MadeBy(reading.steps, ("reef-tagger@ba9876543210",))) is None
    for other in ({"published": None}, {"title": "Reef plan"}, {"process": None}):
        assert record.reading_if_made_by(replace(report, **other), made_by) is None
    record.set_meta(report.id, {"published": date(2031, 4, 2)}, author="Noor", reason="misprint")
    assert record.reading_if_made_by(record.as_known(report), made_by) is None  # it was read with the old date
    record.add(read(record.as_known(report)))
    assert record.reading_if_made_by(record.as_known(report), made_by)
    monkeypatch.setattr("trucewatch.record.lookup.__version__", "9.9.9")
    assert record.reading_if_made_by(record.as_known(report), made_by) is None


def test_one_run_for_one_opening_and_list_of_steps(kept: Kept) -> None:
    for _ in range(2):
        with open_record(kept.place, clock=Clock()) as record:
            for version, texts in (("1", (ISLAND, VALLEY)), ("2", (ISLAND,))):
                for text in texts:
                    record.add(read(report_of(text), version))
    runs = kept.rows("SELECT id, steps FROM run ORDER BY id")
    assert [number for number, _ in runs] == [1, 2, 3, 4]
    assert '"figures 1"' in str(runs[0][1])
    assert '"figures 2"' in str(runs[1][1])
    assert kept.rows("SELECT run_id, count(*) FROM reading GROUP BY run_id ORDER BY run_id") == [
        (1, 2),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


def test_a_failed_report_leaves_nothing_and_the_batch_goes_on(record: Record, kept: Kept) -> None:
    record.add(read(report_of(ISLAND)))
    before = kept.dump()
    good = read(report_of(VALLEY))
    crooked = Figure(what="killed", number=1, evidence=(Passage(0, 5, "Wrong"),), step="figures")
    for bad in (
        replace(good, statements=(*good.statements, Statement(good.report.id, crooked))),
        replace(good, statements=(*good.statements, *read(report_of(DELTA)).statements)),
        replace(good, headline=Passage(3, 4, "?")),
        Reading(report_of("half a \ud83d character")),
        replace(good, other_timex=({"value": float("nan")},)),
    ):
        with pytest.raises(RecordError):
            record.add(bad)
        assert kept.dump() == before
    assert record.add(good).is_new


def test_a_failure_at_the_last_row_leaves_nothing(record: Record, kept: Kept) -> None:
    record.add(read(report_of(ISLAND)))
    before = kept.dump()
    half = Finding("odd", "gap", "half a \ud83d character")  # findings are written last, and this one cannot be
    with pytest.raises(RecordError, match="Unicode"):
        record.add(read(report_of(VALLEY)).with_findings(half))
    assert kept.dump() == before
    with pytest.raises(RecordError, match="Unicode"):
        record.add(read(report_of(VALLEY, outlet="\udc80")))
    assert kept.dump() == before
    added = record.add(read(report_of(VALLEY)))
    assert added.is_new
    assert added.new == len(read(report_of(VALLEY)).statements)


def test_metadata_given_later_fills_gaps_and_never_overwrites(record: Record) -> None:
    bare = replace(report_of(ISLAND), published=None, process=None)
    record.add(read(bare))
    dated = replace(bare, published=date(2031, 4, 10))
    assert record.as_known(dated) == dated
    assert record.add(read(dated)).is_changed
    assert record.find_report(bare.id).published == date(2031, 4, 10)
    # given without a date again: the record's date stands, and a reading made without it is refused
    assert record.as_known(bare).published == date(2031, 4, 10)
    with pytest.raises(RecordError, match="published"):
        record.add(read(bare))
    assert not record.add(read(record.as_known(bare))).is_changed
    with pytest.raises(RecordError, match="2031-04-12"):
        record.add(read(replace(bare, published=date(2031, 4, 12))))
    assert [row.values["published"] for row in record.history(bare.id)] == [None, date(2031, 4, 10)]


def test_a_corrected_date_makes_a_new_reading_and_keeps_the_past(record: Record, kept: Kept) -> None:
    report = report_of(ISLAND, published=date(2031, 4, 10))
    first = read(report)
    record.add(first)
    corrected = record.set_meta(
        report.id[:10], {"published": date(2031, 4, 17)}, author="Noor", reason="misprint", reread=read
    )
    assert corrected.is_changed
    assert corrected.added is not None
    assert corrected.added.gone == 0
    assert corrected.report == replace(report, published=date(2031, 4, 17))
    (time,) = record.view().of(TimeExpression)
    assert time.content.value == "2031-04-15"
    assert time.published == date(2031, 4, 17)
    assert time.id == time_in(first).id
    assert [s.content.value for s in record.sightings(time.id)] == ["2031-04-08", "2031-04-15"]  # type: ignore[attr-defined]
    history = record.history(report.id)
    assert [(row.values["published"], row.author, row.reason) for row in history] == [
        (date(2031, 4, 10), "trucewatch", "given with the report"),
        (date(2031, 4, 17), "Noor", "misprint"),
    ]
    assert len(kept.rows("SELECT * FROM statement")) == len(first.statements)


def test_a_correction_that_changes_nothing_writes_nothing(record: Record, kept: Kept) -> None:
    report = report_of(VALLEY)
    record.add(read(report))
    before = kept.dump()
    assert not record.set_meta(report.id, {"outlet": "Courier"}, author="Noor", reason="", reread=read).is_changed
    assert kept.dump() == before


def test_a_date_corrected_without_a_reading_asks_for_one(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    assert not record.reports()[0].needs_reading
    changed = record.set_meta(report.id, {"published": None}, author="Noor", reason="unfounded")
    assert record.reports()[0].needs_reading
    record.add(read(changed.report))
    assert not record.reports()[0].needs_reading
    assert [f.code for f in record.view().findings()] == ["no-date"]


def test_a_failed_rereading_leaves_the_metadata_alone(record: Record, kept: Kept) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    before = kept.dump()
    with pytest.raises(RecordError, match="the new reading is one of report"):
        record.set_meta(
            report.id,
            {"published": date(2031, 4, 1)},
            author="Noor",
            reason="",
            reread=lambda given: read(report_of(DELTA, given.published)),
        )
    assert kept.dump() == before


def test_a_corrected_outlet_leaves_the_id_alone(record: Record) -> None:
    report = report_of(ISLAND, outlet=None)
    record.add(read(report))
    record.set_meta(report.id, {"outlet": "The Reef Post", "rights": "licensed"}, author="Noor", reason="", reread=read)
    (filed,) = record.reports()
    assert (filed.report.outlet, filed.report.id, filed.rights) == ("The Reef Post", report.id, "licensed")
    assert {s.report_id for s in record.view().statements()} == {report.id}
    assert record.as_known(report).outlet == "The Reef Post"
    assert not record.add(read(record.as_known(report))).is_changed
    record.set_meta(report.id, {"outlet": None}, author="Noor", reason="")
    assert record.find_report(report.id) == report


def test_a_correction_of_the_wrong_form_is_refused(record: Record, kept: Kept) -> None:
    report = report_of(ISLAND)
    record.add(read(report))
    before = kept.dump()
    wrong: tuple[dict[str, object], ...] = (
        {"text": "other words"},
        {"published": "2031-04-01"},
        {"published": datetime(2031, 4, 1)},  # noqa: DTZ001
        {"title": " "},
        {"process": 7},
        {"rights": "mine"},
        {"rights": None},
    )
    for changes in wrong:
        with pytest.raises(RecordError):
            record.set_meta(report.id, changes, author="Noor", reason="")  # type: ignore[arg-type]
    assert kept.dump() == before


def test_a_report_that_is_not_there_cannot_be_corrected(record: Record) -> None:
    with pytest.raises(UnknownIdError):
        record.set_meta("0" * 64, {"process": "x"}, author="Noor", reason="")


def ruling(statement_id: str, verdict: str, minute: int = 0, replacement_id: str | None = None) -> Ruling:
    at = Clock().now.replace(minute=minute)
    return Ruling(statement_id, verdict, "Noor", at, "read again", replacement_id)  # type: ignore[arg-type]


def test_rulings_are_kept_once_and_listed_in_time(record: Record, kept: Kept) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    id_ = figure_in(reading).id
    later, earlier = ruling(id_, "accept", 20), ruling(id_, "withdraw", 10)
    assert record.rule(later)
    assert record.rule(earlier)
    before = kept.dump()
    assert not record.rule(later)
    assert kept.dump() == before
    assert record.rulings(id_) == (earlier, later)


def test_rulings_that_do_not_fit_are_refused(record: Record, kept: Kept) -> None:
    island, valley = read(report_of(ISLAND)), read(report_of(VALLEY))
    record.add(island)
    record.add(valley)
    before = kept.dump()
    id_, other = figure_in(island).id, figure_in(valley).id
    ours = Statement(island.report.id, Figure(what="wounded", number=14, evidence=(Passage.of(ISLAND, 72, 79),)))
    for bad in (
        ruling(id_, "correct"),
        ruling(id_, "withdraw", replacement_id=other),
        ruling(id_, "correct", replacement_id=id_),
        ruling(id_, "correct", replacement_id=other),  # of another report
        ruling(id_, "correct", replacement_id="f" * 64),
        ruling("f" * 64, "withdraw"),
        replace(ruling(id_, "withdraw"), author=" "),
        replace(ruling(id_, "withdraw"), at=datetime(2031, 1, 1)),  # noqa: DTZ001
    ):
        with pytest.raises((RecordError, UnknownIdError)):
            record.rule(bad)
    with pytest.raises(RecordError):
        record.rule(ruling(id_, "correct", replacement_id=other), ours)
    assert kept.dump() == before


def test_a_clock_without_zone_is_refused(kept: Kept) -> None:
    with (
        open_record(kept.place, clock=lambda: datetime(2031, 1, 1)) as record,  # noqa: DTZ001
        pytest.raises(RecordError, match="zone"),
    ):
        record.add(read(report_of(ISLAND)))


def test_the_real_clock_is_utc(kept: Kept) -> None:
    with open_record(kept.place) as record:
        record.add(read(report_of(ISLAND)))
        offset = record.reports()[0].added_at.utcoffset()
    assert offset is not None
    assert not offset
