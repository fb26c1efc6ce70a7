"""What checks look at: one view with what is folded from it, each fold made once for all checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
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
from trucewatch.vocabulary.kinds import Content
from trucewatch.vocabulary.passage import Passage
from trucewatch.vocabulary.report import Report
from trucewatch.vocabulary.statement import Statement
from trucewatch.vocabulary.view import ContentT, MadeT, View, whatever_the_day


@dataclass(frozen=True)
class Material:
    """A view and what the checks share of it; nothing is folded before it is asked for.

    Attributes:
        view: reports and statements, of one process where they are filed under any, as known on its `known_on`.
        terms: the agreements whose terms are known; () where none are.
    """

    view: View
    terms: tuple[Terms, ...] = ()

    @property
    def day(self) -> date | None:
        """The day asked about: the view's own, else the last day of publication; None where no report has one.

        The only way for a check to learn of it: what is found by one that never asks holds for every other day.
        """
        self._asked.append(True)
        return self._day

    @contextmanager
    def watched(self) -> Iterator[Callable[[], bool]]:
        """Gives a question: was the day asked for since the block began?"""
        before = len(self._asked)
        yield lambda: len(self._asked) > before

    @cached_property
    def _day(self) -> date | None:
        return day_asked(self.view, None)

    @cached_property
    def _asked(self) -> list[bool]:
        return []

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports, by publication, then id."""
        return self.view.reports()

    @cached_property
    def voices(self) -> Voices:
        """Who says what."""
        return whatever_the_day(self.view, Voices)

    @cached_property
    def agreements(self) -> tuple[AgreementStanding, ...]:
        """Agreements and phases, whatever the day."""
        return whatever_the_day(self.view, lambda view: agreements_as_of(view, None, self.voices), agreements_as_of)

    @cached_property
    def proposals(self) -> tuple[ProposalStanding, ...]:
        """Positions on proposals, whatever the day."""
        return whatever_the_day(self.view, lambda view: positions_as_of(view, None, self.voices), positions_as_of)

    @cached_property
    def obligations(self) -> tuple[ObligationStanding, ...]:
        """Obligations as stated, whatever the day."""
        return whatever_the_day(self.view, lambda view: obligations_as_of(view, None, self.voices), obligations_as_of)

    @cached_property
    def talks(self) -> tuple[TalksStanding, ...]:
        """Talks, whatever the day."""
        return whatever_the_day(self.view, lambda view: talks_as_of(view, None, self.voices), talks_as_of)

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

    def is_read_in(self, kinds: Iterable[type[Content]], told: Iterable[tuple[str, Passage]]) -> bool:
        """Was a statement of one of these kinds read in one of these words?

        Checks by words ask this before they speak: what is told of a verdict or a rally is no matter of a process.

        Args:
            kinds: classes of contents.
            told: words, each with the id of the report that they stand in.
        """
        places = tuple(told)
        return any(
            p.overlaps(words)
            for kind in kinds
            for id_, words in places
            for s in self.by_report(kind).get(id_, ())
            for p in s.content.passages
        )

    def made_once(self, key: tuple[str, str], make: Callable[[], MadeT]) -> MadeT:
        """What a function of the view makes of one report, once for all checks.

        Args:
            key: what is made, and the id of the report.
            make: never looks at the day asked about.
        """
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]

    @cached_property
    def _made(self) -> dict[tuple[str, str], object]:
        return whatever_the_day(self.view, _nothing_made, "made once")

    @cached_property
    def _by_report(self) -> dict[type[object], object]:
        return whatever_the_day(self.view, _nothing, "statements by report")


def _nothing_made(_: View) -> dict[tuple[str, str], object]:
    """A place for what is made of reports little by little."""
    return {}


def _nothing(_: View) -> dict[type[object], object]:
    """A place for what is made little by little."""
    return {}
