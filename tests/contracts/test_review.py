"""Reviewing on both databases: people's own statements, rulings carried over, coding rounds, versions of reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest

from record.making import ISLAND, VALLEY, figure_in, read, report_of
from record.reviewing_case import NOON, changed, corrected, rule, ruling, wider
from trucewatch.errors import RecordError
from trucewatch.record.carrying import CarryDecision, decide_pending, pending_rulings
from trucewatch.record.changes import reading_changes
from trucewatch.record.coding import close_round, code, find_round, open_round, rounds
from trucewatch.record.people import (
    add_own_statement,
    people_who_read,
    readers_by_statement,
    rulings_by_statement,
    standing_in,
    statement_as_ruled,
)
from trucewatch.record.person_statements import add_person_statement, by_person
from trucewatch.record.report_versions import record_version, versions_of
from trucewatch.record.schema import moment_text
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure, Position
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement

APRIL = date(2031, 4, 10)
FIRST = figure_in(read(report_of(ISLAND)))


def own(report: Report, words: str = "Monitors", number: int = 2, author: str = "Noor") -> AnyStatement:
    start = report.text.index(words)
    place = Passage.of(report.text, start, start + len(words))
    content = by_person(Figure(what="other", number=number, evidence=(place,)), author)
    return Statement(report.id, content, report.published)


def numbers(record: Record, known_on: date | None = None) -> list[str]:
    return sorted(str(s.content.number) for s in record.view(known_on=known_on).of(Figure))


def test_a_persons_own_statement_is_shown_as_theirs_and_outlives_readings(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    before = record.now()
    mine = own(reading.report)
    assert add_own_statement(record, mine, "Noor", "the reader missed it")
    assert mine in record.view().statements()
    assert mine.id not in {s.id for s in record.view(recorded_by=before).statements()}
    record.add(read(reading.report, "2", figures=False))
    assert record.view().of(Figure) == (mine,)
    assert record.find_statement(mine.id[:12]) == mine
    assert record.sightings(mine.id) == ()
    (read_by,) = people_who_read(record, mine.id)
    assert (read_by.author, read_by.reason, read_by.content) == ("Noor", "the reader missed it", mine.content)
    assert readers_by_statement(record) == {mine.id: ("Noor",)}
    assert mine.id in standing_in(record, reading.report.id)
    rule(record, mine, "withdraw", author="Ade")
    assert not record.view().of(Figure)


def test_a_report_that_no_reader_reads_can_be_read_by_a_person(record: Record) -> None:
    report = replace(report_of("Портова рада відхилила план.", APRIL), language="uk")
    record.add(Reading(report))
    mine = own(report, "відхилила план")
    add_own_statement(record, mine, "Noor", "")
    assert record.view(known_on=APRIL).statements() == (mine,)
    assert not record.view(known_on=APRIL - timedelta(days=1)).statements()


def test_a_persons_own_statement_needs_its_words_and_says_something_new(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    mine = own(reading.report)
    for bad in (
        changed(mine, evidence=(Passage(0, 3, "???"),)),
        changed(mine, evidence=()),
        figure_in(reading),
    ):
        with pytest.raises(RecordError):
            add_own_statement(record, bad, "Noor", "")
    with pytest.raises(RecordError, match="without an author"):
        add_own_statement(record, mine, " ", "")
    assert len(record.view().statements()) == len(reading.statements)


def test_of_two_people_who_read_one_statement_the_later_counts_whoever_was_recorded_first(record: Record) -> None:
    for text, order in ((ISLAND, (0, 1)), (ISLAND.replace("14", "15"), (1, 0))):
        reading = read(report_of(text))
        record.add(reading)
        mine = own(reading.report)
        theirs = changed(mine, step="person Ade", attributed_to="the monitors")
        assert mine.id == theirs.id
        acts = [(mine, "Noor", NOON), (theirs, "Ade", NOON + timedelta(minutes=1))]
        for number in order:
            statement, author, at = acts[number]
            with record.writing() as connection:
                add_person_statement(connection, statement, (author, at, ""), moment_text(record.now()))
        assert theirs in record.view().statements()
        assert record.find_statement(mine.id) == theirs


def test_who_is_meant_can_be_corrected_without_another_id(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    wrong = next(s for s in reading.statements if isinstance(s.content, Position))
    right = changed(wrong, actor="Harbour Council of Velu")
    assert wrong.id == right.id
    rule(record, wrong, "correct", right)
    assert record.view().of(Position)[0].content.actor == "Harbour Council of Velu"
    assert statement_as_ruled(record, wrong.id) == (wrong, right)
    assert standing_in(record, reading.report.id)[wrong.id] == right
    with pytest.raises(RecordError, match="cannot replace itself"):
        rule(record, wrong, "correct", changed(wrong, confidence=0.2), minute=1)
    rule(record, wrong, "accept", minute=2)
    assert wrong in record.view().statements()


def test_the_order_of_rulings_does_not_matter_at_the_same_clocks(record: Record) -> None:
    """Three people rule in the very same moment: what they say decides, never which row came first."""
    texts = [f"The Harbour Council accepted the reef plan on Tuesday. {n} dead." for n in range(6)]
    seen = set()
    for text, order in zip(texts, permutations(range(3)), strict=True):
        reading = read(report_of(text))
        record.add(reading)
        figure = figure_in(reading)
        acts = [
            (ruling(figure, "accept", author="Noor"), None),
            (ruling(figure, "correct", corrected(figure, 70), author="Ade"), corrected(figure, 70)),
            (ruling(figure, "correct", corrected(figure, 80), author="Ravi"), corrected(figure, 80)),
        ]
        for number in order:
            record.rule(*acts[number])
        (shown,) = [s for s in record.view().of(Figure) if s.report_id == reading.report.id]
        seen.add((shown.content.number, tuple(r.author for r in record.rulings(figure.id))))
    assert seen == {(80, ("Noor", "Ade", "Ravi"))}
    assert {len(held) for held in rulings_by_statement(record).values()} == {3}


def test_a_moved_ruling_waits_and_is_carried_by_a_person(record: Record) -> None:
    record.add(read(report_of(ISLAND)))
    rule(record, FIRST, "withdraw")
    record.add(wider())
    (found,) = pending_rulings(record)
    assert [s.statement for s in found.successors] == [figure_in(wider())]
    assert [p.old for p in reading_changes(record, found.report.id).moved] == [FIRST]
    decide_pending(record, FIRST.id, CarryDecision("accept", "Ade", NOON, "the same count"))
    assert numbers(record) == ["3"]
    assert pending_rulings(record) == ()


def test_a_round_counts_for_nothing_until_it_is_closed(record: Record) -> None:
    readings = [read(report_of(text)) for text in (ISLAND, VALLEY)]
    for reading in readings:
        record.add(reading)
    opened = open_round(record, "spring", ["Noor", "Ade"], [r.report.id for r in readings], ("Ravi", "to compare"))
    assert set(opened.statements) == {s.id for r in readings for s in r.statements}
    before = record.view().statements()
    better = corrected(FIRST, 41)
    for id_, statement in opened.statements.items():
        for coder in opened.coders:
            if id_ != FIRST.id:
                code(record, "spring", ruling(statement, "accept", author=coder))
    code(record, "spring", ruling(FIRST, "correct", better), better)
    assert find_round(record, "spring").left("Ade") == (FIRST,)
    with pytest.raises(RecordError, match="Ade: 1 left"):
        close_round(record, "spring", "Ravi", "")
    code(record, "spring", ruling(FIRST, "withdraw", author="Ade"))
    held = find_round(record, "spring")
    assert held.is_complete
    assert held.differing == (FIRST,)
    assert record.view().statements() == before
    assert rulings_by_statement(record) == {}
    with pytest.raises(RecordError, match="still differ"):
        close_round(record, "spring", "Ravi", "")
    code(record, "spring", ruling(FIRST, "correct", better, minute=9, author="Ravi"), better, reconciles=True)
    between = record.now()
    closed = close_round(record, "spring", "Ravi", "done")
    assert closed.end is not None
    assert rounds(record) == (closed,)
    assert better in record.view().statements()
    assert record.view(recorded_by=between).statements() == before
    assert [r.author for r in record.rulings(FIRST.id)] == ["Ravi"]
    other = next(id_ for id_ in opened.statements if id_ != FIRST.id)
    assert sorted(r.author for r in record.rulings(other)) == ["Ade", "Noor"]


def test_a_version_is_shown_from_its_publication_on_and_the_old_one_before(record: Record) -> None:
    days = [APRIL, date(2031, 4, 20), date(2031, 4, 25)]
    texts = [ISLAND, ISLAND.replace("14", "15"), ISLAND.replace("14", "16")]
    reports = [report_of(text, day) for text, day in zip(texts, days, strict=True)]
    for report in reports:
        record.add(read(report))
    before = record.now()
    ids = [r.id for r in reports]
    assert record_version(record, ids[0], ids[1], author="Noor", reason="the toll was corrected")
    assert not record_version(record, ids[0], ids[1], author="Noor", reason="again")
    record_version(record, ids[1], ids[2], author="Noor", reason="and again")
    assert [r.id for r in record.view().reports()] == ids[2:]
    assert numbers(record) == ["16", "3"]
    assert numbers(record, days[0]) == numbers(record, date(2031, 4, 19)) == ["14", "3"]
    assert numbers(record, days[1]) == ["15", "3"]
    assert numbers(record, days[2]) == ["16", "3"]
    assert {r.id for r in record.view(recorded_by=before).reports()} == set(ids)
    for asked in ids:
        assert [(report.id, version.old_id if version else None) for report, version in versions_of(record, asked)] == [
            (ids[0], None),
            (ids[1], ids[0]),
            (ids[2], ids[1]),
        ]
    with pytest.raises(RecordError, match="is a later version of"):
        record_version(record, ids[2], ids[0], author="Noor", reason="")
    with pytest.raises(RecordError, match="itself"):
        record_version(record, ids[1], ids[1], author="Noor", reason="")


def test_a_ruling_on_a_replaced_report_is_carried_by_a_person(record: Record) -> None:
    old = read(report_of(ISLAND, APRIL))
    new = read(report_of(ISLAND.replace("14", "15"), date(2031, 4, 20)))
    for reading in (old, new):
        record.add(reading)
    rule(record, figure_in(old), "withdraw")
    record_version(record, old.report.id, new.report.id, author="Ravi", reason="the toll was corrected")
    assert numbers(record) == ["15", "3"]
    (found,) = pending_rulings(record)
    assert [s.statement for s in found.successors] == [figure_in(new)]
    decide_pending(record, figure_in(old).id, CarryDecision("accept", "Ade", NOON, "the same count"))
    assert numbers(record) == ["3"]
    assert pending_rulings(record) == ()


def test_a_version_hides_the_old_one_in_a_view_of_its_process_too(record: Record) -> None:
    old = report_of(ISLAND, APRIL)
    new = replace(report_of(ISLAND.replace("14", "15"), date(2031, 4, 20)), process="south")
    for report in (old, new):
        record.add(read(report))
    record_version(record, old.id, new.id, author="Noor", reason="corrected, and filed anew")
    assert not record.view(process="north").reports()
    assert len(record.view(process="north", known_on=APRIL).reports()) == 1
    # a last version that came out before the one between: neither of the older ones is shown once it is known
    last = report_of(ISLAND.replace("14", "17"), date(2031, 4, 15))
    record.add(read(last))
    record_version(record, new.id, last.id, author="Noor", reason="")
    assert [r.id for r in record.view(known_on=date(2031, 4, 16)).reports()] == [last.id]


def test_reassigning_a_report_moves_it_between_processes_and_keeps_its_rights(record: Record) -> None:
    report = report_of(ISLAND)
    record.add(read(report), rights="licensed")
    rule(record, FIRST, "withdraw")
    between = record.now()
    record.set_meta(report.id, {"process": "south", "rights": "quotation_only"}, author="Noor", reason="", reread=read)
    assert not record.view(process="north").reports()
    assert FIRST.id not in {s.id for s in record.view(process="south").statements()}
    assert record.view(process="north", recorded_by=between).reports()
    assert record.reports()[0].rights == "quotation_only"
    record.set_meta(report.id, {"process": None}, author="Noor", reason="", reread=read)
    assert not record.view(process="south").reports()
    assert [row.values["rights"] for row in record.history(report.id)] == [
        "licensed",
        "quotation_only",
        "quotation_only",
    ]
