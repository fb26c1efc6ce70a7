from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from promised_case import TERMS, point, with_values
from trucewatch.agreements.terms import Terms, When
from trucewatch.standing.clock import Clock, Dated, Span
from trucewatch.standing.moments import iso


def clock(values: Mapping[str, str] | None = None, dated: Dated | None = None) -> Clock:
    return Clock(with_values(values) if values else TERMS, dated)


def told(spans: tuple[Span, ...]) -> list[tuple[str | None, str | None]]:
    return [(iso(s.start) if s.start else None, iso(s.last) if s.last else None) for s in spans]


def test_the_entry_is_as_it_was_else_as_scheduled() -> None:
    assert clock().entry == (date(2031, 4, 1),)
    assert clock({"entry.actual": "null"}).entry == (date(2031, 3, 31),)
    assert clock({"entry.actual": "null", "entry.scheduled": "null"}).entry == ()
    assert clock({"entry.actual": "[2031-04-01, 2031-04-02, 2031-04-01]"}).entry == (
        date(2031, 4, 1), date(2031, 4, 2),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lasts", "last"),
    [
        ("P30D", "2031-04-30"),
        ("{lasts: P30D, counting: exclusive}", "2031-05-01"),
        ("P1M", "2031-04-30"),
        ("PT36H", "2031-04-02T12:00+03:00"),
        ("null", None),
    ],
)
def test_a_phase_lasts_as_long_as_the_terms_say(lasts: str, last: str | None) -> None:
    made = clock({"phase-1.lasts": lasts})
    assert told(made.spans("phase-1")) == [("2031-04-01", last)]
    assert made.spans("phase-1")[0].endless is (last is None)


def test_every_reading_of_start_and_length_is_a_span_each_once() -> None:
    made = clock({"phase-1.starts": "[entry_into_force, 2031-04-01, 2031-04-03]", "phase-1.lasts": "[P30D, P40D]"})
    assert told(made.spans("phase-1")) == [
        ("2031-04-01", "2031-04-30"), ("2031-04-01", "2031-05-10"),
        ("2031-04-03", "2031-05-02"), ("2031-04-03", "2031-05-12"),
    ]  # fmt: skip


def test_what_follows_on_a_phase_begins_the_day_after() -> None:
    made = clock({"phase-2.starts": "phase-1.end"})
    assert told(made.spans("phase-2")) == [("2031-05-01", "2031-05-10")]
    hours = {"phase-1.lasts": "PT36H", "phase-2.starts": "phase-1.end"}
    assert told(clock(hours).spans("phase-2")) == [("2031-04-02T12:00+03:00", "2031-04-11")]
    offset = "{after: phase-1.end, offset: P3D, counting: exclusive}"
    assert told(clock({"phase-2.starts": offset}).spans("phase-2")) == [("2031-05-03", "2031-05-12")]
    beside = "{after: phase-1.start, offset: P0D}"
    assert told(clock({"phase-2.starts": beside}).spans("phase-2")) == [("2031-04-01", "2031-04-10")]


def test_what_hangs_on_words_is_unknown_until_a_statement_dates_it() -> None:
    (span,) = clock().spans("phase-2")
    assert span == Span(None, None, not_before=date(2031, 5, 1))
    begun = Dated(begun={"phase-2": date(2031, 5, 7)})
    (span,) = clock(None, begun).spans("phase-2")
    assert (span.start, span.last) == (date(2031, 5, 7), date(2031, 5, 16))
    (first,) = clock(None, Dated(begun={"phase-1": date(2031, 4, 9)})).spans("phase-1")
    assert first.start == date(2031, 4, 1)  # the terms date it themselves
    (alone,) = clock({"phase-2.starts": "{words: one day}"}).spans("phase-2")
    assert alone == Span(None, None, None)
    (untold,) = clock({"phase-2.starts": "null", "phase-2.lasts": "null"}).spans("phase-2")
    assert untold == Span(None, None, None, endless=True)


