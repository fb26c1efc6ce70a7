"""Speed of the reading on the sample reports, one thread: whole reading beside its parse alone, in one run.

    python bench/speed.py [--rounds 3]

Prints reports and words a CPU-second for both and their ratio, and where the time goes step by step. CPU-seconds are
the process's own (user and system); load the machine as you like, the ratio holds.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from trucewatch.reading.page import Page
from trucewatch.reading.sentences import DEFAULT_PIPELINE, load_pipeline
from trucewatch.reading.steps import DEFAULT_STEPS
from trucewatch.reports.intake import IntakeOptions, intake
from trucewatch.vocabulary.report import Report

EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="times the samples are read")
    rounds = parser.parse_args().rounds
    given = intake([EXAMPLES], IntakeOptions(meta=EXAMPLES / "meta.csv"))
    reports = [report for report in given if isinstance(report, Report)]
    words = sum(len(report.text.split()) for report in reports)
    nlp = load_pipeline(DEFAULT_PIPELINE)
    for report in reports:  # first use fills caches (register patterns, word lists)
        _read(report, {})
    parse, steps = 0.0, dict[str, float]()
    for _ in range(rounds):
        started = time.process_time()
        for report in reports:
            nlp(report.text)
        parse += time.process_time() - started
        for report in reports:
            _read(report, steps)
    whole, count = sum(steps.values()), rounds * len(reports)
    print(f"{len(reports)} reports, {words} words, {rounds} rounds, one thread")
    print(f"parse alone    {count / parse:6.2f} reports  {rounds * words / parse:7.0f} words a CPU-second")
    print(f"whole reading  {count / whole:6.2f} reports  {rounds * words / whole:7.0f} words a CPU-second")
    print(f"whole reading takes {whole / parse:.2f} times the parse")
    for name, seconds in sorted(steps.items(), key=lambda item: -item[1]):
        print(f"  {name:12} {100 * seconds / whole:5.1f} %")


def _read(report: Report, steps: dict[str, float]) -> None:
    page = Page(report)
    for step in DEFAULT_STEPS:
        started = time.process_time()
        page.add(step(page))
        steps[step.name] = steps.get(step.name, 0.0) + time.process_time() - started


if __name__ == "__main__":
    main()
