"""The protocol every view of statements obeys, and one that lives in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from trucewatch.vocabulary.actors import ReportActor
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import AnyStatement, Statement

ContentT = TypeVar("ContentT", bound=Content)


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


@dataclass(frozen=True)
class MemoryView:
    """A view over reports, statements and actors held in memory; obeys `View`.

    Attributes:
        all_actors: the actors of reports, by the id of the report; one that is not in it has none.
    """

    all_reports: tuple[Report, ...]
    all_statements: tuple[AnyStatement, ...]
    as_of: date | None = None
    known_on: date | None = None
    all_actors: Mapping[str, tuple[ReportActor, ...]] = field(default_factory=dict, hash=False)

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
        return statements_of(self._statements, content_class)

    def actors_of(self, report_id: str) -> tuple[ReportActor, ...]:
        """The actors of one report of the view, by first mention; KeyError where the view does not hold it."""
        return self.all_actors.get(self._reports[report_id].id, ())


def statements_of(statements: Iterable[AnyStatement], content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
    """Those statements whose content is exactly of the class (an OtherAgreement is no Agreement)."""
    return tuple(s for s in statements if type(s.content) is content_class)  # type: ignore[misc]
