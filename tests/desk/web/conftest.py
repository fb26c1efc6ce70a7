from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_case import Browser, fill


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Browser]:
    """The desk over an empty record."""
    browser = Browser(tmp_path)
    yield browser
    browser.desk.close()


@pytest.fixture
def browser(empty: Browser) -> Browser:
    """The desk over a record with both reports, published on 10 and 11 May 2031, of the process "reef"."""
    with empty.desk.writing() as record:
        fill(record)
    return empty
