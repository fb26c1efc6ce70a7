"""Asking a record: the view of a day, its board, its checks, its statements, and its parts by process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trucewatch.agreements.terms import Terms
from trucewatch.checks.all_checks import run_checks
from trucewatch.errors import RecordError
from trucewatch.record.chain import last_link
from trucewatch.record.view import RecordView
from trucewatch.record.writer import Record
from trucewatch.standing.asof import placed, said_by
from trucewatch.standing.board import Board
from trucewatch.standing.board import board as board_of
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.kinds import Kind
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import (
    ContentT,
    EarlierVersion,
    MadeT,
    Outline,
    View,
    leading_to,
    statements_of,
    whatever_the_day,
)


def open_view(
    record: Record, *, as_of: date | None = None, known_on: date | None = None, process: str | None = None
) -> RecordView:
    """The record as it stood.

    Args:
        record: an open record.
        as_of: the day in the world that is asked about; None: no bound.
        known_on: only what had been published by this day; None: everything.
        process: only reports filed under this process; None: all.

    Raises:
        RecordError: the record has no report under that process; the message names those it has.
    """
    view = record.view(as_of=as_of, known_on=known_on, process=process)
    if process is not None and not view.reports():
        names = sorted({r.report.process for r in record.reports() if r.report.process})
        if process not in names:
            raise RecordError(
                f"the record {record.name} has no report of a process {process!r}",
                expected=f"one of {', '.join(names)}" if names else "reports added with --process",
                advice="`trucewatch report list` shows every report with its process.",
            )
    return view


def appends(record: Record) -> int:
    """How many transactions added something to a record, by whichever program: what was read of it holds until then."""
    with record.looking() as connection:
        return last_link(connection).number


def board(
    source: Record | View,
    as_of: date | None = None,
    known_on: date | None = None,
    process: str | None = None,
) -> Board:
    """How things stand, every cell with the statements and passages it came from.

    Args:
        source: a record, or a view that was cut already (then `known_on` and `process` are the view's own).
        as_of: the day asked about; None: the last day of publication in view.
        known_on: only what had been published by this day.
        process: only reports filed under this process.

    Raises:
        RecordError: the record has no report under that process.
    """
    if isinstance(source, Record):
        source = open_view(source, as_of=as_of, known_on=known_on, process=process)
    return board_of(source, as_of)


def check(view: View, terms: tuple[Terms, ...] = ()) -> tuple[Finding, ...]:
    """What does not add up in a view: what came up while its reports were read, then what the checks find.

    Args:
        view: reports and statements.
        terms: the agreements whose terms are known; some checks look at these as well.

    Returns:
        Each finding once, in a stable order.
    """
    noticed = view.findings() if isinstance(view, RecordView | PartView) else ()
    return tuple(dict.fromkeys((*noticed, *run_checks(view, terms=terms))))


def statements(view: View, kind: Kind | None = None) -> tuple[AnyStatement, ...]:
    """The statements of a view in the one order; with `kind`, those of that kind.

    Where the view asks about a day, statements published later stay out unless they carry a date up to that day.
    """
    held = (s for s in view.statements() if kind is None or kind == s.content.KIND)
    return tuple(s for s in held if said_by(s, view.as_of) or placed(s, view.as_of) == "by_then")


@dataclass(frozen=True)
class PartView:
    """Some of a view's reports, under the same clocks; obeys `View`.

    Attributes:
        whole: the view it is a part of.
        ids: ids of its reports.
    """

    whole: View
    ids: frozenset[str]

    @property
    def as_of(self) -> date | None:
        """The day in the world that is asked about."""
        return self.whole.as_of

    @property
    def known_on(self) -> date | None:
        """Only what had been published by this day is in the view."""
        return self.whole.known_on

    def reports(self) -> tuple[Report, ...]:
        """The reports of the part, by publication, then id."""
        return tuple(r for r in self.whole.reports() if r.id in self.ids)

    def report(self, report_id: str) -> Report:
        """One report of the part; KeyError where it does not hold it."""
        if report_id not in self.ids:
            raise KeyError(report_id)
        return self.whole.report(report_id)

    @cached_property
    def _statements(self) -> tuple[AnyStatement, ...]:
        return tuple(s for s in self.whole.statements() if s.report_id in self.ids)

    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements of the part in the one order."""
        return self._statements

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the same order."""
        return statements_of(self._statements, content_class)

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors of one report of the part, by first mention; KeyError where it does not hold it."""
        return self.whole.actors_of(self.report(report_id).id)

    def outline_of(self, report_id: str) -> Outline:
        """How one report of the part is built; KeyError where it does not hold it."""
        return self.whole.outline_of(self.report(report_id).id)

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """What the reports of the part stand in the place of, by publication, then id."""
        return leading_to(self.whole.earlier_versions(), self.ids)

    def kept(self, key: Hashable, make: Callable[[View], MadeT]) -> MadeT:
        """What was made of these reports before, whatever the day, where the whole keeps it."""
        return whatever_the_day(self.whole, lambda whole: make(PartView(whole, self.ids)), (key, self.ids))

    def findings(self) -> tuple[Finding, ...]:
        """What came up while these reports were read."""
        held: Callable[[], tuple[Finding, ...]] = getattr(self.whole, "findings", tuple)
        return tuple(f for f in held() if all(p.report_id in self.ids for p in f.places))


def parts_by_process(view: View) -> tuple[tuple[str, View], ...]:
    """A view parted by the process its reports are filed under, by name; "" for those filed under none, last."""
    ids: dict[str, set[str]] = {}
    for report in view.reports():
        ids.setdefault(report.process or "", set()).add(report.id)
    return tuple(
        (name, PartView(view, frozenset(ids[name]))) for name in sorted(ids, key=lambda n: (not n, n.casefold()))
    )