def test_extensions_are_new_last_days_or_lengths_one_after_the_other() -> None:
    dated = Dated(extended={"phase-1": ("P10D", date(2031, 6, 1), "P1M")})
    assert told(clock(None, dated).spans("phase-1")) == [("2031-04-01", "2031-07-01")]
    both = clock({"phase-1.lasts": "[P30D, P40D]"}, Dated(extended={"phase-1": ("P10D",)}))
    assert [last for _, last in told(both.spans("phase-1"))] == ["2031-05-10", "2031-05-20"]
    # Deadlines tied to its end move with it, and so does what follows.
    moved = clock({"phase-2.starts": "phase-1.end"}, dated)
    assert told(moved.spans("phase-2")) == [("2031-07-02", "2031-07-11")]
    (leave,) = (o for o in TERMS.obligations if o.id == "leave")
    assert moved.points(leave.due) == (date(2031, 7, 1),)


@pytest.mark.parametrize(
    ("due", "points"),
    [
        ("2031-05-05", ["2031-05-05"]),
        ("{after: entry_into_force, offset: P7D}", ["2031-04-07"]),
        ("{after: entry_into_force, offset: P7D, counting: exclusive}", ["2031-04-08"]),
        ("{after: phase-1.start, offset: P16D}", ["2031-04-16"]),
        ("{after: free.due, offset: P2D, counting: exclusive}", ["2031-04-12"]),
        ("free.done", [None]),
        ("{after: signature, offset: P2D}", [None]),
        ("{words: when the rain ends}", [None]),
        ("[2031-05-05, phase-1.end, 2031-05-05]", ["2031-05-05", "2031-04-30"]),
        ("null", []),
    ],
)
def test_a_time_hangs_on_what_it_names(due: str, points: list[str | None]) -> None:
    terms = with_values({"leave.due": due})
    (leave,) = (o for o in terms.obligations if o.id == "leave")
    assert [iso(p) if p else None for p in Clock(terms).points(leave.due)] == points


def test_what_hangs_on_a_deed_is_dated_by_the_report_of_it() -> None:
    when = When(anchor="free.done", offset="P2D", counting="exclusive")
    made = clock(None, Dated(done={"free": date(2031, 4, 9)}))
    assert made.points((when,)) == (date(2031, 4, 11),)
    assert made.done == {"free": date(2031, 4, 9)}


def test_the_signature_is_an_anchor() -> None:
    made = clock({"entry.signed": "[2031-03-20, 2031-03-21]"})
    assert made.points((When(anchor="signature"),)) == (date(2031, 3, 20), date(2031, 3, 21))


def test_a_circle_is_unknown_rather_than_endless() -> None:
    first, second = TERMS.phases
    terms = Terms(**{**vars(TERMS), "phases": (_starting(first, "phase-2.end"), _starting(second, "phase-1.end"))})
    made = Clock(terms)
    assert [s.start for id_ in ("phase-1", "phase-2") for s in made.spans(id_)] == [None, None]


def _starting(phase: object, anchor: str) -> object:
    return type(phase)(**{**vars(phase), "starts": (When(anchor=anchor),)})


def test_begun_and_over_are_asked_of_every_reading() -> None:
    made, points = clock(), (date(2031, 4, 5), None, date(2031, 4, 7))
    assert made.is_begun(points, date(2031, 4, 5)) == (True, False, False)
    assert made.is_over(points, date(2031, 4, 6)) == (True, False, False)
    assert made.day(point("2031-04-05T22:00+00:00")) == date(2031, 4, 6)


def test_the_last_day_is_that_of_the_last_phase_where_all_are_known() -> None:
    assert clock().last_day is None
    assert clock({"phase-2.starts": "phase-1.end"}).last_day == date(2031, 5, 10)
    assert clock({"phase-2.starts": "phase-1.end", "phase-2.lasts": "[P10D, P20D]"}).last_day == date(2031, 5, 20)
    assert Clock(Terms(**{**vars(TERMS), "phases": ()})).last_day is None


def test_a_phase_is_over_when_it_is_by_every_reading() -> None:
    made = clock({"phase-1.lasts": "[P30D, P40D]"})
    days = [date(2031, 4, 30), date(2031, 5, 1), date(2031, 5, 10), date(2031, 5, 11)]
    assert [made.is_phase_over("phase-1", day) for day in days] == [False, False, False, True]
    assert made.is_phase_over("phase-2", days[-1]) is False
