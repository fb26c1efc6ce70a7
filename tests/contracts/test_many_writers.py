"""Writers that are killed, and many at once: what was acknowledged is there, once and whole."""

from __future__ import annotations

import multiprocessing
import os
import re

import pytest

from trucewatch.errors import RecordError
from trucewatch.record.verifying import verify
from trucewatch.record.writer import open_record

from .children import Given, Moment, add, check_whole, killed, moments, readings, started
from .conftest import Places
from .places import Kept

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="children are forked"),
]

KILLS = 200
OF_ONE_RECORD = 10  # a small record is verified quickly, so that it is after every kill
WRITERS = 8
EACH = 500
SHARED = 25  # reports that a writer and the next one both add


def test_a_killed_writer_loses_nothing_it_acknowledged(places: Places) -> None:
    given = readings(OF_ONE_RECORD * 25)
    drawn = moments(KILLS)
    told = added = cut = 0
    for first in range(0, KILLS, OF_ONE_RECORD):
        kept = places()
        safe: set[str] = set()
        for moment in drawn[first : first + OF_ONE_RECORD]:
            acknowledged = killed(kept.place, [one for one in given if one.id not in safe], moment)
            there = check_whole(kept, given)
            assert safe | acknowledged <= there
            told += len(acknowledged)
            cut += len(there - safe - acknowledged)  # added, killed before it could be said
            safe = there
            with open_record(kept.place, read_only=True) as record:
                assert list(verify(record)) == []
        added += len(safe)
        check_content(kept, [one for one in given if one.id in safe])
    assert added > 2 * KILLS  # they were killed at work
    assert cut < KILLS  # and most of them in the middle of it
    assert told == added - cut


def check_content(kept: Kept, safe: list[Given]) -> None:
    """The record holds these reports as they were read, and takes further ones."""
    with open_record(kept.place) as record:
        view = record.view()
        assert {r.id for r in view.reports()} == {one.id for one in safe}
        assert {s.id for s in view.statements()} == set().union(*(one.statements for one in safe))
        for one in safe[::10]:
            assert record.reading(one.id) == one.reading
        (other,) = readings(1, "Evening bulletin")
        assert record.add(other.reading).is_new
        assert list(verify(record)) == []


def test_a_program_killed_while_it_makes_a_record_leaves_none_or_a_whole_one(empty: Kept) -> None:
    given = readings(40)
    there = empty_or_whole(empty)
    assert not there
    after = 0.02  # seconds; longer each time, until there was time enough
    while not there and after < 20:
        killed(empty.place, given, Moment(0, after))
        there = empty_or_whole(empty)
        after *= 1.2
    assert there
    assert check_whole(empty, given) == there


def empty_or_whole(kept: Kept) -> set[str]:
    """The reports of a sound record; none where there is no record yet."""
    try:
        with open_record(kept.place, read_only=True) as record:
            assert list(verify(record)) == []
            return {filed.report.id for filed in record.reports()}
    except RecordError as error:
        if not re.search("there is no record at|is empty or of an older form", error.found):
            raise
        return set()


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
