"""How fast the desk answers: its pages on a large record, alone and to many readers at once, and what they weigh.

    python -m bench.desk [--statements 100000] [--processes 20] [--readers 50] [--asks 10] [--keep FILE]

The record is that of `bench.record`. The desk runs in a program of its own and is asked over loopback. For the board, a
report and what the menu leads to it prints the first answer of a record just opened, with what of it came before the
rest, the same asked again (median of 9, in milliseconds of the wall; of reports nine others, each asked for once), and
the page's weight in kB. "slider" is the board at a day that was not asked for before, then at nine others. Then so many
readers at once, each asking without a pause for the board and the reports of one process, beginning with another one:
all as of the last day, then each as of a day of its own; with "moving" the board alone, at
another day each time. Returns 1 where a bound of ours is not
held: 150 ms for a page asked again, 300 kB, 95 of 100 answers to the readers within a second and none failed.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from bench.record import fill
from trucewatch import api
from trucewatch.desk.web.rendering import NAVIGATION

SERVER_MS = 150.0
READERS_P95_S = 1.0
PAGE_KB = 300.0
_AGAIN = 9
_PATIENCE_S = 60.0


@dataclass(frozen=True)
class Answer:
    """What one request came to.

    Attributes:
        status: of the answer, 0 where there was none.
        first_byte, seconds: until the first words came, and until all had.
        kilobytes: of the page.
    """

    status: int
    first_byte: float
    seconds: float
    kilobytes: float


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=20, help="processes that the reports are spread over")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--asks", type=int, default=10, help="requests of each reader")
    parser.add_argument("--keep", type=Path, help="the record, left for the next time")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch) / "desk.db"
        fill(str(place), options.statements, options.processes)
        with api.open_record(place, read_only=True) as record:
            reports = [one.report for one in record.reports() if one.report.process == "process-0"]
        about = f"process={quote('process-0')}"
        days = sorted({one.published for one in reports if one.published})
        board, read = f"/board?{about}", [f"/report/{one.id[:16]}?{about}" for one in reports]
        menu = [f"/{name}?{about}" for group in NAVIGATION for name in group]
        with _desk(place) as port:
            moved = [f"{board}&as_of={day}" for day in days]
            pages = {"board": [board], "slider": moved[-_AGAIN - 1 :], "report": read[:_AGAIN]}
            held = _each(port, pages | {_name(page): [page] for page in menu if page != board})
            readers, asks = options.readers, options.asks
            held &= _together(port, "one day", [_turned([board, *read], number, asks) for number in range(readers)])
            apart = [[f"{page}&as_of={day}" for page in [board, *read]] for day in _of(days, readers)]
            held &= _together(port, "own day", [_turned(pages, n, asks) for n, pages in enumerate(apart)])
            held &= _together(port, "moving", [_turned(moved, n * asks, asks) for n in range(readers)])
    return 0 if held else 1


def _each(port: int, pages: Mapping[str, Sequence[str]]) -> bool:
    """Page after page, alone; of several of one sort each is asked for once, behind the first."""
    print(f"{'page':14} {'first byte':>12} {'first, ms':>12} {'again, ms':>12} {'kB':>8}")
    held = True
    for name, (page, *others) in pages.items():
        first = _ask(port, page)
        again = [_ask(port, other) for other in others or [page] * _AGAIN]
        took = 1000 * statistics.median(one.seconds for one in again)
        told = f"{1000 * first.first_byte:12.0f} {1000 * first.seconds:12.0f} {took:12.1f} {first.kilobytes:8.0f}"
        failed = {one.status for one in (first, *again)} - {200}
        over = [word for word, is_so in (("slow", took > SERVER_MS), ("heavy", first.kilobytes > PAGE_KB)) if is_so]
        print(f"{name:14} {told} {' '.join([*map(str, failed), *over])}".rstrip())
        held &= not failed and not over
    return held


def _name(page: str) -> str:
    return page.partition("?")[0].split("/")[1]


def _turned(pages: Sequence[str], first: int, asks: int) -> list[str]:
    """So many pages in their order, from one on, and round."""
    return [pages[(first + turn) % len(pages)] for turn in range(asks)]


def _of(days: Sequence[date], number: int) -> list[date]:
    """So many days, spread evenly; some twice where there are fewer."""
    return [days[place * len(days) // number] for place in range(number)]


def _together(port: int, how: str, asked: Sequence[Sequence[str]]) -> bool:
    """Many readers at once; of each the pages that it asks for, one after the other."""
    found: list[Answer] = []

    def read(pages: Sequence[str]) -> None:
        found.extend(_ask(port, page) for page in pages)

    threads = [threading.Thread(target=read, args=(pages,)) for pages in asked]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    seconds = sorted(one.seconds for one in found)
    p95 = seconds[int(0.95 * len(seconds))]
    failed = sum(one.status != 200 for one in found)
    print(
        f"{len(asked)} readers, {how}: {len(found)} requests, {len(found) / took:.0f} a second: median "
        f"{statistics.median(seconds):.3f} s, p95 {p95:.3f} s, longest {seconds[-1]:.3f} s, failed {failed}"
    )
    return failed == 0 and p95 <= READERS_P95_S


def _ask(port: int, page: str) -> Answer:
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        first = answer.read(1)
        first_byte = time.perf_counter() - started
        body = first + answer.read()
    except (OSError, http.client.HTTPException):
        return Answer(0, 0.0, time.perf_counter() - started, 0.0)
    finally:
        connection.close()
    return Answer(answer.status, first_byte, time.perf_counter() - started, len(body) / 1000)


@contextmanager
def _desk(place: Path) -> Iterator[int]:
    """The desk over a record, in a program of its own; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "trucewatch", "desk", "--record", str(place), "--port", str(port), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:  # noqa: S603 - ourselves
        try:
            until = time.monotonic() + _PATIENCE_S
            while _ask(port, "/static/css/desk.css").status == 0:
                if running.poll() is not None or time.monotonic() > until:
                    raise SystemExit("the desk did not start")
                time.sleep(0.2)
            yield port
        finally:
            running.terminate()


if __name__ == "__main__":
    sys.exit(main())
