"""Rulings on a report that its publisher replaced: they wait for the newest version, and never act by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from trucewatch import api
from trucewatch.errors import RecordError
from trucewatch.record.carrying import CarryDecision, CarryVerdict, decide_pending, pending_rulings
from trucewatch.record.erasing import erase
from trucewatch.record.people import add_own_statement
from trucewatch.record.person_statements import by_person
from trucewatch.record.report_versions import record_version
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.statement import Statement

from .filling import fresh
from .making import ISLAND, dump, figure_in, read, report_of
from .reviewing_case import corrected, rule

LONGER = f"The harbour is closed.\n{ISLAND}"
FIFTEEN = ISLAND.replace("14", "15")
DAYS = (date(2031, 4, 10), date(2031, 4, 20), date(2031, 4, 30))
OLD = figure_in(read(report_of(ISLAND, DAYS[0])))


def newer(text: str, day: date = DAYS[1], *, figures: bool = True) -> Reading:
    return read(report_of(text, day), figures=figures)


def put_in_place(record: Record, reading: Reading, of: str = OLD.report_id) -> None:
    record.add(reading)
    record_version(record, of, reading.report.id, author="Ravi", reason="the toll was corrected")


def decide(record: Record, verdict: CarryVerdict = "accept") -> None:
    decide_pending(record, OLD.id, CarryDecision(verdict, "Ade", record.now(), "looked at both"))


def figures(record: Record) -> list[object]:
    return [s.content.number for s in record.view().of(Figure)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with fresh(path) as opened:
        opened.add(read(report_of(ISLAND, DAYS[0])))
        yield opened


def test_a_ruling_waits_for_the_newer_version_and_does_not_act_there_by_itself(record: Record) -> None:
    rule(record, OLD, "withdraw")
    put_in_place(record, newer(FIFTEEN))
    (found,) = pending_rulings(record)
    new = figure_in(newer(FIFTEEN))
    assert (found.old, found.report.id, found.shown) == (OLD, new.report_id, new)
    assert [(s.statement, s.overlap) for s in found.successors] == [(new, 1.0)]
    assert figures(record) == [15, 3]
    decide(record)
    assert figures(record) == [3]
    assert pending_rulings(record) == ()
    (carried,) = record.rulings(new.id)
    assert (carried.verdict, carried.author, carried.reason) == ("withdraw", "Ade", "looked at both")
    assert OLD.id not in {s.id for s in record.view(known_on=DAYS[0]).statements()}
    assert list(verify(record)) == []


def test_a_correction_is_carried_to_where_its_words_stand_now(record: Record) -> None:
    rule(record, OLD, "correct", corrected(OLD, 41))
    put_in_place(record, newer(LONGER))
    (found,) = pending_rulings(record)
    assert found.replacement is not None
    assert found.replacement.report_id == found.report.id
    assert all(p.is_verbatim_in(LONGER) for p in found.replacement.content.passages)
    decide(record)
    assert sorted(map(str, figures(record))) == ["3", "41"]


def test_a_correction_whose_words_were_changed_is_not_carried(record: Record, path: Path) -> None:
    rule(record, OLD, "correct", corrected(OLD, 41))
    put_in_place(record, newer(FIFTEEN))
    (found,) = pending_rulings(record)
    assert found.replacement is None
    before = dump(path)
    with pytest.raises(RecordError, match="rests on words that the newer version of its report") as caught:
        decide(record)
    assert found.shown.id[:12] in caught.value.advice
    assert dump(path) == before
    decide(record, "refuse")
    assert pending_rulings(record) == ()
    assert figures(record) == [15, 3]


def test_nothing_waits_where_the_newer_version_says_what_the_correction_did(record: Record) -> None:
    rule(record, OLD, "correct", corrected(OLD, 41))
    reading = newer(LONGER)
    right = corrected(figure_in(reading), 41)
    kept = tuple(right if s.id == figure_in(reading).id else s for s in reading.statements)
    put_in_place(record, replace(reading, statements=kept))
    assert pending_rulings(record) == ()


@pytest.mark.parametrize("verdict", ["accept", "correct", "withdraw"])
def test_nobody_is_asked_about_what_the_publisher_took_out(record: Record, verdict: str) -> None:
    rule(record, OLD, verdict, corrected(OLD, 41) if verdict == "correct" else None)  # type: ignore[arg-type]
    put_in_place(record, newer(ISLAND.replace("Monitors counted 14 dead — 3 of them nurses — in Velu.", "")))
    assert pending_rulings(record) == ()


def test_what_was_accepted_and_is_read_no_more_may_be_kept_while_its_words_stand(record: Record) -> None:
    rule(record, OLD, "accept")
    put_in_place(record, newer(LONGER, figures=False))
    (found,) = pending_rulings(record)
    assert found.successors == ()
    assert found.shown == found.moved
    assert [item.statement for item in api.review_queue(record, "Ade", api.ReviewFilter(carried=True))] == [found.moved]
    decide(record)
    (kept,) = record.view().of(Figure)
    assert (kept.report_id, kept.content.number, kept.content.step) == (found.report.id, 14, "person Ade")
    assert pending_rulings(record) == ()


def test_a_ruling_on_what_a_person_read_waits_too(record: Record) -> None:
    place = Passage.of(ISLAND, ISLAND.index("nurses"), ISLAND.index("nurses") + 6)
    own = Statement(OLD.report_id, by_person(Figure(what="other", number=3, evidence=(place,)), "Noor"))
    add_own_statement(record, own, "Noor", "")
    rule(record, own, "accept", author="Ravi")
    put_in_place(record, newer(LONGER))
    (found,) = pending_rulings(record)
    assert found.old.id == own.id
    erase(record, OLD.report_id, ((place.start, place.end),), author="Ana", reason="asked for")
    assert pending_rulings(record) == ()


@pytest.mark.parametrize("order", list(permutations(("rule", "version", "reread"))))
def test_it_does_not_matter_whether_ruling_version_or_reading_came_first(
    record: Record, order: tuple[str, ...]
) -> None:
    acts: dict[str, Callable[[], object]] = {
        "rule": lambda: rule(record, OLD, "accept"),
        "version": lambda: put_in_place(record, newer(FIFTEEN)),
        "reread": lambda: record.add(read(report_of(ISLAND, DAYS[0]), "2", figures=False)),
    }
    for act in order:
        acts[act]()
    (found,) = pending_rulings(record)
    assert (found.ruling.verdict, found.old, found.shown) == ("accept", OLD, figure_in(newer(FIFTEEN)))


def test_of_several_versions_the_newest_is_asked_about(record: Record) -> None:
    rule(record, OLD, "accept")
    second, third = newer(FIFTEEN), newer(FIFTEEN.replace("15", "16"), DAYS[2])
    put_in_place(record, second)
    decide(record, "refuse")
    put_in_place(record, third, second.report.id)
    (found,) = pending_rulings(record)  # refused for another version
    assert found.successors[0].statement == figure_in(third)
    decide(record)
    assert pending_rulings(record) == ()
    assert [r.author for r in record.rulings(figure_in(third).id)] == ["Ade"]


def test_a_refused_ruling_waits_again_for_another_successor_only(record: Record) -> None:
    rule(record, OLD, "withdraw")
    put_in_place(record, newer(FIFTEEN))
    decide(record, "refuse")
    record.add(read(newer(FIFTEEN).report, "2"))
    assert pending_rulings(record) == ()


def test_the_older_version_can_still_be_ruled_on(record: Record) -> None:
    rule(record, OLD, "accept")
    put_in_place(record, newer(FIFTEEN))
    api.withdraw_statement(record, OLD.id, api.Act("Ade", "misread"))
    assert OLD.id not in {s.id for s in record.view(known_on=DAYS[0]).statements()}
    (found,) = pending_rulings(record)
    assert found.ruling.verdict == "withdraw"


def test_nothing_waits_where_somebody_ruled_the_same_or_the_words_are_gone(record: Record) -> None:
    rule(record, OLD, "accept")
    put_in_place(record, newer(FIFTEEN))
    assert pending_rulings(record, OLD.id)
    rule(record, figure_in(newer(FIFTEEN)), "accept", author="Ade")
    assert pending_rulings(record, OLD.id) == ()
    rule(record, OLD, "withdraw", minute=9)
    assert pending_rulings(record, OLD.id)
    erase(record, OLD.report_id, author="Ana", reason="asked for")
    assert pending_rulings(record) == ()


def test_the_reason_of_a_decision_loses_the_words_that_are_erased_of_the_older_version(record: Record) -> None:
    rule(record, OLD, "withdraw")
    put_in_place(record, newer("Officials counted 15 dead in Velu."))
    reason = "the Harbour Council was meant"
    decide_pending(record, OLD.id, CarryDecision("refuse", "Ade", record.now(), reason))
    erase(record, OLD.report_id, author="Ana", reason="asked for")
    with record.looking() as connection:
        kept = connection.exec_driver_sql("SELECT reason FROM carried").scalar_one()
    assert (len(kept), "Harbour" in kept) == (len(reason), False)
