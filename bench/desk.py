"""How fast the desk answers: its pages on a large record, alone and to many readers at once, and what they weigh.

    python -m bench.desk [--statements 100000] [--processes 20] [--readers 50] [--asks 10] [--keep FILE]

The record is that of `bench.record`. The desk runs in a program of its own and is asked over loopback. For the board, a
report and what the menu leads to it prints the first answer of a record just opened, with what of it came before the
rest, the same asked again (median of 9, in milliseconds of the wall; of reports nine others, each asked for once), and
the page's weight in kB. The process is that of the newest report, which the desk begins with as it opens; "board" is
asked for --rest seconds after that, and "another" are boards of other processes. A page that is being computed is
asked for until it is there: "first byte" is then that of the page that says so; "begins" is the same of the others.
"slider" is the board at a day that was not asked for before, then at nine others; "known on" the same with what was
known by such a day; "search" a word that most reports have, then nine others, "pages" the queue of reviews leafed
through.

Then so many readers at once, each asking without a pause for the board and the reports of one process, beginning with
another one: all as of the last day, then each as of a day of its own; with "moving" the board alone, at another day
each time. "CPU" is what the desk itself took of it, where the system tells. Returns 1 where a bound of ours is not
held: 150 ms for a page asked again (for "another" and "known on" until it begins), 300 ms for a search, 300 kB, 95 of
100 answers to the readers within a second and none failed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from bench.record import fill
from trucewatch import api
from trucewatch.desk.web.rendering import NAVIGATION

SERVER_MS = 150.0
SEARCH_MS = 300.0
READERS_P95_S = 1.0
PAGE_KB = 300.0
_AGAIN = 9
_IN_PARTS = ("another", "known on")
"""Pages sent in two parts, or computed behind one that says so: of these the beginning is held to the bound."""
WORDS = ("captives", "agreed", "crossing", "side", "hand", "over", "day", "captives -deal", '"hand over"', "cross*")
"""Words that most paragraphs of the record have."""
_PATIENCE_S = 60.0
_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True)
class Answer:
    """What one request came to.

    Attributes:
        status: of the answer, 0 where there was none.
        first_byte, seconds: until the first words came, be it that the page is being computed, and until all had.
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
    parser.add_argument("--rest", type=float, default=0.0, help="seconds between the desk's opening and the first page")
    parser.add_argument("--keep", type=Path, help="the record, left for the next time")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch) / "desk.db"
        fill(str(place), options.statements, options.processes)
        with api.open_record(place, read_only=True) as record:
            every = [one.report for one in record.reports()]
        newest = max((one for one in every if one.published), key=lambda one: (one.published, one.process)).process
        reports = [one for one in every if one.process == newest]
        about = f"process={quote(newest or '')}"
        others = sorted({one.process for one in every if one.process} - {newest})
        days = sorted({one.published for one in reports if one.published})
        board, read = f"/board?{about}", [f"/report/{one.id[:16]}?{about}" for one in reports]
        menu = {name: f"/{name}?{about}" for group in NAVIGATION for name in group}
        with _desk(place) as (port, spent):
            time.sleep(options.rest)
            moved = [f"{board}&as_of={day}" for day in days]
            known = [f"{board}&known_on={day}" for day in days]
            sought = [f"/search?{about}&q={quote(word)}" for word in WORDS]
            queue = [f"/review?{about}&whole=true&page={number}" for number in range(1, _AGAIN + 2)]
            pages = {"board": [board], "another": [f"/board?process={quote(one)}" for one in others[: _AGAIN + 1]]}
            pages |= {"slider": moved[-_AGAIN - 1 :], "known on": known[-_AGAIN - 1 :]}
            pages = {name: asked for name, asked in pages.items() if asked}
            pages |= {"report": read[:_AGAIN], "search": sought, "pages": queue}
            held = _each(port, pages | {name: [page] for name, page in menu.items() if name not in pages})
            readers, asks = options.readers, options.asks
            ways = {"one day": [_turned([board, *read], number, asks) for number in range(readers)]}
            apart = [[f"{page}&as_of={day}" for page in [board, *read]] for day in _of(days, readers)]
            ways["own day"] = [_turned(pages, number, asks) for number, pages in enumerate(apart)]
            ways["moving"] = [_turned(moved, number * asks, asks) for number in range(readers)]
            for how, asked in ways.items():
                held &= _together(port, how, asked, spent)
    return 0 if held else 1


