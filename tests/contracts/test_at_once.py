"""Several programs at one record: writers in turn, readers beside them, each seeing whole reports."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from record.making import DELTA, ISLAND, VALLEY, figure_in, read, report_of
from record.reviewing_case import rule, wider
from trucewatch.errors import RecordError, TrucewatchError
from trucewatch.record import notes
from trucewatch.record.carrying import CarryDecision, decide_pending
from trucewatch.record.schema import READING
from trucewatch.record.verifying import verify
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.ruling import Ruling

from .places import Kept


def test_another_writer_is_waited_for_and_then_told(kept: Kept) -> None:
    with open_record(kept.place, wait=0.05) as record, open_record(kept.place) as other:
        record.add(read(report_of(ISLAND)))
        before = kept.dump()
        with other.writing():
            with pytest.raises(RecordError, match="is being written by another program") as caught:
                record.add(read(report_of(VALLEY)))
            assert "try again" in caught.value.advice
            assert len(record.view().reports()) == 1  # readers do not wait
            with open_record(kept.place, wait=0.05) as late:  # nor does opening
                assert len(late.view().reports()) == 1
        assert kept.dump() == before
        assert record.add(read(report_of(VALLEY))).is_new


def test_a_writer_has_its_turn_when_the_other_has_done(kept: Kept) -> None:
    with open_record(kept.place) as first, open_record(kept.place) as second, ThreadPoolExecutor(1) as pool:
        first.add(read(report_of(ISLAND)))
        with first.writing():
            waiting = pool.submit(second.add, read(report_of(VALLEY)))
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert waiting.result(timeout=30).is_new


def test_rows_are_numbered_in_the_order_in_which_they_come_to_be_seen(kept: Kept) -> None:
    texts = [f"{ISLAND} {number}" for number in range(8)]
    seen: list[str] = []

    def add(text: str) -> None:
        with open_record(kept.place) as record, record.writing():
            seen.append(text)  # nobody else writes now
            reading = read(report_of(text))
        with open_record(kept.place) as record:
            record.add(reading)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, texts))
    with open_record(kept.place, read_only=True) as record:
        assert sorted(seen) == sorted(texts)
        found = kept.rows("SELECT id, at, report_id FROM reading ORDER BY id")
        moments = [at for _, at, _ in found]
        assert moments == sorted(moments, key=str)  # the clock is asked when a writer has its turn
        assert len({report_id for *_, report_id in found}) == len(texts) == len(record.reports())


def test_a_transaction_that_looks_sees_one_state(kept: Kept) -> None:
    with open_record(kept.place) as record, open_record(kept.place) as other:
        record.add(read(report_of(ISLAND)))
        with record.looking() as connection:
            counted = select(func.count()).select_from(READING)
            assert connection.execute(counted).scalar() == 1
            other.add(read(report_of(VALLEY)))
            assert connection.execute(counted).scalar() == 1
        assert len(record.view().reports()) == 2


def test_a_reader_sees_whole_reports_while_another_writes(kept: Kept) -> None:
    readings = [read(report_of(text, outlet=f"outlet {n}")) for n in range(6) for text in (ISLAND, VALLEY, DELTA)]
    whole = {r.report.id: len(r.statements) for r in readings}
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        with open_record(kept.place, read_only=True) as reader:
            while not done.is_set():
                view = reader.view()
                counts = dict.fromkeys((r.id for r in view.reports()), 0)
                for statement in view.statements():
                    counts[statement.report_id] += 1
                seen.append(len(counts) if counts.items() <= whole.items() else -1)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        with open_record(kept.place) as writer:
            for reading in readings:
                writer.add(reading)
    finally:
        done.set()
        thread.join()
    assert seen == sorted(seen)
    assert seen[0] >= 0


def test_two_programs_add_to_one_new_record(empty: Kept) -> None:
    texts = {"left": ISLAND, "right": VALLEY, "both": DELTA}

    def add(side: str) -> None:
        with open_record(empty.place) as record:
            for n in range(5):
                record.add(read(report_of(texts[side], outlet=f"{side} {n}")))
                record.add(read(report_of(texts["both"], outlet=str(n))))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add, ("left", "right")))
    with open_record(empty.place, read_only=True) as record:
        assert len(record.reports()) == 15


def at_the_same_time(kept: Kept, acts: list[Callable[[Record], object]]) -> list[object]:
    """Let each of several programs do one thing, all at once; gives what each came to, errors of ours too."""
    ready = threading.Barrier(len(acts))

    def one(act: Callable[[Record], object]) -> object:
        with open_record(kept.place) as record:
            ready.wait()
            try:
                return act(record)
            except TrucewatchError as error:
                return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_two_people_rule_on_one_statement_at_once(kept: Kept) -> None:
    reading = read(report_of(ISLAND))
    figure = figure_in(reading)
    noon = datetime(2031, 5, 1, 12, tzinfo=UTC)
    with open_record(kept.place) as record:
        record.add(reading)
    withdrawn = Ruling(figure.id, "withdraw", "Noor", noon + timedelta(minutes=1), "misread")
    accepted = Ruling(figure.id, "accept", "Ade", noon, "as it says")
    rulings = (withdrawn, accepted, withdrawn, accepted)

    def act(ruling: Ruling) -> Callable[[Record], object]:
        return lambda record: record.rule(ruling)

    done = at_the_same_time(kept, [act(ruling) for ruling in rulings])
    assert sorted(map(str, done)) == ["False", "False", "True", "True"]  # each is kept once
    with open_record(kept.place) as record:
        assert record.rulings(figure.id) == (accepted, withdrawn)
        assert figure.id not in {s.id for s in record.view().statements()}  # the later one counts, whoever came first
        assert list(verify(record)) == []


def test_of_two_people_who_settle_one_thing_at_once_the_second_is_told(kept: Kept) -> None:
    reading = read(report_of(ISLAND))
    with open_record(kept.place) as record:
        record.add(reading)
        rule(record, figure_in(reading), "withdraw")
        record.add(wider())
        asked = notes.add_note(record, "question", "Who counted?", author="Ravi")
    decision = CarryDecision("accept", "Ade", datetime(2031, 5, 2, tzinfo=UTC), "the same count")
    for act, told in (
        (lambda record: decide_pending(record, figure_in(reading).id, decision), "waits to be carried over"),
        (
            lambda record: notes.answer(record, asked.id, "The harbour office.", author="Ade"),
            "was closed before, by Ade",
        ),
    ):
        errors = [found for found in at_the_same_time(kept, [act, act]) if isinstance(found, TrucewatchError)]
        assert [told in error.found for error in errors] == [True]
    with open_record(kept.place) as record:
        assert [r.verdict for r in record.rulings(figure_in(wider()).id)] == ["withdraw"]
        assert list(verify(record)) == []


def test_a_record_opened_for_reading_takes_nothing(kept: Kept) -> None:
    reading = read(report_of(ISLAND))
    with open_record(kept.place) as record:
        record.add(reading)
    before = kept.dump()
    now = datetime(2031, 5, 1, tzinfo=UTC)
    with open_record(kept.place, read_only=True) as record:
        attempts: tuple[Callable[[], object], ...] = (
            lambda: record.add(read(report_of(VALLEY))),
            lambda: record.set_meta(reading.report.id, {"title": "x"}, author="Noor", reason=""),
            lambda: record.rule(Ruling(figure_in(reading).id, "accept", "Noor", now, "")),
            lambda: record.judge(Judgement("actor", "a" * 64, "b" * 64, "same", "Noor", now)),
        )
        for attempt in attempts:
            with pytest.raises(RecordError, match="opened for reading only"):
                attempt()
        assert record.view().reports()
        # nor can a module that forgets to ask
        with pytest.raises(RecordError), record.looking() as connection:
            connection.exec_driver_sql("INSERT INTO report SELECT * FROM report LIMIT 0")
    assert kept.dump() == before


def test_nothing_is_made_by_reading_alone(empty: Kept) -> None:
    with pytest.raises(RecordError, match=r"no record|opened for reading only"):
        open_record(empty.place, read_only=True)
    open_record(empty.place).close()  # so it was not half made


def test_a_record_can_be_asked_by_several_threads(record: Record) -> None:
    readings = [read(report_of(f"{ISLAND} {n}")) for n in range(6)]
    for reading in readings:
        record.add(reading)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda r: record.reading(r.report.id), readings))
    assert found == readings
