"""What is kept whatever the day: boards and findings of any day are what a plain fold of a few statements gives."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trucewatch import api
from trucewatch.checks.all_checks import ALL_CHECKS, run_checks
from trucewatch.checks.material import Material
from trucewatch.record.dismissals import dismiss
from trucewatch.record.erasing import erase
from trucewatch.record.writer import Record, open_record
from trucewatch.standing.board import board
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.finding import Finding, Place, Severity
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Obligation,
    ObligationState,
    Position,
    Proposal,
    Quote,
    Talks,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import MemoryView, View, whatever_the_day

from .filling import fresh

FIRST = date(2031, 4, 1)
SIDES = ("Delta Union", "Upper Valley Front")
PLANS = ("ferry truce", "grazing accord")
LINE = "On the river the {side} spoke of the {plan} and of a deadline near day {day}.\n"
KNOWN = st.one_of(st.none(), st.integers(-3, 25).map(lambda n: FIRST + timedelta(days=n)))
DAYS = st.one_of(st.none(), st.integers(-3, 40).map(lambda n: FIRST + timedelta(days=n)))


@dataclass(frozen=True)
class Line:
    """One sentence of a report and what it states."""

    kind: int
    side: str
    plan: str
    day: int
    other: int


LINES = st.builds(
    Line, st.integers(0, 7), st.sampled_from(SIDES), st.sampled_from(PLANS), st.integers(0, 30), st.integers(0, 2)
)
REPORTS = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(0, 20)), st.lists(LINES, min_size=1, max_size=4)),
    min_size=1,
    max_size=4,
)


def content_of(line: Line, at: tuple[Passage, ...]) -> Content:
    day = (FIRST + timedelta(days=line.day)).isoformat()
    dated = day if line.other else None
    states: tuple[ObligationState, ...] = ("pending", "done", "breached")
    made: tuple[Content, ...] = (
        Quote(speaker=line.side, mention=line.side, cue="said", type="indirect", content=at, step="t"),
        Obligation(
            bearer=line.side, bearer_mention=line.side, action="release", object="captives", state=states[line.other],
            date=dated, deadline=None if dated else day, evidence=at, step="t",
        ),
        Position(
            actor=line.side, actor_mention=line.side, stance="reject" if line.other == 1 else "accept",
            proposal=line.plan, date=dated, evidence=at, step="t",
        ),
        Talks(venue="Lowmoor", date=dated, participants=(line.side,), status="planned" if line.other else "held",
              evidence=at, step="t"),
        Figure(what="released", number=line.day, measure="captives", evidence=at, step="t"),
        Proposal(label=line.plan, proposer=line.side, evidence=at, step="t"),
        Agreement(kind="truce", term_used=line.plan, start=day, duration="P14D" if line.other else None,
                  parties=SIDES, evidence=at, step="t"),
        Obligation(bearer=line.side, bearer_mention=line.side, action="withdraw", state="pending", evidence=at,
                   step="t"),
    )  # fmt: skip
    return made[line.kind]


def reading_of(number: int, published: int | None, lines: Sequence[Line]) -> Reading:
    day = None if published is None else FIRST + timedelta(days=published)
    printed = [LINE.format(side=line.side, plan=line.plan, day=line.day) for line in lines]
    text = f"Paper {number}\n\n" + "".join(printed)
    report = Report(text, published=day, outlet=f"Courier {number % 2}", language="en", process="north")
    found, at = [], text.index("On the river")
    for line, words in zip(lines, printed, strict=True):
        found.append(Statement(report.id, content_of(line, (Passage.of(text, at, at + len(words) - 1),)), day))
        at += len(words)
    return Reading(report, tuple(found), steps=("t 1",))


def plain(readings: Sequence[Reading], as_of: date | None, known_on: date | None) -> MemoryView:
    statements = tuple(s for reading in readings for s in reading.statements)
    return MemoryView(tuple(reading.report for reading in readings), statements, as_of, known_on)


def asked_all(record: Record, days: Sequence[tuple[date | None, date | None]]) -> None:
    for as_of, known_on in days:
        view = record.view(as_of=as_of, known_on=known_on)
        board(view)
        run_checks(view)


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.lists(st.tuples(DAYS, KNOWN), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_a_kept_view_gives_the_boards_and_findings_of_a_plain_fold(
    reports: list[tuple[int | None, list[Line]]], days: list[tuple[date | None, date | None]], order: Random
) -> None:
    readings = [reading_of(number, *one) for number, one in enumerate(reports)]
    turned = order.sample(readings, len(readings))
    with tempfile.TemporaryDirectory() as folder, fresh(Path(folder) / "kept.db") as record:
        for reading in turned:
            record.add(reading)
            asked_all(record, days[:2])  # while it grows, so that views are taken over
        asked_all(record, days)
        for as_of, known_on in days:
            kept, folded = record.view(as_of=as_of, known_on=known_on), plain(readings, as_of, known_on)
            assert board(kept) == board(folded)
            assert board(kept, FIRST) == board(folded, FIRST)
            with open_record(Path(folder) / "kept.db", read_only=True) as again:
                assert run_checks(kept) == run_checks(again.view(as_of=as_of, known_on=known_on))


class AsksForTheDay:
    """Finds the day that is asked about."""

    code = "asks-for-the-day"
    severity: Severity = "gap"

    def __call__(self, material: Material) -> list[Finding]:
        return [Finding("asks-for-the-day", "gap", f"It is {material.day}.", (Place(material.reports[0].id),))]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with fresh(tmp_path / "days.db") as record:
        record.add(reading_of(0, 3, [Line(n, SIDES[n % 2], PLANS[0], n, n % 3) for n in range(8)]))
        yield record


def test_a_check_that_asks_for_the_day_is_asked_each_day_and_others_once(record: Record) -> None:
    asked = []

    class Counted(AsksForTheDay):
        def __call__(self, material: Material) -> list[Finding]:
            asked.append(material.view.as_of)
            return []

    checks = (AsksForTheDay(), Counted())
    told = [run_checks(record.view(as_of=FIRST + timedelta(days=n)), checks)[0].sentence for n in (0, 1, 0)]
    assert told == ["It is 2031-04-01.", "It is 2031-04-02.", "It is 2031-04-01."]
    assert len(asked) == 1


def test_most_checks_never_ask_for_the_day(record: Record) -> None:
    material = Material(record.view(as_of=FIRST))
    asking = set()
    for check in ALL_CHECKS:
        with material.watched() as asked_day:
            list(check(material))
            if asked_day():
                asking.add(check.code)
    assert asking == {"deadline-passed-in-silence", "gone-quiet"}


def test_what_people_dismiss_makes_no_view_anew(record: Record) -> None:
    before = record.view(as_of=FIRST)
    made = whatever_the_day(before, Voices)
    finding = Finding("a-code", "gap", "Nothing is told.", (Place(before.reports()[0].id),))
    then = api.appends(record)
    dismiss(record, finding, author="Noor", reason="It is told elsewhere.")
    assert api.appends(record) == then + 1
    after = record.view(as_of=FIRST + timedelta(days=1))
    assert record.view(as_of=FIRST) == before
    assert whatever_the_day(after, Voices) is made


def test_what_comes_and_what_is_erased_is_not_answered_from_what_was_kept(record: Record) -> None:
    made = whatever_the_day(record.view(), Voices)
    record.add(reading_of(1, 4, [Line(0, SIDES[0], PLANS[1], 5, 0)]))
    grown = whatever_the_day(record.view(), Voices)
    assert grown is not made
    held = record.view()
    erase(record, held.reports()[0].id, author="Noor", reason="Asked for.")
    held.findings()
    assert whatever_the_day(record.view(), Voices) is not grown


def test_parts_of_a_view_keep_apart(record: Record) -> None:
    other = Report("Nothing on the river.", published=FIRST, language="en", process="south")
    record.add(Reading(other, (), steps=("t 1",)))
    names = {name: whatever_the_day(part, _ids) for name, part in api.parts_by_process(record.view(as_of=FIRST))}
    assert names["south"] == (other.id,)
    assert other.id not in names["north"]
    parts = dict(api.parts_by_process(record.view()))
    assert whatever_the_day(parts["south"], _ids) is names["south"]


def _ids(view: View) -> tuple[str, ...]:
    assert view.as_of is None
    return tuple(report.id for report in view.reports())
