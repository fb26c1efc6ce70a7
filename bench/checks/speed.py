"""How fast the checks run over many statements, at growing sizes.

    python -m bench.checks.speed [--sizes 25000 50000 100000] [--each]

The reports of the corpus that may be trained on, with their annotations, are laid into one process again and again, a
few a day, until there are enough statements; no text stands in it twice, nor in the view of another size, for each copy
has numbers of its own: what was kept of the texts of one size shortens no other. Prints seconds of CPU for all checks
together, how they grew (1.0 is linear) and, with `--each`, for every check alone, over texts that are warm by then.
"""

from __future__ import annotations

import argparse
import itertools
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from bench.corpus.files import part
from trucewatch.checks.all_checks import ALL_CHECKS, run_checks
from trucewatch.checks.material import Material
from trucewatch.vocabulary.kinds import CONTENT_CLASSES, Content
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView

_FIRST = date(2031, 1, 1)
_A_DAY = 3
_NAMES = "Courier Gazette Herald Wire Monitor Bulletin".split()


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25_000, 50_000, 100_000])
    parser.add_argument("--each", action="store_true")
    options = parser.parse_args(argv)
    rows = []
    for size in options.sizes:
        view = view_of(size)
        started = time.process_time()
        found = len(run_checks(view))
        rows.append((len(view.statements()), time.process_time() - started))
        number, seconds = rows[-1]
        print(f"{number:>10,} statements {len(view.reports()):>7,} reports {found:>7,} findings {seconds:8.2f} s")
    for (less, before), (more, after) in itertools.pairwise(rows):
        print(f"growth from {less:,} to {more:,}: {after / before / (more / less):.2f}")
    if options.each:
        _print_each(view)
    return 0


def _print_each(view: MemoryView) -> None:
    material, taken = Material(view), []
    for check in ALL_CHECKS:
        started = time.process_time()
        found = sum(1 for _ in check(material))
        taken.append((time.process_time() - started, check.code, found))
    for seconds, code, found in sorted(taken, reverse=True):
        print(f"{seconds:8.2f} s  {code:<36}{found:>8,} findings")


def view_of(size: int) -> MemoryView:
    """A view of at least so many statements, all of one process."""
    reports: list[Report] = []
    statements: list[AnyStatement] = []
    for number, (report, said) in enumerate(_copies(size)):
        if len(statements) >= size:
            break
        published = _FIRST + timedelta(days=number // _A_DAY)
        made = Report(report, published=published, outlet=_NAMES[number % len(_NAMES)], process="all")
        reports.append(made)
        statements += (Statement(made.id, content, published) for content in said)
    return MemoryView(tuple(reports), tuple(statements))


def _copies(size: int) -> Iterator[tuple[str, tuple[Content, ...]]]:
    held = [(entry.text, tuple(_contents(entry.checked().reading))) for entry in part("train")]
    for copy in itertools.count():
        for text, contents in held:
            yield _numbered(text, copy, size), contents


def _numbered(text: str, copy: int, size: int) -> str:
    """The same text with a mark of the copy and, in letters, of the view behind it: no other text is the same."""
    view = "".join(chr(ord("a") + int(digit)) for digit in str(size))
    return re.sub(r"\s*\Z", f"\n\nCopy {copy}, view {view}.\n", text)


def _contents(gold: Any) -> Iterator[Content]:
    for cls in CONTENT_CLASSES:
        rows = gold.get(cls.KIND) or []
        for row in rows if isinstance(rows, list) else [rows]:
            known = {each.name for each in fields(cls)}
            yield _adapter(cls.KIND).validate_python({key: value for key, value in row.items() if key in known})


@lru_cache
def _adapter(kind: str) -> TypeAdapter[Content]:
    return TypeAdapter(next(cls for cls in CONTENT_CLASSES if kind == cls.KIND))


if __name__ == "__main__":
    sys.exit(main())
