"""What checks look at: one view with what is folded from it, each fold made once for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trucewatch.agreements.terms import Terms
from trucewatch.standing.asof import day_asked
from trucewatch.standing.obligations import ObligationStanding, obligations_as_of
from trucewatch.standing.phases import AgreementStanding, agreements_as_of
from trucewatch.standing.positions import ProposalStanding, positions_as_of
from trucewatch.standing.talks import TalksStanding, talks_as_of
from trucewatch.standing.voices import Voices
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import ContentT, View


@dataclass(frozen=True)
class Material:
    """A view and what the checks share of it; nothing is folded before it is asked for.

    Attributes:
        view: reports and statements, of one process where they are filed under any, as known on its `known_on`.
        terms: the agreements whose terms are known; () where none are.
    """

    view: View
    terms: tuple[Terms, ...] = ()

    @cached_property
    def day(self) -> date | None:
        """The day asked about: the view's own, else the last day of publication; None where no report has one."""
        return day_asked(self.view, None)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports, by publication, then id."""
        return self.view.reports()

    @cached_property
    def voices(self) -> Voices:
        """Who says what."""
        return Voices(self.view)

    @cached_property
    def agreements(self) -> tuple[AgreementStanding, ...]:
        """Agreements and phases, whatever the day."""
        return agreements_as_of(self.view, None, self.voices)

    @cached_property
    def proposals(self) -> tuple[ProposalStanding, ...]:
        """Positions on proposals, whatever the day."""
        return positions_as_of(self.view, None, self.voices)

    @cached_property
    def obligations(self) -> tuple[ObligationStanding, ...]:
        """Obligations as stated, whatever the day."""
        return obligations_as_of(self.view, None, self.voices)

    @cached_property
    def talks(self) -> tuple[TalksStanding, ...]:
        """Talks, whatever the day."""
        return talks_as_of(self.view, None, self.voices)

    def of(self, content_class: type[ContentT]) -> tuple[Statement[ContentT], ...]:
        """The statements of exactly one class of contents, in the one order."""
        return self.view.of(content_class)

    def by_report(self, content_class: type[ContentT]) -> Mapping[str, list[Statement[ContentT]]]:
        """The same by report, each in the order of its text; a report without any has an empty list."""
        if content_class not in self._by_report:
            held: defaultdict[str, list[Statement[ContentT]]] = defaultdict(list)
            for statement in sorted(self.of(content_class), key=lambda s: (s.start, s.id)):
                held[statement.report_id].append(statement)
            self._by_report[content_class] = held
        return self._by_report[content_class]  # type: ignore[return-value]

    @cached_property
    def _by_report(self) -> dict[type[object], object]:
        return {}
