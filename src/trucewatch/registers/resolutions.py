"""In which year the Security Council adopted a resolution, by its number.

Numbers run on without a gap from 1 (1946). Years before 2015 were listed number by number; later ones rest on counts
and a few numbers seen, so near the ends of some years the register can be off by a few (`is_near_derived_edge`). A year
that agrees with its number needs no careful word; one that differs near such an end does.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from trucewatch.errors import TrucewatchError
from trucewatch.registers.table import rows_of

Basis = Literal["listed", "count+endpoint", "count", "derived", "open"]

_COLUMNS = ("year", "first_number", "last_number", "count", "basis", "source")
_BASES: dict[str, Basis] = {basis: basis for basis in get_args(Basis)}
# Rows whose last number was not seen as such: the boundary with the year after them is reckoned.
_INFERRED: frozenset[Basis] = frozenset({"count", "derived"})
# Two or three numbers are what a missed or doubled count in one year would move an end by.
EDGE_WIDTH = 3


@dataclass(frozen=True)
class YearRow:
    """The resolutions of one year.

    Attributes:
        year: year of adoption.
        first: first number of the year.
        last: last number, or None while the year is open.
        count: how many, or None while the year is open.
        basis: how the ends are known (see the head of the table).
        source: where the row comes from.
    """

    year: int
    first: int
    last: int | None
    count: int | None
    basis: Basis
    source: str

    def holds(self, number: int) -> bool:
        """Whether `number` is of this year; an open year holds every number from its first on."""
        return self.first <= number and (self.last is None or number <= self.last)


@lru_cache(maxsize=1)
def year_rows() -> tuple[YearRow, ...]:
    """Every year of the register, oldest first."""
    return tuple(_row(cells) for cells in rows_of("resolutions.csv", _COLUMNS))


def year_row(year: int) -> YearRow | None:
    """The row of `year`, or None where the register has none."""
    return next((row for row in year_rows() if row.year == year), None)


def rows_of_number(number: int) -> YearRow | None:
    """The year row that holds resolution `number`, or None for numbers below 1.

    The last, open year answers for every number from its first on: read its basis "open" as "that year or later".
    """
    return next((row for row in year_rows() if row.holds(number)), None)


def is_near_derived_edge(number: int) -> bool:
    """Whether the year given for `number` needs careful wording.

    True within `EDGE_WIDTH` numbers of a boundary between two years that was inferred and not seen, and for every
    number of the open year beyond its first known ones.
    """
    rows = year_rows()
    for before, after in itertools.pairwise(rows):
        if before.basis in _INFERRED and after.first - EDGE_WIDTH <= number < after.first + EDGE_WIDTH:
            return True
    newest = rows[-1]
    return newest.last is None and number >= newest.first + EDGE_WIDTH


def _row(cells: dict[str, str]) -> YearRow:
    basis = _BASES.get(cells["basis"])
    if basis is None:
        raise TrucewatchError(
            f"the year {cells['year']} has the basis {cells['basis']!r} in resolutions.csv", expected=", ".join(_BASES)
        )
    return YearRow(
        year=int(cells["year"]),
        first=int(cells["first_number"]),
        last=int(cells["last_number"]) if cells["last_number"] else None,
        count=int(cells["count"]) if cells["count"] else None,
        basis=basis,
        source=cells["source"],
    )
