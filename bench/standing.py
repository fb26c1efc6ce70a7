"""How fast the standing under an agreement's terms is folded: one day, and a year day by day, at growing sizes.

    python -m bench.standing [--sizes 10000 20000 50000 100000] [--obligations 1000] [--rounds 3]

Terms and statements are made by hand (nothing is read): obligations of all kinds of duty, statements spread over a
year of reports, a tenth of them about breaches. For each number of events it prints how long it took to tie the
statements to the terms, to fold one day, and to replay a year, in seconds of CPU (the least of the rounds), and how
each grew with the number of events: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from trucewatch.agreements.terms import ENTRY, Entry, Length, Owed, Terms, TermsObligation, TermsParty, TermsPhase, When
from trucewatch.standing.replay import replay
from trucewatch.standing.under_terms import Told, fold, told_under
from trucewatch.vocabulary.kinds import DutyKind, Obligation, ObligationState, Quantity, Violation
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import MemoryView

_FIRST = date(2031, 1, 1)
_YEAR = 365
_PER_REPORT = 50
_DUTIES: tuple[DutyKind, ...] = ("act", "act", "recurring", "prohibition", "continuous")
_STATES: tuple[ObligationState, ...] = ("done", "pending", "done", "suspended", "done", "breached", "pending")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 20_000, 50_000, 100_000])
    parser.add_argument("--obligations", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    terms = terms_of(options.obligations)
    rows = [_measure(terms, size, options.rounds) for size in options.sizes]
    print(f"{options.obligations} obligations; seconds of CPU")
    for key in rows[0]:
        print(f"  {key:<16}" + "".join(f"{row[key]:>12,}" if key == "events" else f"{row[key]:>12.3f}" for row in rows))
    for key in ("tied", "one day", "a year"):
        grown = [
            b[key] / a[key] / (b["events"] / a["events"]) for a, b in itertools.pairwise(rows) if a["events"] and a[key]
        ]
        print(f"  {key + ', growth':<16}" + " " * 12 + "".join(f"{g:>12.2f}" for g in grown))
    return 0


def _measure(terms: Terms, size: int, rounds: int) -> dict[str, Any]:
    view = view_of(terms, size)
    tied, told = _timed(lambda: told_under(terms, view))
    events = sum(len(held) for held in told.events.by_obligation.values())
    day = min(_timed(lambda: fold(terms, told, _FIRST + timedelta(days=_YEAR)))[0] for _ in range(rounds))
    year = min(_timed(lambda: _replayed(terms, told))[0] for _ in range(rounds))
    return {"events": events, "tied": tied, "one day": day, "a year": year}


def _replayed(terms: Terms, told: Told) -> int:
    return sum(1 for _ in replay(terms, told, _FIRST, _FIRST + timedelta(days=_YEAR)))


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    started = time.process_time()
    found = call()
    return time.process_time() - started, found


def terms_of(number: int) -> Terms:
    """Terms with so many obligations between two parties, in one phase of a year."""
    parties = (TermsParty("one", "First Council", ("party",)), TermsParty("two", "Second Front", ("party",)))
    obligations = tuple(
        TermsObligation(
            f"duty-{n}",
            (parties[n % 2].id,),
            _DUTIES[n % len(_DUTIES)],
            "release" if n % 3 else "allow_aid",
            f"lot{n}",
            phase="phase-1",
            owed=(Owed(Quantity(number=100), "lots", per="P1W" if n % len(_DUTIES) == 2 else None),) if n % 2 else (),
            due=(When(anchor=ENTRY, offset=f"P{n % 300 + 1}D"),) if n % 4 else (),
            match=(f"lot{n}",),
        )
        for n in range(number)
    )
    phase = TermsPhase("phase-1", 1, starts=(When(anchor=ENTRY),), lengths=(Length("P1Y"),))
    entry = Entry(actual=(When(at=_FIRST),))
    return Terms("bench", "Bench", _FIRST, "UTC", parties, entry, (phase,), obligations)


def view_of(terms: Terms, size: int) -> MemoryView:
    """So many statements on the obligations of the terms, some 50 a report, in order over a year."""
    reports: list[Report] = []
    statements: list[AnyStatement] = []
    for first in range(0, size, _PER_REPORT):
        published = _FIRST + timedelta(days=first * _YEAR // size)
        numbers = range(first, min(first + _PER_REPORT, size))
        lines = [f"Line {n} tells of lot{n % len(terms.obligations)}. " for n in numbers]
        report = Report("".join(lines), published=published, outlet=f"Outlet {first // _PER_REPORT % 7}")
        reports.append(report)
        at = 0
        for n, line in zip(numbers, lines, strict=True):
            statements.append(_statement(terms, n, report, Passage.of(report.text, at, at + len(line))))
            at += len(line)
    return MemoryView(tuple(reports), tuple(statements))


def _statement(terms: Terms, number: int, report: Report, passage: Passage) -> AnyStatement:
    duty = terms.obligations[number % len(terms.obligations)]
    bearer = next(p.name for p in terms.parties if p.id == duty.bearers[0])
    if number % 10 == 9:
        other = next(p.name for p in terms.parties if p.name != bearer)
        breach = Violation(alleged_by=other, against=bearer, what=duty.object, status="alleged", evidence=(passage,))
        return Statement(report.id, breach, report.published)
    published = report.published or _FIRST
    told = Obligation(
        bearer=bearer,
        action=duty.action,
        object=duty.object,
        state=_STATES[number // len(terms.obligations) % len(_STATES)],
        quantity=Quantity(number=number % 7 + 1) if number % 2 else None,
        date=(published - timedelta(days=number % 5)).isoformat() if number % 3 else None,
        evidence=(passage,),
    )
    return Statement(report.id, told, report.published)


if __name__ == "__main__":
    sys.exit(main())
