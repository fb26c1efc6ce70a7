"""Child processes that add reports which were read beforehand, and tell each one that is safely there."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess

from record.making import DELTA, ISLAND, VALLEY, read, report_of
from trucewatch.record.writer import open_record
from trucewatch.vocabulary.reading import Reading

from .places import Kept


@dataclass(frozen=True)
class Given:
    """A reading, and what is counted of it once it is in the record."""

    reading: Reading
    id: str
    statements: frozenset[str]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Sightings, readings and actors."""
        return len(self.statements), 1, len(self.reading.actors)


def readings(count: int, name: str = "Bulletin") -> list[Given]:
    """Readings of so many different reports; others under another name."""
    texts = (ISLAND, VALLEY, DELTA)
    made = (read(report_of(f"{texts[n % 3]} {name} {n}.")) for n in range(count))
    return [Given(r, r.report.id, frozenset(s.id for s in r.statements)) for r in made]


def add(place: str, given: Sequence[Given], told: int) -> None:
    """Add readings; each report's id goes into the channel `told` once the record says that it has it."""
    with open_record(place, wait=120) as record:
        for one in given:
            record.add(one.reading)
            os.write(told, f"{one.id}\n".encode())  # whole or not at all: it is short


def add_and_stay(place: str, given: Sequence[Given], told: int) -> None:
    """Add readings, then wait to be killed: whoever kills may be later than the last report."""
    add(place, given, told)
    signal.pause()


def started(target: Callable[..., None], *arguments: object) -> BaseProcess:
    """A child that has all modules of this process already, so that little time goes by before it adds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads: none of ours hold a lock here
        child = multiprocessing.get_context("fork").Process(target=target, args=arguments)
        child.start()
    return child


@dataclass(frozen=True)
class Moment:
    """When to kill: so many seconds after the child has told so many reports."""

    told: int
    after: float


def moments(count: int) -> list[Moment]:
    """Moments from the first breath, while the record is opened, to well into adding; the same at every run."""
    chance = random.Random(1729)  # noqa: S311 - moments, no secrets
    opening = [Moment(0, chance.uniform(0.0, 0.2)) for _ in range(count // 5)]
    adding = [Moment(chance.randrange(1, 12), chance.uniform(0.0, 0.05)) for _ in range(count - len(opening))]
    chance.shuffle(found := opening + adding)
    return found


def killed(place: str, given: Sequence[Given], moment: Moment) -> set[str]:
    """Let a child add and kill it; the ids of the reports that it said were there."""
    reading_end, writing_end = os.pipe()
    child = started(add_and_stay, place, given, writing_end)
    os.close(writing_end)
    with os.fdopen(reading_end, "rb") as channel:
        told = [channel.readline() for _ in range(moment.told)]
        time.sleep(moment.after)
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        assert child.exitcode == -signal.SIGKILL
        return {line.decode().strip() for line in (*told, *channel.readlines())}


def check_whole(kept: Kept, given: Sequence[Given]) -> set[str]:
    """No report is there in part or twice; gives the ids of those that are there."""
    expected = {one.id: one.counts for one in given}
    counted = (
        "SELECT report.id, (SELECT count(*) FROM reading JOIN sighting ON sighting.reading_id = reading.id"
        " WHERE reading.report_id = report.id), (SELECT count(*) FROM reading WHERE reading.report_id = report.id)"
        " * (SELECT count(*) FROM report_meta WHERE report_meta.report_id = report.id),"
        " (SELECT count(*) FROM actor WHERE actor.report_id = report.id) FROM report"
    )
    found = {str(id_): tuple(counts) for id_, *counts in kept.rows(counted)}
    assert found == {id_: expected[id_] for id_ in found}
    return set(found)
