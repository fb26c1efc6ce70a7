"""How fast a record answers: the queries behind a board, at growing sizes, on SQLite and on PostgreSQL.

    python -m bench.record [--sizes 10000 100000 1000000] [--processes 20] [--postgres URL|pgserver] [--keep FOLDER]

Readings are made by hand (nothing is read), of some 50 statements a report. For each size it prints how long adding
took, the first answer of a newly opened record, the answer asked again (warm), one process of the record, both
likewise, and the memory that the answers took; then how each grew with the size. Times are of the wall, in seconds,
medians of 5 where asked again; every size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Obligation,
    OtherAgreement,
    Party,
    Position,
    Proposal,
    Quote,
    Talks,
    TimeExpression,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

BEHIND_A_BOARD: tuple[type[Content], ...] = (
    Agreement, OtherAgreement, Obligation, Proposal, Position, Talks, Figure, Quote, Party,
)  # fmt: skip
"""The kinds of statements that the folds of a board ask a view for."""

_SENTENCE = "Side {a} agreed on day {d} to hand over {n} captives to side {b} at the crossing. "
_PER_REPORT = 50
_FIRST_DAY = date(2001, 1, 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sizes one by one and print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--processes", type=int, default=20, help="processes that the reports are spread over")
    parser.add_argument("--postgres", metavar="URL", help='also on this server; "pgserver" starts one of its own')
    parser.add_argument("--keep", type=Path, help="folder in which the records are left")
    parser.add_argument("--one", nargs=2, metavar=("PLACE", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.one:
        print(json.dumps(_measure(options.one[0], int(options.one[1]), options.processes)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _table("SQLite", [_run(str(folder / f"{n}.db"), n, options.processes) for n in options.sizes])
        if options.postgres:
            with _server(options.postgres, folder) as place:
                _table("PostgreSQL", [_run(place(n), n, options.processes) for n in options.sizes])
    return 0


def _run(place: str, size: int, processes: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.record", "--processes", str(processes), "--one", place, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measure(place: str, size: int, processes: int) -> dict[str, Any]:
    started = time.perf_counter()
    with open_record(place) as record:
        for reading in _readings(size, processes):
            record.add(reading)
    adding = time.perf_counter() - started
    before = _peak()
    with open_record(place, read_only=True) as record:
        first, whole = _timed(lambda: _ask(record))
        warm = statistics.median(_timed(lambda: _ask(record))[0] for _ in range(5))
    with open_record(place, read_only=True) as record:
        first_part, part = _timed(lambda: _ask(record, "process-0"))
        warm_part = statistics.median(_timed(lambda: _ask(record, "process-0"))[0] for _ in range(5))
    return {
        "statements": size, "asked for": whole, "in one process": part, "adding": adding, "first": first, "warm": warm,
        "first, one process": first_part, "warm, one process": warm_part, "memory, MB": (_peak() - before) / 1024,
    }  # fmt: skip


def _ask(record: Record, process: str | None = None) -> int:
    """What a board asks of a record: its reports, and its statements kind by kind; gives how many it got."""
    view: RecordView = record.view(process=process)
    view.reports()
    return sum(len(view.of(kind)) for kind in BEHIND_A_BOARD)


def _timed(call: Callable[[], int]) -> tuple[float, int]:
    started = time.perf_counter()
    found = call()
    return time.perf_counter() - started, found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _readings(size: int, processes: int) -> Iterator[Reading]:
    """Readings with so many statements in all, some 50 a report, spread over processes and days."""
    for number in range(max(size // _PER_REPORT, 1)):
        lines = [
            _SENTENCE.format(a=chr(65 + i % 26), b=chr(66 + i % 25), d=i, n=(number * 7 + i) % 900 + 1)
            for i in range(_PER_REPORT)
        ]
        text = f"Report {number}\n\n" + "".join(lines)
        published = _FIRST_DAY + timedelta(days=number % 9000)
        process = f"process-{number % processes}"
        report = Report(text, published=published, outlet=f"Outlet {number % 40}", language="en", process=process)
        found, at = [], text.index("Side")
        for i, line in enumerate(lines):
            passage = Passage.of(text, at, at + len(line))
            found.append(Statement(report.id, _content(i, passage, published), published))
            at += len(line)
        yield Reading(report, tuple(found), steps=("made 1",))


def _content(number: int, passage: Passage, day: date) -> Content:
    """Kinds in about the shares that reading reports gives."""
    at, side = (passage,), f"Side {chr(65 + number % 26)}"
    kind = number % 10
    if kind < 3:
        return TimeExpression(type="date", value=day.isoformat(), surface=at, step="made")
    if kind < 5:
        return Quote(speaker=side, mention=side, cue="said", type="indirect", content=at, step="made")
    if kind < 7:
        return Obligation(bearer=side, bearer_mention=side, action="release", state="pending", evidence=at, step="made")
    if kind == 7:
        return Position(actor=side, actor_mention=side, stance="accept", evidence=at, step="made")
    if kind == 8:
        return Figure(what="released", number=number, evidence=at, step="made")
    return Talks(venue=None, date=day.isoformat(), participants=(side,), status="held", evidence=at, step="made")


@contextmanager
def _server(url: str, folder: Path) -> Iterator[Callable[[int], str]]:
    """Gives, for a size, the address of an empty database on the server."""
    import psycopg  # noqa: PLC0415 - the extra for PostgreSQL

    server = None
    if url == "pgserver":
        from pgserver.postgres_server import get_server  # noqa: PLC0415 - for development alone

        server = get_server(folder / "postgres")
        url = server.get_uri()

    def place(size: int) -> str:
        name = f"trucewatch_bench_{size}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
        parts = urlsplit(url)
        return urlunsplit(parts._replace(path=f"/{name}"))

    try:
        yield place
    finally:
        if server is not None:
            server.cleanup()


def _table(name: str, rows: Sequence[dict[str, Any]]) -> None:
    print(f"\n{name}")
    for key in rows[0]:
        cells = [f"{row[key]:>12,}" if isinstance(row[key], int) else f"{row[key]:>12.3f}" for row in rows]
        print(f"  {key:<20}" + "".join(cells))
    for key in ("first", "warm", "memory, MB"):
        grown = [f"{b[key] / a[key] if a[key] else 0:>12.1f}" for a, b in itertools.pairwise(rows)]
        print(f"  {key + ', times':<20}" + " " * 12 + "".join(grown))


if __name__ == "__main__":
    sys.exit(main())
