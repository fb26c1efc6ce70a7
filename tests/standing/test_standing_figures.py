"""Figures side by side: what stands together, under which label, and when two voices exclude each other."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from trucewatch.standing.figures import FigureComparison, bounds, excludes, figures_as_of
from trucewatch.vocabulary.kinds import Figure
from view_case import Case


def told(*figures: dict[str, Any]) -> Case:
    """One report a figure, a day after the other, from 1 June 2031."""
    case = Case()
    for number, values in enumerate(figures, start=1):
        case.report(f"2031-06-{number:02}", f"Outlet {number}", f"Figure {number} of guards.")
        case.say(Figure, f"Figure {number}", **{"what": "killed", "measure": "guards", **values})
    return case


def rows(*figures: dict[str, Any], as_of: date | None = None) -> tuple[FigureComparison, ...]:
    return figures_as_of(told(*figures).view(), as_of)


@pytest.mark.parametrize(
    ("qualifier", "low", "high"),
    [
        ("exact", 200, 200), ("more than", 200, math.inf), ("at least", 200, math.inf), ("up to", 0, 200),
        ("fewer than", 0, 200), ("nearly", 180, 200), ("about", 180, 220), ("vague", 0, math.inf),
    ],
)  # fmt: skip
def test_a_qualifier_says_between_what_the_number_lies(qualifier: Any, low: float, high: float) -> None:
    assert bounds(Figure(what="killed", number=200, qualifier=qualifier)) == pytest.approx((low, high))


def test_a_range_lies_between_its_ends_and_no_number_anywhere() -> None:
    assert bounds(Figure(what="killed", number=10, number_to=15)) == (10, 15)
    assert bounds(Figure(what="killed", number=None)) == (0, math.inf)


def test_two_numbers_exclude_each_other_only_where_they_do_not_meet() -> None:
    ten, to_fifteen, twelve = (
        Figure(what="killed", number=n, number_to=m) for n, m in ((10, None), (10, 15), (16, 20))
    )
    assert not excludes(ten, to_fifteen)
    assert excludes(to_fifteen, twelve)
    assert excludes(twelve, to_fifteen)
    assert not excludes(Figure(what="killed", number=15), to_fifteen)


def test_parts_of_a_whole_stand_apart_and_say_so() -> None:
    whole, part = rows({"number": 12}, {"number": 3, "subset_of": 12, "measure": "wounded guards"})
    assert (whole.label, [e.part_of for e in whole.entries]) == ("guards", [None])
    assert (part.label, [e.part_of for e in part.entries]) == ("wounded guards (parts of a whole)", [12])


def test_the_label_is_the_shortest_word_for_what_is_counted() -> None:
    (row,) = rows({"number": 12, "measure": "wounded guards"}, {"number": 12, "measure": "guards"})
    assert (row.label, row.what, row.status, row.process) == ("guards", "killed", "reported", "valley")
    (unit,) = rows({"number": 12, "measure": None, "unit": "tonnes"})
    (bare,) = rows({"number": 12, "measure": None})
    assert (unit.label, bare.label) == ("tonnes", "killed")


def test_only_what_was_published_by_the_day_counts_oldest_first() -> None:
    figures = [{"number": n} for n in (3, 2, 1)]
    (row,) = rows(*figures, as_of=date(2031, 6, 2))
    assert [e.stated.text for e in row.entries] == ["3", "2"]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({"number": 12}, {"number": 13}, True),
        ({"number": 12}, {"number": 12}, False),
        ({"number": 12, "qualifier": "about"}, {"number": 13}, False),
        ({"number": 12, "qualifier": "at least"}, {"number": 13}, False),
        ({"number": 12, "qualifier": "up to"}, {"number": 13}, True),
        ({"number": 12, "scope": "in the hills"}, {"number": 13}, False),  # of another scope
        ({"number": 12, "scope": "in the hills"}, {"number": 13, "scope": "the hills"}, True),
        ({"number": 12, "measure": "guards"}, {"number": 13, "measure": "wounded guards"}, False),
        ({"number": 12, "unit": "tonnes"}, {"number": 13}, False),
    ],
)
def test_two_voices_differ_where_one_measure_and_scope_has_numbers_that_do_not_meet(
    one: dict[str, Any], other: dict[str, Any], differ: bool
) -> None:
    for pair in ((one, other), (other, one)):
        assert [row.differ for row in rows(*pair)] == [differ]


def test_two_numbers_of_one_voice_do_not_differ_from_each_other_and_a_third_voice_may() -> None:
    case = Case()
    case.report("2031-06-01", "Gazette", "12 guards fell, then 14 guards.")
    case.say(Figure, "12 guards", what="killed", measure="guards", number=12)
    case.say(Figure, "14 guards", what="killed", measure="guards", number=14)
    assert [r.differ for r in figures_as_of(case.view(), None)] == [False]
    case.say(Figure, "14 guards", what="killed", measure="guards", number=14, attributed_to="a clinic")
    case.say(Figure, "12 guards", what="killed", measure="guards", number=20, attributed_to="the mayor")
    assert [r.differ for r in figures_as_of(case.view(), None)] == [True]
