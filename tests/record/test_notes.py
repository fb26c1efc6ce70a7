"""Notes, questions, tasks and visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from record.making import ISLAND, VALLEY, Clock, figure_in, read, report_of
from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.notes import add_note, answer, last_visit, mark_visit, notes, open_notes
from trucewatch.record.writer import Record, open_record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "north.db", clock=Clock()) as opened:
        opened.add(read(report_of(ISLAND)))
        yield opened


def test_a_note_is_kept_with_author_time_and_what_it_is_about(record: Record) -> None:
    figure = figure_in(read(report_of(ISLAND)))
    made = add_note(record, "remark", "Counts nurses twice?", author="Noor", target=figure.id[:10], process="north")
    assert notes(record) == (made,)
    assert (made.target, made.author, made.process, made.kind) == (figure.id, "Noor", "north", "remark")
    assert made.at.tzinfo is not None


def test_a_report_and_an_actor_can_be_what_it_is_about(record: Record) -> None:
    report = report_of(ISLAND)
    assert add_note(record, "task", "Ask the outlet.", author="Noor", target=report.id[:8]).target == report.id


def test_what_the_record_does_not_hold_can_have_no_note(record: Record) -> None:
    with pytest.raises(UnknownIdError, match="no report, statement or actor"):
        add_note(record, "remark", "?", author="Noor", target="0" * 12)
    assert notes(record) == ()


def test_an_answer_closes_a_question_once(record: Record) -> None:
    asked = add_note(record, "question", "Which list?", author="Noor", to="Ina", process="north")
    task = add_note(record, "task", "Call the mission.", author="Ina")
    assert open_notes(notes(record)) == (asked, task)
    closed = answer(record, asked.id, "The second.", author="Ina")
    assert (closed.answers, closed.process) == (asked.id, "north")
    assert open_notes(notes(record)) == (task,)
    with pytest.raises(RecordError, match="closed before, by Ina"):
        answer(record, asked.id, "The first.", author="Noor")


def test_only_questions_and_tasks_are_answered(record: Record) -> None:
    remark = add_note(record, "remark", "Quiet day.", author="Noor")
    with pytest.raises(RecordError, match="is a remark"):
        answer(record, remark.id, "Yes.", author="Noor")
    with pytest.raises(UnknownIdError, match="no note 99"):
        answer(record, 99, "Yes.", author="Noor")


@pytest.mark.parametrize(("text", "author"), [("", "Noor"), ("  ", "Noor"), ("Words", " ")])
def test_a_note_needs_words_and_an_author(record: Record, text: str, author: str) -> None:
    with pytest.raises(RecordError, match="came without"):
        add_note(record, "remark", text, author=author)


def test_a_remark_is_for_nobody_and_an_answer_needs_its_question(record: Record) -> None:
    with pytest.raises(RecordError, match="for Ina"):
        add_note(record, "remark", "Words", author="Noor", to="Ina")
    with pytest.raises(RecordError, match="what it answers"):
        add_note(record, "answer", "Words", author="Noor")


def test_notes_are_asked_by_process_target_and_time(record: Record) -> None:
    record.add(read(report_of(VALLEY)))
    first = add_note(record, "remark", "One", author="Noor", process="north")
    second = add_note(record, "remark", "Two", author="Noor", process="south", target=report_of(VALLEY).id)
    assert notes(record, process="south") == (second,)
    assert notes(record, target=report_of(VALLEY).id[:9]) == (second,)
    assert notes(record, recorded_by=first.at) == (first,)


def test_a_target_that_cannot_be_told_is_refused_with_what_is_wrong(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = []
    for reading in (read(report_of(f"{VALLEY} {number}")) for number in range(5)):
        record.add(reading)
        ids += [reading.report.id, *(s.id for s in reading.statements)]
    for prefix, told in (
        ("abc", "is no id"),
        ("f" * 64, "holds no report, statement or actor"),
        ("reef!!", "holds no"),
    ):
        with pytest.raises(UnknownIdError, match=told):
            notes(record, target=prefix)
    monkeypatch.setattr("trucewatch.record.notes._LEAST", 1)
    assert len(ids) > 16  # so that two begin with one digit
    (digit, _), *_ = Counter(id_[0] for id_ in ids).most_common()
    with pytest.raises(UnknownIdError, match="is the beginning of several ids"):
        notes(record, target=digit)


def test_a_visit_tells_of_the_one_before(record: Record) -> None:
    assert mark_visit(record, "Noor", "north") is None
    seen = last_visit(record, "Noor", "north")
    assert seen is not None
    assert seen.at > datetime(2031, 5, 1, tzinfo=UTC)
    assert mark_visit(record, "Noor", "north") == seen
    assert last_visit(record, "Noor") is None
    assert last_visit(record, "Ina", "north") is None
