"""Writers that are killed, and many at once: what was acknowledged is there, once and whole."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record

from .children import add, check_whole, killed, moments, readings, started
from .places import InFile, Kept

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="children are forked"),
]

KILLS = {"sqlite": 200, "postgres": 40}
WRITERS = 8
EACH = 500
SHARED = 25  # reports that a writer and the next one both add


def test_a_killed_writer_loses_nothing_it_acknowledged(kept: Kept) -> None:
    kills = KILLS["sqlite" if isinstance(kept, InFile) else "postgres"]
    given = readings(kills * 25)
    safe: set[str] = set()
    cut = 0
    for kill, moment in enumerate(moments(kills)):
        left = [one for one in given if one.id not in safe]
        acknowledged = killed(kept.place, left, moment)
        there = check_whole(kept, given)
        assert safe | acknowledged <= there
        cut += len(there - safe - acknowledged)  # added, killed before it could be said
        safe = there
        if kill % 20 == 0:
            with open_record(kept.place, read_only=True) as record:
                assert list(verify(record)) == []
    assert len(safe) > 2 * kills  # they were killed at work
    assert cut < kills  # and most of them in the middle of it
    with open_record(kept.place) as record:
        assert {r.report.id for r in record.reports()} == safe
        view = record.view()
        assert {s.id for s in view.statements()} == set().union(*(one.statements for one in given if one.id in safe))
        for one in given[: len(safe) : kills // 10]:
            assert record.reading(one.id) == one.reading
        assert list(verify(record)) == []


def test_eight_writers_at_once(kept: Kept) -> None:
    given = readings(WRITERS * EACH)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    children = []
    for number in range(WRITERS):
        begin = number * EACH
        mine = [*given[begin : begin + EACH], *given[(begin + EACH) % len(given) :][:SHARED]]
        children.append(started(add, kept.place, mine, nowhere))
    for child in children:
        child.join()
    os.close(nowhere)
    assert [child.exitcode for child in children] == [0] * WRITERS
    assert check_whole(kept, given) == {one.id for one in given}
    with open_record(kept.place, read_only=True) as record:
        assert {s.id for s in record.view().statements()} == set().union(*(one.statements for one in given))
        assert list(verify(record)) == []
