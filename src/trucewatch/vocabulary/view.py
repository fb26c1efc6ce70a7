"""The protocol every view of statements obeys, and one that lives in memory."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar, runtime_checkable

from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement

ContentT = TypeVar("ContentT", bound=Content)
MadeT = TypeVar("MadeT")


@dataclass(frozen=True)
class Outline:
    """How a report is built.

    Attributes:
        headline: the line that heads the text, None where it has none.
        segments: the parts of a text that was joined from several pieces, in order (one where it was not, () where
            that is not known).
    """

    headline: Passage | None = None
    segments: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class EarlierVersion:
    """A report in whose place its publisher put another; a view shows that one alone.

    Attributes:
        report: the report until then.
        statements: what it states, in the one order.
        newer_id: id of the report in its place, which may have an earlier version's place itself.
    """

    report: Report
    statements: tuple[AnyStatement, ...]
    newer_id: str


class View(Protocol):
    """Reports and statements as they stood: one process, as of a date, as known on a date.

    Everything that folds (standing, checks, exports) reads through this and nothing else.
    """

    @property
    def as_of(self) -> date | None:
        """The day in the world that is asked about; None: no bound."""

    @property
    def known_on(self) -> date | None:
        """Only what had been published by this day is in the view; None: everything."""

    def reports(self) -> tuple[Report, ...]:
        """The reports of the view, by publication, then id."""

    def report(self, report_id: str) -> Report:
        """One report of the view; KeyError where the view does not hold it."""

    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements of the view in the one order (`Statement.order_key`)."""

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the same order."""

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors of one report of the view, by first mention; KeyError where the view does not hold it."""

    def outline_of(self, report_id: str) -> Outline:
        """How one report of the view is built; KeyError where the view does not hold it."""

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """What the reports of the view stand in the place of, by publication, then id; these are not in the view."""


@runtime_checkable
class Keeping(Protocol):
    """A view that keeps what is made of it whatever the days, for as long as it shows the same statements."""

    def kept(self, key: Hashable, make: Callable[[View], MadeT]) -> MadeT:
        """What was made of it under a key before, else what is made now, of the same view without the day."""


def whatever_the_day(view: View, make: Callable[[View], MadeT], key: Hashable = None) -> MadeT:
    """What is made of a view without regard to the day asked about: once, where the view keeps it, else anew.

    Args:
        view: the view.
        make: a function of its reports and statements; it never looks at `as_of` or `known_on`.
        key: what it is found again by, None: the function itself.
    """
    return view.kept(make if key is None else key, make) if isinstance(view, Keeping) else make(view)


@dataclass(frozen=True)
class MemoryView:
    """A view over reports, statements and actors held in memory; obeys `View`.

    Attributes:
        all_actors: the actors of reports, by the id of the report; one that is not in it has none.
        all_outlines: likewise how reports are built.
        all_earlier: earlier versions of reports; one counts as soon as the newer report is known.
    """

    all_reports: tuple[Report, ...]
    all_statements: tuple[AnyStatement, ...]
    as_of: date | None = None
    known_on: date | None = None
    all_actors: Mapping[str, tuple[ReportActor, ...]] = field(default_factory=dict, hash=False)
    all_outlines: Mapping[str, Outline] = field(default_factory=dict, hash=False)
    all_earlier: tuple[EarlierVersion, ...] = ()

    @cached_property
    def _reports(self) -> dict[str, Report]:
        known = [r for r in self.all_reports if self._is_known(r.published)]
        known.sort(key=lambda r: (r.published or date.max, r.id))
        return {r.id: r for r in known}

    @cached_property
    def _statements(self) -> tuple[AnyStatement, ...]:
        kept = {s.id: s for s in self.all_statements if s.report_id in self._reports}
        return tuple(sorted(kept.values(), key=lambda s: s.order_key))

    def _is_known(self, published: date | None) -> bool:
        return self.known_on is None or (published is not None and published <= self.known_on)

    def reports(self) -> tuple[Report, ...]:
        """The reports of the view, by publication, then id."""
        return tuple(self._reports.values())

    def report(self, report_id: str) -> Report:
        """One report of the view; KeyError where the view does not hold it."""
        return self._reports[report_id]

    def statements(self) -> tuple[AnyStatement, ...]:
        """All statements of the view in the one order."""
        return self._statements

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the same order."""
        return self._by_class.get(content_class, ())  # type: ignore[return-value]

    @cached_property
    def _by_class(self) -> dict[type[Content], tuple[AnyStatement, ...]]:
        held: dict[type[Content], list[AnyStatement]] = {}
        for statement in self._statements:
            held.setdefault(type(statement.content), []).append(statement)
        return {content_class: tuple(found) for content_class, found in held.items()}

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors of one report of the view, by first mention; KeyError where the view does not hold it."""
        return self.all_actors.get(self._reports[report_id].id, ())

    def outline_of(self, report_id: str) -> Outline:
        """How one report of the view is built; KeyError where the view does not hold it."""
        return self.all_outlines.get(self._reports[report_id].id, Outline())

    def earlier_versions(self) -> tuple[EarlierVersion, ...]:
        """What the reports of the view stand in the place of, by publication, then id."""
        return leading_to(self.all_earlier, self._reports)


def leading_to(earlier: Iterable[EarlierVersion], reports: Container[str]) -> tuple[EarlierVersion, ...]:
    """Those earlier versions in whose place one of these reports stands at last, by publication, then id."""
    held = tuple(earlier)
    newer = {one.report.id: one.newer_id for one in held}

    def leads(id_: str) -> bool:
        while id_ in newer:
            id_ = newer[id_]
        return id_ in reports

    found = [one for one in held if leads(one.newer_id)]
    return tuple(sorted(found, key=lambda one: (one.report.published or date.max, one.report.id)))


def statements_of(statements: Iterable[AnyStatement], content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
    """Those statements whose content is exactly of the class (an OtherAgreement is no Agreement)."""
    return tuple(s for s in statements if type(s.content) is content_class)  # type: ignore[misc]
