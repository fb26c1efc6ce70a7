"""Word lists of the reading: one file a list, one entry a line, `#` begins a remark.

An entry may hold several words. An entry with a tab has a value behind it ("ratify<TAB>adopt").
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources


@functools.cache
def words(name: str) -> frozenset[str]:
    """The entries of a list, e.g. `words("office_nouns")`, without their values."""
    return frozenset(table(name))


@functools.cache
def table(name: str) -> Mapping[str, str]:
    """The entries of a list with their values; "" where an entry has none."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    rows: dict[str, str] = {}
    for line in text.splitlines():
        entry, _, value = line.split("#", 1)[0].strip().partition("\t")
        if entry:
            rows[entry.strip()] = value.strip()
    return rows
