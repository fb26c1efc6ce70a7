"""One-to-one pairings: the most pairs there can be, and the best ones by ranked aims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

HIGHEST_LIKENESS = 3000
"""Three shares (fields, characters, words) in thousandths."""
# Every sum below stays a whole number that a double holds exactly up to this many pairs.
_MOST_PAIRS = 900


@dataclass(frozen=True)
class Fit:
    """How well two records that may be paired fit.

    Attributes:
        right: the main fields agree.
        likeness: in thousandths, 0 to `HIGHEST_LIKENESS`.
        sure: the gold record is not marked as unsure.
    """

    right: bool
    likeness: int
    sure: bool


def most_pairs(may: Sequence[Sequence[bool]]) -> int:
    """How many rows can have a column each, one to one, where `may[row][column]` allows it."""
    row_of: dict[int, int] = {}

    def seat(row: int, tried: set[int]) -> bool:
        for column, allowed in enumerate(may[row]):
            if allowed and column not in tried:
                tried.add(column)
                if column not in row_of or seat(row_of[column], tried):
                    row_of[column] = row
                    return True
        return False

    return sum(seat(row, set()) for row in range(len(may)))


def best_pairs(fits: Mapping[tuple[int, int], Fit], rows: int, columns: int) -> list[tuple[int, int]]:
    """The one-to-one pairing with the most right pairs, then the most pairs, then most likeness, then most sure ones.

    Args:
        fits: (row, column) -> fit of every pair that is allowed.
        rows: number of gold records.
        columns: number of predicted records.

    Returns:
        The pairs by row. Which of several equally good pairings it is, is left open.

    Raises:
        ValueError: more records on both sides than can be weighed exactly.
    """
    if not fits:
        return []
    beyond = min(rows, columns) + 1  # more than there can be pairs
    if beyond > _MOST_PAIRS:
        raise ValueError(f"{rows} and {columns} records of one kind: at most {_MOST_PAIRS} can be paired exactly")
    # Each aim weighs more than all lower ones together can: numbers with `beyond` as the base of their places.
    found = (HIGHEST_LIKENESS + 1) * beyond**2
    weights = np.zeros((rows, columns))
    for (row, column), fit in fits.items():
        weights[row, column] = (fit.right * beyond + 1) * found + fit.likeness * beyond + fit.sure
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return sorted((int(row), int(column)) for row, column in chosen if (int(row), int(column)) in fits)
