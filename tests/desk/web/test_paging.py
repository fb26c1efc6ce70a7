from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.desk.web.asking import AskedError
from trucewatch.desk.web.paging import Part, part_of, whole


@given(rows=st.integers(0, 300), size=st.integers(1, 60))
def test_the_pages_of_a_list_are_the_list(rows: int, size: int) -> None:
    held = list(range(rows))
    pages = part_of(rows, 1, size).pages
    parts = [part_of(rows, page, size) for page in range(1, pages + 1)]
    assert [row for part in parts for row in part.of(held)] == held
    assert all(len(part.of(held)) == size for part in parts[:-1])
    assert all(0 < len(part.of(held)) <= size for part in parts[-1:] if rows)
    assert part_of(rows, pages + 1, size) == parts[-1]


def test_rows_are_counted_from_one() -> None:
    assert part_of(120, 2, 50) == Part(page=2, pages=3, first=51, last=100, rows=120)
    assert part_of(0, 1, 50) == whole(0) == Part(page=1, pages=1, first=0, last=0, rows=0)
    assert whole(7) == Part(page=1, pages=1, first=1, last=7, rows=7)


@pytest.mark.parametrize("page", [0, -3, 10**12])
def test_no_page_has_such_a_number(page: int) -> None:
    with pytest.raises(AskedError, match=f"page {page} of a list"):
        part_of(120, page, 50)
