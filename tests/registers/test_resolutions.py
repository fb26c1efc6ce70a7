"""Security Council resolutions by year."""

from __future__ import annotations

import itertools

import pytest

from trucewatch.registers.resolutions import is_near_derived_edge, rows_of_number, year_row, year_rows


def test_years_and_numbers_run_on_without_a_gap() -> None:
    assert (year_rows()[0].year, year_rows()[0].first) == (1946, 1)
    for before, after in itertools.pairwise(year_rows()):
        assert after.year == before.year + 1
        assert before.last is not None
        assert after.first == before.last + 1


def test_counts_agree_with_the_ends_and_only_the_last_year_is_open() -> None:
    for row in year_rows():
        assert row.source
        if row.basis == "open":
            assert row is year_rows()[-1]
            assert (row.last, row.count) == (None, None)
        else:
            assert row.last is not None
            assert row.count == row.last - row.first + 1


@pytest.mark.parametrize(
    ("number", "year"),
    [
        (1, 1946),
        (78, 1949),
        (79, 1950),
        (89, 1950),
        (90, 1951),
        (242, 1967),
        (1325, 2000),
        (1701, 2006),
        (2334, 2016),
        (2720, 2023),
        (2728, 2024),
        (2735, 2024),
    ],
)
def test_year_of_number(number: int, year: int) -> None:
    row = rows_of_number(number)
    assert row is not None
    assert row.year == year
    assert year_row(year) is row


@pytest.mark.parametrize("number", [0, -5])
def test_no_year_for_impossible_numbers(number: int) -> None:
    assert rows_of_number(number) is None


def test_no_row_for_years_outside_the_register() -> None:
    assert year_row(1945) is None
    assert year_row(1900) is None


@pytest.mark.parametrize("number", [2397, 2398, 2451, 2503, 2504, 2671, 2672])
def test_reckoned_boundaries_need_careful_words(number: int) -> None:
    assert is_near_derived_edge(number)


@pytest.mark.parametrize("number", [79, 1701, 2195, 2259, 2260, 2314, 2425, 2720, 2722, 2735, 2768])
def test_seen_numbers_do_not(number: int) -> None:
    assert not is_near_derived_edge(number)


def test_far_into_the_open_year_needs_careful_words() -> None:
    newest = year_rows()[-1]
    assert rows_of_number(newest.first + 500) is newest
    assert is_near_derived_edge(newest.first + 500)
