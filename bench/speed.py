"""Speed of the reading on reports of about 700 words, one thread: the whole beside its parse and its peers, in one run.

    python bench/speed.py [--rounds 3] [--reports 40] [--long CHARACTERS] [--out FILE]

Reports are made of our own corpus: the paragraphs of a process in order, parted where one ends after 650 words. Prints
reports and words a CPU-second for the whole reading, for spaCy's pipeline as it is packaged and as we run it, the share
of each step, and the peak of memory. CPU-seconds are the process's own (user and system). The three are timed in
turns on each report and the least of the rounds counts, so that a neighbour on the machine weighs little; ratios
hold better than figures. The peers (bench/peers.py: textacy's quotations, two recognisers of dates, each a part of the
job) read the same reports after them, where `make peers` has made their environment. --long reads one text of that many
characters as well, and prints its time and the peak. --out appends what was printed to a file, under day and commit.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from spacy.language import Language

from bench.quality.__main__ import commit
from bench.quality.peers import available, peer_rows
from trucewatch.reading.page import Page
from trucewatch.reading.sentences import DEFAULT_PIPELINE, find_paragraphs, load_pipeline, parse
from trucewatch.reading.step import Step
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.vocabulary.report import Report

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
Milliseconds = dict[str, float]
"""CPU time of each step, by its name."""
_WORDS = 650  # a report ends with the paragraph in which it reaches them
_LEAST = 550  # what is left over at the end of a process and shorter than this is not read
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="times the reports are read")
    parser.add_argument("--reports", type=int, default=40, help="how many of them at most, spread over the corpus")
    parser.add_argument("--long", type=int, default=0, metavar="CHARACTERS", help="read one text of this length too")
    parser.add_argument("--out", type=Path, help="file that the figures are appended to")
    options = parser.parse_args(arguments)
    told = io.StringIO()
    with redirect_stdout(told):
        _measure(options)
    print(told.getvalue(), end="")
    if options.out is not None:
        with options.out.open("a", encoding="utf-8") as held:
            held.write(f"## {date.today()}, {commit()}\n\n```\n{told.getvalue()}```\n\n")  # noqa: DTZ011 - a heading


def _measure(options: argparse.Namespace) -> None:
    reports = spread(reports_of(CORPUS), options.reports)
    for report in reports:  # first use fills caches (word lists, registers) and says how much memory a reading takes
        read_by_step(report, DEFAULT_STEPS)
    peak = _peak()
    parse_ms, packaged_ms, steps_ms = _timed(reports, options.rounds)
    words = sum(len(report.text.split()) for report in reports) / len(reports)
    whole_ms = sum(steps_ms.values())
    print(f"{len(reports)} reports, {words:.0f} words each, {options.rounds} rounds, one thread")
    for name, taken in (("whole reading", whole_ms), ("parse, as run", parse_ms), ("parse, packaged", packaged_ms)):
        rate = 1000 * len(reports) / taken
        print(f"{name:16} {rate:6.2f} reports  {rate * words:7.0f} words a CPU-second")
    print(
        f"whole reading: {whole_ms / parse_ms:.2f} times its parse, {whole_ms / packaged_ms:.2f} times the packaged one"
    )
    for name, taken in _slowest(steps_ms):
        print(f"  {name:12} {taken / len(reports):6.1f} ms a report  {100 * taken / whole_ms:5.1f} %")
    _print_peers(reports, whole_ms)
    print(f"peak memory {peak:.0f} MB")
    if options.long:
        _print_long(reports, options.long)


def reports_of(corpus: Path) -> list[Report]:
    """Reports of about 700 words out of the texts of every process."""
    made = []
    for folder in sorted({path.parent for path in corpus.glob("*/[0-9][0-9].txt")}):
        texts = [path.read_text("utf-8") for path in sorted(folder.glob("[0-9][0-9].txt"))]
        held: list[str] = []
        for text in texts:
            for start, end in find_paragraphs(text):
                held.append(text[start:end])
                if sum(len(paragraph.split()) for paragraph in held) >= _WORDS:
                    made.append("\n\n".join(held))
                    held = []
        if sum(len(paragraph.split()) for paragraph in held) >= _LEAST:
            made.append("\n\n".join(held))
    return [Report(text=text) for text in made]


def spread(reports: Sequence[Report], number: int) -> list[Report]:
    """At most that many, evenly from first to last."""
    step = max(1.0, len(reports) / number)
    return [reports[int(place * step)] for place in range(min(number, len(reports)))]


def read_by_step(report: Report, steps: Sequence[Step]) -> Milliseconds:
    """Read a report; CPU milliseconds of each step."""
    taken: Milliseconds = {}
    page = Page(report)
    for step in steps:
        started = time.process_time()
        page.add(step(page))
        taken[step.name] = _since(started)
    return taken


def _timed(reports: Sequence[Report], rounds: int) -> tuple[float, float, Milliseconds]:
    """CPU milliseconds for all reports: parse as we run it, pipeline as packaged, steps of the reading."""
    ours, packaged = load_pipeline(DEFAULT_PIPELINE), importlib.import_module(DEFAULT_PIPELINE).load()
    packaged("First use fills its caches.")
    parse_ms, packaged_ms, steps_ms = 0.0, 0.0, dict.fromkeys((step.name for step in DEFAULT_STEPS), 0.0)
    for report in reports:
        taken = [_turn(report, ours, packaged) for _ in range(rounds)]
        parse_ms += min(each[0] for each in taken)
        packaged_ms += min(each[1] for each in taken)
        for name, each in min((steps for _, _, steps in taken), key=lambda steps: sum(steps.values())).items():
            steps_ms[name] += each
    return parse_ms, packaged_ms, steps_ms


def _turn(report: Report, ours: Language, packaged: Language) -> tuple[float, float, Milliseconds]:
    """All three, once."""
    steps = read_by_step(report, DEFAULT_STEPS)
    started = time.process_time()
    parse(ours, report.text, find_paragraphs(report.text))
    parse_ms, started = _since(started), time.process_time()
    packaged(report.text)
    return parse_ms, _since(started), steps


def _slowest(steps: Milliseconds) -> list[tuple[str, float]]:
    return sorted(steps.items(), key=lambda step: -step[1])


def _print_peers(reports: Sequence[Report], whole_ms: float) -> None:
    """Each peer's CPU time on the same reports, as it tells it, beside that of the whole reading."""
    if not available():
        print("peers: their environment is not there (make peers)")
        return
    taken: Counter[str] = Counter()
    for row in peer_rows([(report.text, report.published) for report in reports]):
        taken[row["peer"]] += 1000 * row["seconds"]
    for name, spent in taken.items():
        rate = 1000 * len(reports) / spent
        print(f"peer {name:11} {rate:6.2f} reports a CPU-second, {spent / whole_ms:.2f} of our time")


def _print_long(reports: Sequence[Report], characters: int) -> None:
    """One text of many: memory must not grow faster than it."""
    paragraphs = [line for report in reports for line in report.text.split("\n\n")]
    count = characters * len(paragraphs) // sum(len(line) + 2 for line in paragraphs) + 1
    text = "\n\n".join(islice(cycle(paragraphs), count))[:characters]
    steps = read_by_step(Report(text=text), DEFAULT_STEPS)
    seconds = sum(steps.values()) / 1000
    print(f"one text of {len(text)} characters: {seconds:.1f} CPU-seconds, peak memory {_peak():.0f} MB")
    for name, taken in _slowest(steps)[:5]:
        print(f"  {name:12} {taken / 1000:6.1f} s")


def _since(started: float) -> float:
    return 1000 * (time.process_time() - started)


def _peak() -> float:
    """The most memory that the process ever held, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 2**20 if sys.platform == "darwin" else held / 2**10


if __name__ == "__main__":
    if any(os.environ.get(name) != "1" for name in _THREADS):  # libraries read these when they are loaded: start anew
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | dict.fromkeys(_THREADS, "1"))  # noqa: S606
    main()
