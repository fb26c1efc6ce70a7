from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from desk_case import Browser, fill
from trucewatch.desk.web import rendering


class _Compiled(BytecodeCache):
    """Templates compiled once a run: every test opens a desk of its own, and compiling was most of its time."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@pytest.fixture(autouse=True)
def _templates_are_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "Environment", partial(Environment, bytecode_cache=_COMPILED))


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
