"""Krippendorff's alpha against the worked examples of its author, and on values that leave nothing to compare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.api.krippendorff import nominal_alpha

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), sections A, B and C: two observers and two values,
# two observers and several values, four observers with missing values. "." stands for a value that is missing.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbcccedd d".replace(" ", ""))
MISSING = ("123321412...", "1233224125.3", ".33323422 51.".replace(" ", ""), "1233244125 1.".replace(" ", ""))


def units(observers: tuple[str, ...]) -> list[list[str | None]]:
    return [[None if value == "." else value for value in unit] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(("observers", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_the_published_examples(observers: tuple[str, ...], alpha: float) -> None:
    assert nominal_alpha(units(observers)) == pytest.approx(alpha, abs=0.0005)


def test_agreement_throughout_and_none() -> None:
    assert nominal_alpha([["a", "a"], ["b", "b"], ["b", "b", "b"]]) == 1
    low = nominal_alpha([["a", "b"], ["b", "a"]])
    assert low is not None
    assert low < 0


def test_where_nothing_can_be_told_apart_it_is_not_defined() -> None:
    assert nominal_alpha([]) is None
    assert nominal_alpha([["a"], ["b", None]]) is None
    assert nominal_alpha([["a", "a"], ["a", "a"]]) is None


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=1, max_size=6))
def test_neither_the_order_of_units_nor_of_coders_nor_the_names_of_values_matter(given_: list[list[str]]) -> None:
    shuffled = [sorted(unit, reverse=True) for unit in given_[::-1]]
    renamed = [[{"a": "x", "b": "y", "c": "z"}[value] for value in unit] for unit in shuffled]
    alpha = nominal_alpha(given_)
    assert nominal_alpha(renamed) == (alpha if alpha is None else pytest.approx(alpha))
    assert alpha is None or alpha <= 1
