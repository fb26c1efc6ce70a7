"""Rulings on statements that a newer reading moved: they wait for a person, and are never lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch.errors import RecordError, UnknownIdError
from trucewatch.record.carrying import CarryDecision, CarryVerdict, decide_pending, pending_rulings
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.ruling import Ruling, Verdict
from trucewatch.vocabulary.statement import AnyStatement

from .filling import fresh
from .making import DELTA, ISLAND, dump, figure_in, read, report_of
from .reviewing_case import NOON, corrected, rule, ruling, wider

OLD = figure_in(read(report_of(ISLAND)))
NEW = figure_in(wider())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with fresh(path) as opened:
        opened.add(read(report_of(ISLAND)))
        yield opened


def decide(record: Record, verdict: CarryVerdict = "accept", to: AnyStatement | None = None) -> None:
    decision = CarryDecision(verdict, "Ade", record.now(), "looked at both", to.id if to else None)
    decide_pending(record, OLD.id, decision)


def figures(record: Record) -> dict[str, object]:
    return {s.id: s.content.number for s in record.view().of(Figure)}


def test_a_ruling_waits_when_its_statement_is_moved_and_is_not_applied_by_itself(record: Record) -> None:
    rule(record, OLD, "withdraw")
    assert pending_rulings(record) == ()
    assert OLD.id not in figures(record)
    record.add(wider())
    (found,) = pending_rulings(record)
    assert (found.old, found.ruling.verdict, found.report) == (OLD, "withdraw", report_of(ISLAND))
    assert [s.statement for s in found.successors] == [NEW]
    assert 0 < found.successors[0].overlap < 1
    assert NEW.id in figures(record)  # nothing was ruled on it
    decide(record)
    assert pending_rulings(record) == ()
    assert NEW.id not in figures(record)
    (carried,) = record.rulings(NEW.id)
    assert (carried.verdict, carried.author, carried.reason) == ("withdraw", "Ade", "looked at both")
    assert len(record.rulings(OLD.id)) == 1


def test_what_is_still_read_does_not_wait_whatever_other_reports_were_read_later(record: Record) -> None:
    rule(record, OLD, "withdraw")
    other = read(report_of(DELTA))
    record.add(other)
    rule(record, figure_in(other), "accept")
    assert pending_rulings(record) == ()
    record.add(wider())
    assert [p.old for p in pending_rulings(record)] == [OLD]


def test_it_does_not_matter_whether_the_ruling_or_the_reading_came_first(record: Record) -> None:
    record.add(wider())
    rule(record, OLD, "withdraw")
    (found,) = pending_rulings(record)
    assert [s.statement for s in found.successors] == [NEW]


def test_a_correction_is_carried_with_what_it_puts_in_place(record: Record) -> None:
    right = corrected(OLD, 41)
    rule(record, OLD, "correct", right)
    record.add(wider())
    (found,) = pending_rulings(record)
    assert found.replacement == right
    decide(record)
    assert figures(record)[right.id] == 41
    assert NEW.id not in figures(record)


def test_nothing_waits_when_the_new_reading_gives_what_the_correction_wanted(record: Record) -> None:
    rule(record, OLD, "correct", NEW)
    record.add(wider())
    assert pending_rulings(record) == ()


def test_a_refused_ruling_waits_again_for_another_successor_only(record: Record) -> None:
    rule(record, OLD, "withdraw")
    record.add(wider())
    decide(record, "refuse")
    assert pending_rulings(record) == ()
    assert NEW.id in figures(record)
    record.add(wider("3"))  # the same statements, read anew
    assert pending_rulings(record) == ()
    record.add(wider("4", before=5))
    (found,) = pending_rulings(record)
    assert found.successors[0].statement.id not in (OLD.id, NEW.id)


def test_an_accepted_statement_that_is_gone_may_be_kept(record: Record) -> None:
    rule(record, OLD, "accept")
    record.add(read(report_of(ISLAND), "2", figures=False))
    (found,) = pending_rulings(record)
    assert found.successors == ()
    decide(record)
    assert figures(record) == {OLD.id: 14}
    (kept,) = record.view().of(Figure)
    assert kept.content.step == "person Ade"
    assert pending_rulings(record) == ()


def test_a_withdrawn_statement_that_is_gone_asks_nobody(record: Record) -> None:
    rule(record, OLD, "withdraw")
    record.add(read(report_of(ISLAND), "2", figures=False))
    assert pending_rulings(record) == ()
    record.add(read(report_of(ISLAND), "3"))  # it comes back, and the ruling acts
    assert OLD.id not in figures(record)


def test_a_statement_that_stood_beside_the_old_one_is_no_successor(record: Record) -> None:
    both = wider()
    record.add(replace(both, statements=(*both.statements, OLD)))
    rule(record, OLD, "withdraw")
    record.add(wider("3"))
    assert pending_rulings(record) == ()


def test_the_ruling_in_force_alone_is_carried(record: Record) -> None:
    rule(record, OLD, "withdraw", minute=5)
    rule(record, OLD, "accept", minute=1, author="Ade")
    record.add(wider())
    (found,) = pending_rulings(record)
    assert found.ruling.author == "Noor"


def test_nothing_waits_where_somebody_ruled_the_same_already(record: Record) -> None:
    rule(record, OLD, "accept")
    record.add(wider())
    rule(record, NEW, "accept", author="Ade")
    assert pending_rulings(record) == ()


def test_decisions_that_do_not_fit_write_nothing(record: Record, path: Path) -> None:
    rule(record, OLD, "withdraw")
    record.add(wider())
    other = record.view().of(Figure)[-1]
    before = dump(path)
    with pytest.raises(UnknownIdError, match="does not stand in the place"):
        decide(record, to=other)
    with pytest.raises(UnknownIdError, match="waits to be carried over"):
        decide_pending(record, other.id, CarryDecision("accept", "Ade", NOON, ""))
    with pytest.raises(RecordError, match="without an author"):
        decide_pending(record, OLD.id, CarryDecision("accept", " ", NOON, ""))
    assert dump(path) == before


def test_every_order_of_rulings_and_readings_leaves_the_same_waiting() -> None:
    acts = ("accept", "withdraw", "reread")
    seen = []
    for order in permutations(acts):
        with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "r.db") as record:
            record.add(read(report_of(ISLAND)))
            for act in order:
                if act == "reread":
                    record.add(wider())
                else:
                    rule(record, OLD, "accept" if act == "accept" else "withdraw", minute=len(act))
            seen.append([(p.ruling, p.old, [s.statement for s in p.successors]) for p in pending_rulings(record)])
    assert seen == [seen[0]] * len(seen)
    assert seen[0][0][0].verdict == "withdraw"


@settings(max_examples=6, deadline=None)
@given(
    verdicts=st.lists(
        st.tuples(st.sampled_from(["accept", "withdraw"]), st.integers(0, 3), st.sampled_from(["Noor", "Ade"])),
        min_size=1,
        max_size=4,
    ),
    readings=st.lists(st.integers(2, 8), min_size=1, max_size=3),
)
def test_a_new_reading_never_loses_a_ruling(verdicts: list[tuple[Verdict, int, str]], readings: list[int]) -> None:
    given_: set[Ruling] = {ruling(OLD, verdict, None, minute, author) for verdict, minute, author in verdicts}
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "r.db") as record:
        record.add(read(report_of(ISLAND)))
        for one in given_:
            record.rule(one)
        for number, before in enumerate(readings):
            record.add(wider(str(number + 2), before=before))
            assert set(record.rulings(OLD.id)) == given_
            last = record.rulings(OLD.id)[-1]
            # it acts on nothing now, so it waits, with what stands in its place
            assert [(p.ruling, len(p.successors)) for p in pending_rulings(record)] == [(last, 1)]
