"""Coding rounds: blind while they are open, refused where they do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.coding import close_round, code, find_round, open_round
from trucewatch.record.people import add_own_statement, rulings_by_statement
from trucewatch.record.statement_files import ExportOptions, export_statements
from trucewatch.record.statement_import import import_statements
from trucewatch.record.statement_rows import opened_files
from trucewatch.record.writer import Record
from trucewatch.vocabulary.statement import AnyStatement

from .filling import fresh
from .making import ISLAND, VALLEY, dump, figure_in, read, report_of, time_in
from .reviewing_case import changed, corrected, rule, ruling, wider

READING = read(report_of(ISLAND))
FIRST = figure_in(READING)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with fresh(path) as opened:
        opened.add(READING)
        yield opened


def open_spring(record: Record) -> None:
    open_round(record, "spring", ["Noor", "Ade", " Noor "], [READING.report.id[:8]], ("Ravi", "to compare"))


def code_all(record: Record, *, but: tuple[AnyStatement, ...] = ()) -> None:
    for statement in READING.statements:
        for coder in ("Noor", "Ade"):
            if statement not in but:
                code(record, "spring", ruling(statement, "accept", author=coder))


def test_a_round_asks_for_the_statements_of_its_readings_in_the_order_of_the_text(record: Record) -> None:
    record.add(read(report_of(VALLEY)))
    open_spring(record)
    held = find_round(record, "spring")
    assert held.coders == ("Ade", "Noor")
    assert list(held.reports) == [READING.report.id]
    assert sorted(held.statements) == sorted(s.id for s in READING.statements)
    starts = [s.start for s in held.statements.values()]
    assert starts == sorted(starts)
    record.add(wider())  # a new reading changes nothing of what the coders are asked
    assert find_round(record, "spring") == held


def test_nothing_that_asks_the_record_shows_what_was_ruled_in_an_open_round(record: Record) -> None:
    open_spring(record)
    shown = record.view().statements()
    better = corrected(FIRST, 41)
    code(record, "spring", ruling(FIRST, "correct", better), better)
    assert record.view().statements() == shown
    assert record.rulings(FIRST.id) == ()
    assert rulings_by_statement(record) == {}
    with pytest.raises(UnknownIdError):
        record.find_statement(better.id)
    assert find_round(record, "spring").left("Ade") == tuple(find_round(record, "spring").statements.values())


def test_of_one_coders_rulings_the_last_counts(record: Record) -> None:
    open_spring(record)
    code(record, "spring", ruling(FIRST, "withdraw", minute=2))
    code(record, "spring", ruling(FIRST, "accept", minute=1))
    assert find_round(record, "spring").codings[FIRST.id, "Noor"].ruling.verdict == "withdraw"


def test_two_who_correct_to_the_same_agree_whoever_corrected(record: Record) -> None:
    open_spring(record)
    code_all(record, but=(FIRST, time_in(READING)))
    for coder, number in (("Noor", 41), ("Ade", 41)):
        better = corrected(FIRST, number)
        code(record, "spring", ruling(FIRST, "correct", better, author=coder), better)
    code(record, "spring", ruling(time_in(READING), "accept", author="Noor"))
    code(record, "spring", ruling(time_in(READING), "withdraw", author="Ade"))
    assert find_round(record, "spring").differing == (time_in(READING),)


def test_an_abandoned_round_leaves_no_ruling(record: Record) -> None:
    open_spring(record)
    code(record, "spring", ruling(FIRST, "withdraw"))
    closed = close_round(record, "spring", "Ravi", "no time", abandoned=True)
    assert closed.end is not None
    assert closed.end.abandoned
    assert rulings_by_statement(record) == {}
    with pytest.raises(RecordError, match="abandoned by Ravi"):
        code(record, "spring", ruling(FIRST, "accept", author="Ade"))
    with pytest.raises(RecordError, match="abandoned by Ravi"):
        close_round(record, "spring", "Ravi", "again")


def test_a_coder_does_nothing_outside_the_round_that_the_others_would_see(record: Record, path: Path) -> None:
    other = read(report_of(VALLEY))
    record.add(other)
    open_spring(record)
    own = changed(FIRST, number=2, what="other", step="person Noor")
    before = dump(path)
    acts: tuple[Callable[[], object], ...] = (
        lambda: record.rule(ruling(FIRST, "withdraw")),
        lambda: add_own_statement(record, own, "Noor", "the reader missed it"),
    )
    for act in acts:
        with pytest.raises(RecordError, match="in the round 'spring', which is open") as caught:
            act()
        assert "--round spring" in caught.value.expected
    assert dump(path) == before
    record.rule(ruling(figure_in(other), "withdraw"))  # the round is not about that report
    assert add_own_statement(record, own, "Ravi", "")  # nor does Ravi code
    close_round(record, "spring", "Ravi", "no time", abandoned=True)
    record.rule(ruling(FIRST, "withdraw"))
    assert add_own_statement(record, own, "Noor", "the reader missed it")


def test_a_copy_tells_no_coder_what_another_ruled_until_all_have_finished(record: Record, tmp_path: Path) -> None:
    def exported(name: str, *, open_rounds: bool = False) -> tuple[tuple[str, ...], str]:
        done = export_statements(record, tmp_path / name, ExportOptions(with_text="all", open_rounds=open_rounds))
        return done.blind, "".join(path.read_text() for path in (tmp_path / name).iterdir())

    open_spring(record)
    better = corrected(FIRST, 41)
    code(record, "spring", ruling(FIRST, "correct", better), better)
    blind, everything = exported("open")
    assert blind == ("spring",)
    assert better.id not in everything
    assert '"verdict":"correct"' not in everything
    assert better.id in exported("whole", open_rounds=True)[1]
    with fresh(tmp_path / "new.db") as new, opened_files(tmp_path / "open") as files:
        import_statements(new, files)
        assert find_round(new, "spring").left("Noor") == find_round(record, "spring").left("Ade")
    code_all(record, but=(FIRST,))
    code(record, "spring", ruling(FIRST, "accept", author="Ade"))
    blind, everything = exported("finished")
    assert blind == ()
    assert better.id in everything


def test_a_later_ruling_outside_the_round_stays_in_force_when_it_is_closed(record: Record) -> None:
    open_spring(record)
    rule(record, FIRST, "withdraw", minute=30, author="Ravi")
    code_all(record)
    close_round(record, "spring", "Ravi", "done")
    assert [(r.author, r.verdict) for r in record.rulings(FIRST.id)][-1] == ("Ravi", "withdraw")
    assert FIRST.id not in {s.id for s in record.view().statements()}


def test_a_round_that_does_not_fit_is_refused(record: Record, path: Path) -> None:
    id_ = READING.report.id
    open_spring(record)
    before = dump(path)
    for name, coders, ids, found in (
        (" ", ["Noor", "Ade"], [id_], "without a name"),
        ("other", ["Noor", "Noor "], [id_], "has 1 coder"),
        ("spring", ["Noor", "Ade"], [id_], "there is a round 'spring' already"),
        ("other", ["Noor", "Ade"], [], "has no report"),
        ("other", ["Noor", "Ade"], ["f" * 12], "holds no report"),
    ):
        with pytest.raises((RecordError, UnknownIdError), match=found):
            open_round(record, name, coders, ids, ("Ravi", ""))
    assert dump(path) == before


def test_a_ruling_that_does_not_fit_the_round_is_refused(record: Record, path: Path) -> None:
    other = read(report_of(VALLEY))
    record.add(other)
    open_spring(record)
    before = dump(path)
    with pytest.raises(RecordError, match="Ravi does not rule in the round 'spring'"):
        code(record, "spring", ruling(FIRST, "accept", author="Ravi"))
    with pytest.raises(UnknownIdError, match="does not ask about"):
        code(record, "spring", ruling(figure_in(other), "accept"))
    with pytest.raises(UnknownIdError, match="one of spring"):
        code(record, "autumn", ruling(FIRST, "accept"))
    with pytest.raises(RecordError, match="is not finished"):
        code(record, "spring", ruling(FIRST, "accept", author="Ravi"), reconciles=True)
    assert dump(path) == before
    code_all(record)
    before = dump(path)
    with pytest.raises(RecordError, match="have finished"):
        code(record, "spring", ruling(FIRST, "withdraw", minute=3))
    with pytest.raises(UnknownIdError, match="do not differ"):
        code(record, "spring", ruling(FIRST, "withdraw", author="Ravi"), reconciles=True)
    assert dump(path) == before
