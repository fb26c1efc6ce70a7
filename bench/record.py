"""How fast a record answers: the queries behind a board, at growing sizes, on SQLite and on PostgreSQL.

    python -m bench.record [--sizes 10000 100000 1000000] [--processes 20] [--postgres URL|pgserver] [--keep FOLDER]

Readings are made by hand (nothing is read), of some 50 statements a report. For each size it prints how long adding
took; for the board of one process of the record, and for the boards of all of them: the first answer of a record just
opened, the same asked again (warm), and asked after one more report came; the memory that these answers and
a walk over all reports one by one took. Then how each grew with the size. Times are of the wall, in seconds, medians
of 5 where asked again; filling and asking run in programs of their own. With --keep the records stay, and those that
are there already are asked and not filled.
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

from trucewatch.record.chain import last_link
from trucewatch.record.writer import Record, open_record
from trucewatch.vocabulary.kinds import (
    Agreement,
    Content,
    Figure,
    Instrument,
    Obligation,
    OtherAgreement,
    Party,
    Position,
    Proposal,
    Quote,
    Talks,
    TimeExpression,
    Violation,
)
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.reading import Reading
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement

BEHIND_A_BOARD: tuple[type[Content], ...] = (
    Agreement, OtherAgreement, Obligation, Proposal, Position, Talks, Figure, Quote, Party, TimeExpression, Instrument,
    Violation,
)  # fmt: skip
"""The kinds that the folds of a board and the checks beside it ask a view for; its timeline asks for all statements."""

_SENTENCE = "Side {a} agreed on day {d} to hand over {n} captives to side {b} at the crossing. "
_PER_REPORT = 50
_FIRST_DAY = date(2001, 1, 1)
_NEW = 10**8  # numbers of reports that come while a record is asked


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sizes one by one and print the table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--processes", type=int, default=20, help="processes that the reports are spread over")
    parser.add_argument("--postgres", metavar="URL", help='also on this server; "pgserver" starts one of its own')
    parser.add_argument("--keep", type=Path, help="folder in which the records are left")
    parser.add_argument("--one", nargs=3, metavar=("STEP", "PLACE", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.one:
        step, place, size = options.one
        print(json.dumps(_STEPS[step](place, int(size), options.processes)))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        _table("SQLite", [_run(str(folder / f"{n}.db"), n, options.processes) for n in options.sizes])
        if options.postgres:
            with _server(options.postgres, folder, keep=options.keep is not None) as place:
                _table("PostgreSQL", [_run(place(n), n, options.processes) for n in options.sizes])
    return 0


def _run(place: str, size: int, processes: int) -> dict[str, Any]:
    found: dict[str, Any] = {"statements": size}
    for step in _STEPS:
        command = [sys.executable, "-m", "bench.record", "--processes", str(processes), "--one", step, place, str(size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
        found |= json.loads(done.stdout.splitlines()[-1])
    return found


def fill(place: str, size: int, processes: int) -> dict[str, Any]:
    """Add reports made by hand to the record at a place until there are so many statements, unless it has some."""
    started = time.perf_counter()
    with open_record(place) as record:
        for number in range(0 if _appends(record) else max(size // _PER_REPORT, 1)):
            record.add(_reading(number, processes))
    return {"adding": time.perf_counter() - started}


def _answers(place: str, process: str | None, of: str) -> dict[str, Any]:
    """What it takes to answer for one process, or for all; `of` names them."""
    before = _peak()
    with open_record(place, read_only=True) as record:
        computing = time.process_time()
        first, asked_for = _timed(lambda: _ask(record, process))
        computing = time.process_time() - computing
        warm = statistics.median(_timed(lambda: _ask(record, process))[0] for _ in range(5))
        memory = _peak() - before
        with open_record(place) as other:
            other.add(_reading(_NEW + _appends(other), 1))
        grown, _ = _timed(lambda: _ask(record, process))
    found: dict[str, float] = {"asked for": asked_for, "first": first, "first, on the processor": computing}
    found |= {"warm": warm, "one report more": grown, "memory, MB": memory}
    return {f"{of}: {name}": value for name, value in found.items()}


def _walk(place: str) -> dict[str, Any]:
    """What it takes to go through all reports with their statements and keep nothing."""
    before = _peak()
    with open_record(place, read_only=True) as record:
        took, _ = _timed(lambda: sum(len(statements) for _, statements in record.view().by_report()))
    return {"report by report": took, "report by report: memory, MB": _peak() - before}


_STEPS: dict[str, Callable[[str, int, int], dict[str, Any]]] = {
    "fill": fill,
    "part": lambda place, *_: _answers(place, "process-0", "one process"),
    "whole": lambda place, *_: _answers(place, None, "all"),
    "walk": lambda place, *_: _walk(place),
}
"""What is done with each record, every step in a program of its own so that memory is told apart."""


def _ask(record: Record, process: str | None) -> int:
    """What boards ask of a record, kind by kind and for the timeline; gives how many statements it got."""
    view = record.view(process=process)
    view.reports()
    view.findings()
    for kind in BEHIND_A_BOARD:
        view.of(kind)
    return len(view.statements())


def _appends(record: Record) -> int:
    with record.looking() as connection:
        return last_link(connection).number


def _timed(call: Callable[[], int]) -> tuple[float, int]:
    started = time.perf_counter()
    found = call()
    return time.perf_counter() - started, found


def _peak() -> float:
    """The most memory that this program had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _reading(number: int, processes: int) -> Reading:
    """A reading of some 50 statements; processes and days go round with its number."""
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
    return Reading(report, tuple(found), steps=("made 1",))


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
def _server(url: str, folder: Path, *, keep: bool) -> Iterator[Callable[[int], str]]:
    """Gives, for a size, the address of a database on the server, made where there is none."""
    import psycopg  # noqa: PLC0415 - the extra for PostgreSQL

    server = None
    if url == "pgserver":
        from pgserver.postgres_server import get_server  # noqa: PLC0415 - for development alone

        server = get_server(folder / "postgres")
        url = server.get_uri()

    def place(size: int) -> str:
        name = f"trucewatch_bench_{size}"
        with psycopg.connect(url, autocommit=True) as connection:
            if not keep:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
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
        grown = [f"{b[key] / a[key]:>8.1f}x" for a, b in itertools.pairwise(rows) if a[key]]
        print(f"  {key:<36}" + "".join(cells) + "   " + "".join(grown))


if __name__ == "__main__":
    sys.exit(main())
