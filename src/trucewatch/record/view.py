"""The record as it stood, behind the protocol that everything that folds reads through.

What a view shows is decided by three clocks, by nothing else, and never by the order in which reports were added:

- `recorded_by`: of each report the newest metadata and the newest reading recorded by then, and the rulings recorded
  by then. Statements that only earlier readings gave stay in the record and are not shown. Likewise the judgements
  recorded by then on which actors, proposals and agreements are one.
- `known_on`: the reports published by that day; a report without a date counts from the day it was added.
- `as_of` is carried along for the folds: a statement about a later day is still a statement.

Beside what readings give stand the statements that people read themselves; no reading takes them away. A withdrawn
statement is not shown, a corrected one gives its place to its replacement (and that one may be ruled on in turn). A
ruling acts where the reading in force, or a person, gives the statement; one whose statement a newer reader moved waits
for a person's decision (`carrying`). Rulings of a coding round are none until the round is closed (`coding`).

A report that its publisher put in another's place hides that one as soon as it is itself in the view's clocks.

A view is read as it is asked, and shows the record of the moment at which it was made (`shown`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from trucewatch.record.question import Question
from trucewatch.record.shown import Shown
from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.finding import Finding
from trucewatch.vocabulary.judgement import Judgement
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement
from trucewatch.vocabulary.view import ContentT, EarlierVersion, MadeT, Outline, View


@dataclass(frozen=True)
class RecordView:
    """Reports and statements of a record at one moment; obeys `vocabulary.view.View`.

    It does not change when the record does, but for erased words. Statements are read when they are asked for, those of
    one class alone where one is, and kept with the view; its methods raise RecordError where a row is damaged or the
    record can no longer be read. A record that was closed is opened again for as long as it takes.

    Attributes:
        question: what was asked for.
    """

    question: Question
    _shown: Shown

    @property
    def as_of(self) -> date | None:
        """The day in the world that is asked about; None: no bound."""
        return self.question.as_of

    @property
    def known_on(self) -> date | None:
        """Only what had been published by this day is in the view; None: everything."""
        return self.question.known_on

    def reports(self) -> tuple[Report, ...]:
        """The reports of the view, by publication, then id."""
        return tuple(self._shown.reports.values())

    def report(self, report_id: str) -> Report:
        """One report of the view; KeyError where the view does not hold it."""
        return self._shown.reports[report_id]

    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements of the view in the one order."""
        return self._shown.statements()

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the same order."""
        return self._shown.of(content_class)  # type: ignore[return-value]

    def by_report(self, report_ids: Collection[str] | None = None) -> Iterator[tuple[Report, tuple[AnyStatement, ...]]]:
        """Report after report with its statements, in the order of `reports`; of them all only some hundred are held.

        Args:
            report_ids: which reports of the view; None: all.
        """
        return self._shown.by_report(report_ids)

    def findings(self) -> tuple[Finding, ...]:
        """What came up while the reports of the view were read, by report, in the order of the reading."""
        return self._shown.findings()

    def judgements(self) -> tuple[Judgement, ...]:
        """What people decided about which actors, proposals and agreements are one; the last on a pair is in force."""
        return self._shown.judgements()

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors that one report of the view tells of; () where its reading knew no actors.

        Raises:
            KeyError: the view does not hold the report.
            RecordError: the reading's row is damaged.
        """
        return self._shown.actors_of(report_id)

    def outline_of(self, report_id: str) -> Outline:
        """How one report of the view is built.

        Raises:
            KeyError: the view does not hold the report.
            RecordError: the reading's row is damaged.
        """
        return self._shown.outline_of(report_id)

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """What the reports of the view stand in the place of, as far as its clocks know these, oldest first."""
        return self._shown.earlier_versions(self.question)

    def kept(self, key: Hashable, make: Callable[[View], MadeT]) -> MadeT:
        """What was made before of the same reports and statements, whatever the day; see `vocabulary.view.Keeping`.

        Args:
            key: all that it depends on beside the view.
            make: makes it, of this view without the day.
        """
        whole = replace(self, question=replace(self.question, as_of=None))
        return self._shown.kept(key, lambda: make(whole))
