"""What waits for a person, in which order, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from record.filling import fresh
from record.making import DELTA, ISLAND, VALLEY, figure_in, read, report_of
from record.reviewing_case import rule, wider, with_content
from trucewatch import api
from trucewatch.api import Act, GivenFields, ReviewFilter
from trucewatch.errors import RecordError, TrucewatchError, UnknownIdError
from trucewatch.record.writer import Record
from trucewatch.vocabulary.kinds import Figure, Position, Violation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import statements_of

NOOR, ADE, RAVI = Act("Noor", "read again"), Act("Ade", "read again"), Act("Ravi", "read again")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with fresh(tmp_path / "record.db") as opened:
        yield opened


def doubtful(reading: Reading, kind: type) -> Reading:
    """The same reading, unsure of one kind of statements."""
    low = tuple(
        with_content(s, replace(s.content, confidence=0.3)) if type(s.content) is kind else s
        for s in reading.statements
    )
    return replace(reading, statements=low)


def kinds(record: Record, author: str = "Noor", wanted: ReviewFilter | None = None) -> list[str]:
    return [item.statement.content.KIND for item in api.review_queue(record, author, wanted)]


def waiting(record: Record, author: str = "Noor", wanted: ReviewFilter | None = None) -> list[str]:
    return [item.statement.id for item in api.review_queue(record, author, wanted)]


def test_what_feeds_the_board_comes_first_times_last_and_the_newest_before_the_older(record: Record) -> None:
    record.add(read(report_of(ISLAND, date(2031, 4, 2))))
    record.add(read(report_of(VALLEY, date(2031, 4, 20))))
    queue = api.review_queue(record, "Noor")
    found = [item.statement.content.KIND for item in queue]
    assert found[:2] == ["positions", "positions"]
    assert [item.row.report.published for item in queue[:2]] == [date(2031, 4, 20), date(2031, 4, 2)]
    assert found[-2:] == ["times", "times"]
    assert all(item.why == () for item in queue)
    assert queue[0].shown is not None


def test_a_doubtful_time_comes_before_a_sure_position(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(doubtful(reading, type(next(s.content for s in reading.statements if s.content.KIND == "times"))))
    first = api.review_queue(record, "Noor")[0]
    assert first.statement.content.KIND == "times"
    assert first.why == ("low confidence (0.30)",)


def test_what_one_ruled_on_or_read_is_not_shown_again_nor_what_others_settled(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    position = statements_of(reading.statements, Position)[0]
    figure = figure_in(reading)
    api.accept_statement(record, position.id[:12], NOOR)
    done = api.correct_statement(record, figure.id, GivenFields.of(["number=41"]), NOOR)
    mine = api.add_statement(
        record, reading.report.id, "figures", GivenFields.of(["what=other", "number=2"], ["Monitors"]), NOOR
    )
    assert done.replacement is not None
    for author in ("Noor", "Ade"):
        held = waiting(record, author)
        assert held
        assert not {position.id, figure.id, done.replacement.id, mine.statement.id} & set(held)


def test_rulings_that_disagree_are_contested_until_one_view_has_a_majority(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    figure = figure_in(reading)
    api.withdraw_statement(record, figure.id, NOOR)
    assert figure.id not in waiting(record, "Ravi")
    api.accept_statement(record, figure.id, ADE)
    (first, *_) = api.review_queue(record, "Ravi")
    assert first.statement.id == figure.id
    assert first.why == ("contested: withdraw by Noor, accept by Ade",)
    assert figure.id not in waiting(record, "Noor") + waiting(record, "Ade")
    api.withdraw_statement(record, figure.id, RAVI)
    assert figure.id not in {s.id for s in record.view().statements()}
    assert figure.id not in waiting(record, "Ana")


def test_a_contested_statement_that_was_withdrawn_is_still_asked_about(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    figure = figure_in(reading)
    api.accept_statement(record, figure.id, ADE)
    api.withdraw_statement(record, figure.id, NOOR)
    assert figure.id not in {s.id for s in record.view().statements()}
    assert waiting(record, "Ravi")[0] == figure.id
    assert waiting(record, "Ravi", ReviewFilter(ruled_by="Ade")) == [figure.id]
    assert waiting(record, "Ravi", ReviewFilter(ruled_by="Ana")) == []


def test_reports_that_disagree_contest_what_they_state(record: Record) -> None:
    for text, number in (("Officials counted 14 dead in Velu.", 14), ("Officials counted 27 dead in Velu.", 27)):
        report = report_of(text, outlet=f"Wire {number}")
        place = Passage.of(text, 18, 25)
        content = Figure(what="killed", measure="dead", number=number, scope="Velu", evidence=(place,), step="figures")
        record.add(Reading(report, (Statement(report.id, content, report.published),)))
    queue = api.review_queue(record, "Noor")
    assert [item.why for item in queue] == [("contested between reports",)] * 2
    assert queue[0].findings[0].statements


def test_a_moved_ruling_waits_with_what_it_would_act_on(record: Record) -> None:
    old, new = figure_in(read(report_of(ISLAND))), figure_in(wider())
    record.add(read(report_of(ISLAND)))
    rule(record, old, "withdraw")
    record.add(wider())
    for author in ("Noor", "Ade"):  # it is another statement now, whoever ruled on the old one
        (item,) = api.review_queue(record, author, ReviewFilter(carried=True))
        assert item.statement.id == new.id
        assert item.why == ("withdraw by Noor waits to be carried over",)
        assert item.to_json()["carried"]
    with pytest.raises(RecordError, match="review carry"):
        api.accept_statement(record, old.id, NOOR)
    api.carry_ruling(record, old.id[:10], ADE, successor=new.id[:10])
    assert waiting(record, "Ravi", ReviewFilter(carried=True)) == []
    assert new.id not in {s.id for s in record.view().statements()}


def test_refusing_to_carry_a_ruling_over_needs_a_reason(record: Record) -> None:
    old = figure_in(read(report_of(ISLAND)))
    record.add(read(report_of(ISLAND)))
    rule(record, old, "withdraw")
    record.add(wider())
    with pytest.raises(TrucewatchError, match="a reason is needed"):
        api.carry_ruling(record, old.id, Act("Noor", " "), verdict="refuse")
    api.carry_ruling(record, old.id, NOOR, verdict="refuse")
    with pytest.raises(UnknownIdError, match="waits to be carried over"):
        api.carry_ruling(record, old.id, NOOR)


def test_the_queue_of_a_process_and_of_a_kind(record: Record) -> None:
    record.add(read(report_of(ISLAND)))
    south = replace(report_of(DELTA), process="south")
    record.add(read(south))
    assert set(kinds(record, wanted=ReviewFilter(kind="figures"))) == {"figures"}
    part = api.review_queue(record, "Noor", ReviewFilter(process="south"))
    assert {item.row.report.id for item in part} == {south.id}
    with pytest.raises(RecordError, match="no report of a process 'east'"):
        api.review_queue(record, "Noor", ReviewFilter(process="east"))


def test_a_correction_keeps_what_was_not_given_and_a_second_one_builds_on_it(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    figure = figure_in(reading)
    api.correct_statement(record, figure.id, GivenFields.of(["attributed_to=the monitors"]), NOOR)
    done = api.correct_statement(record, figure.id, GivenFields.of(["number=15"]), ADE)
    assert done.replacement is not None
    content = done.replacement.content
    assert isinstance(content, Figure)
    assert (content.number, content.attributed_to, content.step) == (15, "the monitors", "person Ade")
    assert content.confidence is None
    assert done.replacement in record.view().statements()


@pytest.mark.parametrize("act", [Act("Noor"), Act("Noor", "  ")])
def test_a_reason_is_needed_to_correct_and_to_withdraw(record: Record, act: Act) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    id_ = figure_in(reading).id
    with pytest.raises(TrucewatchError, match="a reason is needed"):
        api.withdraw_statement(record, id_, act)
    with pytest.raises(TrucewatchError, match="a reason is needed"):
        api.correct_statement(record, id_, GivenFields.of(["number=41"]), act)
    with pytest.raises(RecordError, match="cannot replace itself"):
        api.correct_statement(record, id_, GivenFields.of(["number=14"]), NOOR)
    assert record.rulings(id_) == ()
    assert api.accept_statement(record, id_, act).is_new


def test_a_round_shows_each_coder_what_is_left_and_their_agreement_when_all_have_finished(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    figure = figure_in(reading)
    api.open_round(record, "spring", ["Noor", "Ade"], [reading.report.id], ("Ravi", ""))
    noor, ade = replace(NOOR, round="spring"), replace(ADE, round="spring")
    api.withdraw_statement(record, figure.id[:8], noor)
    assert len(api.round_queue(record, "spring", "Noor")) == len(reading.statements) - 1
    theirs = api.round_queue(record, "spring", "Ade")
    assert [item.statement for item in theirs] == sorted(reading.statements, key=lambda s: (s.start, s.order_key))
    assert "Noor" not in str([item.to_json() for item in theirs])
    with pytest.raises(RecordError, match="not finished; left to rule on: Ade: "):
        api.agreement(record, "spring")
    with pytest.raises(RecordError, match="Ravi does not rule"):
        api.round_queue(record, "spring", "Ravi")
    for act in (noor, ade):
        for item in api.round_queue(record, "spring", act.author):
            api.accept_statement(record, item.statement.id, act)
    found = api.agreement(record, "spring")
    by_kind = {k.kind: (k.statements, k.agreed) for k in found.kinds}
    count = len(reading.statements)
    assert by_kind["figures"] == (2, 1)
    assert by_kind["all"] == (count, count - 1)
    (difference,) = found.differences
    assert difference.item.statement == figure
    assert {coder: c.ruling.verdict for coder, c in difference.codings.items()} == {"Noor": "withdraw", "Ade": "accept"}
    alpha = {k.kind: k.alpha for k in found.kinds}
    assert alpha["times"] is None  # both accepted: there was nothing to tell apart
    assert alpha["figures"] == pytest.approx(0.0)
    settled = replace(RAVI, round="spring", reconciles=True)
    api.withdraw_statement(record, figure.id, settled)
    api.close_round(record, "spring", "Ravi", "")
    assert figure.id not in {s.id for s in record.view().statements()}
    assert api.agreement(record, "spring").to_json()["closed"]
    assert waiting(record, "Noor") == []


def test_an_explanation_tells_who_read_a_statement_and_what_it_was_corrected_to(record: Record) -> None:
    reading = read(report_of(ISLAND))
    record.add(reading)
    mine: AnyStatement = api.add_statement(
        record,
        reading.report.id,
        "violations",
        GivenFields.of(["what=shelling", "status=alleged"], ["Monitors"]),
        NOOR,
    ).statement
    told = api.explain(record, mine.id)
    assert isinstance(told, api.Explanation)
    assert isinstance(told.statement.content, Violation)
    assert [(r.author, r.reason) for r in told.read_by] == [("Noor", "read again")]
    assert told.in_force
    api.correct_statement(record, mine.id, GivenFields.of(["against=the Front"]), ADE)
    told = api.explain(record, mine.id)
    assert isinstance(told, api.Explanation)
    assert isinstance(told.statement.content, Violation)
    assert told.statement.content.against == "the Front"
    api.withdraw_statement(record, mine.id, RAVI)
    assert not getattr(api.explain(record, mine.id), "in_force", True)
