"""A listing that is shown page by page: which rows stand on which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from trucewatch.desk.web.asking import AskedError

RowT = TypeVar("RowT")

MOST = 1_000_000_000
"""The highest page that can be asked for; what a list does not reach is answered with its last one."""


@dataclass(frozen=True)
class Part:
    """Where the rows shown stand in their list.

    Attributes:
        page: the number of the page, from 1.
        pages: how many there are; 1 for an empty list.
        first, last: the rows shown, counted from 1; 0 and 0 of an empty list.
        rows: how many the whole list has.
    """

    page: int
    pages: int
    first: int
    last: int
    rows: int

    def of(self, rows: Sequence[RowT]) -> Sequence[RowT]:
        """Those of all rows that are shown."""
        return rows[max(self.first - 1, 0) : self.last]


def part_of(rows: int, page: int, size: int) -> Part:
    """A page of a list; of one that has become shorter meanwhile, the last.

    Args:
        rows: how many the list has.
        page: which page is asked for, from 1.
        size: rows of a page.

    Raises:
        AskedError: the number is none of a page.
    """
    if not 1 <= page <= MOST:
        raise AskedError(f"the address asks for page {page} of a list", expected=f"a number from 1 to {MOST}")
    pages = max(1, -(-rows // size))
    page = min(page, pages)
    return Part(page, pages, min((page - 1) * size + 1, rows), min(page * size, rows), rows)


def whole(rows: int) -> Part:
    """All rows of a list on one page."""
    return Part(1, 1, min(1, rows), rows, rows)