def _each(port: int, pages: Mapping[str, Sequence[str]]) -> bool:
    """Page after page, alone; of several of one sort each is asked for once, behind the first."""
    print(f"{'page':14} {'first byte':>12} {'first, ms':>12} {'begins':>12} {'again, ms':>12} {'kB':>8}")
    held = True
    for name, (page, *others) in pages.items():
        first = _ask(port, page)
        again = [_ask(port, other) for other in others or [page] * _AGAIN]
        took = 1000 * statistics.median(one.seconds for one in again)
        begins = 1000 * statistics.median(one.first_byte for one in again)
        told = f"{1000 * first.first_byte:12.0f} {1000 * first.seconds:12.0f} {begins:12.1f} {took:12.1f}"
        failed = {one.status for one in (first, *again)} - {200}
        most = SEARCH_MS if name == "search" else SERVER_MS
        slow = begins if name in _IN_PARTS else took
        over = [word for word, is_so in (("slow", slow > most), ("heavy", first.kilobytes > PAGE_KB)) if is_so]
        print(f"{name:14} {told} {first.kilobytes:8.0f} {' '.join([*map(str, failed), *over])}".rstrip())
        held &= not failed and not over
    return held


def _turned(pages: Sequence[str], first: int, asks: int) -> list[str]:
    """So many pages in their order, from one on, and round."""
    return [pages[(first + turn) % len(pages)] for turn in range(asks)]


def _of(days: Sequence[date], number: int) -> list[date]:
    """So many days, spread evenly; some twice where there are fewer."""
    return [days[place * len(days) // number] for place in range(number)]


def _together(port: int, how: str, asked: Sequence[Sequence[str]], spent: Callable[[], float | None]) -> bool:
    """Many readers at once; of each the pages that it asks for, one after the other."""
    found: list[Answer] = []

    def read(pages: Sequence[str]) -> None:
        found.extend(_ask(port, page) for page in pages)

    threads = [threading.Thread(target=read, args=(pages,)) for pages in asked]
    before, started = spent(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, after = time.perf_counter() - started, spent()
    computing = "" if before is None or after is None else f", CPU {after - before:.1f} of {took:.1f} s"
    seconds = sorted(one.seconds for one in found)
    p95 = seconds[int(0.95 * len(seconds))]
    failed = sum(one.status != 200 for one in found)
    print(
        f"{len(asked)} readers, {how}: {len(found)} requests, {len(found) / took:.0f} a second: median "
        f"{statistics.median(seconds):.3f} s, p95 {p95:.3f} s, longest {seconds[-1]:.3f} s, failed {failed}{computing}"
    )
    return failed == 0 and p95 <= READERS_P95_S


def _ask(port: int, page: str) -> Answer:
    """A page; one that is being computed is asked for until it is there."""
    first, started = _ask_once(port, page), time.perf_counter()
    answer = first
    while answer.status == HTTPStatus.ACCEPTED and time.perf_counter() - started < _PATIENCE_S:
        time.sleep(_LOOK_AGAIN_S)
        answer = _ask_once(port, page)
    took = first.seconds + time.perf_counter() - started
    return answer if answer is first else replace(answer, first_byte=first.first_byte, seconds=took)


def _ask_once(port: int, page: str) -> Answer:
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
def _desk(place: Path) -> Iterator[tuple[int, Callable[[], float | None]]]:
    """The desk over a record, in a program of its own; gives its port, and what tells the seconds that it computed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "trucewatch", "desk", "--record", str(place), "--port", str(port), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:  # noqa: S603 - ourselves
        try:
            until = time.monotonic() + _PATIENCE_S
            while _ask_once(port, "/static/css/desk.css").status == 0:
                if running.poll() is not None or time.monotonic() > until:
                    raise SystemExit("the desk did not start")
                time.sleep(0.2)
            yield port, lambda: _computed(running.pid)
        finally:
            running.terminate()


def _computed(pid: int) -> float | None:
    """Seconds that a running program has computed, None where the system does not tell."""
    told = Path(f"/proc/{pid}/stat")
    if not told.exists():
        return None
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
